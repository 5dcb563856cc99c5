#![doc = include_str!("no_cpu_limit.md")]

use crate::rules::image_names::memory_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.12; the settings:
/// <https://docs.docker.com/engine/containers/resource_constraints/#cpu>
pub const RULE: Rule = Rule::new("no-cpu-limit", Severity::Low)
    .aliases("kics:cpus_not_limited compose-lint:CL-0026 cis:5.12 owasp:7")
    .fixes(Safety::Review)
    .in_service(service);

/// What bounds the processors as well. Shares only tell who goes first, so they don't count.
const BOUNDS: [&str; 4] = ["cpu_quota", "cpuset", "cpu_count", "cpu_percent"];

fn service(service: &Service, check: &mut Check) {
    if !service.is_container() || service.cpu_limit().value().is_some() {
        return;
    }
    if BOUNDS.iter().any(|key| service.has(key)) || !check.should_say_all(service) {
        return;
    }
    // What wants a gigabyte or more mostly has work for two.
    let is_big = memory_of(service).is_some_and(|memory| memory.ends_with('g'));
    let figure = if is_big { 2 } else { 1 };
    let line = format!("cpus: {figure}");
    let deployed = format!("cpus: \"{figure}\"");
    let flag = format!("--cpus={figure}");
    let how = if service.is_docker_run() {
        &flag
    } else {
        &line
    };
    let draft = check.report(
        service.name_span(),
        format!("`{}` may keep every processor busy.", service.name()),
        format!(
            "One endless loop, and all other programs on the machine crawl. `{how}` is a fair start; `docker stats` shows what it really uses."
        ),
    );
    if service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    }
    let limit = service.add_limit(&line, &deployed, &flag);
    draft.fix(limit.map(|(span, text)| {
        let title = if is_big {
            "Allow two processors to start with"
        } else {
            "Allow one processor to start with"
        };
        DraftFix::review(title).replace(span, text)
    }));
}
