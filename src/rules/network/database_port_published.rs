#![doc = include_str!("database_port_published.md")]

use crate::compose::ports::Port;
use crate::facts::doors::{KnownBy, PrivateDoor, private_door};
use crate::facts::images::ImageFacts;
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.14; how publishing works, and what it does to firewalls:
/// <https://docs.docker.com/engine/network/packet-filtering-firewalls/>
pub const RULE: Rule = Rule::new("database-port-published", Severity::High)
    .aliases("cis:5.14")
    .fixes(Safety::Review)
    .absorbs("port-on-all-interfaces")
    .in_service(service);

/// Wider ranges are another rule's business.
const WIDEST_RANGE: u32 = 16;

fn service(service: &Service, check: &mut Check) {
    let ports = service.open_ports();
    if ports.is_empty() {
        return;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    for port in ports {
        // On one's own program, a port that many programs use says nothing.
        if let Some((number, door)) = door_of(&port, facts.as_ref())
            && (door.known_by != KnownBy::Guess || !service.has("build"))
        {
            complain(service, &port, number, door, check);
        }
    }
}

/// The first private door among the container's ports of an entry.
fn door_of(port: &Port, image: Option<&ImageFacts>) -> Option<(u16, PrivateDoor)> {
    let target = port.target.filter(|range| range.count() <= WIDEST_RANGE)?;
    (target.start..=target.end)
        .find_map(|number| Some((number, private_door(image, number, port.is_udp())?)))
}

fn complain(service: &Service, port: &Port, number: u16, door: PrivateDoor, check: &mut Check) {
    let name = service.name();
    let what = door.spoken();
    let is_unsure = port.unresolved && port.published.is_none();
    let is = if is_unsure { "may be" } else { "is" };
    let on = match port.published {
        Some(range) if range.count() == 1 => format!("port {}", range.start),
        Some(range) => format!("ports {} to {}", range.start, range.end),
        None if port.unresolved => format!("its port {number}"),
        None => "a random port".to_owned(),
    };
    let title = match door.known_by {
        KnownBy::Guess => format!("`{name}` {is} open to everyone on {on}, often {what}."),
        _ if door.is_admin || what.contains([':', ',']) || what.contains("port") => {
            format!("`{name}` {is} open to everyone on {on}: {what}.")
        }
        _ => match port.published {
            Some(range) if range.count() == 1 => {
                let number = range.start;
                format!("`{name}`'s {what} port {number} is open to everyone.")
            }
            None if is_unsure => {
                format!("`{name}`'s {what} port {number} may be open to everyone.")
            }
            _ => format!("`{name}`'s {what} port is open to everyone, on {on}."),
        },
    };
    let entry = if service.is_docker_run() {
        "the `-p`"
    } else {
        "the entry"
    };
    let detail = if door.is_debugger {
        format!(
            "Docker opens the door past firewalls such as ufw, and whoever connects to a debugger runs any code in there. Drop {entry}, or bind it to 127.0.0.1 while you debug."
        )
    } else if door.is_admin && what.contains("login") {
        "Docker opens the door past firewalls such as ufw. Bind it to 127.0.0.1, or put a proxy with a login and TLS in front.".to_owned()
    } else if door.is_admin {
        "Docker opens the door past firewalls such as ufw, and whoever finds the page may try the login, if there is one. Bind it to 127.0.0.1, or put a proxy with a login and TLS in front.".to_owned()
    } else {
        format!(
            "Docker opens the door past firewalls such as ufw. Other services on its network reach it as `{name}:{number}` without it. Drop {entry}, or bind it to 127.0.0.1 if you need it from this machine."
        )
    };
    let place = port.route.place(port.span);
    let draft = check
        .report(place.span, title, detail)
        .severity(if door.is_admin || door.known_by == KnownBy::Guess {
            Severity::Medium
        } else {
            Severity::High
        })
        .confidence(match door.known_by {
            _ if is_unsure && door.known_by != KnownBy::Guess => Confidence::Medium,
            KnownBy::Image => Confidence::High,
            KnownBy::Port => Confidence::Medium,
            KnownBy::Guess => Confidence::Low,
        })
        .written_at(place);
    if let Some((span, text)) = port.bound_to_loopback() {
        draft.fix(DraftFix::review("Bind it to 127.0.0.1").replace(span, text));
    }
    if !door.is_admin
        && let Some(span) = service.unpublish(port)
    {
        draft.fix(DraftFix::review("Don't publish it").delete(span));
    }
}
