#![doc = include_str!("noisy_wget.md")]

use crate::facts::images::PackageManager;
use crate::rules::image_names::packages_at;
use crate::rules::prelude::*;
use crate::shell::Argument;

/// The rule. <https://www.gnu.org/software/wget/manual/html_node/Logging-and-Input-File-Options.html>
pub const RULE: Rule = Rule::new("noisy-wget", Severity::Note)
    .aliases("hadolint:DL3047")
    .pedantic()
    .fixes(Safety::Safe)
    .in_step(step);

/// Flags that keep the dots out of the log.
const QUIET: &str = "q quiet no-verbose progress o output-file a append-output V version help";

fn step(step: &Step, check: &mut Check) {
    let wget = step.command;
    if wget.program() != "wget" {
        return;
    }
    let mut loads = false;
    for argument in wget.arguments(&[]) {
        match argument {
            Argument::Flag(flag) if is_one_of(QUIET, flag.name) => return,
            // `-nv`
            Argument::Flag(flag) if flag.name == "v" && !flag.long => return,
            Argument::Flag(flag) => loads |= flag.is(Some('i'), "input-file"),
            Argument::Operand(_) => loads = true,
        }
    }
    let Some(word) = wget.words.first() else {
        return;
    };
    if !loads || wget.redirects.iter().any(|one| one.descriptor == Some(2)) {
        return;
    }
    // BusyBox knows no `-nv`.
    let flag = match packages_at(step.file, step.instruction) {
        PackageManager::None | PackageManager::Apk => "-q",
        _ => "-nv",
    };
    let is_plain = word.span.slice(step.file.source) == word.value;
    check
        .report(
            word.span,
            "`wget` fills the build's log with its progress.",
            format!("Each download adds line after line of dots, and the one message that matters drowns. `wget {flag}` stays brief."),
        )
        .fix(is_plain.then(|| {
            DraftFix::safe(format!("Add `{flag}`")).insert(word.span.end, format!(" {flag}"))
        }));
}
