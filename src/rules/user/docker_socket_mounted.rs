#![doc = include_str!("docker_socket_mounted.md")]

use crate::compose::host_mounts::HostMount;
use crate::facts::engine_socket::{self, EngineSocket, Wants};
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.32; what the socket gives:
/// <https://docs.docker.com/engine/security/#docker-daemon-attack-surface>
pub const RULE: Rule = Rule::new("docker-socket-mounted", Severity::Critical)
    .aliases(&[
        "kics:docker_socket_mounted_in_container",
        "compose-lint:CL-0001",
        "cis:5.32",
        "owasp:1",
    ])
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// A VOLUME can't bring the host's socket in, but it asks people to.
fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for instruction in &file.instructions {
        let Body::Volume(paths) = &instruction.body else {
            continue;
        };
        for path in paths {
            let socket = path.value().and_then(engine_socket::at);
            if let Some(socket) = socket.filter(|socket| !socket.is_folder) {
                check
                    .report(
                        path.span(),
                        format!("This image asks for {}'s own socket.", socket.engine),
                        "`VOLUME` can't bring it in by itself, but it tells people to mount it, and whoever holds it owns the host. Drop the path, and say in the documentation which questions the program asks the engine.",
                    )
                    .severity(Severity::Medium)
                    .aliases(&["cis:5.32", "owasp:1"]);
            }
        }
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for mount in file.host_mounts() {
        let target = mount.mount.target.as_ref().map(Text::as_str);
        if let Some(socket) = engine_socket::at(&mount.path.value) {
            complain(&mount, socket, Confidence::High, check);
        } else if mount.path.value.contains('$')
            && let Some(socket) = target.and_then(engine_socket::at)
            && !socket.is_folder
        {
            // The host's side is a variable, and the container's side gives it away.
            complain(&mount, socket, Confidence::Medium, check);
        }
    }
    for service in file.services() {
        let Some(value) = service.get("use_api_socket") else {
            continue;
        };
        if value.as_bool() == Some(true) && !value.route().is_inherited() {
            let name = service.name();
            check
                .report(
                    value.key_span(),
                    format!("`{name}` gets the engine's socket, and your registry logins with it."),
                    format!(
                        "`use_api_socket` hands over both. {}",
                        owner_advice(&service).1
                    ),
                )
                .aliases(&["cis:5.32", "owasp:1"])
                .written_at(value.key_place());
        }
    }
}

fn complain(mount: &HostMount, socket: EngineSocket, confidence: Confidence, check: &mut Check) {
    let service = &mount.service;
    let name = service.name();
    let (wants, advice) = owner_advice(service);
    let is_proxy = wants == Some(Wants::Filters);
    let severity = match (is_proxy, mount.mount.read_only) {
        (true, _) => Severity::Note,
        (_, true) => Severity::High,
        _ => Severity::Critical,
    };
    let engine = socket.engine;
    let (title, what) = if is_proxy {
        (
            format!("`{name}` holds {engine}'s socket, so that others don't have to."),
            "That's its job.",
        )
    } else if socket.is_folder {
        (
            format!("`{name}` gets the whole folder that {engine}'s socket is in."),
            "Whoever takes it over can start a container that owns this machine.",
        )
    } else if mount.mount.read_only {
        (
            format!("`{name}` can still give {engine} orders: `:ro` doesn't stop a call."),
            "The file can't be replaced, but every order goes through: the socket is a phone line, not a book.",
        )
    } else {
        (
            format!("`{name}` can give {engine} orders, and so owns this machine."),
            "Whoever takes it over can start a container with the host's whole disk in it.",
        )
    };
    let draft = check.report(mount.place.span, title, format!("{what} {advice}"));
    draft
        .severity(severity)
        .confidence(confidence)
        .written_at(mount.place);
    if let Some(device) = mount.device {
        draft.related(device, "The volume is this path of the host.");
    }
}

/// What the service's image wants from the engine, and the way out that fits.
fn owner_advice(service: &Service) -> (Option<Wants>, String) {
    let tool = tool_of(service);
    let wants = engine_socket::wants(&tool);
    let advice = match wants {
        Some(Wants::Filters) => "Allow only what the others ask for, keep `POST` off, and let nobody but them reach it: a network of its own, no published port.".to_owned(),
        Some(Wants::Looks(settings)) => format!("`{tool}` only looks: put a socket proxy in between that allows {settings}, and mount nothing here."),
        Some(Wants::Acts(settings)) => format!("`{tool}` changes containers, so a proxy can only narrow it: allow {settings}, and nothing else."),
        Some(Wants::Manages) => format!("`{tool}` is a control panel, so it needs the engine. Keep its page off the internet and its login strong."),
        Some(Wants::Builds) => "A build job with the socket owns the host. Rootless BuildKit, or a machine that's thrown away after the job, does without.".to_owned(),
        None => "Take the mount away, or put a socket proxy in between that allows only the questions it asks.".to_owned(),
    };
    (wants, advice)
}
