#![doc = include_str!("sudo_in_build.md")]

use crate::rules::prelude::*;
use crate::shell::{Command, Via};

/// The rule. Docker advises against sudo in images:
/// <https://docs.docker.com/build/building/best-practices/#user>
pub const RULE: Rule = Rule::new("sudo-in-build", Severity::Medium)
    .aliases("hadolint:DL3004 trivy:DS-0010 checkov:CKV2_DOCKER_1 kics:run_using_sudo")
    .fixes(Safety::Safe)
    .in_step(step);

fn step(step: &Step, check: &mut Check) {
    let &Step {
        file,
        instruction,
        script,
        index,
        command: sudo,
    } = step;
    if sudo.program() != "sudo" {
        return;
    }
    let Some(word) = sudo.words.first() else {
        return;
    };
    let inner = script
        .commands
        .get(index + 1)
        .filter(|inner| inner.inside == Some(index) && inner.via == Via::Wrapper);
    let what = inner.map_or("this step", Command::program);
    let user = file.user_at(instruction).map(|user| user.value());
    let severity = if step.is_shipped() {
        Severity::Medium
    } else {
        Severity::Low
    };
    match user {
        // Someone else than root: taking sudo away would break the step.
        Some(Some(user)) if !is_root(user) => {
            check
                .report(
                    word.span,
                    format!("`{user}` borrows root's keys here with `sudo`."),
                    format!("A user who may run sudo is root with an extra step, for an attacker too. Do the root work in a RUN above `USER {user}`, and leave sudo out of the image."),
                )
                .severity(severity);
        }
        _ => {
            let draft = check
                .report(
                    word.span,
                    format!("`sudo` in front of `{what}` does nothing here but need sudo in the image."),
                    "This step already runs as root. Drop the word, and the sudo package with it: whoever gets in later would be glad to find it.",
                )
                .severity(severity);
            let changes_user = sudo.has_flag(Some('u'), "user")
                || sudo.has_flag(Some('i'), "login")
                || sudo.has_flag(Some('g'), "group");
            // Without a USER in the file the base image decides who runs this; nearly always root.
            if user.is_none() {
                draft.confidence(Confidence::Medium);
            }
            if let Some(inner) = inner.filter(|_| !changes_user) {
                let cut = Span {
                    start: word.span.start,
                    end: inner.span.start,
                };
                let fix = if user.is_some() {
                    DraftFix::safe("Drop sudo")
                } else {
                    DraftFix::review("Drop sudo: the base image most likely runs this as root")
                };
                draft.fix(fix.delete(cut));
            }
        }
    }
}

fn is_root(user: &str) -> bool {
    matches!(user.split(':').next(), Some("root" | "0"))
}
