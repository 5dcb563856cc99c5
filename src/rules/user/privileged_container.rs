#![doc = include_str!("privileged_container.md")]

use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.5; what the setting gives:
/// <https://docs.docker.com/reference/cli/docker/container/run/#privileged>
pub const RULE: Rule = Rule::new("privileged-container", Severity::Critical)
    .aliases(&[
        "kics:privileged_containers_enabled",
        "compose-lint:CL-0002",
        "cis:5.5",
        "owasp:3",
    ])
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// `RUN --security=insecure` runs one build step without a sandbox:
/// <https://docs.docker.com/reference/dockerfile/#run---security>
fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for (instruction, _) in file.runs() {
        let insecure = instruction.flag("security").filter(|flag| {
            let value = flag.value.as_ref().and_then(|value| value.value());
            value == Some("insecure")
        });
        let Some(flag) = insecure else { continue };
        check
            .report(
                flag.span,
                "This build step runs without the builder's sandbox.",
                "Everything it downloads and starts has the builder's own powers over the machine. Drop the flag; if the step fails, find the one thing that it needs.",
            )
            .severity(Severity::High)
            .aliases(&["owasp:3"])
            .fix(DraftFix::review("Run the step in the sandbox").delete(file.with_blanks_before(flag.span)));
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services() {
        let Some(value) = service.get("privileged") else {
            continue;
        };
        if value.as_bool() != Some(true) || value.route().is_inherited() {
            continue;
        }
        let name = service.name();
        let need = need(&tool_of(&service));
        let cut = value.removal(&service.own_settings());
        check
            .report(
                value.key_span(),
                format!("`{name}` runs privileged: it can do whatever root on this machine can."),
                format!("It sees every device and may load kernel code, so a break-in here is a break-in on the host. {need}"),
            )
            .written_at(value.key_place())
            .fix(cut.map(|span| {
                DraftFix::review("Drop it, and see what really fails").delete(span)
            }));
    }
}

/// The narrower setting that does for a kind of image, told by a part of its name.
const NEEDS: [(&str, &str); 9] = [
    (
        "wireguard openvpn vpn tailscale gluetun zerotier netbird",
        "A VPN needs `NET_ADMIN` and the device `/dev/net/tun`, no more.",
    ),
    (
        "dind",
        "Docker inside Docker does need much of it: the `dind-rootless` image needs less, and rootless BuildKit builds images without it.",
    ),
    (
        "home-assistant homeassistant zigbee zwave esphome deconz octoprint nodered node-red",
        "For a radio stick or a serial port, name that device, such as `/dev/ttyUSB0`.",
    ),
    (
        "cadvisor node-exporter netdata glances",
        "To look at the host, read-only mounts do; cAdvisor also wants the device `/dev/kmsg`.",
    ),
    (
        "plex jellyfin emby frigate",
        "For a graphics card, name its device: `/dev/dri`.",
    ),
    (
        "pihole adguard dnsmasq keepalived",
        "`NET_ADMIN` is the most it needs, and only to hand out addresses.",
    ),
    (
        "socket-proxy",
        "A socket proxy works without it; only some SELinux setups ask for more.",
    ),
    (
        "emulator qemu windows macos",
        "For a virtual machine, name its device: `/dev/kvm`.",
    ),
    (
        "kaniko buildah buildkit",
        "Rootless BuildKit builds images without it.",
    ),
];

/// What to do instead, by the last part of the image's name.
fn need(image: &str) -> &'static str {
    let image = if image == "docker" { "dind" } else { image };
    for (words, need) in NEEDS {
        if words.split(' ').any(|word| image.contains(word)) {
            return need;
        }
    }
    "Take it away, see what fails, and hand back that one capability or device."
}
