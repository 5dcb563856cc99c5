#![doc = include_str!("risky_sysctl.md")]

use crate::compose::environment::pairs;
use crate::facts::host_paths::makes_tunnels;
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. What each setting of the network does:
/// <https://docs.kernel.org/networking/ip-sysctl.html>
pub const RULE: Rule = Rule::new("risky-sysctl", Severity::Medium)
    .fixes(Safety::Review)
    .in_service(service);

/// Ends of names, the value that weakens, and what it does.
const WEAKENING: [(&str, &str, &str); 8] = [
    (
        "ip_forward forwarding mc_forwarding",
        "1",
        "passes on what others send, like a router",
    ),
    (
        "accept_redirects secure_redirects",
        "1",
        "lets a neighbor change the way its traffic takes",
    ),
    (
        "accept_source_route",
        "1",
        "lets a sender choose the way past your fences",
    ),
    ("rp_filter", "0", "takes traffic with a forged sender"),
    (
        "route_localnet",
        "1",
        "opens what listens on 127.0.0.1 to its network",
    ),
    (
        "tcp_syncookies",
        "0",
        "can be tied up with half-open connections",
    ),
    (
        "icmp_echo_ignore_broadcasts",
        "0",
        "can be used to flood others with pings",
    ),
    ("proxy_arp", "1", "answers in the name of its neighbors"),
];

/// Settings below `kernel.` that each container has for itself, and that weaken nothing.
const OWN: &str = "shmmax shmall shmmni shm_rmid_forced msgmax msgmnb msgmni sem";

fn service(service: &Service, check: &mut Check) {
    let Some(setting) = service.get("sysctls") else {
        return;
    };
    let is_tunnel = makes_tunnels(&tool_of(service));
    let mut found = pairs(Some(setting));
    found.retain(|pair| {
        !pair.route.is_inherited() && judge(pair.name.as_str(), pair.as_str(), is_tunnel).is_some()
    });
    let going = found.len();
    for pair in found {
        let name = pair.name.as_str();
        let Some((severity, does, advice)) = judge(name, pair.as_str(), is_tunnel) else {
            continue;
        };
        let place = pair.route.place(pair.span);
        let cut = service.removal_of("sysctls", &pair.node, going);
        check
            .report(
                place.span,
                format!("`{}` {does}: `{name}`.", service.name()),
                advice,
            )
            .severity(severity)
            .written_at(place)
            .fix(cut.map(|span| DraftFix::review("Leave the kernel's own setting").delete(span)));
    }
}

fn judge(
    name: &str,
    value: &str,
    is_tunnel: bool,
) -> Option<(Severity, &'static str, &'static str)> {
    let last = name.rsplit(['.', '/']).next().unwrap_or_default();
    if name.starts_with("net.") {
        let weakens = |row: &&(&str, &str, &str)| is_one_of(row.0, last) && row.1 == value.trim();
        let (words, _, does) = WEAKENING.iter().find(weakens)?;
        // A tunnel is a router.
        if is_tunnel && words.starts_with("ip_forward") {
            return None;
        }
        return Some((
            Severity::Medium,
            does,
            "The kernel's own value is the safe one. Drop the line, unless this container is a router or a VPN.",
        ));
    }
    let area = name.split('.').next().unwrap_or_default();
    match area {
        "kernel" if !is_one_of(OWN, last) => Some((
            Severity::Medium,
            "changes the kernel for the whole machine",
            "No container has a kernel of its own, so Docker refuses this one. Drop the line; if it has to be, set it on the host, where everyone sees it.",
        )),
        "vm" | "fs" if !name.starts_with("fs.mqueue.") => Some((
            Severity::Low,
            "changes memory or files for the whole machine",
            "Docker refuses settings that containers don't have for themselves. Set it on the host instead, in `/etc/sysctl.d/`.",
        )),
        _ => None,
    }
}
