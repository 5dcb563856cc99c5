#![doc = include_str!("build_privilege.md")]

use crate::compose::Value;
use crate::compose::hosts::hosts;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. The settings of a build:
/// <https://docs.docker.com/reference/compose-file/build/>
pub const RULE: Rule = Rule::new("build-privilege", Severity::High)
    .fixes(Safety::Review)
    .only(Kind::Compose)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    let Some(build) = service.get("build").filter(Value::is_mapping) else {
        return;
    };
    let name = service.name();
    if let Some(value) = build.get("privileged")
        && value.as_bool() == Some(true)
    {
        complain(
            value,
            true,
            format!("`{name}` is built with full power over this machine."),
            "Each download and each script of the build could use it. Drop `privileged`; if a step fails, find the one thing that it needs.",
            check,
        )
        .fix(value.removal(&build).map(take_away));
    }
    if let Some(value) = build.get("network").filter(|value| value.is("host")) {
        complain(
            value,
            false,
            format!("`{name}` is built on this machine's own network."),
            "Each script of the build can reach what listens on 127.0.0.1 here. Drop `network: host`: the default reaches the internet too.",
            check,
        )
        .severity(Severity::Low)
        .fix(value.removal(&build).map(take_away));
    }
    if let Some(value) = build.get("ssh").filter(|value| !value.is_null()) {
        complain(
            value,
            true,
            format!("`{name}` is built with your SSH keys at hand."),
            "While it lasts, any step that mounts them can log in as you. It's far better than a copied key; a deploy key for that one repository is better still.",
            check,
        )
        .severity(Severity::Low);
    }
    if let Some(list) = build.get("entitlements") {
        entitlements(name, &build, list, check);
    }
    if let Some(list) = build.get("extra_hosts") {
        names(name, &build, list, check);
    }
}

fn entitlements(name: &str, build: &Value, list: Value, check: &mut Check) {
    let is_insecure = |value: &Value| value.is("security.insecure");
    let known = |value: &Value| is_insecure(value) || value.is("network.host");
    let going = list.items().filter(known).count();
    for value in list.items().filter(known) {
        let cut = value.removal_with(&list, build, going);
        let draft = if is_insecure(&value) {
            complain(
                value,
                false,
                format!("The build of `{name}` may run steps without the builder's sandbox."),
                "Such a step has the builder's own powers over the machine. Drop the entry, and look what fails.",
                check,
            )
        } else {
            complain(
                value,
                false,
                format!("The build of `{name}` may use this machine's own network."),
                "Its steps can then reach what listens on 127.0.0.1 here. Drop the entry if no step needs that.",
                check,
            )
            .severity(Severity::Low)
        };
        draft.fix(cut.map(take_away));
    }
}

fn names(name: &str, build: &Value, list: Value, check: &mut Check) {
    let mut found = hosts(Some(list));
    found.retain(|host| is_public(host.name.as_str()) && !host.value.route().is_inherited());
    let going = found.len();
    for host in found {
        let public = host.name.as_str();
        let place = host.value.route().place(host.span);
        let cut = host.value.removal_with(&list, build, going);
        check
            .report(
                place.span,
                format!("In the build of `{name}`, `{public}` is somebody else."),
                format!("What comes from `{}` there is taken for the real `{public}`, packages too. Drop the entry, or give your mirror a name of its own.", host.address.value),
            )
            .written_at(place)
            .fix(cut.map(take_away));
    }
}

/// A finding at a value, or at its key.
fn complain<'c>(
    value: Value,
    at_key: bool,
    title: String,
    detail: &'static str,
    check: &'c mut Check,
) -> &'c mut Draft {
    let place = if at_key {
        value.key_place()
    } else {
        value.place()
    };
    check.report(place.span, title, detail).written_at(place)
}

fn take_away(span: Span) -> DraftFix {
    DraftFix::review("Take it away").delete(span)
}

/// True for a name that means the same everywhere, and that its owner keeps.
fn is_public(name: &str) -> bool {
    let own = [
        ".local",
        ".internal",
        ".test",
        ".localhost",
        ".lan",
        ".home",
        ".home.arpa",
        ".localdomain",
    ];
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !own.iter().any(|own| name.ends_with(own))
}
