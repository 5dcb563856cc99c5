#![doc = include_str!("pipe_hides_failure.md")]

use crate::dockerfile::{CommandLine, Form};
use crate::facts::images::PackageManager;
use crate::rules::image_names::packages_at;
use crate::rules::prelude::*;
use crate::shell::{Command, Joined, Script, is_posix_shell};

/// The rule. <https://docs.docker.com/build/building/best-practices/#using-pipes>
pub const RULE: Rule = Rule::new("pipe-hides-failure", Severity::Low)
    .aliases("hadolint:DL4006 kics:shell_running_a_pipe_without_pipefail_flag")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

/// Programs that can hardly fail at what they write: they only tell what is there.
const SURE: &str = "echo printf yes true : arch uname nproc date id hostname ls find ldd scanelf \
    dpkg apt-mark";
/// Readers that may stop before the end, or answer no, with nothing wrong.
const PICKY: &str = "head grep egrep fgrep sed awk true :";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Some(line) = instruction.run() else {
        return;
    };
    let script = &line.script;
    for (index, command) in script.commands.iter().enumerate() {
        if command.program() == "set" && command.args().iter().any(|word| word.value == "pipefail")
        {
            return;
        }
        let Some(reader) = command.pipes_into else {
            continue;
        };
        let writer = match command.program() {
            "find" => index,
            _ => script.unwrapped(index),
        };
        let writer = script.commands.get(writer);
        let reader = script.commands.get(script.unwrapped(reader));
        let (Some(writer), Some(reader)) = (writer, reader) else {
            continue;
        };
        if is_one_of(SURE, writer.program()) || refuses_nothing(reader) || is_meant(script, index) {
            continue;
        }
        let owner = shell_around(script, index);
        let is_on = match owner {
            Some(shell) => shell.args().iter().any(|word| word.value == "pipefail"),
            None => file
                .shell_at(instruction)
                .is_some_and(|words| words.iter().any(|word| word.value.contains("pipefail"))),
        };
        if is_on {
            continue;
        }
        let name = |program: &str, other: &str| match program {
            "" => other.to_owned(),
            name => format!("`{name}`"),
        };
        let from = name(writer.program(), "the command in front");
        let to = name(reader.program(), "its last command");
        let place = command.words.first().map_or(command.span, |word| word.span);
        check
            .report(
                place,
                format!("If {from} fails here, the build may not notice."),
                format!("A pipe only reports how {to} went, so half a result can end up in your image. With `set -o pipefail`, every command of the pipe counts."),
            )
            .fix(owner.is_none().then(|| fix(file, instruction, line)).flatten());
        return;
    }
}

/// True for a reader that fails itself where nothing comes in: `sha256sum -c -`.
fn refuses_nothing(reader: &Command) -> bool {
    reader.program().ends_with("sum") && reader.has_flag(Some('c'), "check")
}

/// How many commands inside this one are looked past for the next one.
const NEAR: usize = 100;

/// True where a failure has no say: `a | b || c`, `if a | grep -q b`.
fn is_meant(script: &Script, index: usize) -> bool {
    let pipeline = script.pipeline_of(index);
    let Some(last) = pipeline.last().and_then(|at| script.commands.get(*at)) else {
        return false;
    };
    let mut after = script
        .runs_after(pipeline.last().copied().unwrap_or(index))
        .iter();
    let next = after
        .by_ref()
        .take(NEAR)
        .find(|next| next.list == last.list);
    let is_asked = !last.is_top_level() && is_one_of("grep egrep fgrep", last.program());
    is_asked || next.is_some_and(|next| next.joined == Joined::Or)
}

/// The shell that a command of the RUN starts to run this one: `bash -c "…"`.
fn shell_around<'s, 'a>(script: &'s Script<'a>, index: usize) -> Option<&'s Command<'a>> {
    let mut inside = script.commands.get(index)?.inside;
    while let Some(owner) = inside.and_then(|owner| script.commands.get(owner)) {
        if is_posix_shell(owner.program()) {
            return Some(owner);
        }
        inside = owner.inside;
    }
    None
}

/// Switches it on for this RUN, where its shell knows how, or for the stage.
fn fix(file: &Dockerfile, instruction: &Instruction, line: &CommandLine) -> Option<DraftFix> {
    if line.form == Form::Exec || instruction.onbuild || !instruction.here_documents.is_empty() {
        return None;
    }
    let packages = packages_at(file, instruction);
    let knows = match file.shell_at(instruction).map(|words| words.first()) {
        Some(Some(shell)) => !shell.value.ends_with("/sh") && !shell.value.ends_with("dash"),
        Some(None) => false,
        // Debian's `sh` is dash, which has no such option; others have bash or BusyBox there.
        None => !matches!(packages, PackageManager::None | PackageManager::Apt),
    };
    if knows {
        let is_picky = line.script.commands.iter().any(|one| {
            one.reads_from.is_some() && is_one_of(PICKY, one.program()) || one.program() == "yes"
        });
        let title = "Add `set -o pipefail`";
        let fix = if is_picky {
            DraftFix::review(title)
        } else {
            DraftFix::safe(title)
        };
        return Some(fix.insert(line.span.start, "set -o pipefail && "));
    }
    if packages != PackageManager::Apt || file.shell_at(instruction).is_some() {
        return None;
    }
    let stage = file.stage_of(instruction)?;
    let own = file.instructions_of(stage);
    let first = own.iter().find(|one| one.run().is_some() && !one.onbuild)?;
    let (at, text) = file.line_before(first, "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]");
    Some(DraftFix::review("Use bash with `pipefail` in this stage").insert(at, text))
}
