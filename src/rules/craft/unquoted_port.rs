#![doc = include_str!("unquoted_port.md")]

use crate::compose::Value;
use crate::compose::tree::Style;
use crate::order;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. Base 60 in YAML 1.1: <https://yaml.org/type/int.html>; Compose's advice to quote:
/// <https://docs.docker.com/reference/compose-file/services/#short-syntax-3>
pub const RULE: Rule = Rule::new("unquoted-port", Severity::Low)
    .aliases("dclint:require-quotes-in-ports")
    .fixes(Safety::Safe)
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    let mut found: Vec<(Span, &str)> = Vec::new();
    for service in file.services() {
        for list in [service.get("ports"), service.get("expose")] {
            // What is no list isn't read at all.
            let list = list.filter(Value::is_list);
            for value in list.into_iter().flat_map(|list| list.items()) {
                let is_plain = value.style() == Some(Style::Plain) && !value.is_null();
                if is_plain && !value.route().is_inherited() {
                    found.push((value.written(), value.raw().unwrap_or_default()));
                }
            }
        }
    }
    // What an anchor shares is there once.
    order::by_number(&mut found, |(span, _)| order::place(0, *span));
    found.dedup();
    // Those that every reader takes as they are meant are a habit, told once.
    let mut plain: Vec<Span> = Vec::new();
    for (span, raw) in found {
        let Some(number) = base_60(raw) else {
            plain.push(span);
            continue;
        };
        let draft = check.report(
            span,
            format!("Some tools read `{raw}` as the number {number}."),
            "Digits with colons count in sixties in older YAML, like hours and minutes. Compose itself reads it as you mean it; podman-compose, Ansible and others don't. Put quotes around it.",
        );
        draft
            .severity(Severity::Medium)
            .fix(quoted(file, &[span], "Put quotes around it"));
    }
    let Some((first, others)) = plain.split_first() else {
        return;
    };
    let written = first.slice(file.source);
    let title = match others.len() {
        0 => format!("The port `{written}` stands there without quotes."),
        count => format!("The port `{written}` and {count} more stand there without quotes."),
    };
    let fix = quoted(file, &plain, "Put quotes around ports");
    let draft = check.report(
        *first,
        title,
        "It's read right. But a pair of small numbers such as `22:22` isn't in every tool, so quotes around all of them are the safer habit.",
    );
    draft.severity(Severity::Note).fix(fix);
    for other in others {
        draft.related(*other, "This one too.");
    }
}

/// What digits set off by colons are in YAML 1.1, where all but the first pair are below 60.
fn base_60(text: &str) -> Option<u64> {
    let (first, rest) = text.split_once(':')?;
    if first.starts_with('0') {
        return None;
    }
    let mut number: u64 = first.parse().ok()?;
    for part in rest.split(':') {
        let digit: u64 = part.parse().ok().filter(|digit| *digit < 60)?;
        number = number.checked_mul(60)?.checked_add(digit)?;
    }
    Some(number)
}

fn quoted(file: &Compose, spans: &[Span], title: &str) -> Option<DraftFix> {
    let mut fix = DraftFix::safe(title);
    for span in spans {
        let text = span.slice(file.source);
        if text.contains(['"', '\\', '\n']) {
            return None;
        }
        fix = fix.replace(*span, format!("\"{text}\""));
    }
    Some(fix)
}
