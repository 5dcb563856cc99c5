#![doc = include_str!("mergeable_runs.md")]

use crate::dockerfile::{CommandLine, Form};
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/build/building/best-practices/#run>
pub const RULE: Rule = Rule::new("mergeable-runs", Severity::Note)
    .aliases("hadolint:DL3059 kics:multiple_run_add_copy_instructions_listed")
    .pedantic()
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// What would speak to the next command too, if the two were one RUN.
const LASTING: &str = "cd export set umask exit exec source . trap";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut group: Vec<(&Instruction, &CommandLine)> = Vec::new();
    for instruction in &file.instructions {
        let Some(line) = short_run(file, instruction) else {
            tell(file, &group, check);
            group.clear();
            continue;
        };
        let fits = group
            .last()
            .is_some_and(|last| flags(file, *last) == flags(file, (instruction, line)));
        if !fits {
            tell(file, &group, check);
            group.clear();
        }
        group.push((instruction, line));
    }
    tell(file, &group, check);
}

/// A RUN of the final image that holds a single command.
fn short_run<'d, 'a>(
    file: &Dockerfile,
    instruction: &'d Instruction<'a>,
) -> Option<&'d CommandLine<'a>> {
    let line = instruction.run()?;
    let script = &line.script;
    let command = script.commands.first()?;
    let is_plain = line.form == Form::Shell
        && !instruction.onbuild
        && instruction.here_documents.is_empty()
        && script.problem.is_none();
    let is_single = || {
        let rest = script.runs_after(0);
        command.is_top_level()
            && command.span == line.span
            && rest.iter().all(|inner| inner.inside.is_some())
            && !is_one_of(LASTING, command.program())
    };
    (is_plain && is_single() && file.is_shipped(instruction)).then_some(line)
}

/// The options between RUN and its command, as written.
fn flags<'a>(file: &Dockerfile<'a>, (instruction, line): (&Instruction, &CommandLine)) -> &'a str {
    let between = Span {
        start: instruction.keyword.span.end,
        end: line.span.start,
    };
    between.slice(file.source).trim()
}

fn tell(file: &Dockerfile, group: &[(&Instruction, &CommandLine)], check: &mut Check) {
    let [(first, _), (second, _), ..] = group else {
        return;
    };
    let mut fix = DraftFix::review("Make them one RUN");
    let escape = char::from(file.directives.escape);
    let joint = format!(" {escape}{}    && ", file.line_break());
    let mut is_plain = true;
    for pair in group.windows(2) {
        if let [(before, _), (_, line)] = pair {
            let between = Span {
                start: before.span.end,
                end: line.span.start,
            };
            is_plain &= !between.slice(file.source).contains('#');
            fix = fix.replace(between, joint.clone());
        }
    }
    check
        .report(
            second.keyword.span,
            format!("{} short RUN lines in a row could be one.", group.len()),
            "Each makes a layer of its own, and what one of them deletes stays in the layer above it. Join them with `&&`, unless you want Docker to reuse the first ones while you change the last.",
        )
        .related(first.keyword.span, "The first of them.")
        .fix(is_plain.then_some(fix));
}
