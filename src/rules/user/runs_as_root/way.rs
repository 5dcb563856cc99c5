//! How the program of a Dockerfile becomes someone else than root.

use crate::dockerfile::Stage;
use crate::facts::images::{DropsPrivileges, ImageFacts, ImageKind, PackageManager};
use crate::rules::prelude::*;

/// How to become someone else at the end of a Dockerfile.
pub(super) struct Way {
    /// Lines to add.
    pub(super) lines: String,
    /// The user that the last of them names.
    pub(super) user: String,
    /// What the finding says about it.
    pub(super) advice: String,
}

/// The user that is there already, else a new one; nothing where neither is sure to work.
pub(super) fn way(file: &Dockerfile, stage: &Stage, facts: Option<&ImageFacts>) -> Option<Way> {
    let ready = |user: &str, advice: String| {
        Some(Way {
            lines: format!("USER {user}"),
            user: user.to_owned(),
            advice,
        })
    };
    if let Some(user) = file.last_common_user(stage) {
        return ready(
            user,
            format!("Go back to the user from above: end with `USER {user}`."),
        );
    }
    if let Some(user) = file.made_user(stage) {
        return ready(
            user,
            format!(
                "The file makes a user `{user}` and never switches to it: end with `USER {user}`."
            ),
        );
    }
    let facts = facts?;
    let is_gone = |user: &str| file.loses_user(stage, user);
    if !facts.root {
        if is_gone(facts.user) {
            return None;
        }
        return ready(
            facts.user,
            format!(
                "The image's own user is `{0}`: end with `USER {0}`.",
                facts.user
            ),
        );
    }
    if facts.drops_privileges != DropsPrivileges::Never {
        return None;
    }
    if facts.ready_user.is_some_and(is_gone) {
        return None;
    }
    if let Some(user) = facts.ready_user {
        return ready(
            user,
            format!("The image brings a user for this: end with `USER {user}`."),
        );
    }
    if !matches!(facts.kind, ImageKind::Language | ImageKind::Distribution) {
        return None;
    }
    // Small Red Hat and Amazon images have no useradd; a number needs none.
    let maker = match facts.packages() {
        _ if !facts.has_shell() => None,
        PackageManager::Apk => Some("adduser -S -D -H -u 10001 app"),
        PackageManager::Apt => Some("useradd --system --uid 10001 --no-create-home app"),
        PackageManager::Dnf | PackageManager::Yum if !facts.id.starts_with("amazon") => {
            Some("useradd --system --uid 10001 --no-create-home app")
        }
        _ => None,
    };
    match maker {
        Some(maker) => Some(Way {
            lines: format!("RUN {maker}\nUSER 10001"),
            user: "10001".to_owned(),
            advice: format!("Give it a user of its own: `RUN {maker}`, then `USER 10001`."),
        }),
        None => ready(
            "10001:10001",
            "A number is enough: end with `USER 10001:10001`.".to_owned(),
        ),
    }
}
