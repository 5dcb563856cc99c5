#![doc = include_str!("sandbox_disabled.md")]

use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.2, 5.3 and 5.22; the options:
/// <https://docs.docker.com/reference/cli/docker/container/run/#security-opt>
pub const RULE: Rule = Rule::new("sandbox-disabled", Severity::High)
    .aliases(
        "kics:default_seccomp_profile_disabled compose-lint:CL-0009 cis:5.2 cis:5.3 cis:5.22 \
        owasp:6",
    )
    .fixes(Safety::Review)
    .in_service(service);

/// What switches a lock off, the lock's aliases, what is lost, and the move.
const SWITCHES: [(&str, &str, &str, &str); 6] = [
    (
        "seccomp unconfined",
        "kics:default_seccomp_profile_disabled compose-lint:CL-0009 cis:5.22 owasp:6",
        "may ask the kernel for anything: its seccomp filter is off",
        "Docker's filter blocks some forty calls that exploits like and programs hardly use. Drop the line; if a call is missing, allow that one in a profile of your own.",
    ),
    (
        "apparmor unconfined",
        "compose-lint:CL-0009 cis:5.2 owasp:6",
        "runs without AppArmor, the guard at its files and mounts",
        "Docker's profile keeps a container off `/proc`, `/sys` and mounts. Drop the line, or name a profile of your own.",
    ),
    (
        "label disable",
        "compose-lint:CL-0009 cis:5.3 owasp:6",
        "runs without SELinux, the wall between containers",
        "On machines with SELinux it may then touch files of others. Drop the line, and mark its mounts with `:z` or `:Z` instead.",
    ),
    (
        "label type:spc_t",
        "compose-lint:CL-0009 cis:5.3 owasp:6",
        "runs as SELinux's superuser among containers",
        "On machines with SELinux, `spc_t` means no wall at all. Drop the line, and mark its mounts with `:z` or `:Z` instead.",
    ),
    (
        "systempaths unconfined",
        "owasp:6",
        "sees and changes the kernel's own files under `/proc`",
        "Docker hides and freezes those on purpose. Drop the line, and mount the one path it needs.",
    ),
    (
        "unmask ALL",
        "owasp:6",
        "sees the kernel's files that are hidden from containers",
        "They're hidden on purpose. Drop it, or unmask the one path that it needs.",
    ),
];

fn service(service: &Service, check: &mut Check) {
    let mut found = Vec::new();
    for item in service.security_opt() {
        let Some((kind, value)) = item.as_str().trim().split_once([':', '=']) else {
            continue;
        };
        let said = [kind, " ", &value.replace('=', ":")].concat();
        let switch = SWITCHES
            .iter()
            .find(|switch| switch.0.eq_ignore_ascii_case(&said));
        if let Some(switch) = switch.filter(|_| !item.route.is_inherited()) {
            found.push((item, switch));
        }
    }
    let going = found.len();
    for (item, (_, aliases, lost, advice)) in found {
        let place = item.place();
        let cut = service.removal_of("security_opt", &item.value, going);
        check
            .report(place.span, format!("`{}` {lost}.", service.name()), *advice)
            .aliases(aliases)
            .written_at(place)
            .fix(cut.map(|span| DraftFix::review("Switch it back on").delete(span)));
    }
}
