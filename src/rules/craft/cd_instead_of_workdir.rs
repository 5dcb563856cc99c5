#![doc = include_str!("cd_instead_of_workdir.md")]

use crate::dockerfile::Form;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/build/building/best-practices/#workdir>
pub const RULE: Rule = Rule::new("cd-instead-of-workdir", Severity::Note)
    .aliases("hadolint:DL3003 trivy:DS-0013 kics:run_command_cd_instead_of_workdir")
    .pedantic()
    .fixes(Safety::Review)
    .in_step(step);

/// What may stand in front of a `cd` without making the folder that it goes to.
const BEFORE: &str = "set export umask echo";
/// A `cd` behind more commands than this is part of their work.
const FEW: usize = 4;

fn step(step: &Step, check: &mut Check) {
    let cd = step.command;
    if cd.program() != "cd" || !cd.is_top_level() || step.index > FEW {
        return;
    }
    let Some(folder) = cd.operands(&[]).next() else {
        return;
    };
    let path = folder.as_str();
    let is_elsewhere = path == "-" || path.starts_with("..") || path.contains(['(', '`']);
    let commands = &step.script.commands;
    let mut before = step.script.runs_before(step.index).iter();
    if is_elsewhere || !before.all(|one| is_one_of(BEFORE, one.program())) {
        return;
    }
    if !commands.iter().all(|one| one.program() == "cd") {
        check.report(
            cd.span,
            format!("`cd {path}` does here what a WORKDIR line could say."),
            "It counts until the end of this RUN. A WORKDIR above holds for all that follows, makes the folder if it's missing, and is easy to spot.",
        );
        return;
    }
    let fix = (commands.len() == 1
        && path.starts_with('/')
        && !step.instruction.onbuild
        && step.instruction.flags.is_empty()
        && step
            .instruction
            .run()
            .is_some_and(|line| line.form == Form::Shell))
    .then(|| {
        let line = format!("WORKDIR {}", folder.span.slice(step.file.source));
        DraftFix::review(format!("Make it `WORKDIR {path}`")).replace(step.instruction.span, line)
    });
    check
        .report(
            cd.span,
            format!("`cd {path}` is forgotten as soon as this RUN ends."),
            format!("Each RUN starts again in the folder that WORKDIR sets, so this line changes nothing. `WORKDIR {path}` stays."),
        )
        .severity(Severity::Low)
        .fix(fix);
}
