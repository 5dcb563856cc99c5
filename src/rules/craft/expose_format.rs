#![doc = include_str!("expose_format.md")]

use crate::dockerfile::Argument;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. EXPOSE: <https://docs.docker.com/reference/dockerfile/#expose>,
/// <https://docs.docker.com/reference/build-checks/expose-invalid-format/>
pub const RULE: Rule = Rule::new("expose-format", Severity::Low)
    .aliases("buildkit:ExposeInvalidFormat")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::Expose(ports) = &instruction.body else {
        return;
    };
    for port in ports {
        let Some(text) = port
            .value()
            .filter(|text| !text.contains(['{', '%', '<', '@']))
        else {
            continue;
        };
        if text.starts_with('#') {
            remark(file, instruction, port, check);
            return;
        }
        if let Some(colon) = text.rfind(':') {
            host_part(port, text, colon, check);
        } else if let Some(detail) = fault(text) {
            let draft = check.report(
                port.span(),
                format!("`{}` is no port that `EXPOSE` can read.", excerpt(text)),
                detail,
            );
            // Docker stops the build here; its own check speaks only of addresses.
            draft.severity(Severity::High).aliases("");
            let list = text.trim_end_matches(',').replace(',', " ");
            if text.contains(',') && list.split(' ').all(|part| fault(part).is_none()) {
                let fix = DraftFix::review("Put blanks between the ports");
                draft.fix(fix.replace(port.span(), list));
            }
        }
    }
}

/// An address or a port of the host in front of the container's port.
fn host_part(port: &Argument, text: &str, colon: usize, check: &mut Check) {
    let own = &text[colon + 1..];
    let draft = check.report(
        port.span(),
        format!("`EXPOSE {}` names a door of the host, which an image can't choose.", excerpt(text)),
        format!("Docker passes over all but `{}`. Which door of the host leads there is told at the start, with `-p` or `ports:`.", excerpt(own)),
    );
    if port.literal().is_some() && fault(own).is_none() {
        let fix = DraftFix::safe(format!("Keep `{own}`"));
        draft.fix(fix.delete(port.part(0, colon + 1)));
    }
}

/// `EXPOSE 80 # web`: Docker knows remarks only on lines of their own.
fn remark(file: &Dockerfile, instruction: &Instruction, hash: &Argument, check: &mut Check) {
    let rest = Span {
        start: hash.span().start,
        end: instruction.span.end,
    };
    let draft = check.report(
        rest,
        "Docker reads this remark as more ports, and stops the build.",
        "A `#` starts a remark only at the start of a line. Put it on a line of its own above.",
    );
    draft.severity(Severity::High).aliases("");
    let text = rest.slice(file.source);
    if !text.contains('\n') {
        let (at, line) = file.line_before(instruction, text);
        draft.fix(
            DraftFix::review("Put the remark above")
                .insert(at, line)
                .delete(file.with_blanks_before(rest)),
        );
    }
}

/// Why Docker refuses this port; nothing where it takes it, or where only its number is too high.
fn fault(text: &str) -> Option<&'static str> {
    let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || !is_number(last) {
        Some(
            "It stops the build. A port is a number such as `8080`, or a range such as `3000-3005`, with blanks between several.",
        )
    } else if !is_one_of("tcp udp sctp", &protocol.to_ascii_lowercase()) {
        Some("It stops the build. Behind the `/` comes `tcp`, `udp` or `sctp`.")
    } else if matches!((first.parse::<u32>(), last.parse()), (Ok(first), Ok(last)) if first > last)
    {
        Some("It stops the build. A range starts with the smaller number.")
    } else {
        None
    }
}
