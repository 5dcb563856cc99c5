#![doc = include_str!("port_on_all_interfaces.md")]

use crate::compose::ports::Port;
use crate::facts::doors::{is_public_by_nature, private_door};
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.14; the default address, and how Docker goes around ufw:
/// <https://docs.docker.com/engine/network/packet-filtering-firewalls/>
pub const RULE: Rule = Rule::new("port-on-all-interfaces", Severity::Low)
    .aliases(&[
        "kics:container_traffic_not_bound_to_host_interface",
        "dclint:no-unbound-port-interfaces",
        "compose-lint:CL-0005",
        "cis:5.14",
    ])
    .fixes(Safety::Review)
    .in_compose(compose);

/// From here on, one finding names them all.
const MANY: usize = 4;

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services() {
        let ports = service.open_ports();
        if ports.is_empty() {
            continue;
        }
        let text = service.image().and_then(|image| image.text());
        let image = text.as_ref().and_then(ImageReference::parse);
        let facts = image.as_ref().and_then(ImageReference::facts);
        let mut plain = Vec::new();
        for port in ports {
            if !is_worth_a_word(&port) {
                continue;
            }
            let door = port
                .target
                .and_then(|target| private_door(facts.as_ref(), target.start, port.is_udp()));
            if door.is_some() {
                // It gets a finding of its own, which a weightier rule takes over.
                complain(&service, &[port], check);
            } else {
                plain.push(port);
            }
        }
        let together = if plain.len() < MANY { 1 } else { plain.len() };
        for ports in plain.chunks(together) {
            complain(&service, ports, check);
        }
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
    let place = first.route.place(first.span);
    let draft = check
        .report(
            place.span,
            format!("`{name}` opens {doors} on every address of this machine."),
            format!("Docker opens the door past firewalls such as ufw. If only this machine needs it, {how}. If visitors do, a proxy on 80 and 443 is the better front door."),
        )
        .written_at(place);
    if first.unresolved && first.published.is_none() {
        draft.confidence(Confidence::Low);
    }
    for port in ports.iter().skip(1) {
        draft.related(port.route.place(port.span).span, "This one too.");
    }
    let title = if ports.len() == 1 {
        "Bind it to 127.0.0.1"
    } else {
        "Bind them to 127.0.0.1"
    };
    draft.fix(bind(title, ports));
}

fn bind(title: &str, ports: &[Port]) -> Option<DraftFix> {
    let mut edits = Vec::new();
    for port in ports {
        edits.push(port.bound_to_loopback()?);
    }
    Some(DraftFix::review(title).with(edits))
}
