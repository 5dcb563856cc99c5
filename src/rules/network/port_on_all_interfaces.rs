#![doc = include_str!("port_on_all_interfaces.md")]

use crate::compose::ports::Port;
use crate::facts::doors::{is_public_by_nature, private_door, serves_other_machines};
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.14; the default address, and how Docker goes around ufw:
/// <https://docs.docker.com/engine/network/packet-filtering-firewalls/>
pub const RULE: Rule = Rule::new("port-on-all-interfaces", Severity::Low)
    .aliases(
        "kics:container_traffic_not_bound_to_host_interface dclint:no-unbound-port-interfaces \
        compose-lint:CL-0005 cis:5.14",
    )
    .fixes(Safety::Review)
    .in_service(service);

/// From here on, one finding names them all.
const MANY: usize = 4;

fn service(service: &Service, check: &mut Check) {
    let mut ports = service.open_ports();
    ports.retain(is_worth_a_word);
    if ports.is_empty() {
        return;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    // A private door, SSH and a wide range get findings of their own, which weightier rules take
    // over.
    let (private, plain): (Vec<_>, Vec<_>) = ports.into_iter().partition(|port| {
        if port.is_ssh() || port.wide_range().is_some() {
            return true;
        }
        port.target.is_some_and(|target| {
            private_door(facts.as_ref(), target.start, port.is_udp()).is_some()
        })
    });
    let (shared, plain): (Vec<_>, Vec<_>) = plain.into_iter().partition(is_for_machines);
    for port in private.iter().chain(&shared) {
        complain(service, std::slice::from_ref(port), check);
    }
    if plain.len() < MANY {
        for port in &plain {
            complain(service, std::slice::from_ref(port), check);
        }
    } else {
        complain(service, &plain, check);
    }
}

/// Not the web's own doors, nor what is made for strangers, nor what nobody can read.
fn is_worth_a_word(port: &Port) -> bool {
    let is_web = port
        .published
        .is_some_and(|range| range.count() == 1 && matches!(range.start, 80 | 443));
    let is_public = port
        .target
        .is_some_and(|target| is_public_by_nature(target.start, port.is_udp()));
    let is_known = port.published.is_some() || port.target.is_some();
    is_known && !is_web && !is_public
}

fn is_for_machines(port: &Port) -> bool {
    port.is_udp()
        || port
            .target
            .is_some_and(|target| serves_other_machines(target.start, false))
}

fn complain(service: &Service, ports: &[Port], check: &mut Check) {
    let Some(first) = ports.first() else { return };
    let name = service.name();
    let doors = match (ports.len(), first.published) {
        (1, Some(range)) if range.count() == 1 => format!("port {}", range.start),
        (1, Some(range)) => format!("ports {} to {}", range.start, range.end),
        (1, None) => "a port".to_owned(),
        (count, _) => format!("{count} ports"),
    };
    let how = if service.is_docker_run() {
        "write `-p 127.0.0.1:…`"
    } else {
        "put 127.0.0.1 in front"
    };
    let is_shared = is_for_machines(first);
    let is_unsure = first.unresolved && first.published.is_none();
    let opens = if is_unsure { "may open" } else { "opens" };
    let advice = if is_shared {
        "If only some machines should reach it, put the address of their network's side in front."
            .to_owned()
    } else {
        format!(
            "If only this machine needs it, {how}. If visitors do, a proxy on 80 and 443 is the better front door."
        )
    };
    let place = first.route.place(first.span);
    let draft = check
        .report(
            place.span,
            format!("`{name}` {opens} {doors} on every address of this machine."),
            format!("Docker opens the door past firewalls such as ufw. {advice}"),
        )
        .written_at(place);
    if is_unsure {
        draft.confidence(Confidence::Low);
    }
    for port in ports.iter().skip(1) {
        draft.related(port.route.place(port.span).span, "This one too.");
    }
    // On loopback it would serve nobody.
    if is_shared {
        return;
    }
    let title = if ports.len() == 1 {
        "Bind it to 127.0.0.1"
    } else {
        "Bind them to 127.0.0.1"
    };
    let edits: Option<Vec<_>> = ports.iter().map(Port::bound_to_loopback).collect();
    draft.fix(edits.map(|edits| {
        edits
            .into_iter()
            .fold(DraftFix::review(title), |fix, (span, text)| {
                fix.replace(span, text)
            })
    }));
}
