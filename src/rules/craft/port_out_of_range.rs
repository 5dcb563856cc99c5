#![doc = include_str!("port_out_of_range.md")]

use crate::compose::Value;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. Ports have 16 bits: <https://www.rfc-editor.org/rfc/rfc6335#section-6>
pub const RULE: Rule = Rule::new("port-out-of-range", Severity::High)
    .aliases("hadolint:DL3011 trivy:DS-0008 kics:unix_ports_out_of_range")
    .absorbs("wrong-type")
    .in_instruction(instruction)
    .in_service(service);

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::Expose(ports) = &instruction.body else {
        return;
    };
    for port in ports {
        if let Some((start, end)) = port.value().and_then(too_high) {
            let number = excerpt(&port.value().unwrap_or_default()[start..end]);
            let place = match port.literal() {
                Some(_) => port.part(start, end),
                None => port.span(),
            };
            complain(place, &number, check);
        }
    }
}

fn service(service: &Service, check: &mut Check) {
    for key in ["ports", "expose"] {
        for item in service.get(key).into_iter().flat_map(|list| list.items()) {
            let mut values = [Some(item), None];
            if item.is_mapping() {
                values = [item.get("target"), item.get("published")];
            }
            for value in values.into_iter().flatten() {
                judge(&value, check);
            }
        }
    }
}

fn judge(value: &Value, check: &mut Check) {
    if value.route().is_inherited() {
        return;
    }
    if let Some(scalar) = value.scalar()
        && let Some((start, end)) = too_high(&scalar.value)
    {
        let number = excerpt(&scalar.value[start..end]);
        complain(scalar.part(start..end).span, &number, check);
    }
}

fn complain(place: Span, number: &str, check: &mut Check) {
    check.report(
        place,
        format!("There's no port {number}: the last one is 65535."),
        "Docker refuses the file at this line. Is there a digit too many?",
    );
}

/// Where in `8080:80`, `3000-3005` or `53/udp` the first number stands that is no port.
fn too_high(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for part in text.split([':', '-', '/', ']', '[']) {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && part.parse::<u16>().is_err() {
            return Some((at, at + part.len()));
        }
        at += part.len() + 1;
    }
    None
}
