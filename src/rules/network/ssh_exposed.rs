#![doc = include_str!("ssh_exposed.md")]

use crate::compose::ports::SSH;
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.7; how to get a shell without a server:
/// <https://docs.docker.com/reference/cli/docker/container/exec/>
pub const RULE: Rule = Rule::new("ssh-exposed", Severity::Medium)
    .aliases("trivy:DS-0004 checkov:CKV_DOCKER_1 kics:exposing_port_22 cis:5.7")
    .fixes(Safety::Review)
    .absorbs("port-on-all-interfaces database-port-published")
    .in_instruction(instruction)
    .in_service(service);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let ports = instruction.exposed();
    if ports.is_empty() || !(file.is_shipped(instruction) || instruction.onbuild) {
        return;
    }
    for port in ports {
        let Some((first, last)) = port.ports() else {
            continue;
        };
        if !(first..=last).contains(&SSH) {
            continue;
        }
        let draft = check.report(
            port.span(),
            if first == last {
                "This image says that an SSH server answers in it.".to_owned()
            } else {
                format!("The range {first} to {last} says that an SSH server answers in this image.")
            },
            "A second way in needs its own users, keys and updates. For a shell in a container, `docker exec -it NAME sh` needs no server at all.",
        );
        if first == last {
            let cut = if ports.len() == 1 {
                file.whole_lines(instruction)
            } else {
                file.with_blanks_before(port.span())
            };
            draft.fix(DraftFix::review("Don't announce SSH").delete(cut));
        }
    }
}

/// Images whose work is done over SSH, by a part of their name.
const SPEAKS_SSH: &str = "ssh sftp git gvm gogs forgejo bastion borg tmate gerrit soft-serve";

fn service(service: &Service, check: &mut Check) {
    let ports = if service.can_publish() {
        service.ports()
    } else {
        Vec::new()
    };
    let name = service.name();
    let tool = tool_of(service);
    let is_its_job = SPEAKS_SSH.split(' ').any(|word| tool.contains(word));
    for port in ports {
        if !port.is_ssh() || port.is_loopback() || port.route.is_inherited() {
            continue;
        }
        let place = port.route.place(port.span);
        let on = match port.published {
            Some(range) if range.count() == 1 => format!("port {}", range.start),
            Some(range) => format!("ports {} to {}", range.start, range.end),
            None => "a port".to_owned(),
        };
        let draft = check.report(
            place.span,
            format!("`{name}` lets people try to log in by SSH, on {on}."),
            if is_its_job {
                "It's what this image is for, so keep it: allow keys only, no passwords, and update it often."
            } else {
                "Bots try passwords on such ports all day. `docker exec -it NAME sh` gives you a shell without it; if others need it, allow keys only."
            },
        );
        draft.written_at(place);
        if is_its_job {
            draft.severity(Severity::Note);
            continue;
        }
        if let Some((span, text)) = port.bound_to_loopback() {
            draft.fix(DraftFix::review("Bind it to 127.0.0.1").replace(span, text));
        }
        if let Some(span) = service.unpublish(&port) {
            draft.fix(DraftFix::review("Don't publish it").delete(span));
        }
    }
    for port in service.expose() {
        if port.is_ssh() && !is_its_job && !port.route.is_inherited() {
            let place = port.route.place(port.span);
            check
                .report(
                    place.span,
                    format!("`{name}` says that an SSH server answers in it."),
                    "Only its neighbors can knock, yet it's one more server to keep up to date. `docker exec -it NAME sh` gives you a shell without it.",
                )
                .severity(Severity::Low)
                .written_at(place)
                .fix(
                    service
                        .removal_of("expose", &port.value, 1)
                        .map(|span| DraftFix::review("Don't announce SSH").delete(span)),
                );
        }
    }
}
