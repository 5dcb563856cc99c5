//! What takes the value of a secret variable out of a file: a Compose secret in its place, read
//! from a file that the user writes, or the variable of whoever starts the container.

use super::prelude::*;
use crate::compose::environment::Variable;

/// Gives the service `FILE_VARIABLE: /run/secrets/name`, the secret, and its declaration. Pieces
/// that several such fixes share are edits of their own, so that they are made once.
/// <https://docs.docker.com/compose/how-tos/use-secrets/>
pub(crate) fn read_from_file(
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

/// Has Compose, or the shell that runs `docker run`, fill the value in. In a Compose file nothing
/// starts while it's missing (`${NAME:?}`).
pub(crate) fn fill_in(service: &Service, variable: &Variable) -> Option<DraftFix> {
    let name = variable.name.as_str();
    let value = variable.value.as_ref()?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let starts_number = name.starts_with(|first: char| first.is_ascii_digit());
    if !variable.route.is_direct() || starts_number || !name.bytes().all(is_name) {
        return None;
    }
    if service.is_docker_run() {
        let source = service.compose().source;
        let written = variable
            .span
            .slice(source)
            .strip_prefix(name)?
            .strip_prefix('=')?;
        // `NAME='value'` ends behind the quote.
        let quote = written
            .chars()
            .next()
            .filter(|first| matches!(first, '"' | '\''));
        let after = source.get(variable.span.end as usize..)?;
        let mut span = variable.span;
        if let Some(quote) = quote {
            let is_closed = written.len() > 1 && written.ends_with(quote);
            if !is_closed && !after.starts_with(quote) {
                return None;
            }
            span.end += u32::from(!is_closed);
        }
        let fix = DraftFix::review(format!("Take {name} from the shell that runs this"));
        return Some(fix.replace(span, name));
    }
    // `${X:-value}` loses its default.
    if let [used] = value.variables.as_slice()
        && used.defaulted
        && used.filled == (0..value.value.len())
    {
        let fix = DraftFix::review(format!("Ask for {} instead of falling back", used.name));
        return Some(fix.replace(used.span, format!("${{{}:?}}", used.name)));
    }
    let source = service.compose().source;
    let written = value.span.slice(source);
    let list = service.get("environment")?.written();
    let is_flow = list.slice(source).starts_with(['[', '{']);
    let quote = match written.chars().next() {
        Some(quote @ ('"' | '\'')) if variable.node.key_node().is_some() => quote.to_string(),
        _ if is_flow && !variable.span.slice(source).starts_with(['"', '\'']) => return None,
        _ => String::new(),
    };
    // Escapes, lines and blocks have no exact place.
    let inner = written.trim_matches(['"', '\'']);
    if written.contains('\n') || inner != value.raw {
        return None;
    }
    let fix = DraftFix::review(format!(
        "Take {name} from outside: a `.env` file that git ignores"
    ));
    Some(fix.replace(value.span, format!("{quote}${{{name}:?}}{quote}")))
}

/// Has Compose fill in the text at `place`, a part of the scalar at `node`. `is_plain` says that no
/// quotes stand around that: inside brackets, braces need them.
pub(crate) fn ask_for(
    source: &str,
    place: Span,
    node: Span,
    is_plain: bool,
    name: &str,
) -> Option<DraftFix> {
    let after = source.get(node.end as usize..)?;
    let before = source.get(..node.start as usize)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    let in_flow = line.contains(['[', '{']) || after.trim_start().starts_with([',', ']', '}']);
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_name || is_plain && in_flow {
        return None;
    }
    let fix = DraftFix::review(format!(
        "Take {name} from outside: a `.env` file that git ignores"
    ));
    Some(fix.replace(place, format!("${{{name}:?}}")))
}

/// The name of a variable made from words: `SHOP_DB_PASSWORD` for `shop-db` and `password`.
pub(crate) fn variable_name(words: &[&str]) -> String {
    let mut name = words.join("_").to_ascii_uppercase();
    let mut odd = String::new();
    for letter in name.drain(..) {
        odd.push(if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '_'
        });
    }
    odd
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
