#![doc = include_str!("signals_swallowed.md")]

use crate::compose::command::CommandLine as Line;
use crate::dockerfile::{CommandLine, Form, Instruction, Stage};
use crate::image::ImageReference;
use crate::rules::chain::any_in_chain;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;
use crate::shell::{self, Command, Dialect, Script, Via, Word};

/// The rule. Shell and exec form, and what happens to signals:
/// <https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example>
pub const RULE: Rule = Rule::new("signals-swallowed", Severity::Low)
    .aliases(&[
        "hadolint:DL3025",
        "buildkit:JSONArgsRecommended",
        "kics:not_using_proper_exec_form_in_cmd_and_entrypoint_arguments",
    ])
    .fixes(Safety::Safe)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// What to do where the last command is the program.
const EXEC: &str = "Put `exec` in front of the last command, so that it takes the shell's place.";
/// What to do where the shell has work left.
const SCRIPT: &str = "Let a script do the shell's work, and end it with `exec` and the program.";
/// Bytes of a list that a sentence can carry.
const LONGEST_SHOWN: usize = 120;

const STOPPING: &str =
    "`docker stop` then waits ten seconds and kills it, with whatever it was doing.";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage().filter(|stage| !is_windows(file, stage)) else {
        return;
    };
    let (entrypoint, cmd) = (file.entrypoint_of(stage), file.cmd_of(stage));
    if let Some((instruction, line)) = entrypoint {
        // As a list it would begin to take CMD's words.
        let safety = cmd.is_none().then_some(Safety::Safe);
        judge(file, instruction, line, safety, check);
    }
    let safety = if entrypoint.is_none() {
        Safety::Safe
    } else {
        Safety::Review
    };
    // A shell-form ENTRYPOINT ignores CMD.
    let cmd = cmd.filter(|_| entrypoint.is_none_or(|(_, line)| line.form == Form::Exec));
    let mut onbuild = None;
    for one in file.instructions_of(stage) {
        if let Body::Cmd(line) | Body::Entrypoint(line) = &one.body
            && one.onbuild
        {
            onbuild = Some((one, line));
        }
    }
    for (instruction, line) in [cmd, onbuild].into_iter().flatten() {
        judge(file, instruction, line, Some(safety), check);
    }
}

/// Windows stops its containers in another way.
fn is_windows(file: &Dockerfile, stage: &Stage) -> bool {
    let text = base_name(file, stage);
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    file.directives.escape == b'`' || facts.is_some_and(|facts| facts.id == "windows")
}

fn judge(
    file: &Dockerfile,
    instruction: &Instruction,
    line: &CommandLine,
    allowed: Option<Safety>,
    check: &mut Check,
) {
    let written = line.span.slice(file.source);
    let keyword = instruction.keyword.value.to_ascii_uppercase();
    if line.form == Form::Shell && looks_like_json(written) {
        check
            .report(
                line.span,
                format!("This {keyword} list isn't JSON, so a shell gets it, brackets and all."),
                "JSON wants double quotes around every word and commas between them. As it stands, the shell looks for a program with a bracket in its name.",
            )
            .severity(Severity::Medium);
        return;
    }
    let Some(last) = swallowed(&line.script, line.form) else {
        return;
    };
    let name = program_name(last);
    let title = format!("{name} may never hear the stop signal: a shell stands in front of it.");
    let exec = exec_in_front(file.source, &line.script, last, line.span.end);
    let advice = if exec.is_some() { EXEC } else { SCRIPT };
    if line.form == Form::Exec {
        check
            .report(
                first_word(&line.script).unwrap_or(line.span),
                title,
                format!("{STOPPING} {advice}"),
            )
            .aliases(&[])
            .fix(exec);
        return;
    }
    let words = allowed.and_then(|safety| Some((safety, line.script.exec_form()?)));
    let detail = match &words {
        Some((_, words)) if words.len() <= LONGEST_SHOWN => format!(
            "{STOPPING} Nothing here needs a shell: write the words as a list, `{keyword} {words}`."
        ),
        Some(_) => format!("{STOPPING} Nothing here needs a shell: write the words as a list."),
        None => format!("{STOPPING} {advice}"),
    };
    let draft = check.report(line.span, title, detail);
    if chose_a_shell(file, instruction) {
        draft.severity(Severity::Note).aliases(&["hadolint:DL3025"]);
    } else if last.is_builtin() {
        draft.severity(Severity::Note);
    }
    let rewrite = words.map(|(safety, words)| {
        let fix = match safety {
            Safety::Safe => DraftFix::safe("Write it as a list"),
            Safety::Review => {
                DraftFix::review("Write it as a list, which ENTRYPOINT gets as its arguments")
            }
        };
        fix.replace(line.span, words)
    });
    draft.fix(rewrite.or(exec));
}

/// True for a list that was meant to be JSON: `['node', 'server.js']`.
fn looks_like_json(written: &str) -> bool {
    let written = written.trim();
    written
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|inner| {
            let inner = inner.trim_start();
            inner.starts_with(['\'', '"', '\u{201c}']) && !inner.contains("&&")
        })
}

/// True if a SHELL above says which shell is wanted.
fn chose_a_shell(file: &Dockerfile, instruction: &Instruction) -> bool {
    let Some(stage) = file.stage_of(instruction) else {
        return false;
    };
    any_in_chain(file, stage, &|one| {
        matches!(one.body, Body::Shell(_)) && one.span < instruction.span
    })
}

/// The program that a shell keeps from its signals: the last one that it starts. Nothing where
/// no shell stays, or where it has nothing to wait for.
fn swallowed<'s, 'a>(script: &'s Script<'a>, form: Form) -> Option<&'s Command<'a>> {
    let outer = script.commands.first()?;
    if form == Form::Exec && !shell::is_posix_shell(outer.program()) {
        return None;
    }
    let is_own = |command: &&Command| match form {
        Form::Shell => command.via == Via::Direct,
        Form::Exec => command.via == Via::ShellString && command.inside == Some(0),
    };
    let handles = |command: &Command| command.program() == "trap";
    let last = script.commands.iter().rfind(is_own)?;
    // A loop that only keeps the container alive has nothing to lose.
    let only_ends = script
        .commands
        .iter()
        .filter(is_own)
        .all(|command| matches!(command.program(), ":" | "true" | "false" | "exit" | "sleep"));
    let passes_on = last.program() == "exec" || script.commands.iter().any(handles);
    (!passes_on && !only_ends && !last.words.is_empty()).then_some(last)
}

fn program_name(command: &Command) -> String {
    match command.program() {
        "" => "The program".to_owned(),
        name => format!("`{name}`"),
    }
}

fn first_word(script: &Script) -> Option<Span> {
    Some(script.commands.first()?.words.first()?.span)
}

/// Puts `exec` in front of the last command, where that is a program and the shell has nothing
/// left to do after it. `end` is one past the last byte of the whole line.
fn exec_in_front(source: &str, script: &Script, last: &Command, end: u32) -> Option<DraftFix> {
    let first = script
        .commands
        .iter()
        .find(|command| (command.via, command.inside) == (last.via, last.inside))?;
    let word = last.words.first()?;
    let is_alone = last.list == first.list
        && last.reads_from.is_none()
        && last.pipes_into.is_none()
        && last.assignments.is_empty();
    let is_program = !last.is_builtin();
    let rest = source.get(last.span.end as usize..end as usize)?;
    let is_at_the_end = rest
        .chars()
        .all(|letter| letter.is_whitespace() || matches!(letter, '"' | '\'' | ']'));
    let stands_there = source
        .get(last.span.start as usize..)?
        .starts_with(word.as_str());
    let fits = script.problem.is_none() && is_alone && is_program && is_at_the_end && stands_there;
    fits.then(|| {
        DraftFix::review("Put `exec` in front of the last command").insert(last.span.start, "exec ")
    })
}

fn compose(file: &Compose, check: &mut Check) {
    let mut jobs = None;
    for service in file.services() {
        if service.init() || (service.is_docker_run() && !service.is_on("x-detach")) {
            continue;
        }
        for key in ["entrypoint", "command"] {
            let Some(value) = service
                .get(key)
                .filter(|value| !value.route().is_inherited())
            else {
                continue;
            };
            let Some(line) = Line::read(value) else {
                continue;
            };
            let script = match &line {
                Line::Words(words) => {
                    shell::parse_exec(words.iter().map(|word| Word::new(word.text())).collect())
                }
                // Compose splits the string into words; no shell reads it.
                Line::Line(line) => shell::parse(&line.value, &line.origin, Dialect::SHELL),
            };
            let Some(last) = swallowed(&script, Form::Exec) else {
                continue;
            };
            let jobs = jobs.get_or_insert_with(|| file.jobs());
            if jobs.contains(service.name()) {
                continue;
            }
            let place = value
                .route()
                .place(first_word(&script).unwrap_or(value.written()));
            let (init, flag) = ("init: true", "--init");
            let how = if service.is_docker_run() { flag } else { init };
            let end = line.parts().last().map_or(0, |part| part.span.end);
            let exec = exec_in_front(file.source, &script, last, end)
                .filter(|_| value.route().is_direct());
            let advice = if exec.is_some() { EXEC } else { SCRIPT };
            let draft = check
                .report(
                    place.span,
                    format!(
                        "{} in `{}` may never hear the stop signal: a shell stands in front of it.",
                        program_name(last),
                        service.name()
                    ),
                    format!("{STOPPING} {advice} `{how}` helps, too."),
                )
                .aliases(&[])
                .confidence(Confidence::Medium)
                .written_at(place);
            draft.fix(exec);
            draft.fix(
                DraftFix::review("Let Docker's small init pass signals on")
                    .add_setting(&service, init, flag),
            );
        }
    }
}
