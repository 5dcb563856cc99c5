#![doc = include_str!("world_writable.md")]

use crate::facts::modes;
use crate::rules::prelude::*;

/// The rule. What the digits mean: <https://man7.org/linux/man-pages/man1/chmod.1.html>
pub const RULE: Rule = Rule::new("world-writable", Severity::Medium)
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_step(step);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
        return;
    };
    let Some(mode) = instruction
        .flag("chmod")
        .and_then(|flag| flag.value.as_ref())
    else {
        return;
    };
    if mode.value().is_some_and(modes::lets_all_write) {
        let what = format!("`--chmod={}`", mode.written());
        let target = copy.destination.written();
        complain(
            file,
            (mode.span(), mode.written()),
            &what,
            (target, 1),
            check,
        )
        .severity(severity(file.is_shipped(instruction)));
    }
}

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    let Some(mode) = command.mode() else {
        return;
    };
    if !mode.literal().is_some_and(modes::lets_all_write) {
        return;
    }
    let program = command.program();
    let is_chmod = program == "chmod";
    let mut targets = command
        .operands(&["-m", "--mode"])
        .skip(usize::from(is_chmod));
    let target = match program {
        "install" => targets.next_back(),
        _ => targets.next(),
    };
    let target = target.map_or("", |word| word.as_str());
    // Devices and a process's own streams are no files that last.
    if target.starts_with("/dev/") || target.starts_with("/proc/") {
        return;
    }
    if is_short_lived(step, target) {
        return;
    }
    let flag = if is_chmod { "" } else { "-m " };
    let what = format!("`{program} {flag}{}`", mode.value);
    // What comes before the target of `install` are the files that it copies.
    let count = match program {
        "install" => 1,
        _ => 1 + targets.count(),
    };
    complain(
        step.file,
        (mode.span, &mode.value),
        &what,
        (target, count),
        check,
    )
    .severity(severity(step.is_shipped()));
}

/// More commands than anyone writes in one step.
const MANY: usize = 1000;

/// True for a folder that the same step takes away again.
fn is_short_lived(step: &Step, target: &str) -> bool {
    let after = step.script.runs_after(step.index);
    after.len() <= MANY
        && after.iter().any(|command| {
            let mut removed = command.removed_paths().into_iter();
            removed.any(|(_, path)| path == target.trim_end_matches('/'))
        })
}

/// What others copy out of a stage keeps its mode.
fn severity(is_shipped: bool) -> Severity {
    if is_shipped {
        Severity::Medium
    } else {
        Severity::Low
    }
}

fn complain<'c>(
    file: &Dockerfile,
    (span, mode): (Span, &str),
    what: &str,
    (target, count): (&str, usize),
    check: &'c mut Check<'_>,
) -> &'c mut Draft {
    let target = match (target, count) {
        ("", _) => "these files".to_owned(),
        (target, 1) => format!("`{target}`"),
        (target, _) => format!("`{target}` and {} more", count - 1),
    };
    let is_temporary = matches!(target.as_str(), "`/tmp`" | "`/var/tmp`" | "`/tmp/`");
    let fix = if is_temporary {
        Some("1777".to_owned())
    } else {
        modes::without_writing_by_all(mode)
    };
    let is_plain = span.slice(file.source) == mode;
    let fix = fix
        .filter(|_| is_plain)
        .map(|new| DraftFix::review(format!("Write `{new}`")).replace(span, new));
    let advice = if is_temporary {
        "`1777` is what such a folder has: everyone may write, and nobody may touch what's another's."
    } else {
        "Give it to the user that writes there, with `chown` or `--chown`, and leave the others out."
    };
    check
        .report(
            span,
            format!("{what} lets every user in the container change {target}."),
            format!("Whoever gets in, as the weakest user there is, can swap what your program reads or runs. {advice}"),
        )
        .fix(fix)
}
