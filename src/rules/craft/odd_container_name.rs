#![doc = include_str!("odd_container_name.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. The engine takes `[a-zA-Z0-9][a-zA-Z0-9_.-]+`:
/// <https://docs.docker.com/reference/compose-file/services/#container_name>
pub const RULE: Rule = Rule::new("odd-container-name", Severity::Note)
    .aliases("dclint:service-container-name-regex")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    let Some(value) = service.get("container_name") else {
        return;
    };
    let Some(scalar) = value.scalar().filter(|scalar| scalar.known) else {
        return;
    };
    let name: &str = &scalar.value;
    if value.route().is_inherited() || is_name(name) {
        return;
    }
    // A name without two good signs in a row is refused with the file, and told there.
    let is_told = !service.is_docker_run()
        && !name
            .split(|c: char| !is_sign(c))
            .any(|part| part.trim_start_matches(['_', '.', '-']).len() > 1);
    if is_told {
        return;
    }
    let place = value.place();
    let draft = check.report(
        place.span,
        format!("Docker doesn't take `{}` as a name.", excerpt(name)),
        "The container is never made. A name has a letter or a digit first, then at least one more sign: letters, digits, `_`, `.` or `-`.",
    );
    draft.severity(Severity::Medium).written_at(place);
    if let (Some(span), Some(better)) = (value.replacement(), mended(name))
        && scalar.variables.is_empty()
    {
        draft.fix(DraftFix::review(format!("Call it `{better}`")).replace(span, better));
    }
}

fn is_sign(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

fn is_name(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(is_sign)
}

/// The same with dashes for what can't be in a name.
fn mended(name: &str) -> Option<String> {
    let dashed: String = name
        .chars()
        .map(|c| if is_sign(c) { c } else { '-' })
        .collect();
    let better = dashed.trim_matches(['_', '.', '-']);
    // A number without quotes is no text.
    let is_text = better.contains(|c: char| c.is_ascii_alphabetic());
    (is_text && is_name(better)).then(|| better.to_owned())
}
