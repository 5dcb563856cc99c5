#![doc = include_str!("sparse_log_bloat.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/build/building/best-practices/#user>
pub const RULE: Rule = Rule::new("sparse-log-bloat", Severity::Low)
    .aliases("hadolint:DL3046")
    .fixes(Safety::Safe)
    .in_step(step);

/// Each number takes about 300 bytes in the login log, so that from here on it's tens of megabytes.
const HUGE: u64 = 100_000;

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    if command.program() != "useradd" || command.has_flag(Some('l'), "no-log-init") {
        return;
    }
    let Some(uid) = command.option(Some('u'), "uid") else {
        return;
    };
    if uid.value.parse().is_ok_and(|number: u64| number >= HUGE)
        && let Some(program) = command.words.first()
    {
        let draft = check.report(
            uid.span,
            format!("User number {} makes the login log huge.", uid.value),
            "`useradd` sets aside a line for every number up to this one. On disk it's mostly holes, but an image layer may store them in full, up to gigabytes. Add `-l`, and no line is set aside.",
        );
        if !step.is_shipped() {
            draft.severity(Severity::Note);
        }
        if program.span.slice(step.file.source) == program.value {
            draft.fix(DraftFix::safe("Add -l").insert(program.span.end, " -l"));
        }
    }
}
