#![doc = include_str!("malformed_label.md")]

use crate::date::Date;
use crate::dockerfile::{Instruction, Pair};
use crate::rules::prelude::*;

/// The rule. Keys: <https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations>;
/// values: <https://github.com/opencontainers/image-spec/blob/main/annotations.md>.
pub const RULE: Rule = Rule::new("malformed-label", Severity::Note)
    .aliases(
        "hadolint:DL3048 hadolint:DL3051 hadolint:DL3052 hadolint:DL3053 hadolint:DL3054 \
        hadolint:DL3055 hadolint:DL3056 hadolint:DL3058",
    )
    .pedantic()
    .fixes(Safety::Review)
    .in_instruction(instruction);

const OCI: &str = "org.opencontainers.image.";

/// Keys that Docker keeps for itself.
const RESERVED: [&str; 3] = ["com.docker.", "io.docker.", "org.dockerproject."];

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::Label(pairs) = &instruction.body else {
        return;
    };
    for pair in pairs {
        if check.is_full() {
            return;
        }
        let key = &*pair.name.value;
        if key.contains('$') {
            continue;
        }
        if let Some(wrong) = wrong_key(key) {
            complain_key(file, pair, wrong, check);
        } else {
            complain_value(pair, check);
        }
    }
}

/// What is wrong with a key, behind its name.
fn wrong_key(key: &str) -> Option<&'static str> {
    let is_end = |end: Option<char>| {
        end.is_some_and(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit())
    };
    if RESERVED.iter().any(|prefix| key.starts_with(prefix)) {
        Some("begins with a name that Docker keeps for itself")
    } else if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Some("has capitals, and tools look for small letters")
    } else if !is_end(key.chars().next()) || !is_end(key.chars().next_back()) {
        Some("should begin and end with a letter or a number")
    } else if key.contains("..") || key.contains("--") {
        Some("has two marks in a row")
    } else if !key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_/".contains(&byte))
    {
        Some("has signs in it that tools don't expect")
    } else {
        None
    }
}

fn complain_key(file: &Dockerfile, pair: &Pair, wrong: &str, check: &mut Check) {
    let key = &pair.name.value;
    let draft = check
        .report(
            pair.name.span,
            format!("The label `{key}` {wrong}."),
            "Whoever looks for it by the usual spelling won't find it. Use small letters and numbers with dots and dashes between, such as `org.example.team`.",
        )
        .aliases("hadolint:DL3048");
    let small = key.to_ascii_lowercase();
    if wrong_key(&small).is_none() && pair.name.span.slice(file.source) == *key {
        draft.fix(DraftFix::review("Spell it in small letters").replace(pair.name.span, small));
    }
}

fn complain_value(pair: &Pair, check: &mut Check) {
    let key = &*pair.name.value;
    let Some(value) = &pair.value else {
        return;
    };
    // What a variable brings in is known at the build.
    let Some(text) = value.value().filter(|text| *text == value.written()) else {
        return;
    };
    let name = key.strip_prefix(OCI);
    let text = text.trim();
    let (wanted, aliases) = match name {
        Some("url" | "source" | "documentation") if !is_address(text) => {
            ("a web address", "hadolint:DL3052")
        }
        Some("created") if !is_time(text) => {
            ("a time such as `2026-11-01T12:00:00Z`", "hadolint:DL3053")
        }
        Some("licenses") if !is_license(text) => (
            "an SPDX expression such as `Apache-2.0 OR MIT`",
            "hadolint:DL3054",
        ),
        Some("revision") if !is_revision(text) => ("the id of a commit", "hadolint:DL3055"),
        Some("version") if !is_version(text) => ("the version of the software", "hadolint:DL3056"),
        Some(_) if text.is_empty() => ("a value", "hadolint:DL3051"),
        None if is_mail(key) && !text.contains('@') => ("a mail address", "hadolint:DL3058"),
        _ => return,
    };
    let aliases = if text.is_empty() {
        "hadolint:DL3051"
    } else {
        aliases
    };
    check
        .report(
            value.span(),
            format!("The label `{key}` should hold {wanted}."),
            "Scanners, registries and bots read this label, and can't make sense of what it says now. Leave the label out rather than fill it with something else.",
        )
        .aliases(aliases);
}

fn is_address(text: &str) -> bool {
    text.split_once("://")
        .is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
        || text.starts_with("git@")
}

/// RFC 3339, section 5.6.
fn is_time(text: &str) -> bool {
    let Some((day, time)) = text.split_at_checked(10) else {
        return false;
    };
    let mut time_signs = time.bytes();
    let starts = matches!(time_signs.next(), Some(b'T' | b't' | b' '));
    let zone = time.ends_with(['Z', 'z'])
        || time.len() > 6 && matches!(time.as_bytes().get(time.len() - 6), Some(b'+' | b'-'));
    Date::parse(day).is_some() && starts && zone && time.len() >= 10
}

/// SPDX identifiers have no blanks; words such as "the MIT license" do.
fn is_license(text: &str) -> bool {
    let mut words = text.split([' ', '(', ')']).filter(|word| !word.is_empty());
    let mut is_id = false;
    let all = words.all(|word| {
        let joins = matches!(word, "AND" | "OR" | "WITH");
        let fits = joins == is_id;
        is_id = !is_id;
        fits && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-+:".contains(&byte))
    });
    all && is_id
}

fn is_revision(text: &str) -> bool {
    !text.contains(' ')
        && !is_one_of("main master head HEAD latest develop trunk", text)
        && !text.is_empty()
}

fn is_version(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && !text.contains(' ')
}

fn is_mail(key: &str) -> bool {
    let last = key.rsplit(['.', '-', '_']).next();
    matches!(last, Some("email" | "mail"))
}
