#![doc = include_str!("tls_check_off.md")]

use crate::compose::Route;
use crate::dockerfile::{Instruction, Pair};
use crate::facts::certificates::{self, Switch};
use crate::rules::prelude::*;
use crate::shell::{CheckOff, Command, Remedy, Script};

/// The rule. Checkov's `CKV2_DOCKER_2` to `6` and `12` to `16`; what the check is for:
/// <https://curl.se/docs/sslcerts.html>
pub const RULE: Rule = Rule::new("tls-check-off", Severity::High)
    .aliases(&[
        "checkov:CKV2_DOCKER_2",
        "checkov:CKV2_DOCKER_3",
        "checkov:CKV2_DOCKER_4",
        "checkov:CKV2_DOCKER_5",
        "checkov:CKV2_DOCKER_6",
        "checkov:CKV2_DOCKER_12",
        "checkov:CKV2_DOCKER_13",
        "checkov:CKV2_DOCKER_14",
        "checkov:CKV2_DOCKER_15",
        "checkov:CKV2_DOCKER_16",
    ])
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// More variables than anyone sets for one service.
const MANY: usize = 500;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for instruction in &file.instructions {
        if let Body::Env(pairs) | Body::Arg(pairs) = &instruction.body {
            for (at, pair) in pairs.iter().enumerate() {
                let Some(value) = pair.value.as_ref() else {
                    continue;
                };
                let value = value.value().unwrap_or("$");
                if let Some(switch) = certificates::variable(&pair.name.value, value) {
                    variable(pair.span, &pair.name.value, switch, Route::Direct, check)
                        .fix(without(file, instruction, pairs, at));
                }
            }
        }
        if let Some(line) = instruction.command_line() {
            script(&line.script, file.source, Route::Direct, check);
        }
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services() {
        let variables = service.environment();
        // Finding the place of one among very many costs too much.
        let environment = service
            .get("environment")
            .filter(|_| variables.len() <= MANY);
        for set in &variables {
            let Some(value) = set.value.as_ref().filter(|_| !set.route.is_inherited()) else {
                continue;
            };
            let Some(switch) = certificates::variable(&set.name.value, &value.value) else {
                continue;
            };
            let draft = variable(set.span, &set.name.value, switch, set.route, check);
            let removal = environment.as_ref().and_then(|all| set.node.removal(all));
            draft.fix(removal.map(|span| take_out(&set.name.value, span)));
        }
        service.each_script(|text, route| script(text, file.source, route, check));
    }
}

fn variable<'c>(
    span: Span,
    name: &str,
    switch: Switch,
    route: Route,
    check: &'c mut Check<'_>,
) -> &'c mut Draft {
    let place = route.place(span);
    let draft = check
        .report(
            place.span,
            format!("`{name}` tells {} to trust whoever answers.", switch.program),
            "Every connection it makes can be read and changed on the way, for as long as the variable is set. Take it out; if a server has a certificate of your own, add that certificate to the trusted ones.",
        )
        .written_at(place);
    name_alias(draft, switch.alias)
}

fn take_out(what: &str, span: Span) -> DraftFix {
    DraftFix::review(format!("Take {what} out")).delete(span)
}

fn name_alias<'d>(draft: &'d mut Draft, alias: &'static str) -> &'d mut Draft {
    if alias.is_empty() {
        draft.aliases(&[])
    } else {
        draft.aliases(&[alias])
    }
}

/// Takes one variable out of an instruction, or the instruction with its only one.
fn without(
    file: &Dockerfile,
    instruction: &Instruction,
    pairs: &[Pair],
    at: usize,
) -> Option<DraftFix> {
    let pair = pairs.get(at)?;
    let span = match (
        at.checked_sub(1).and_then(|at| pairs.get(at)),
        pairs.get(at + 1),
    ) {
        (None, None) => file.whole_lines(instruction),
        (_, Some(next)) => Span {
            start: pair.span.start,
            end: next.span.start,
        },
        (Some(before), None) => Span {
            start: before.span.end,
            end: pair.span.end,
        },
    };
    let first = file
        .comments
        .partition_point(|comment| comment.start < span.start);
    let loses_comment = file
        .comments
        .get(first)
        .is_some_and(|comment| span.contains(*comment));
    (!loses_comment).then(|| take_out(&pair.name.value, span))
}

fn script(script: &Script, source: &str, route: Route, check: &mut Check) {
    for (index, set) in script.assignments() {
        let value = set.value.literal().unwrap_or("$");
        if let Some(switch) = certificates::variable(&set.name.value, value) {
            let span = set.name.span.to(set.value.span);
            variable(span, &set.name.value, switch, route, check).fix(
                script
                    .commands
                    .get(index)
                    .filter(|_| route.is_direct())
                    .and_then(|command| without_assignment(command, span, source)),
            );
        }
    }
    for (index, command) in script.commands.iter().enumerate() {
        // `sudo wget …` is told at the wget inside.
        if script.unwrapped(index) != index {
            continue;
        }
        for off in command.certificate_checks_off() {
            tell(command, &off, source, route, check);
        }
    }
}

fn tell(command: &Command, off: &CheckOff, source: &str, route: Route, check: &mut Check) {
    let program = off.program.as_ref();
    let place = route.place(off.span);
    let what = off.what.as_ref();
    let draft = if off.is_local {
        check
            .report(
                place.span,
                format!("`{what}` lets `{program}` trust whoever answers on this machine."),
                "It stays inside the container, so little can happen. Still, `--cacert` with the service's own certificate keeps the check and works as well.",
            )
            .severity(Severity::Note)
    } else {
        check.report(
            place.span,
            format!("`{what}` lets `{program}` trust whoever answers."),
            "Anyone on the way can pose as the server and hand over other files, and nothing here would notice. Take it out; if the server has a certificate of your own, add that to the trusted ones.",
        )
    };
    name_alias(draft.written_at(place), off.alias);
    let fix = match &off.remedy {
        _ if !route.is_direct() => None,
        Remedy::None => None,
        Remedy::Replace(span, text) => {
            Some(DraftFix::review("Leave the check on").replace(*span, *text))
        }
        Remedy::Remove(span) => removable(*span, source).map(|span| take_out(what, span)),
        Remedy::Cut(letter) => Some(take_out(what, *letter)),
    };
    draft.fix(fix.filter(|_| command.span.contains(off.span)));
}

/// A word with the blanks in front of it, where blanks or the end of the command surround it; a
/// word in a JSON or YAML list has neither.
fn removable(span: Span, source: &str) -> Option<Span> {
    let before = source.get(..span.start as usize)?;
    let after = source.get(span.end as usize..)?;
    let start = before.trim_end_matches([' ', '\t']).len();
    let ends =
        |next: char| next.is_whitespace() || matches!(next, ';' | '&' | '|' | ')' | '"' | '\'');
    (start < before.len() && after.chars().next().is_none_or(ends)).then_some(Span {
        start: start as u32,
        end: span.end,
    })
}

/// `NAME=value` in front of a program, with the blanks behind it.
fn without_assignment(command: &Command, span: Span, source: &str) -> Option<DraftFix> {
    let is_prefix = command
        .words
        .first()
        .is_some_and(|program| program.span.start > span.end);
    let rest = source.get(span.end as usize..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    (is_prefix && blanks > 0).then(|| {
        DraftFix::review("Take the variable out").delete(Span {
            start: span.start,
            end: span.end + blanks as u32,
        })
    })
}
