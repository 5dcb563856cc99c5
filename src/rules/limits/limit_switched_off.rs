#![doc = include_str!("limit_switched_off.md")]

use crate::compose::Value;
use crate::facts::images::ImageKind;
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.11, 5.12, 5.19 and 5.29; what zero and -1 mean:
/// <https://docs.docker.com/engine/containers/resource_constraints/>
pub const RULE: Rule = Rule::new("limit-switched-off", Severity::Medium)
    .aliases("kics:pids_limit_not_set cis:5.11 cis:5.12 cis:5.19 cis:5.29 owasp:7")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    let pids = service.pids_limit();
    let memory = service.memory_limit();
    let cpus = service.cpu_limit();
    for (value, aliases, what, figure) in [
        (pids.service, PIDS, "processes it may start", "1000"),
        (pids.deploy, PIDS, "processes it may start", "1000"),
        (memory.service, MEMORY, "memory it may take", ""),
        (memory.deploy, MEMORY, "memory it may take", ""),
        (cpus.service, CPUS, "processors it may use", "1"),
        (cpus.deploy, CPUS, "processors it may use", "\"1\""),
    ] {
        if let Some(value) = value
            && value.as_bytes().is_some_and(is_off)
        {
            complain(service, value, aliases, what, figure, check);
        }
    }
    swap(service, check);
    if let Some(limits) = service.get("ulimits") {
        for limit in limits.entries() {
            ulimit(service, limit, check);
        }
    }
}

const PIDS: &str = "kics:pids_limit_not_set cis:5.29 owasp:7";
const MEMORY: &str = "cis:5.11 owasp:7";
const CPUS: &str = "cis:5.12 owasp:7";

/// Zero and less than that mean no limit at all.
fn is_off(figure: i64) -> bool {
    figure <= 0
}

fn complain(
    service: &Service,
    value: Value,
    aliases: &'static str,
    what: &str,
    figure: &str,
    check: &mut Check,
) {
    // `0.5` processors are a limit, though it is less than one byte.
    if value.as_number().is_some_and(|number| number > 0.0) || value.route().is_inherited() {
        return;
    }
    let place = value.place();
    let written = value.raw().unwrap_or_default();
    let draft = check.report(
        place.span,
        format!("`{}` has no limit on the {what}: `{written}` switches it off.", service.name()),
        "That looks like a limit and isn't one. Put in a number well above what `docker stats` shows on a busy day.",
    );
    draft.aliases(aliases).written_at(place);
    if !figure.is_empty() {
        draft.fix(value.replacement().map(|span| {
            DraftFix::review(format!("Make it {}", figure.trim_matches('"'))).replace(span, figure)
        }));
    }
}

fn swap(service: &Service, check: &mut Check) {
    let Some(value) = service.get("memswap_limit") else {
        return;
    };
    if value.as_integer() != Some(-1) || value.route().is_inherited() {
        return;
    }
    let place = value.key_place();
    let cut = value.removal(&service.own_settings());
    check
        .report(
            place.span,
            format!("`{}` may swap without end, whatever its memory limit says.", service.name()),
            "Past its limit it goes on in swap, and the disk slows down everyone. Drop the setting: then it gets as much swap as memory.",
        )
        .aliases(MEMORY)
        .written_at(place)
        .fix(cut.map(|span| DraftFix::review("Go back to the usual swap").delete(span)));
}

/// Limits of the kernel: name, what is unlimited, what that means, and a figure.
const ULIMITS: [(&str, &str, &str, &str); 4] = [
    (
        "core",
        "write memory dumps of any size",
        "A dump holds passwords and keys, and can fill the disk. `core: 0` writes none.",
        "0",
    ),
    (
        "nofile",
        "open files without end",
        "A leak of open files then hits the whole machine. 65536 is plenty for nearly everything.",
        "65536",
    ),
    (
        "nproc",
        "start processes without end",
        "A script that starts copies of itself can freeze the machine. Put in a number, or set `pids_limit`.",
        "4096",
    ),
    (
        "memlock",
        "keep all memory from being swapped out",
        "What it locks, nobody else gets. Databases have reasons for that; with a memory limit it's bounded.",
        "",
    ),
];

fn ulimit(service: &Service, limit: Value, check: &mut Check) {
    let name = limit.key();
    let Some((_, does, advice, figure)) = ULIMITS.iter().find(|known| known.0 == name) else {
        return;
    };
    let (soft, hard) = (limit.get("soft"), limit.get("hard"));
    let is_endless = |value: &Value| value.as_integer() == Some(-1);
    let is_locked = name == "memlock";
    let is_off = [Some(limit), soft, hard].iter().flatten().any(is_endless);
    if !is_off || limit.route().is_inherited() || (is_locked && may_lock(service)) {
        return;
    }
    let place = limit.key_place();
    let draft = check.report(
        place.span,
        format!("`{}` may {does}: `{name}` is -1.", service.name()),
        *advice,
    );
    draft.aliases("cis:5.19 owasp:7").written_at(place);
    if is_locked {
        draft.severity(Severity::Low);
    }
    if !figure.is_empty() {
        let mut fix = Some(DraftFix::review(format!("Make it {figure}")));
        for value in [Some(limit), soft, hard].iter().flatten() {
            if is_endless(value) {
                fix = fix.and_then(|fix| Some(fix.replace(value.replacement()?, *figure)));
            }
        }
        draft.fix(fix);
    }
}

/// True for what is told by its makers to lock its memory: search engines and databases.
fn may_lock(service: &Service) -> bool {
    if ["bootstrap.memory_lock", "bootstrap_memory_lock"]
        .iter()
        .any(|name| service.variable(name).is_some())
    {
        return true;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let Some(image) = image else { return false };
    let kind = image.facts().map(|facts| facts.kind);
    let last = image.last_component();
    kind.is_some_and(ImageKind::is_datastore)
        || last.contains("elasticsearch")
        || last.contains("opensearch")
        || last.contains("vault")
}
