#![doc = include_str!("no_memory_limit.md")]

use crate::rules::image_names::memory_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.11; the settings:
/// <https://docs.docker.com/engine/containers/resource_constraints/#memory>
pub const RULE: Rule = Rule::new("no-memory-limit", Severity::Medium)
    .aliases("kics:memory_not_limited compose-lint:CL-0026 cis:5.11 owasp:7")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    if service.is_container()
        && service.memory_limit().value().is_none()
        && check.should_say_all(service)
    {
        complain(service, check);
    }
}

fn complain(service: &Service, check: &mut Check) {
    let name = service.name();
    // Too small a guess would kill the program.
    let figure = memory_of(service).filter(|figure| !figure.is_empty());
    let (setting, sign) = if service.is_docker_run() {
        ("--memory", "=")
    } else {
        ("mem_limit", ": ")
    };
    let advice = match figure {
        Some(figure) => format!(
            "Start with `{setting}{sign}{figure}` and watch `docker stats` to see what it really needs."
        ),
        None => format!(
            "Watch `docker stats` on a busy day, and allow half as much again with `{setting}`."
        ),
    };
    let detail = format!("One leak or one busy day, and its neighbors go hungry. {advice}");
    let draft = check.report(
        service.name_span(),
        format!("`{name}` may eat all the memory this machine has."),
        detail,
    );
    if service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    }
    draft.fix(figure.and_then(|figure| limit(service, figure)));
}

/// Where other limits stand below `deploy`, this one goes beside them: Compose refuses a service
/// whose two places differ, and Swarm reads only that one.
fn limit(service: &Service, figure: &str) -> Option<DraftFix> {
    let fix = DraftFix::review(format!("Limit it to {figure} to start with"));
    let deployed = figure.to_ascii_uppercase();
    let (value, above) = if let Some(limits) = service.path(&["deploy", "resources", "limits"]) {
        (limits, "")
    } else if let Some(resources) = service.path(&["deploy", "resources"]) {
        (resources, "limits:\n  ")
    } else if let Some(deploy) = service.get("deploy") {
        (deploy, "resources:\n  limits:\n    ")
    } else {
        return fix.add_setting(
            service,
            &format!("mem_limit: {figure}"),
            &format!("--memory={figure}"),
        );
    };
    let (span, text) = value.insert_entry(&format!("{above}memory: {deployed}"))?;
    Some(fix.replace(span, text))
}
