#![doc = include_str!("host_gateway.md")]

use crate::compose::hosts::hosts;
use crate::rules::prelude::*;

/// The rule. What the name stands for:
/// <https://docs.docker.com/reference/cli/docker/container/run/#add-host>
pub const RULE: Rule = Rule::new("host-gateway", Severity::Note).in_service(service);

/// The names that mean the machine itself.
const NAMES: &str = "host.docker.internal gateway.docker.internal host.containers.internal";

fn service(service: &Service, check: &mut Check) {
    let Some(setting) = service.get("extra_hosts") else {
        return;
    };
    for host in hosts(Some(setting)) {
        let is_gateway = host.address.value.trim() == "host-gateway";
        if !(is_gateway || is_one_of(NAMES, host.name.as_str()))
            || host.value.route().is_inherited()
        {
            continue;
        }
        let place = host.value.route().place(host.span);
        check
            .report(
                place.span,
                format!("`{}` reaches this machine itself as `{}`.", service.name(), host.name.value),
                "Each port that the machine opens to its containers is open to this one, and to an intruder in it. If it's one program it wants there, run that as a service beside it.",
            )
            .written_at(place);
    }
}
