#![doc = include_str!("host_network.md")]

use crate::facts::host_paths::watches_host;
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.10; what the driver does:
/// <https://docs.docker.com/engine/network/drivers/host/>
pub const RULE: Rule = Rule::new("host-network", Severity::High)
    .aliases("kics:shared_host_network_namespace compose-lint:CL-0008 cis:5.10")
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_service(service);

/// `RUN --network=host`: <https://docs.docker.com/reference/dockerfile/#run---network>
fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if instruction.run().is_none() {
        return;
    }
    let Some(flag) = instruction.flag("network") else {
        return;
    };
    let value = flag.value.as_ref().and_then(|value| value.value());
    if value == Some("host") {
        check
            .report(
                flag.span,
                "This build step works on the machine's own network.",
                "Each script it runs can reach what listens on 127.0.0.1 there. Drop the flag: the default network reaches the internet too.",
            )
            .severity(Severity::Medium)
            .aliases("cis:5.10")
            .fix(
                DraftFix::review("Use the builder's network")
                    .delete(file.with_blanks_before(flag.span)),
            );
    }
}

/// Tools that look for devices at home, hand out addresses or guard the machine, by a part of their
/// name.
const LOOKS_AROUND: &str = "home-assistant homeassistant plex jellyfin emby homebridge scrypted unifi avahi mdns dhcp \
    pihole adguard keepalived tailscale roon snapcast matter-server otbr upsnap \
    fail2ban";

fn service(service: &Service, check: &mut Check) {
    if let Some(value) = service.network_mode() {
        if value.is("host") && !value.route().is_inherited() {
            let place = value.place();
            complain(service, place, check);
        }
        return;
    }
    for link in service.networks() {
        let network = service.compose().resource("networks", link.name.as_str());
        let is_host = network.is_some_and(|network| {
            let name = network.get("name");
            let named = name.or_else(|| network.get("external")?.get("name"));
            let named = named.and_then(|name| name.text());
            let name = named.as_ref().map_or(network.name.as_str(), Text::as_str);
            network.is_external() && name == "host"
        });
        if is_host && !link.route.is_inherited() {
            complain(service, link.route.place(link.name.span), check);
        }
    }
}

fn complain(service: &Service, place: crate::compose::Place, check: &mut Check) {
    let tool = tool_of(service);
    let watches = watches_host(&tool);
    let looks_around = LOOKS_AROUND
        .split_whitespace()
        .any(|word| tool.contains(word));
    let draft = check.report(
        place.span,
        format!("`{}` lives on this machine's own network.", service.name()),
        if watches {
            "It measures the machine, so that's its job. Anyone who reaches the machine reaches its port too: close it in the firewall."
        } else if looks_around {
            "To find devices at home or to guard the machine, it may have to. If you don't use that, drop the setting and publish its port."
        } else {
            "It can reach what listens on 127.0.0.1 here, and every port it opens is open to all. Drop the setting, and publish the ports that visitors need."
        },
    );
    draft.written_at(place);
    if watches {
        draft.severity(Severity::Note);
    } else if looks_around {
        draft.severity(Severity::Medium);
    }
    // With a network of its own, the ports that are written there would open.
    if watches || service.has("ports") {
        return;
    }
    let mode = service.network_mode();
    let cut = mode.and_then(|mode| mode.removal(&service.own_settings()));
    draft.fix(cut.map(|span| {
        DraftFix::review("Give it a network of its own, then publish what's needed").delete(span)
    }));
}
