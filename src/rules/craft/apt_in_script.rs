#![doc = include_str!("apt_in_script.md")]

use crate::rules::prelude::*;

/// The rule. apt(8) itself says so, under "script usage and differences from other apt tools":
/// <https://manpages.debian.org/trixie/apt/apt.8.en.html>
pub const RULE: Rule = Rule::new("apt-in-script", Severity::Note)
    .aliases("hadolint:DL3027 checkov:CKV_DOCKER_9 kics:run_using_apt")
    .fixes(Safety::Safe)
    .in_step(step);

/// What `apt-get` takes by the same name.
const SHARED: &str = "update upgrade install reinstall remove purge autoremove autopurge clean \
    autoclean source build-dep satisfy download";

fn step(step: &Step, check: &mut Check) {
    let apt = step.command;
    if apt.program() != "apt" {
        return;
    }
    let (Some(word), verb) = (apt.words.first(), apt.subcommand()) else {
        return;
    };
    if verb.is_empty() {
        return;
    }
    let (tool, is_same) = match verb {
        "list" | "search" | "show" | "policy" => ("apt-cache", false),
        _ => ("apt-get", is_one_of(SHARED, verb)),
    };
    let is_plain = word.span.slice(step.file.source).ends_with("apt");
    let fix = (is_same && is_plain)
        .then(|| DraftFix::safe("Write `apt-get`").insert(word.span.end, "-get"));
    check
        .report(
            word.span,
            format!("`apt {verb}` is made for people at a keyboard, and may change from one release to the next."),
            format!("It says so itself in each build's log. `{tool}` takes the same orders and keeps its ways, so scripts can rely on it."),
        )
        .fix(fix);
}
