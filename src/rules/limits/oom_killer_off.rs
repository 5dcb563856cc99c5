#![doc = include_str!("oom_killer_off.md")]

use crate::rules::prelude::*;

/// The rule. What happens when memory runs out:
/// <https://docs.docker.com/engine/containers/resource_constraints/#understand-the-risks-of-running-out-of-memory>
pub const RULE: Rule = Rule::new("oom-killer-off", Severity::Medium)
    .aliases("cis:5.11 owasp:7")
    .fixes(Safety::Review)
    .in_service(service);

/// From here down, nearly everything else goes first.
const VERY_LOW: i64 = -500;

fn service(service: &Service, check: &mut Check) {
    let name = service.name();
    let own = service.own_settings();
    if let Some(value) = service.get("oom_kill_disable")
        && value.as_bool() == Some(true)
        && !value.route().is_inherited()
    {
        let place = value.key_place();
        let has_limit = service.memory_limit().value().is_some();
        let detail = if has_limit {
            "At its limit the program hangs instead, until somebody comes along. Drop the setting: a quick end and a restart are kinder."
        } else {
            "Without a memory limit, the kernel kills others in its place, or the machine stands still. Drop the setting, and give it a limit."
        };
        check
            .report(
                place.span,
                format!("`{name}` may not be stopped when memory runs out."),
                detail,
            )
            .written_at(place)
            .fix(
                value
                    .removal(&own)
                    .map(|span| DraftFix::review("Let it be stopped").delete(span)),
            );
    }
    if let Some(value) = service.get("oom_score_adj")
        && let Some(score) = value.as_integer().filter(|score| *score <= VERY_LOW)
        && !value.route().is_inherited()
    {
        let place = value.place();
        check
            .report(
                place.span,
                format!("When memory runs out, others have to go before `{name}`: its score is {score}."),
                "If it's the one that eats the memory, the machine loses everything else first, maybe its SSH server too. Drop the setting; a limit protects the neighbors better.",
            )
            .written_at(place)
            .fix(value.removal(&own).map(|span| DraftFix::review("Treat it like the others").delete(span)));
    }
}
