//! What stands at a place of a shell text.

use super::{Trail, target};
use crate::shell::{Argument, Command, Redirect, Script, Via};
use crate::source::Span;

/// What stands between commands and means something to the shell.
const SIGNS: &str =
    "&& || | ; ;; & ( { ! if then elif else fi for in do done while until case esac";

/// `within` is the text that the script is part of.
pub(super) fn walk(trail: &mut Trail<'_>, script: &Script<'_>, within: Span) {
    let Some(index) = innermost(trail, script) else {
        return between(trail, within);
    };
    let mut chain = vec![index];
    while let Some(outer) = chain.last().and_then(|at| script.commands.get(*at)?.inside) {
        chain.push(outer);
    }
    while let Some(at) = chain.pop() {
        let Some(command) = script.commands.get(at) else {
            return;
        };
        match command.via {
            Via::CommandSubstitution => trail.step("$()", command.span),
            Via::ProcessSubstitution => trail.step("<()", command.span),
            _ => {}
        }
        let program = program(command);
        trail.step(program, command.span);
        let verb = command.subcommand();
        let is_verb = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        if !verb.is_empty() && verb.bytes().all(is_verb) {
            trail.of(program, " ", verb, command.span);
        }
        if at == index {
            arguments(trail, command);
        }
    }
}

/// The smallest command around the target; where there is none, the first that it touches, or
/// the one in whose here-document it lies.
fn innermost(trail: &Trail<'_>, script: &Script<'_>) -> Option<usize> {
    let mut found = None;
    let mut smallest = usize::MAX;
    for (index, command) in script.commands.iter().enumerate() {
        let span = command.span;
        if span.contains(trail.target) && span.len() < smallest && is_placed(command) {
            found = Some(index);
            smallest = span.len();
        } else if found.is_none()
            && (trail.touches(span) && is_placed(command) || body(trail, command).is_some())
        {
            found = Some(index);
        }
    }
    found
}

/// False for a command inside a quoted text with escapes, of which only the whole has a place.
fn is_placed(command: &Command<'_>) -> bool {
    let mut words = command.words.iter();
    let first = words.next().map(|word| word.span);
    words.all(|word| Some(word.span) != first)
}

/// The program without the version in its name: `python` for `python3.12`.
fn program<'c>(command: &'c Command<'_>) -> &'c str {
    let program = command.program();
    let name = program.trim_end_matches(|last: char| last.is_ascii_digit() || last == '.');
    if matches!(name, "python" | "pip" | "php") {
        name
    } else {
        program
    }
}

/// The here-document of the command in which the target lies.
fn body<'c, 'a>(trail: &Trail<'_>, command: &'c Command<'a>) -> Option<&'c Redirect<'a>> {
    let mut redirects = command.redirects.iter();
    redirects.find(|one| {
        one.body
            .as_ref()
            .is_some_and(|body| trail.touches(body.span))
    })
}

fn arguments(trail: &mut Trail<'_>, command: &Command<'_>) {
    let head = command.words.first().map(|word| word.span);
    if head.is_some_and(|head| trail.covers(head)) {
        return;
    }
    for set in &command.assignments {
        let span = set.name.span.to(set.value.span);
        if trail.touches(span) {
            trail.named("NAME=value", span, &set.name.value);
            return trail.variable(span, "$VAR");
        }
    }
    let mut redirects = command.redirects.iter();
    let redirect = redirects.find(|one| trail.touches(one.span));
    if let Some(redirect) = redirect.or_else(|| body(trail, command)) {
        return self::redirect(trail, redirect);
    }
    let program = program(command);
    let Some(word) = command.words.iter().find(|one| trail.touches(one.span)) else {
        return;
    };
    if Some(word.span) != head {
        trail.of(program, " ", &word.value, word.span);
    }
    // Of `-fsSL` one letter, unless all of it is asked for.
    let is_wanted =
        |flag: Span| trail.touches(flag) && !(trail.covers(word.span) && flag != word.span);
    for argument in command.arguments(&[]) {
        let Argument::Flag(flag) = argument else {
            continue;
        };
        let value = flag.value.map_or(flag.letter, |value| value.span);
        if is_wanted(flag.letter) || value != flag.letter && trail.touches(value) {
            let is_double = flag.long && flag.span.slice(trail.text).starts_with("--");
            let dashes = if is_double { " --" } else { " -" };
            trail.of(program, dashes, flag.name, flag.letter.to(value));
            break;
        }
    }
    if word.expands {
        trail.variable(word.span, "$VAR");
    }
}

fn redirect(trail: &mut Trail<'_>, redirect: &Redirect<'_>) {
    let sign = Span {
        start: redirect.span.start,
        end: redirect.target.span.start,
    };
    let sign = sign.slice(trail.text).trim_end();
    let whole = redirect.span.slice(trail.text);
    if sign.ends_with('&') {
        return trail.step(whole, redirect.span);
    }
    trail.step(sign, redirect.span);
    if trail.touches(redirect.target.span) {
        trail.step(&redirect.target.value, redirect.target.span);
    }
}

/// An operator or a reserved word, a comment, a line's continuation.
fn between(trail: &mut Trail<'_>, within: Span) {
    let line = target::line(trail.text, trail.target);
    if line.slice(trail.text).trim_start().starts_with('#') {
        return trail.step("# comment", line);
    }
    let bytes = trail.text.as_bytes();
    let at = trail.target.start as usize;
    let Some(sign) = bytes.get(at) else { return };
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let belongs = |byte: &u8| byte == sign || is_word(sign) && is_word(byte);
    let (mut start, mut end) = (at, at + 1);
    while start > within.start as usize && bytes.get(start - 1).is_some_and(belongs) {
        start -= 1;
    }
    while end < within.end as usize && bytes.get(end).is_some_and(belongs) {
        end += 1;
    }
    let span = Span::new(start, end);
    let word = span.slice(trail.text);
    if SIGNS.split(' ').any(|sign| sign == word) {
        trail.step(word, span);
    }
}
