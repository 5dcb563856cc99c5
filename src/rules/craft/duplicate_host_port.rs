#![doc = include_str!("duplicate_host_port.md")]

use crate::compose::ports::{Port, PortRange};
use crate::order;
use crate::rules::prelude::*;

/// The rule. A port of the host has one owner on each address:
/// <https://docs.docker.com/engine/network/port-publishing/>
pub const RULE: Rule = Rule::new("duplicate-host-port", Severity::High)
    .aliases("dclint:no-duplicate-exported-ports")
    .fixes(Safety::Review)
    .in_compose(compose);

/// A claim on ports of the host.
struct Claim<'m> {
    service: Service<'m>,
    port: Port<'m>,
    range: PortRange,
}

/// How far back a claim looks for another one on its ports. No real file has so many.
const LOOKED_AT: usize = 50;

fn compose(file: &Compose, check: &mut Check) {
    let mut claims: Vec<Claim> = Vec::new();
    for service in file.services() {
        let mode = service.network_mode();
        // Swarm may put them on different machines.
        let is_placed = service.path(&["deploy", "placement"]).is_some();
        if mode.is_some_and(|mode| mode.is("host")) || is_placed || service.copies() == Some(0) {
            continue;
        }
        for port in service.ports() {
            // A single port of the container gets any free one of a range.
            let is_choice = |range: &PortRange| {
                range.count() > 1 && port.target.is_some_and(|target| target.count() == 1)
            };
            if let Some(range) = port
                .published
                .filter(|range| range.start > 0 && !is_choice(range))
            {
                claims.push(Claim {
                    service,
                    port,
                    range,
                });
            }
        }
    }
    // By port, then in the order of the file.
    order::by_number(&mut claims, |claim| {
        let port = u128::from(claim.range.start) << 64;
        port | order::place(0, claim.range.span)
    });
    let mut taken: Vec<u16> = claims.iter().map(|claim| claim.range.end).collect();
    let mut told: Vec<Span> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        let from = at.saturating_sub(LOOKED_AT);
        let before = claims.get(from..at).unwrap_or_default();
        let clash = before.iter().rev().find(|other| claim.clashes_with(other));
        if let Some(other) = clash {
            // What stands further down gives way.
            let is_below = claim.range.span.start >= other.range.span.start;
            let (first, second) = if is_below {
                (other, claim)
            } else {
                (claim, other)
            };
            if !told.contains(&second.range.span) && !check.is_full() {
                told.push(second.range.span);
                complain(first, second, &mut taken, check);
            }
        }
    }
}

impl Claim<'_> {
    fn protocol(&self) -> &str {
        self.port
            .protocol
            .as_ref()
            .map_or("tcp", |protocol| protocol.value.as_ref())
    }

    fn address(&self) -> &str {
        let address = self.port.host_ip.as_ref();
        address.map_or("", |address| address.value.trim_matches(['[', ']']))
    }

    fn clashes_with(&self, other: &Claim) -> bool {
        let (one, two) = (self.address(), other.address());
        let covers = |wide: &str, narrow: &str| match wide {
            "" => true,
            "0.0.0.0" => !narrow.contains(':'),
            "::" => narrow.contains(':'),
            _ => wide == narrow,
        };
        self.range.start <= other.range.end
            && other.range.start <= self.range.end
            && self.protocol().eq_ignore_ascii_case(other.protocol())
            && (covers(one, two) || covers(two, one))
            && !self.service.excludes(&other.service)
    }
}

fn complain(first: &Claim, second: &Claim, taken: &mut Vec<u16>, check: &mut Check) {
    let number = first.range.start.max(second.range.start);
    let (one, two) = (first.service, second.service);
    let is_same_service = one.name_span() == two.name_span();
    let same = |a: Option<PortRange>, b: Option<PortRange>| {
        a.map(|a| (a.start, a.end)) == b.map(|b| (b.start, b.end))
    };
    // Compose reads two that say the very same as one.
    let is_copy = is_same_service
        && !two.is_docker_run()
        && first.address() == second.address()
        && same(first.port.published, second.port.published)
        && same(first.port.target, second.port.target);
    let place = second.port.route.place(second.range.span);
    let is_variant = two.is_docker_run() && !is_same_service;
    let (title, detail) = if is_copy {
        (
            format!("`{}` publishes port {number} twice.", two.name()),
            "Compose reads the two as one, so nothing changes if this one goes.",
        )
    } else if is_same_service {
        (
            format!(
                "`{}` wants port {number} of this machine twice.",
                two.name()
            ),
            "A port leads to one place only, so Docker can't start it. Give this one another port on the machine's side.",
        )
    } else if is_variant {
        (
            format!("Two containers want port {number} of this machine."),
            "Docker refuses the second one while the first runs. If you run one or the other, all is well; if you run both, give this one another port on the machine's side.",
        )
    } else {
        (
            format!(
                "`{}` and `{}` both want port {number} of this machine.",
                one.name(),
                two.name()
            ),
            "A port leads to one container only, so whichever starts second fails. Give this one another port on the machine's side.",
        )
    };
    let draft = check.report(place.span, title, detail);
    draft.written_at(place).related(
        first.port.route.place(first.range.span).span,
        "The first one is here.",
    );
    if is_copy {
        draft.severity(Severity::Note);
        let list = two.own_settings().get("ports");
        let cut = list.and_then(|list| second.port.value.removal(&list));
        draft.fix(cut.map(|cut| DraftFix::safe("Drop the copy").delete(cut)));
        return;
    }
    if is_variant {
        draft.severity(Severity::Low).confidence(Confidence::Low);
    } else if first.address() != second.address() || two.profiles().len() != one.profiles().len() {
        draft.confidence(Confidence::Medium);
    }
    let range = second.range;
    let is_plain = second.port.route.is_direct()
        && range.count() == 1
        && range.span.slice(two.compose().source) == range.start.to_string();
    if !is_plain || taken.len() > 1000 {
        return;
    }
    if let Some(free) = (range.start..=u16::MAX).find(|port| !taken.contains(port)) {
        taken.push(free);
        let fix = DraftFix::review(format!("Publish it on {free}, which is free in this file"));
        draft.fix(fix.replace(range.span, free.to_string()));
    }
}
