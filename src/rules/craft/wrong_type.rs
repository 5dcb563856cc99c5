#![doc = include_str!("wrong_type.md")]

use crate::compose::misfits::{Found, Misfit, What};
use crate::facts::compose_keys::{Shape, Shapes};
use crate::rules::crowd::Crowd;
use crate::rules::prelude::*;
use crate::rules::stray::{excerpt, stray};
use crate::source::Kind;
use crate::spelling;

/// The rule. The types: <https://docs.docker.com/reference/compose-file/>
pub const RULE: Rule = Rule::new("wrong-type", Severity::High)
    .aliases("dclint:invalid-schema")
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    let mut crowd = Crowd::new(check);
    for misfit in file.misfits() {
        let is_told = match &misfit.what {
            What::UnknownKey { .. } => true,
            // What stood below may be one of the lines that can't be read.
            What::Type { found, .. } => *found == Found::Null && file.has_lost_lines(),
            What::Lacks(_) => file.has_lost_lines(),
            _ => false,
        };
        if !is_told && crowd.admits(misfit.span) {
            let written = misfit.span.slice(file.source);
            if let Some(stray) = stray(written) {
                crowd
                    .check
                    .report(misfit.span, stray.title, stray.detail)
                    .confidence(stray.confidence);
                continue;
            }
            let (title, detail) = words(file, misfit);
            crowd.check.report(misfit.span, title, detail);
        }
    }
    crowd.close();
}

/// `ports` of `web`, or what there is of it.
fn place(file: &Compose, misfit: &Misfit) -> String {
    let name = |node| excerpt(file.tree.raw(node).unwrap_or_default());
    match (misfit.key, misfit.owner) {
        (Some(key), Some(owner)) if key != owner => format!("`{}` of `{}`", name(key), name(owner)),
        (Some(key), _) => format!("`{}`", name(key)),
        _ => "This file".to_owned(),
    }
}

fn words(file: &Compose, misfit: &Misfit) -> (String, String) {
    let place = place(file, misfit);
    let key = misfit.key.and_then(|key| file.tree.raw(key)).map(excerpt);
    let key = key.as_deref().unwrap_or_default();
    let written = misfit.span.slice(file.source);
    match &misfit.what {
        What::Type {
            found,
            wanted,
            in_list,
        } => {
            let item = if *in_list { "An item in " } else { "" };
            let title = format!("{item}{place} {}, and Compose wants {} there.", found_words(*found), wanted_words(*wanted));
            (title, advice(*found, *wanted, *in_list, key, written))
        }
        What::NotAmong(values) => {
            let near = spelling::nearest(written.trim_matches(['"', '\'']), values.iter().copied());
            let list = values.join("`, `");
            let detail = match near {
                Some(near) => format!("Did you mean `{near}`? It takes one of these: `{list}`."),
                None => format!("It takes one of these: `{list}`."),
            };
            (format!("{place} has a value that nobody knows."), detail)
        }
        What::Lacks(lacking) => (
            format!("{place} lacks the key `{lacking}`."),
            format!("Compose can't do without it. Add a line `{lacking}:` below."),
        ),
        What::BadName => (
            format!("`{}` can't be a name here.", excerpt(written)),
            "Names are text made of letters, digits, `.`, `_` and `-`. If it's a number, `true` or `null`, put quotes around it.".to_owned(),
        ),
        What::Form(sentence) => (
            format!("Compose can't read this value in {place}."),
            (*sentence).to_owned(),
        ),
        What::UnknownKey { .. } => Default::default(),
    }
}

fn found_words(found: Found) -> &'static str {
    match found {
        Found::Null => "is left empty",
        Found::Boolean => "is a yes-or-no value",
        Found::Number => "is a number",
        Found::Text => "is plain text",
        Found::List => "is a list",
        Found::Mapping => "has named settings",
    }
}

fn wanted_words(wanted: Shapes) -> &'static str {
    let first = wanted.iter().next();
    let text = wanted.iter().any(|one| one == Shape::String);
    let list = wanted
        .iter()
        .any(|one| matches!(one, Shape::List(_) | Shape::Set(_)));
    let named = wanted
        .iter()
        .any(|one| matches!(one, Shape::Object(_) | Shape::Map(_)));
    match (text, list, named) {
        (true, true, true) => "text, a list or named settings",
        (true, true, false) => "text or a list",
        (true, false, true) => "text or named settings",
        (false, true, true) => "a list or named settings",
        (false, true, false) => "a list",
        (false, false, true) => "named settings",
        _ if first == Some(Shape::Boolean) => "`true` or `false`",
        _ if matches!(first, Some(Shape::Number | Shape::Integer)) => "a number",
        _ => "text",
    }
}

/// The smallest change, with the user's own words where they may be repeated.
fn advice(found: Found, wanted: Shapes, in_list: bool, key: &str, written: &str) -> String {
    let text = wanted.iter().any(|one| one == Shape::String);
    let list = wanted
        .iter()
        .any(|one| matches!(one, Shape::List(_) | Shape::Set(_)));
    let short = written.len() <= 30
        && !in_list
        && matches!(
            key,
            "image"
                | "user"
                | "hostname"
                | "version"
                | "ports"
                | "expose"
                | "cap_add"
                | "cap_drop"
                | "networks"
                | "profiles"
                | "depends_on"
                | "security_opt"
                | "interval"
                | "timeout"
                | "stop_grace_period"
        );
    match found {
        Found::Null if in_list => "There's nothing behind the dash. Write a value, or take the line away.".to_owned(),
        Found::Null => "Write a value behind it or below it, or take the line away.".to_owned(),
        Found::Boolean if key == "restart" => "It takes a word, for example `restart: always` or `restart: unless-stopped`.".to_owned(),
        Found::Number if matches!(key, "interval" | "timeout" | "start_period" | "start_interval" | "stop_grace_period" | "delay" | "window" | "monitor") => {
            format!("A time wants a unit, as in `{key}: 30s`.")
        }
        Found::Number if key == "memory" => "A size wants a unit, as in `memory: 512M`.".to_owned(),
        Found::Boolean | Found::Number if text && short => format!("Put quotes around it: `{key}: \"{written}\"`."),
        Found::Boolean | Found::Number if text => "Put quotes around it, so that it stays text.".to_owned(),
        Found::Text | Found::Boolean | Found::Number if list && short => format!("Put brackets around it: `{key}: [{written}]`."),
        Found::Text | Found::Boolean | Found::Number if list => "Put it on a line of its own below the key, with `- ` in front.".to_owned(),
        Found::Mapping if list && !text => "Start every line below it with `- `.".to_owned(),
        Found::List if text => "Write one value behind the colon, without a dash or brackets.".to_owned(),
        Found::List => "Drop the dashes or brackets, and write each entry as `name:` on a line of its own, with its settings below or behind it.".to_owned(),
        Found::Mapping => "Write one value behind the colon, and nothing below it.".to_owned(),
        _ if wanted.iter().any(|one| matches!(one, Shape::Object("secret" | "config"))) => "If it's a file, write `file:` in front of it, on a line of its own below the name.".to_owned(),
        _ => "Write the settings below it, one `name: value` a line, indented by two blanks.".to_owned(),
    }
}
