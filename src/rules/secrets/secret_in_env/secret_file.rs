//! The fix: a Compose secret in place of the value, read from a file that the user writes.

use crate::compose::environment::Variable;
use crate::rules::prelude::*;

/// Gives the service `FILE_VARIABLE: /run/secrets/name`, the secret, and its declaration. Pieces
/// that several such fixes share are edits of their own, so that they are made once.
/// <https://docs.docker.com/compose/how-tos/use-secrets/>
pub(super) fn read_from_file(
    service: &Service,
    variable: &Variable,
    file_variable: &str,
) -> Option<DraftFix> {
    let compose = service.compose();
    if service.is_docker_run() || !variable.route.is_direct() || compose.roots.len() != 1 {
        return None;
    }
    let source = compose.source;
    let secret = format!("{}_{}", service.name(), variable.name.value).to_ascii_lowercase();
    let fix = DraftFix::review(format!("Read it from `./{secret}.txt`, a file you write"));
    let fix = point_at_file(fix, source, variable, file_variable, &secret)?;
    let fix = hand_over(fix, service, &secret)?;
    declare(fix, service, &secret)
}

fn point_at_file(
    fix: DraftFix,
    source: &str,
    variable: &Variable,
    file_variable: &str,
    secret: &str,
) -> Option<DraftFix> {
    let value = variable.value.as_ref()?;
    let written = variable.span.slice(source);
    if written.contains('\n') {
        return None;
    }
    let quote = written
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let path = format!("/run/secrets/{secret}");
    if variable.node.key_node().is_none() {
        let quote = quote.map(String::from).unwrap_or_default();
        return Some(fix.replace(
            variable.span,
            format!("{quote}{file_variable}={path}{quote}"),
        ));
    }
    // An anchor or a tag between key and value would be lost.
    let between = Span {
        start: variable.name.span.end,
        end: value.span.start,
    };
    if between.slice(source).trim() != ":" {
        return None;
    }
    let name = variable
        .name
        .span
        .slice(source)
        .replace(variable.name.as_str(), file_variable);
    Some(
        fix.replace(variable.name.span, name)
            .replace(value.span, path),
    )
}

/// Adds the secret to the service's own list, or the list in front of `environment`, where no
/// other fix adds anything.
fn hand_over(fix: DraftFix, service: &Service, secret: &str) -> Option<DraftFix> {
    if let Some(list) = service.get("secrets") {
        let (span, text) = list.insert_item(secret)?;
        return Some(fix.replace(span, text));
    }
    let environment = service.own_settings().get("environment")?;
    let source = service.compose().source;
    let key = environment.key_written().start;
    let (line, indent) = line_of(source, key)?;
    let end = line_break(source);
    Some(
        fix.insert(line, format!("{indent}secrets:{end}"))
            .insert(line, format!("{indent}  - {secret}{end}")),
    )
}

fn declare(fix: DraftFix, service: &Service, secret: &str) -> Option<DraftFix> {
    let compose = service.compose();
    let end = line_break(compose.source);
    if let Some(declared) = compose.get("secrets") {
        if declared.get(secret).is_some() {
            return Some(fix);
        }
        let (span, text) = declared.insert_entry(&format!("{secret}:\n  file: ./{secret}.txt"))?;
        return Some(fix.replace(span, text));
    }
    let services = compose.get("services")?;
    let (line, indent) = line_of(compose.source, services.key_written().start)?;
    Some(fix.insert(line, format!("{indent}secrets:{end}")).insert(
        line,
        format!("{indent}  {secret}:{end}{indent}    file: ./{secret}.txt{end}"),
    ))
}

/// The start of the line that a key begins, and its indentation; nothing for a key inside a line.
fn line_of(source: &str, key: u32) -> Option<(u32, &str)> {
    let before = source.get(..key as usize)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = before.get(start..)?;
    indent
        .bytes()
        .all(|byte| byte == b' ')
        .then_some((start as u32, indent))
}

fn line_break(source: &str) -> &'static str {
    let first_end = source.find('\n').unwrap_or_default();
    if source[..first_end].ends_with('\r') {
        "\r\n"
    } else {
        "\n"
    }
}
