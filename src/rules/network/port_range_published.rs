#![doc = include_str!("port_range_published.md")]

use crate::compose::ports::MOST_IN_A_RANGE;
use crate::rules::prelude::*;

/// The rule. What publishing does:
/// <https://docs.docker.com/engine/network/port-publishing/>
pub const RULE: Rule = Rule::new("port-range-published", Severity::Medium)
    .fixes(Safety::Review)
    .absorbs("port-on-all-interfaces")
    .in_instruction(instruction)
    .in_service(service);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    for port in instruction.exposed() {
        let Some((first, last)) = port.ports() else {
            continue;
        };
        let count = u32::from(last - first) + 1;
        if count > MOST_IN_A_RANGE && (file.is_shipped(instruction) || instruction.onbuild) {
            check
                .report(
                    port.span(),
                    format!("This image names {count} ports at once, {first} to {last}."),
                    "With `-P`, Docker opens them all on the machine, and nobody can tell from it what answers where. Name the few that are really used.",
                )
                .severity(Severity::Low);
        }
    }
}

fn service(service: &Service, check: &mut Check) {
    if !service.can_publish() {
        return;
    }
    let name = service.name();
    if let Some(all) = service
        .get("x-publish-all")
        .filter(|all| all.as_bool() == Some(true))
    {
        check
            .report(
                all.span(),
                format!("`{name}` publishes every port that its image names."),
                "Which ones those are, the image decides, and a new version may add some. Publish the one you need, as in `-p 127.0.0.1:8080:80`.",
            )
            .fix(
                all.removal(&service.own_settings())
                    .map(|span| DraftFix::review("Publish none").delete(span)),
            );
    }
    for port in service.ports() {
        let Some(range) = port.wide_range() else {
            continue;
        };
        if port.is_loopback() || port.route.is_inherited() {
            continue;
        }
        let place = port.route.place(port.span);
        let (count, first, last) = (range.count(), range.start, range.end);
        let draft = check.report(
            place.span,
            format!("`{name}` opens {count} ports at once, {first} to {last}."),
            if port.is_udp() {
                "Calls and games do need a range. Keep it as small as the busiest hour wants: each open port costs the machine some memory, and an intruder can use it too."
            } else {
                "Whatever starts to listen in there is open to everyone at once. Publish the few ports that are really used."
            },
        );
        draft.written_at(place);
        if port.is_udp() {
            draft.severity(Severity::Low);
            continue;
        }
        if let Some((span, text)) = port.bound_to_loopback() {
            draft.fix(DraftFix::review("Bind them to 127.0.0.1").replace(span, text));
        }
        if let Some(span) = service.unpublish(&port) {
            draft.fix(DraftFix::review("Don't publish them").delete(span));
        }
    }
}
