#![doc = include_str!("build_and_image.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::source::Kind;

/// The rule. What Compose does where both are given:
/// <https://docs.docker.com/reference/compose-file/build/#using-build-and-image>
pub const RULE: Rule = Rule::new("build-and-image", Severity::Note)
    .aliases("dclint:no-build-and-image")
    .pedantic()
    .fixes(Safety::Review)
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    // What several services share is told once.
    let mut told: Vec<Span> = Vec::new();
    for service in file.services() {
        if check.is_full() {
            return;
        }
        let (Some(image), true) = (service.image(), service.has("build")) else {
            continue;
        };
        let written = image.written();
        if service.has("pull_policy") || image.route().is_inherited() || told.contains(&written) {
            continue;
        }
        told.push(written);
        let name = image.text().unwrap_or_default();
        let place = image.place();
        let draft = check.report(
            place.span,
            format!(
                "`{}` may be pulled as `{}`, or built here.",
                service.name(),
                excerpt(&name.value)
            ),
            "Compose first tries to pull that name, and builds only if nobody has it. If yours is meant, say so with `pull_policy: build`.",
        );
        draft.written_at(place);
        if image.route().is_direct() {
            let fix = DraftFix::review("Always build it");
            draft.fix(fix.add_setting(&service, "pull_policy: build", ""));
        }
    }
}
