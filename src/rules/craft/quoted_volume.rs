#![doc = include_str!("quoted_volume.md")]

use crate::compose::Value;
use crate::compose::tree::Style;
use crate::order;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::source::Kind;

/// The rule. What a plain scalar may hold: <https://yaml.org/spec/1.2.2/#733-plain-style>
pub const RULE: Rule = Rule::new("quoted-volume", Severity::Note)
    .aliases("dclint:no-quotes-in-volumes")
    .pedantic()
    .fixes(Safety::Safe)
    .in_compose(compose)
    .only(Kind::Compose);

/// A habit of the whole file, so it is told once.
fn compose(file: &Compose, check: &mut Check) {
    let mut found: Vec<(Span, &str)> = Vec::new();
    for service in file.services() {
        let Some(list) = service.get("volumes") else {
            continue;
        };
        let in_brackets = list.written().slice(file.source).starts_with('[');
        for value in list.items() {
            let span = value.written();
            if !value.route().is_inherited()
                && let Some(text) = superfluous(value, in_brackets)
            {
                found.push((span, text));
            }
        }
    }
    // What an anchor shares is there once.
    order::by_number(&mut found, |(span, _)| order::place(0, *span));
    found.dedup();
    let Some(((first, text), others)) = found.split_first() else {
        return;
    };
    let text = excerpt(text);
    let title = match others.len() {
        0 => format!("The mount `{text}` needs no quotes."),
        count => format!("The mount `{text}` and {count} more need no quotes."),
    };
    let draft = check.report(
        *first,
        title,
        "YAML reads it the same without them, and a list of paths is easier on the eye. Keep quotes where a sign such as `#` or `*` needs them.",
    );
    for (other, _) in others {
        draft.related(*other, "This one too.");
    }
    let fix = DraftFix::safe("Drop the quotes");
    draft.fix(
        found
            .iter()
            .fold(fix, |fix, (span, text)| fix.replace(*span, *text)),
    );
}

/// The text between quotes that YAML would read the same without them.
fn superfluous(value: Value<'_>, in_brackets: bool) -> Option<&str> {
    let quotes = [Style::SingleQuoted, Style::DoubleQuoted];
    let written = value.written().slice(value.compose().source);
    let inner = written.get(1..written.len().checked_sub(1)?)?;
    let raw = value.raw()?;
    let starts_fine = inner.starts_with(|c: char| c.is_ascii_alphabetic() || "./$~\\".contains(c));
    let is_plain = quotes.contains(&value.style()?)
        && inner == raw
        && starts_fine
        && !inner.ends_with(':')
        && inner.contains(['/', ':'])
        && !inner.contains(": ")
        && !inner.contains('#')
        && !inner.contains(char::is_whitespace);
    let needs_brackets = in_brackets && inner.contains([',', '[', ']', '{', '}']);
    (is_plain && !needs_brackets).then_some(raw)
}
