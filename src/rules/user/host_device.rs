#![doc = include_str!("host_device.md")]

use crate::compose::Value;
use crate::facts::devices::{Device, device_at};
use crate::facts::host_paths::watches_host;
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.18; the settings:
/// <https://docs.docker.com/reference/compose-file/services/#devices>
pub const RULE: Rule = Rule::new("host-device", Severity::Medium)
    .aliases("compose-lint:CL-0016 cis:5.18")
    .fixes(Safety::Review)
    .in_service(service);

/// How bad something is, and in which words.
type Judgment = (Severity, String, &'static str);

fn service(service: &Service, check: &mut Check) {
    judge(service, "devices", device, check);
    judge(service, "device_cgroup_rules", cgroup_rule, check);
    if let Some(gpus) = service.get("gpus") {
        every_card(service, gpus, check);
    }
    let reserved = service.path(&["deploy", "resources", "reservations", "devices"]);
    for device in reserved.iter().flat_map(Value::items) {
        if let Some(count) = device.get("count") {
            every_card(service, count, check);
        }
    }
}

fn judge(
    service: &Service,
    key: &str,
    judgment: fn(&Service, Value) -> Option<Judgment>,
    check: &mut Check,
) {
    let Some(list) = service.get(key) else { return };
    let mut found = Vec::new();
    let mut going = 0;
    for item in list.items() {
        if let Some(judgment) = judgment(service, item).filter(|_| !item.route().is_inherited()) {
            going += usize::from(judgment.0 > Severity::Note);
            found.push((item, judgment));
        }
    }
    for (item, (severity, title, detail)) in found {
        let place = item.place();
        let draft = check.report(place.span, title, detail);
        draft.severity(severity).written_at(place);
        if severity > Severity::Note {
            let cut = service.removal_of(key, &item, going);
            draft.fix(cut.map(|span| DraftFix::review("Don't hand it in").delete(span)));
        }
        if severity < Severity::High {
            draft.aliases("cis:5.18");
        }
    }
}

/// `host:container:permissions`, `host`, a CDI name (`vendor.com/class=name`), or the long form.
fn device(service: &Service, item: Value) -> Option<Judgment> {
    let source = if item.is_mapping() {
        item.get("source")?
    } else {
        item
    };
    let text = source.text()?;
    let mut parts = text.as_str().split(':');
    let path = parts.next().unwrap_or_default();
    let long_mode = item.get("permissions").and_then(|mode| mode.text());
    let mode = long_mode.as_ref().map(Text::as_str).or(parts.next_back());
    let reads_only = mode == Some("r");
    let name = service.name();
    if path.contains('=') {
        return Some((
            Severity::Note,
            format!("`{name}` gets `{path}` from this machine."),
            "A device that its maker describes comes with its drivers and mounts. Name one card rather than `all`, if it needs only one.",
        ));
    }
    let watches = watches_host(&tool_of(service));
    Some(match device_at(path) {
        Device::Harmless => return None,
        Device::Disk if reads_only => (
            Severity::High,
            format!("`{name}` can read the disk `{path}`, past all files and owners."),
            "Every file on it lies open that way, deleted ones too. Mount the one folder it needs instead.",
        ),
        Device::Disk => (
            Severity::Critical,
            format!("`{name}` can rewrite the disk `{path}`, past all files and owners."),
            "Whoever breaks in here owns what's on it. Mount the one folder it needs instead; a tool that reads the disk's health does with `:r` at the end.",
        ),
        Device::Memory => (
            Severity::Critical,
            format!("`{name}` can reach the memory of this machine through `{path}`."),
            "All secrets of all programs lie there, and the kernel too. No service needs it: drop the line.",
        ),
        Device::All => (
            Severity::Critical,
            format!("`{name}` gets every device of this machine."),
            "Disks and memory are among them. Name the one device it needs, such as `/dev/ttyUSB0`.",
        ),
        Device::VirtualMachines => (
            Severity::Medium,
            format!("`{name}` may start virtual machines through `{path}`."),
            "That's what emulators need, and a large part of the kernel to attack for everyone else. Drop the line if it starts none.",
        ),
        Device::Narrow => (
            Severity::Note,
            format!("`{name}` gets the device `{path}`."),
            "To name the one device is the narrow way, and fine if it's used. Drop the line if not.",
        ),
        Device::Other if watches => (
            Severity::Note,
            format!("`{name}` gets the device `{path}`."),
            "It watches the machine, so it may well need that one. Keep it up to date.",
        ),
        Device::Other => (
            Severity::Medium,
            format!("`{name}` gets the host's device `{path}`."),
            "Its driver in the kernel is one more thing to attack from in here. Drop the line if the program runs without it.",
        ),
    })
}

/// `type major:minor permissions`; `a` and block devices reach the disks.
fn cgroup_rule(service: &Service, item: Value) -> Option<Judgment> {
    let rule = item.text()?;
    let text = rule.as_str().trim();
    let name = service.name();
    Some(
        if text.starts_with(['a', 'b']) || text.starts_with("c *:*") {
            (
                Severity::Critical,
                format!(
                    "`{name}` may make and use devices by the rule `{text}`, disks among them."
                ),
                "A node for a disk takes one command, and then all files lie open. Name the numbers of the one kind it needs, as in `c 188:* rmw` for USB serial ports.",
            )
        } else {
            (
                Severity::Low,
                format!("`{name}` may use all devices of the kind `{text}`."),
                "Sticks that come and go need that. If yours stays, name the one device below `devices` instead.",
            )
        },
    )
}

fn every_card(service: &Service, value: Value, check: &mut Check) {
    if !value.is("all") || value.route().is_inherited() {
        return;
    }
    let place = value.place();
    check
        .report(
            place.span,
            format!("`{}` gets every graphics card there is.", service.name()),
            "Its driver is one more thing to attack, and services that share cards can starve each other. Name the one it should use, by `count: 1` or its id.",
        )
        .severity(Severity::Note)
        .aliases("cis:5.18")
        .written_at(place);
}
