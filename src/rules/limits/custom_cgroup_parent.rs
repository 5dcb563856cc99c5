#![doc = include_str!("custom_cgroup_parent.md")]

use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.25; the setting:
/// <https://docs.docker.com/reference/compose-file/services/#cgroup_parent>
pub const RULE: Rule = Rule::new("custom-cgroup-parent", Severity::Low)
    .aliases("kics:cgroup_not_default cis:5.25")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    let Some(value) = service.get("cgroup_parent") else {
        return;
    };
    let Some(parent) = value.text().filter(|_| !value.route().is_inherited()) else {
        return;
    };
    let place = value.key_place();
    let cut = value.removal(&service.own_settings());
    check
        .report(
            place.span,
            format!("`{}` is counted in the group `{}`, not among the other containers.", service.name(), parent.value),
            "The limits of that group apply, and whatever watches Docker's own group misses this one. Drop the line, unless that group was made for it.",
        )
        .written_at(place)
        .fix(cut.map(|span| DraftFix::review("Leave it in Docker's group").delete(span)));
}
