#![doc = include_str!("expose_protocol_case.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/build-checks/expose-proto-casing/>
pub const RULE: Rule = Rule::new("expose-protocol-case", Severity::Low)
    .aliases("buildkit:ExposeProtoCasing")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::Expose(ports) = &instruction.body else {
        return;
    };
    for port in ports {
        let Some((front, protocol)) = port.value().and_then(|text| text.split_once('/')) else {
            continue;
        };
        let lower = protocol.to_ascii_lowercase();
        if lower == protocol || !is_one_of("tcp udp sctp", &lower) {
            continue;
        }
        let place = match port.literal() {
            Some(text) => port.part(front.len() + 1, text.len()),
            None => port.span(),
        };
        let draft = check.report(
            place,
            format!("The protocol of port `{front}` is written as `{protocol}`."),
            format!("Docker takes it and warns: it wants `{front}/{lower}`."),
        );
        if port.literal().is_some() {
            draft.fix(DraftFix::safe(format!("Write `{lower}`")).replace(place, lower));
        }
    }
}
