#![doc = include_str!("invalid_yaml.md")]

use crate::compose::problem::Fault;
use crate::kind;
use crate::rules::crowd::Crowd;
use crate::rules::prelude::*;
use crate::rules::stray::{excerpt, kind_name, stray};
use crate::source::Kind;

/// The rule. The grammar: <https://yaml.org/spec/1.2.2/>
pub const RULE: Rule = Rule::new("invalid-yaml", Severity::High)
    .aliases("dclint:invalid-yaml")
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    if file.services().len() == 0
        && let Some(kind) = kind::plainly_other(Kind::Compose, file.source)
    {
        check.report(
            Span::at(0),
            format!("This looks like {}.", kind_name(kind)),
            "It's read as a Compose file here, and nothing fits. Choose the other kind, or give the file its usual name.",
        );
        return;
    }
    let mut crowd = Crowd::new(check);
    let mut told: Vec<&str> = Vec::new();
    for problem in &file.problems {
        // Told by `undefined-reference`.
        if matches!(problem.what, Fault::UnknownExtends | Fault::CircularExtends) {
            continue;
        }
        let written = problem.span.slice(file.source);
        let stray = stray(written);
        // One tab is as good as many: the others go with it.
        let once = match problem.what {
            Fault::TabIndent => Some("tab"),
            _ => stray.map(|stray| stray.title),
        };
        if once.is_some_and(|once| told.contains(&once)) || !crowd.admits(problem.span) {
            continue;
        }
        told.extend(once);
        if let Some(stray) = stray {
            crowd
                .check
                .report(problem.span, stray.title, stray.detail)
                .confidence(stray.confidence);
            continue;
        }
        let (title, detail) = words(&problem.what, written);
        crowd.check.report(problem.span, title, detail);
    }
    if !file.is_readable() && file.problems.is_empty() {
        no_mapping(file, crowd.check);
    }
    crowd.close();
}

/// Title and detail for a fault at a text.
fn words(fault: &Fault, written: &str) -> (String, String) {
    let quoted = excerpt(written);
    let (title, detail) = match fault {
        Fault::TabIndent => (
            "A tab stands in front of this line.",
            "YAML takes blanks only, because a tab is as wide as each editor likes. Put two blanks for each step instead.",
        ),
        Fault::UnclosedQuote => (
            "A quote is opened here and never closed.",
            "Everything below would become part of this text. Close the quote at the end of the value.",
        ),
        Fault::UnclosedBracket => {
            return (
                format!("`{quoted}` is opened here and never closed."),
                "The lines below would belong to it. Put its partner behind the last item."
                    .to_owned(),
            );
        }
        Fault::MissingColon => {
            return (
                format!("`{quoted}` has no colon behind it."),
                format!(
                    "A key ends with a colon and a blank, as in `{}: …`. What's below it can't be read until then.",
                    quoted.trim_end_matches(':')
                ),
            );
        }
        Fault::UnknownEscape => (
            "A backslash in these double quotes means nothing to YAML.",
            "Use single quotes, where a backslash is a backslash, or write it twice.",
        ),
        Fault::UnknownAlias => {
            return (
                format!("`{quoted}` names an anchor that isn't above it."),
                format!(
                    "An alias repeats what was marked with `&{}` before, in the same document. Is the name the same in both places?",
                    quoted.trim_start_matches('*')
                ),
            );
        }
        Fault::CircularAlias => (
            "This alias stands inside the very thing it repeats.",
            "It would go on forever, so nothing can read it. Move the part to repeat out, and give it its own anchor.",
        ),
        Fault::TooManyAliases => (
            "The aliases in this file multiply beyond all measure.",
            "Each one repeats others, and together they'd fill the memory. I've left out the rest, and Compose refuses the file.",
        ),
        Fault::MergeOfNoMapping => (
            "A merge key `<<:` brings in something that has no keys.",
            "Behind `<<:` comes an alias of a mapping, or a list of such aliases.",
        ),
        Fault::ControlCharacter => (
            "There's a sign in this file that no text has.",
            "It's a NUL byte or a stray byte order mark, so the file may be binary or saved in an odd encoding. Save it as UTF-8.",
        ),
        Fault::MalformedVariable => (
            "A variable here isn't written as Compose reads it.",
            "Write `${NAME}` or `${NAME:-default}`. For a real dollar sign, write it twice: `$$`.",
        ),
        Fault::UnknownExtends | Fault::CircularExtends => ("", ""),
        Fault::Syntax(info) => {
            return (
                // The key alone: what stands behind it may be a secret.
                format!(
                    "YAML can't read `{}` here.",
                    excerpt(written.split([':', '=']).next().unwrap_or_default())
                ),
                cause(info, written),
            );
        }
    };
    (title.to_owned(), detail.to_owned())
}

/// A likely cause, from the line's own signs and the parser's words.
fn cause(info: &str, written: &str) -> String {
    let value = written.split_once(": ").map_or(written, |(_, value)| value);
    let value = value.trim_start_matches(['-', ' ']);
    let cause = if value.starts_with(['@', '`', '%']) {
        "A value can't start with `@`, `%` or a backtick. Put quotes around it."
    } else if value.starts_with('{') && value.contains("{{") {
        "If double braces are meant as text or filled in by a tool, put quotes around the whole value."
    } else if info.starts_with("mapping values") {
        "There's a second `: ` on this line, or the line is indented further than the one above. Put quotes around a value with a colon in it, and line keys up."
    } else if info.contains("block mapping")
        || info.contains("block collection")
        || info.contains("block sequence")
    {
        "It doesn't line up with the lines above. Keys of one mapping, and dashes of one list, start in the same column."
    } else if info.contains("flow") {
        "It stands between brackets that need commas between items and a partner at the end."
    } else if info.contains("quoted scalar") {
        "A quote ends before the value does. Put the whole value into quotes, and write a quote inside it twice."
    } else {
        return format!(
            "Check the indentation and the quotes around it. The parser says: {}.",
            excerpt(info)
        );
    };
    cause.to_owned()
}

/// A text that YAML reads, and that isn't a mapping.
fn no_mapping(file: &Compose, check: &mut Check) {
    let start = "A Compose file starts with `services:`, and each service is indented below it.";
    let root = file.roots.first().map(|root| file.value(*root));
    let (title, place) = match root {
        Some(root) if root.is_list() => ("This file is one long list.", root.written()),
        Some(root) if !root.is_null() => ("There are no settings in this text.", root.written()),
        _ => {
            let title = if file.source.trim().is_empty() {
                "There's nothing here yet."
            } else {
                "There are only comments here so far."
            };
            check
                .report(Span::at(0), title, start)
                .severity(Severity::Note);
            return;
        }
    };
    check.report(Span::at(place.start as usize), title, start);
}
