#![doc = include_str!("secret_in_config.md")]

use crate::compose::environment::{Variable, pairs};
use crate::compose::tree::Style;
use crate::compose::{Resource, Value};
use crate::facts::{secret_files, secret_names, secret_values};
use crate::rules::prelude::*;
use crate::rules::secret_fixes::{ask_for, variable_name};

/// The rule. Configs and labels are for what may be seen:
/// <https://docs.docker.com/reference/compose-file/configs/>
pub const RULE: Rule = Rule::new("secret-in-config", Severity::Medium)
    .fixes(Safety::Review)
    .in_compose(compose);

fn compose(file: &Compose, check: &mut Check) {
    for config in file.configs() {
        from_config(file.source, &config, check);
    }
    let mut seen = std::collections::HashSet::new();
    for service in file.services() {
        let settings: [&[&str]; 3] = [&["labels"], &["deploy", "labels"], &["build", "labels"]];
        for keys in settings {
            let Some(labels) = service
                .path(keys)
                .filter(|labels| seen.insert(labels.node()))
            else {
                continue;
            };
            for label in pairs(Some(labels)) {
                if !label.route.is_inherited() {
                    from_label(&service, &label, check);
                }
            }
        }
    }
    for fragment in file.top_level() {
        if fragment.key().starts_with("x-") {
            from_fragment(file.source, fragment, check);
        }
    }
}

fn from_config(source: &str, config: &Resource, check: &mut Check) {
    let name = &*config.name.value;
    if let Some(path) = config.get("file").and_then(|path| path.text())
        && let Some(secret) = secret_files::judge(&path.value).filter(|secret| secret.sure)
    {
        check.report(
            path.span,
            format!("`{}` is handed out as a config: {}.", path.value, secret.why),
            "Configs are for what everyone may see. Declare the file under `secrets:` and list it in the service's own `secrets:`; it's then found in `/run/secrets`.",
        );
    }
    let Some(value) = config.get("content") else {
        return;
    };
    let Some(content) = value.scalar() else {
        return;
    };
    // More variables than anyone writes into one text.
    if content.variables.len() > 500 {
        return;
    }
    let mut at = 0;
    for line in content.value.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, from, text)) = setting(line) else {
            continue;
        };
        let range = start + from..start + from + text.len();
        let part = content.slice(range);
        if part.value.contains("${") || part.is_defaulted() {
            continue;
        }
        if secret_values::is_password_hash(text) {
            hash(part.span, &format!("The config `{name}`"), check);
        } else if is_secret(key, text) {
            let place = value.route().place(part.span);
            let draft = check
                .report(
                    place.span,
                    format!("`{key}` in the config `{name}` is there for everyone to read."),
                    "This file, its history and whoever looks into the container have it. Move the text to a file of its own outside git, and declare that under `secrets:`.",
                )
                .written_at(place);
            if part.span.slice(source) == text {
                let variable = variable_name(&[name, key]);
                draft.fix(ask_for(
                    source,
                    part.span,
                    value.written(),
                    false,
                    &variable,
                ));
            }
        }
    }
}

/// Name and value of a line such as `password = "x"`, `password: x`, `"password": "x",`, with the
/// value's place in it.
fn setting(line: &str) -> Option<(&str, usize, &str)> {
    let (before, _) = line.split_once(['=', ':'])?;
    let key = before
        .trim()
        .trim_start_matches("export ")
        .trim_start_matches("- ");
    let key = key.trim_matches(['"', '\'']).trim();
    if key.is_empty() || key.starts_with(['#', ';', '/']) || key.contains(' ') {
        return None;
    }
    let rest = line.get(before.len() + 1..)?;
    let marks = [' ', '\t', '\n', '\r', '"', '\'', ',', ';'];
    let text = rest.trim_matches(marks);
    let from = before.len() + 1 + (rest.len() - rest.trim_start_matches(marks).len());
    (!text.is_empty()).then_some((key, from, text))
}

fn is_secret(name: &str, value: &str) -> bool {
    secret_names::judge(name)
        .is_some_and(|name| name.says_enough() && secret_values::is_spelled_out(&name, value))
}

fn from_label(service: &Service, label: &Variable, check: &mut Check) {
    let Some(value) = label.value.as_ref().filter(|value| value.known) else {
        return;
    };
    let name = label.name.as_str();
    let place = label.route.place(value.span);
    if secret_values::is_password_hash(&value.value) {
        hash(
            place.span,
            &format!("A label of `{}`", service.name()),
            check,
        )
        .written_at(place);
        return;
    }
    // The last part tells: `com.example.api-token`.
    let last = name.rsplit('.').next().unwrap_or(name);
    if !is_secret(last, &value.value) || value.is_defaulted() {
        return;
    }
    let draft = check
        .report(
            place.span,
            format!("The label `{last}` of `{}` is a secret that everyone can read.", service.name()),
            "`docker inspect` prints labels, and proxies show them on their pages. Have the program read it from a file in `/run/secrets`, or let Compose fill it in with `${…:?}`.",
        )
        .written_at(place);
    let source = service.compose().source;
    if label.route.is_direct()
        && !service.is_docker_run()
        && value.span.slice(source) == value.value
    {
        let variable = variable_name(&[service.name(), last]);
        let is_plain = label.node.style() == Some(Style::Plain);
        draft.fix(ask_for(
            source,
            value.span,
            label.node.written(),
            is_plain,
            &variable,
        ));
    }
}

fn hash<'c>(place: Span, where_: &str, check: &'c mut Check<'_>) -> &'c mut Draft {
    check
        .report(
            place,
            format!("{where_} holds password hashes."),
            "A hash isn't the password, but whoever reads this can try to guess it at their leisure. A file with the users, handed over under `secrets:`, keeps it out of sight.",
        )
        .severity(Severity::Note)
}

/// What stands in a fragment; where a service uses it, the service is told.
fn from_fragment(source: &str, fragment: Value, check: &mut Check) {
    let mut open = vec![fragment];
    while let Some(value) = open.pop() {
        // What is behind an alias stands elsewhere.
        if !value.route().is_direct() {
            continue;
        }
        for pair in pairs(Some(value)) {
            let Some(text) = pair.value.as_ref().filter(|_| pair.route.is_direct()) else {
                continue;
            };
            let name = pair.name.as_str();
            if !text.known || text.is_defaulted() || !is_secret(name, &text.value) {
                continue;
            }
            let draft = check.report(
                text.span,
                format!("`{name}` is written into `{}` for everyone to read.", fragment.key()),
                "Whoever has this file or its history has it too. Keep it in a `.env` file outside git and let Compose fill it in.",
            );
            if text.span.slice(source) == text.value {
                let is_plain = pair.node.style() == Some(Style::Plain);
                draft.fix(ask_for(
                    source,
                    text.span,
                    pair.node.written(),
                    is_plain,
                    name,
                ));
            }
        }
        open.extend(
            value
                .entries()
                .chain(value.items())
                .filter(|inner| inner.style().is_none()),
        );
    }
}
