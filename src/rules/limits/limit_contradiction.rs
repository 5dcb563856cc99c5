#![doc = include_str!("limit_contradiction.md")]

use crate::compose::Value;
use crate::compose::limits::Limit;
use crate::compose::scalar::Scalar;
use crate::rules::prelude::*;

/// The rule. The two places of a limit, and what may not be above it:
/// <https://docs.docker.com/reference/compose-file/deploy/#resources>
pub const RULE: Rule = Rule::new("limit-contradiction", Severity::Medium)
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    let memory = service.memory_limit();
    let cpus = service.cpu_limit();
    differ(service, "mem_limit", memory, bytes_of, check);
    differ(service, "pids_limit", service.pids_limit(), count_of, check);
    differ(service, "cpus", cpus, thousandths, check);
    let reserved = |key| service.path(&["deploy", "resources", "reservations", key]);
    let soft = service
        .get("mem_reservation")
        .or_else(|| reserved("memory"));
    above(service, soft, memory.value(), bytes_of, check);
    above(service, reserved("cpus"), cpus.value(), thousandths, check);
    if let Some(limit) = memory.value()
        && let Some(bytes) = limit.as_bytes().filter(|bytes| *bytes > 0)
    {
        less_swap(service, limit, bytes, check);
        programs(service, limit, bytes, check);
    }
}

fn bytes_of(value: &Value) -> Option<i64> {
    value.as_bytes()
}

fn count_of(value: &Value) -> Option<i64> {
    value.as_integer()
}

/// A number of processors, told in whole numbers.
fn thousandths(value: &Value) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a float's cast saturates")]
    let thousandths = (value.as_number()? * 1000.0) as i64;
    Some(thousandths)
}

/// Two figures for one limit, which Compose refuses.
fn differ(
    service: &Service,
    key: &str,
    limit: Limit,
    read: fn(&Value) -> Option<i64>,
    check: &mut Check,
) {
    let (Some(own), Some(deployed)) = (limit.service, limit.deploy) else {
        return;
    };
    let (Some(first), Some(second)) = (read(&own), read(&deployed)) else {
        return;
    };
    if first == second || deployed.route().is_inherited() {
        return;
    }
    let place = deployed.place();
    let written = own.raw().unwrap_or_default();
    let draft = check.report(
        place.span,
        format!(
            "`{}` has two limits that differ: here, and `{key}: {written}`.",
            service.name()
        ),
        "Compose refuses to start a service with both. Keep one of the two, or make them the same.",
    );
    draft
        .written_at(place)
        .related(own.place().span, "The other one.");
    draft.fix(deployed.replacement().map(|span| {
        DraftFix::review(format!("Make both {written}"))
            .replace(span, quoted_like(&deployed, written))
    }));
}

/// The text, in the quotes that the value has.
fn quoted_like(value: &Value, text: &str) -> String {
    let written = value.written().slice(value.compose().source);
    match written.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{text}{quote}"),
        _ => text.to_owned(),
    }
}

/// What is set aside is more than what is allowed.
fn above(
    service: &Service,
    reserved: Option<Value>,
    limit: Option<Value>,
    read: fn(&Value) -> Option<i64>,
    check: &mut Check,
) {
    let (Some(reserved), Some(limit)) = (reserved, limit) else {
        return;
    };
    let (Some(wanted), Some(most)) = (read(&reserved), read(&limit)) else {
        return;
    };
    if most <= 0 || wanted <= most || reserved.route().is_inherited() {
        return;
    }
    let place = reserved.place();
    let (more, less) = (raw(&reserved), raw(&limit));
    let draft = check.report(
        place.span,
        format!("`{}` reserves {more}, and may use only {less}.", service.name()),
        "The engine refuses a container that is promised more than it may have. Lower this one, or raise the limit.",
    );
    draft
        .written_at(place)
        .related(limit.place().span, "The limit.");
    draft.fix(reserved.replacement().map(|span| {
        DraftFix::review(format!("Lower it to {less}")).replace(span, quoted_like(&reserved, less))
    }));
}

fn raw<'m>(value: &Value<'m>) -> &'m str {
    value.raw().unwrap_or_default()
}

/// `memswap_limit` is memory and swap together, so it can't be below the memory alone.
fn less_swap(service: &Service, limit: Value, bytes: i64, check: &mut Check) {
    let Some(both) = service.get("memswap_limit") else {
        return;
    };
    let is_less = both.as_bytes().is_some_and(|both| both > 0 && both < bytes);
    if !is_less || both.route().is_inherited() {
        return;
    }
    let place = both.place();
    let draft = check.report(
        place.span,
        format!(
            "`{}` may have {} with swap, and {} without.",
            service.name(),
            raw(&both),
            raw(&limit)
        ),
        "This figure counts memory and swap together, and the engine refuses one below the memory limit. Make them the same for no swap at all.",
    );
    draft
        .written_at(place)
        .related(limit.place().span, "The memory limit.");
    draft.fix(both.replacement().map(|span| {
        DraftFix::review("Allow no swap").replace(span, quoted_like(&both, raw(&limit)))
    }));
}

/// Options that tell a program how much memory it may take: how they start, the unit of a figure
/// without one, and whose memory it is.
const OPTIONS: [(&str, &str, &str); 4] = [
    ("-Xmx", "", "Java's heap"),
    ("--max-old-space-size=", "m", "Node's heap"),
    ("--max_old_space_size=", "m", "Node's heap"),
    ("--maxmemory", "", "its data"),
];

/// Programs that are told to take more than the container gets.
fn programs(service: &Service, limit: Value, bytes: i64, check: &mut Check) {
    for variable in service.environment() {
        if let Some(value) = variable.value.filter(|_| !variable.route.is_inherited()) {
            options(service, limit, bytes, &[value], check);
        }
    }
    for key in ["entrypoint", "command"] {
        let Some(setting) = service.get(key).filter(|value| value.route().is_direct()) else {
            continue;
        };
        let mut words = Vec::new();
        for item in setting.items() {
            words.extend(item.scalar());
        }
        options(service, limit, bytes, &words, check);
    }
}

fn options(service: &Service, limit: Value, bytes: i64, texts: &[Scalar], check: &mut Check) {
    let is_told = |text: &Scalar| text.value.contains('-');
    if !texts.iter().any(is_told) {
        return;
    }
    // The figure of `--maxmemory 2gb` is the next word.
    let mut waiting: Option<&(&str, &str, &str)> = None;
    for text in texts {
        let value: &str = &text.value;
        let mut end = 0;
        for word in value.split([' ', '\t', '\n', '"', '\'', ';']) {
            let start = end;
            // Each mark between words is one byte.
            end += word.len() + 1;
            if word.is_empty() {
                continue;
            }
            let option = OPTIONS.iter().find(|option| word.starts_with(option.0));
            let (option, figure) = match (option, waiting.take()) {
                (Some(option), _) if word == option.0 => {
                    waiting = Some(option);
                    continue;
                }
                (Some(option), _) => (option, word.get(option.0.len()..).unwrap_or_default()),
                (None, Some(option)) => (option, word),
                (None, None) => continue,
            };
            let Some(wanted) = crate::compose::limits::bytes(figure, option.1) else {
                continue;
            };
            if wanted < bytes {
                continue;
            }
            let place = text.part(start..start + word.len()).span;
            let draft = check.report(
                place,
                format!(
                    "`{}` gives {} {figure}, and the container may use only {}.",
                    service.name(),
                    option.2,
                    raw(&limit)
                ),
                "The program goes on taking memory until the kernel stops it, with no word of why. Leave a quarter of the limit for the rest of the program, or raise the limit.",
            );
            draft.related(limit.place().span, "The limit.");
            if wanted == bytes {
                draft.severity(Severity::Low);
            }
        }
    }
}
