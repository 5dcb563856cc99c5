#![doc = include_str!("neighbor_namespace.md")]

use crate::facts::host_paths::makes_tunnels;
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. What the settings share:
/// <https://docs.docker.com/reference/compose-file/services/#network_mode>
pub const RULE: Rule = Rule::new("neighbor-namespace", Severity::Low)
    .fixes(Safety::Review)
    .in_service(service);

/// Setting, what is shared, and what that means.
const SHARED: [(&str, &str, &str); 3] = [
    (
        "pid",
        "sees and can stop the programs of",
        "With the same user, it can also read their settings and passwords. Drop `pid` unless it's there to watch or mend that neighbor.",
    ),
    (
        "ipc",
        "shares memory with",
        "Each can read and change what the other keeps in `/dev/shm`. Drop `ipc` if they don't hand data over that way.",
    ),
    (
        "network_mode",
        "lives on the network of",
        "Doors that only listen on 127.0.0.1 are open between the two, admin pages too. A network with both in it keeps those apart.",
    ),
];

fn service(service: &Service, check: &mut Check) {
    for (key, shares, advice) in SHARED {
        let Some(value) = service.get(key) else {
            continue;
        };
        let Some(text) = value.text().filter(|_| !value.route().is_inherited()) else {
            continue;
        };
        let Some((kind, neighbor)) = text.as_str().split_once(':') else {
            continue;
        };
        if !is_one_of("service container", kind) || neighbor.is_empty() {
            continue;
        }
        let known = service.compose().service(neighbor);
        let is_vpn = key == "network_mode"
            && (makes_tunnels(neighbor)
                || known.is_some_and(|other| makes_tunnels(&tool_of(&other))));
        let place = value.place();
        let draft = check.report(
            place.span,
            format!("`{}` {shares} `{neighbor}`.", service.name()),
            if is_vpn {
                "Behind a VPN that's how it's done. Whoever shares that network also reaches the tunnel's own control page, so give it a login."
            } else {
                advice
            },
        );
        draft.written_at(place);
        if is_vpn {
            draft.severity(Severity::Note);
        }
        // Without that network it would need another one, and ports.
        if key != "network_mode" {
            let cut = value.removal(&service.own_settings());
            draft.fix(cut.map(|span| DraftFix::review("Keep it to itself").delete(span)));
        }
    }
}
