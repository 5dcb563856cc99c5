#![doc = include_str!("duplicate_container_name.md")]

use std::collections::HashMap;

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. Names of containers are unique on a machine:
/// <https://docs.docker.com/reference/compose-file/services/#container_name>
pub const RULE: Rule = Rule::new("duplicate-container-name", Severity::High)
    .aliases("dclint:no-duplicate-container-names")
    .fixes(Safety::Review)
    .in_compose(compose);

fn compose(file: &Compose, check: &mut Check) {
    let mut firsts: Vec<Service> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    for service in file.services() {
        // The same variable gives the same name, whatever it is.
        let Some(name) = service.get("container_name") else {
            continue;
        };
        let Some(text) = name.text().filter(|text| !text.value.is_empty()) else {
            continue;
        };
        // Podman's `--replace` makes room first.
        if service.copies() == Some(0) || service.is_on("x-replace") {
            continue;
        }
        let next = firsts.len();
        let at = *names.entry(text.value.to_string()).or_insert(next);
        let Some(first) = firsts.get(at) else {
            firsts.push(service);
            continue;
        };
        if service.excludes(first) {
            continue;
        }
        let is_line = service.is_docker_run();
        let place = name.place();
        let title = if is_line {
            format!(
                "Two containers get the same name, `{}`.",
                excerpt(&text.value)
            )
        } else {
            format!(
                "`{}` and `{}` both get the name `{}`.",
                excerpt(first.name()),
                excerpt(service.name()),
                excerpt(&text.value)
            )
        };
        let detail = if is_line {
            "Docker refuses the second one while the first is there. If you run one or the other, all is well; if you run both, give this one a name of its own."
        } else {
            "Docker gives a name to one container only, so the second service never starts. Drop this line, and Compose finds a free name."
        };
        let draft = check.report(place.span, title, detail);
        draft.written_at(place);
        if let Some(other) = first.get("container_name") {
            draft.related(other.span(), "The first one is here.");
        }
        if is_line {
            draft.severity(Severity::Low).confidence(Confidence::Low);
        } else if service.profiles().len() != first.profiles().len() {
            draft.confidence(Confidence::Medium);
        }
        let cut = name.removal(&service.own_settings());
        draft.fix(cut.map(|cut| DraftFix::review("Let Docker find a free name").delete(cut)));
    }
}
