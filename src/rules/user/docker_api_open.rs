#![doc = include_str!("docker_api_open.md")]

use crate::compose::Route;
use crate::facts::engine_socket::{self, Wants};
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;
use crate::shell::Script;

/// The rule. <https://docs.docker.com/engine/daemon/remote-access/>
pub const RULE: Rule = Rule::new("docker-api-open", Severity::Critical)
    .aliases("owasp:1")
    .absorbs("port-on-all-interfaces database-port-published")
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_service(service);

/// Where the engine listens without a lock; with one it's 2376.
const PORT: u16 = 2375;
/// Wider ranges are another rule's business.
const WIDEST_RANGE: u32 = 16;
const CERTIFICATES: &str = "DOCKER_TLS_CERTDIR";
const CLIENT: &str = "DOCKER_HOST";

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Body::Env(pairs) = &instruction.body {
        for pair in pairs {
            let Some((argument, value)) = pair
                .value
                .as_ref()
                .and_then(|value| Some((value, value.value()?)))
            else {
                continue;
            };
            match &*pair.name.value {
                CERTIFICATES if value.is_empty() => {
                    let fix = DraftFix::review("Let it make certificates in /certs");
                    no_lock(pair.span, Route::Direct, check)
                        .fix(fix.replace(argument.span(), "/certs"));
                }
                CLIENT => client(pair.span, value, Route::Direct, check),
                _ => {}
            }
        }
    }
    if let Body::Expose(ports) = &instruction.body {
        for port in ports {
            if port
                .value()
                .is_some_and(|port| port.split('/').next() == Some("2375"))
            {
                check
                    .report(
                        port.span(),
                        "Port 2375 is where Docker's engine takes orders from anyone.",
                        "`EXPOSE` opens nothing by itself, but it tells people to publish it. With certificates the engine listens on 2376.",
                    )
                    .severity(Severity::Low);
            }
        }
    }
    if let Some(line) = instruction.command_line() {
        let severity = match instruction.body {
            // It's over when the step is.
            Body::Run(_) => Severity::Low,
            _ => Severity::Critical,
        };
        engine(&line.script, Route::Direct, severity, check);
    }
}

fn service(service: &Service, check: &mut Check) {
    let variables = service.environment();
    let is_client = variables.iter().any(|set| set.name.value == CLIENT);
    for set in &variables {
        if set.route.is_inherited() || set.is_outside() {
            continue;
        }
        if set.name.value == CLIENT {
            client(set.span, set.as_str(), set.route, check);
        } else if set.name.value == CERTIFICATES
            && set.as_str().is_empty()
            && !is_client
            && runs_engine(service)
        {
            let source = service.compose().source;
            let title = "Let it make certificates in /certs";
            let rest = source.get(set.span.end as usize..).unwrap_or_default();
            // A shell's empty quotes may follow: `-e NAME=""`.
            let is_quoted = rest.starts_with("\"\"") || rest.starts_with("''");
            let quotes = Span {
                start: set.span.end,
                end: set.span.end + if is_quoted { 2 } else { 0 },
            };
            let fix = if set.span.slice(source).ends_with('=') {
                Some(DraftFix::review(title).replace(quotes, "/certs"))
            } else {
                let value = set
                    .node
                    .replacement()
                    .filter(|_| set.node.key_node().is_some());
                value.map(|span| DraftFix::review(title).replace(span, "/certs"))
            };
            no_lock(set.span, set.route, check).fix(fix.filter(|_| set.route.is_direct()));
        }
    }
    for port in service.open_ports() {
        let is_it = |range: Option<crate::compose::ports::PortRange>| {
            range.is_some_and(|range| range.contains(PORT) && range.count() <= WIDEST_RANGE)
        };
        if port.is_udp() || !is_it(port.target) && !is_it(port.published) {
            continue;
        }
        let is_proxy = engine_socket::wants(&tool_of(service)) == Some(Wants::Filters);
        let (severity, detail) = if is_proxy {
            (
                Severity::High,
                "Whoever reaches the port may use all that the proxy allows. Drop the entry: the services that need it reach it by name, in a network of their own.",
            )
        } else {
            (
                Severity::Critical,
                "Nobody has to log in there, and one order starts a container that owns the host; machines scan the whole internet for it. Drop the entry, or use 2376 with certificates.",
            )
        };
        let place = port.route.place(port.span);
        let draft = check
            .report(
                place.span,
                format!(
                    "`{}` lets everyone who reaches this machine give Docker orders.",
                    service.name()
                ),
                detail,
            )
            .severity(severity)
            .written_at(place);
        if let Some(span) = service.unpublish(&port) {
            draft.fix(DraftFix::review("Don't publish it").delete(span));
        }
        if let Some((span, text)) = port.bound_to_loopback() {
            draft.fix(DraftFix::review("Bind it to 127.0.0.1").replace(span, text));
        }
    }
    service.each_script(|script, route| engine(script, route, Severity::Critical, check));
}

/// True for Docker in a container: it goes by that name, and needs every right.
fn runs_engine(service: &Service) -> bool {
    let image = service.text("image");
    image.is_some_and(|image| image.value.contains("dind")) || service.is_on("privileged")
}

fn no_lock<'c>(span: Span, route: Route, check: &'c mut Check<'_>) -> &'c mut Draft {
    let place = route.place(span);
    check
        .report(
            place.span,
            "An empty `DOCKER_TLS_CERTDIR` lets everyone who reaches this engine give it orders.",
            "It then listens on 2375, without encryption and without asking who's there. Give it a folder, such as `/certs`, share `/certs/client` with the clients, and let them use port 2376.",
        )
        .written_at(place)
}

/// A client is as it should be, as long as only its neighbors reach what it talks to.
fn client(span: Span, value: &str, route: Route, check: &mut Check) {
    let Some((_, address)) = value.split_once("tcp://") else {
        return;
    };
    if address.trim_end_matches('/').ends_with(":2375") && !is_loopback(address) {
        let place = route.place(span);
        check
            .report(
                place.span,
                "This talks to Docker's engine without a lock on the line.",
                "That's how a socket proxy is used, and it's fine in a network that only the two share. Make sure that nobody else is in it, and that 2375 isn't published.",
            )
            .severity(Severity::Note)
            .written_at(place);
    }
}

fn is_loopback(address: &str) -> bool {
    address.starts_with("127.") || address.starts_with("localhost") || address.starts_with("[::1]")
}

/// `dockerd -H tcp://0.0.0.0:2375`
fn engine(script: &Script, route: Route, severity: Severity, check: &mut Check) {
    for command in &script.commands {
        // A command that starts with a flag goes to the image's own entry point.
        let is_bare = command
            .words
            .first()
            .is_some_and(|word| word.value.starts_with("--tls"));
        if !is_bare && !is_one_of("dockerd dockerd-entrypoint.sh", command.program()) {
            continue;
        }
        let words = &command.words;
        let checks =
            |word: &crate::shell::Word| is_one_of("--tlsverify --tlsverify=true", &word.value);
        if words.iter().any(checks) {
            continue;
        }
        let door = words.iter().find(|word| {
            let address = word.value.split_once("tcp://");
            let is_open = address.is_some_and(|(_, address)| !is_loopback(address));
            is_open || is_bare && word.value == "--tls=false"
        });
        let Some(door) = door else {
            continue;
        };
        let place = route.place(door.span);
        check
            .report(
                place.span,
                "Docker's engine takes orders here from anyone who reaches it.",
                "There's no `--tlsverify`, so nobody has to show who they are, and one order starts a container that owns the host. Stay with the socket, or check certificates and use port 2376.",
            )
            .severity(severity)
            .written_at(place);
    }
}
