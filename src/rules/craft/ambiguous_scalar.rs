#![doc = include_str!("ambiguous_scalar.md")]

use crate::compose::Value;
use crate::compose::tree::Style;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::source::Kind;

/// The rule. What YAML 1.1 reads into words and digits: <https://yaml.org/type/>; what Compose does
/// with the values of `environment`: <https://docs.docker.com/reference/compose-file/services/#environment>
pub const RULE: Rule = Rule::new("ambiguous-scalar", Severity::Low)
    .fixes(Safety::Safe)
    .in_compose(compose)
    .only(Kind::Compose);

/// Mappings of a service whose values are handed on as text.
const TEXTS: [&[&str]; 7] = [
    &["environment"],
    &["labels"],
    &["annotations"],
    &["build", "args"],
    &["build", "labels"],
    &["deploy", "labels"],
    &["logging", "options"],
];

fn compose(file: &Compose, check: &mut Check) {
    // What an anchor shares is told once.
    let mut told: Vec<Span> = Vec::new();
    for service in file.services() {
        // Any other word is none of its values, and that's told elsewhere.
        if let Some(restart) = service.get("restart").filter(|restart| restart.is("no")) {
            look(restart, &mut told, check);
        }
        for keys in TEXTS {
            if let Some(texts) = service.path(keys) {
                for value in texts.entries() {
                    look(value, &mut told, check);
                }
            }
        }
    }
    for volume in file.volumes() {
        if let Some(options) = volume.get("driver_opts") {
            for value in options.entries() {
                look(value, &mut told, check);
            }
        }
    }
}

/// How a plain scalar may be read.
enum Reading {
    /// Compose keeps the text; other tools read yes or no.
    YesOrNo,
    /// Compose keeps the text; other tools read a number.
    Sixties,
    /// Compose writes yes-or-no values its own way.
    Truth(&'static str),
    /// Compose turns it into a number and writes that its own way.
    Number(&'static str),
    /// Compose reads a day, not text.
    Day,
}

fn look(value: Value, told: &mut Vec<Span>, check: &mut Check) {
    let span = value.written();
    let Some(raw) = value.raw().filter(|_| value.style() == Some(Style::Plain)) else {
        return;
    };
    if value.tag().is_some() || value.route().is_inherited() {
        return;
    }
    let Some(reading) = read(raw) else { return };
    if told.contains(&span) || check.is_full() {
        return;
    }
    told.push(span);
    let key = excerpt(value.key());
    let (title, detail) = match reading {
        Reading::YesOrNo => (
            format!("`{key}: {raw}` means yes or no to some tools."),
            "Compose keeps the word, but podman-compose, Ansible and other readers of older YAML turn it into true or false. Put quotes around it.".to_owned(),
        ),
        Reading::Sixties => (
            format!("Some tools read `{key}: {raw}` as a number."),
            "Older YAML counts digits with colons in sixties. Compose keeps the text, and others don't. Put quotes around it.".to_owned(),
        ),
        Reading::Truth(seen) => (
            format!("`{key}: {raw}` arrives as `{seen}`."),
            "Without quotes it's a yes-or-no value, and Compose writes those in small letters. If the program looks for the word as it stands here, put quotes around it.".to_owned(),
        ),
        Reading::Number(why) => (
            format!("`{key}: {raw}` arrives as another number."),
            format!("{why} Put quotes around it, so that it arrives as it stands here."),
        ),
        Reading::Day => (
            format!("`{key}: {raw}` is a date to YAML, not text."),
            "Compose may refuse it or add a time of day. Put quotes around it, so that it arrives as it stands here.".to_owned(),
        ),
    };
    let draft = check.report(span, title, detail);
    let fix = if matches!(reading, Reading::YesOrNo | Reading::Sixties) {
        DraftFix::safe("Put quotes around it")
    } else {
        draft.severity(Severity::Medium);
        DraftFix::review("Put quotes around it")
    };
    draft.fix(fix.replace(span, format!("\"{raw}\"")));
}

fn read(raw: &str) -> Option<Reading> {
    if is_one_of("yes Yes YES no No NO on On ON off Off OFF", raw) {
        return Some(Reading::YesOrNo);
    }
    match raw {
        "True" | "TRUE" => return Some(Reading::Truth("true")),
        "False" | "FALSE" => return Some(Reading::Truth("false")),
        _ => {}
    }
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+')) {
        return None;
    }
    let is_number = |text: &str| {
        let all = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+.eE_-".contains(&byte));
        all && text.replace('_', "").parse::<f64>().is_ok()
    };
    let based = digits
        .strip_prefix("0x")
        .or(digits.strip_prefix("0o"))
        .or(digits.strip_prefix("0b"));
    if based
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        return Some(Reading::Number(
            "It's written in another base, and arrives in plain digits.",
        ));
    }
    if is_number(digits) {
        return changed(digits).map(Reading::Number);
    }
    if is_day(digits) {
        return Some(Reading::Day);
    }
    let mut parts = digits.split(':');
    let first = parts.next().unwrap_or_default();
    let is_below_60 = |part: &str| part.parse::<u8>().is_ok_and(|part| part < 60);
    let is_count = !first.starts_with('0') && first.parse::<u32>().is_ok();
    (digits.contains(':') && is_count && parts.all(is_below_60)).then_some(Reading::Sixties)
}

/// Why a number doesn't arrive as it is written.
fn changed(digits: &str) -> Option<&'static str> {
    if digits.contains('_') {
        return Some("The `_` between digits goes.");
    }
    if digits.contains(['e', 'E']) {
        return Some("An `e` between digits moves the point.");
    }
    if digits.starts_with('+') {
        return Some("The `+` in front goes.");
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "1"));
    if whole.len() > 1 && whole.starts_with('0') {
        return Some("A nought in front means base 8, or goes.");
    }
    if part.is_empty() || part.ends_with('0') {
        return Some("A nought at the end says nothing in a number, so it goes.");
    }
    if whole.is_empty() {
        return Some("It gets a nought in front.");
    }
    (whole.len() > 19).then_some("It's too long for a whole number, so its last digits go.")
}

/// `2026-11-01`, with or without a time of day.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| {
        let part = bytes.get(from..to).unwrap_or_default();
        part.len() == to - from && part.iter().all(u8::is_ascii_digit)
    };
    digits(0, 4)
        && digits(5, 7)
        && digits(8, 10)
        && bytes.get(4) == Some(&b'-')
        && bytes.get(7) == Some(&b'-')
        && bytes
            .get(10)
            .is_none_or(|byte| matches!(byte, b'T' | b't' | b' '))
}
