#![doc = include_str!("hook_as_root.md")]

use crate::compose::Value;
use crate::compose::command::CommandLine;
use crate::facts::users::is_root;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. CIS Docker Benchmark 5.23 and 5.24 say the same of `docker exec`, which hooks are:
/// <https://docs.docker.com/reference/compose-file/services/#post_start>
pub const RULE: Rule = Rule::new("hook-as-root", Severity::Medium)
    .aliases("cis:5.23 cis:5.24")
    .fixes(Safety::Review)
    .only(Kind::Compose)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    for (key, when) in [
        ("post_start", "after its start"),
        ("pre_stop", "before its stop"),
    ] {
        for hook in service.get(key).iter().flat_map(Value::items) {
            judge(service, hook, when, check);
        }
    }
    let watched = service.path(&["develop", "watch"]);
    for rule in watched.iter().flat_map(Value::items) {
        if let Some(hook) = rule.get("exec") {
            judge(service, hook, "whenever your files change", check);
        }
    }
}

fn judge(service: &Service, hook: Value, when: &str, check: &mut Check) {
    if hook.route().is_inherited() {
        return;
    }
    let name = service.name();
    if let Some(value) = hook.get("privileged")
        && value.as_bool() == Some(true)
    {
        let place = value.key_place();
        let cut = value.removal(&hook);
        check
            .report(
                place.span,
                format!("`{name}` runs a privileged command {when}."),
                "For as long as it runs, it can do whatever root on this machine can, whatever the service itself may. Drop `privileged`; what needs it is better done on the host.",
            )
            .severity(Severity::High)
            .aliases("cis:5.23")
            .written_at(place)
            .fix(cut.map(|span| DraftFix::review("Run it without the extra powers").delete(span)));
        return;
    }
    let Some(value) = hook.get("user") else {
        return;
    };
    let is_root_by = |value: Value| value.text().is_some_and(|user| is_root(user.as_str()));
    // The service is root as well: that's told there.
    if !is_root_by(value) || service.user().is_some_and(is_root_by) {
        return;
    }
    let place = value.place();
    let command = hook.get("command").and_then(CommandLine::read);
    let fixes_owners = command.is_some_and(|command| fixes_owners(&command));
    let draft = check.report(
        place.span,
        format!("`{name}` runs a command as root {when}."),
        if fixes_owners {
            "To hand a fresh volume to its user takes root, and hooks were made for that. A folder that the image makes with the right owner needs no hook at all."
        } else {
            "It undoes what a user of its own is for, and what it makes belongs to root. Drop `user`: then it runs as the service does."
        },
    );
    draft.aliases("cis:5.24").written_at(place);
    // Only root can do that.
    if fixes_owners {
        draft.severity(Severity::Low);
        return;
    }
    let cut = value.removal(&hook);
    draft.fix(cut.map(|span| DraftFix::review("Run it as the service's own user").delete(span)));
}

/// True if a command only sets owners and modes.
fn fixes_owners(command: &CommandLine) -> bool {
    let script = command.script();
    !script.commands.is_empty()
        && script
            .commands
            .iter()
            .all(|command| is_one_of("chown chmod chgrp mkdir sh bash", command.program()))
}
