#![doc = include_str!("privileged_host_port.md")]

use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.8; which ports those are:
/// <https://man7.org/linux/man-pages/man7/ip.7.html>
pub const RULE: Rule = Rule::new("privileged-host-port", Severity::Note)
    .aliases("kics:privileged_ports_mapped_in_container cis:5.8")
    .pedantic()
    .in_service(service);

/// The first port that everyone on a machine may open.
const FIRST_FREE: u16 = 1024;

fn service(service: &Service, check: &mut Check) {
    if !service.can_publish() {
        return;
    }
    for port in service.ports() {
        let Some(published) = port.published.filter(|range| range.start < FIRST_FREE) else {
            continue;
        };
        if published.start == 0 || port.route.is_inherited() {
            continue;
        }
        let place = port.route.place(port.span);
        let number = published.start;
        check
            .report(
                place.span,
                format!("`{}` takes port {number}, one of the machine's own.", service.name()),
                if matches!(number, 80 | 443) {
                    "That's the web's front door, so a proxy belongs there. For anything else, take a port from 1024 on."
                } else {
                    "Ports below 1024 stand for the machine itself, and people trust them. If no standard asks for this one, take a port from 1024 on."
                },
            )
            .written_at(place);
    }
}
