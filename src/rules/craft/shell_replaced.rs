#![doc = include_str!("shell_replaced.md")]

use crate::dockerfile::Form;
use crate::rules::prelude::*;
use crate::shell::Command;

/// The rule. <https://docs.docker.com/reference/dockerfile/#shell>
pub const RULE: Rule = Rule::new("shell-replaced", Severity::Low)
    .aliases("hadolint:DL4005 kics:changing_default_shell_using_run_command")
    .fixes(Safety::Review)
    .in_step(step);

/// Taking the old one away, keeping a copy, putting the new one in.
const FEW: usize = 3;
const SHELL: &str = "/bin/sh /usr/bin/sh";

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    if !is_one_of("ln cp mv dpkg-reconfigure", command.program()) {
        return;
    }
    let (Some(first), Some(last)) = (command.operands(&[]).next(), command.operands(&[]).last())
    else {
        return;
    };
    let (place, source) = if command.program() == "dpkg-reconfigure" {
        // The package asks which shell `/bin/sh` should be.
        if last.value != "dash" {
            return;
        }
        (last.span, "")
    } else {
        let source = first.as_str();
        // BusyBox is a shell of its own: where it is put, there was none.
        if !is_one_of(SHELL, last.as_str())
            || first.span == last.span
            || source.ends_with("busybox")
        {
            return;
        }
        (last.span, source)
    };
    let shell = match source {
        "bash" => "/bin/bash",
        _ if source.starts_with('/') && source.ends_with("bash") => source,
        _ => "",
    };
    let instruction = step.instruction;
    let is_alone = !instruction.onbuild
        && instruction.flags.is_empty()
        && instruction.here_documents.is_empty()
        && instruction.run().is_some_and(|run| run.form == Form::Shell)
        && step.script.commands.len() <= FEW
        && step.script.commands.iter().all(only_swaps);
    let fix = (is_alone && !shell.is_empty()).then(|| {
        DraftFix::review("Say it with SHELL")
            .replace(instruction.span, format!("SHELL [\"{shell}\", \"-c\"]"))
    });
    check
        .report(
            place,
            "`/bin/sh` becomes another shell here, for every script in the image.",
            "The system's own scripts are written for the old one, and an update puts that back. `SHELL [\"/bin/bash\", \"-c\"]` changes it for your RUN lines alone.",
        )
        .fix(fix);
}

fn only_swaps(command: &Command) -> bool {
    let mut operands = command.operands(&[]);
    is_one_of("rm mv ln", command.program()) && operands.any(|word| is_one_of(SHELL, word.as_str()))
}
