#![doc = include_str!("unbounded_logs.md")]

use crate::rules::prelude::*;

/// The rule. The default driver and its missing limit:
/// <https://docs.docker.com/engine/logging/drivers/json-file/>
pub const RULE: Rule = Rule::new("unbounded-logs", Severity::Low)
    .fixes(Safety::Review)
    .in_compose(compose);

/// Ten megabytes each, three of them.
const FLAGS: &str = "--log-opt max-size=10m --log-opt max-file=3";

/// A habit of the whole file, so it is told once.
fn compose(file: &Compose, check: &mut Check) {
    let mut services = Vec::new();
    for service in file.services() {
        if is_unbounded(&service) && check.should_say_all(&service) {
            services.push(service);
        }
    }
    let Some((first, others)) = services.split_first() else {
        return;
    };
    let name = first.name();
    let title = match others.len() {
        0 => format!("`{name}` keeps every log line until the disk is full."),
        1 => format!(
            "`{name}` and `{}` keep every log line until the disk is full.",
            others.first().map_or("", |other| other.name())
        ),
        count => {
            format!(
                "`{name}` and {count} other services keep every log line until the disk is full."
            )
        }
    };
    let how = if first.is_docker_run() {
        "`--log-opt max-size=10m`"
    } else {
        "`max-size` under `logging`"
    };
    let draft = check.report(
        first.name_span(),
        title,
        format!("Docker's default log file has no limit, and a full disk stops everything on the machine. Set {how}, or use the driver `local`, which cleans up by itself. I can't see from here if your engine's own settings do this already."),
    );
    draft.confidence(Confidence::Medium);
    for other in others {
        draft.related(other.name_span(), format!("`{}` too.", other.name()));
    }
    draft.fix(fix(&services));
}

/// All limits or none: half of them would hide the rest.
fn fix(services: &[Service]) -> Option<DraftFix> {
    let mut edits = Vec::new();
    for service in services {
        edits.push(limit(service)?);
    }
    Some(DraftFix::review("Keep three log files of ten megabytes each").with(edits))
}

fn is_unbounded(service: &Service) -> bool {
    if !service.is_container() || service.extends_elsewhere() {
        return false;
    }
    let Some(logging) = service.logging() else {
        return true;
    };
    let driver = logging.get("driver").filter(|driver| !driver.is_null());
    let limit = logging.path(&["options", "max-size"]);
    driver.is_none_or(|driver| driver.is("json-file")) && limit.is_none_or(|limit| limit.is_null())
}

/// Where a service's limit goes, and its text: in lines, or inside `{…}` on one.
fn limit(service: &Service) -> Option<(Span, String)> {
    if service.is_docker_run() {
        return service.add_setting("", FLAGS);
    }
    let Some(logging) = service.get("logging") else {
        let lines =
            "logging:\n  driver: json-file\n  options:\n    max-size: \"10m\"\n    max-file: \"3\"";
        let flow = "logging: {driver: json-file, options: {max-size: \"10m\", max-file: \"3\"}}";
        return service
            .add_setting(lines, "")
            .or_else(|| service.add_setting(flow, ""));
    };
    let Some(options) = logging.get("options") else {
        return logging
            .insert_entry("options:\n  max-size: \"10m\"\n  max-file: \"3\"")
            .or_else(|| logging.insert_entry("options: {max-size: \"10m\", max-file: \"3\"}"));
    };
    // A null limit would stay beside the new one.
    let is_free = options.get("max-size").is_none();
    is_free
        .then(|| options.insert_entry("max-size: \"10m\""))
        .flatten()
}
