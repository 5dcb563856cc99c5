#![doc = include_str!("volumes_from.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/compose-file/services/#volumes_from>
pub const RULE: Rule = Rule::new("volumes-from", Severity::Low)
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    if !service
        .get("volumes_from")
        .is_some_and(|list| list.is_list())
    {
        return;
    }
    for item in service.list("volumes_from") {
        let text = item.as_str();
        let (source, mode) = match text.rsplit_once(':') {
            Some((source, mode)) if is_one_of("ro rw z Z", mode) => (source, mode),
            _ => (text, ""),
        };
        if mode == "ro" || item.route.is_inherited() {
            continue;
        }
        let other = source.strip_prefix("container:").unwrap_or(source);
        let place = item.place();
        let draft = check.report(
            place.span,
            format!(
                "`{}` may write to every volume of `{}`.",
                service.name(),
                excerpt(other)
            ),
            "It gets all of them, those that come later included. Add `:ro`, or better name the one volume it needs under its own `volumes`.",
        );
        draft.written_at(place);
        let tail = item.scalar.part(source.len()..text.len());
        let is_as_written = tail.span.slice(service.compose().source) == tail.value;
        if item.route.is_direct() && is_as_written && is_one_of("rw", mode) | mode.is_empty() {
            draft.fix(DraftFix::review("Let it only read").replace(tail.span, ":ro"));
        }
    }
}
