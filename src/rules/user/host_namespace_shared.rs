#![doc = include_str!("host_namespace_shared.md")]

use crate::facts::host_paths::watches_host;
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.16, 5.17, 5.21 and 5.31; what namespaces are:
/// <https://man7.org/linux/man-pages/man7/namespaces.7.html>
pub const RULE: Rule = Rule::new("host-namespace-shared", Severity::High)
    .aliases(
        "kics:host_namespace_is_shared kics:shared_host_ipc_namespace \
        kics:shared_host_user_namespace compose-lint:CL-0010 cis:5.16 cis:5.17 cis:5.21 cis:5.31",
    )
    .fixes(Safety::Review)
    .in_service(service);

/// Setting, weight, aliases, what it shares, and what that means.
const SHARED: [(&str, Severity, &str, &str, &str); 5] = [
    (
        "pid",
        Severity::High,
        "kics:host_namespace_is_shared compose-lint:CL-0010 cis:5.16",
        "sees every program on this machine",
        "It can read their settings, and as root stop them or look inside. Drop `pid`; to watch one neighbor, `pid: service:NAME` is enough.",
    ),
    (
        "ipc",
        Severity::High,
        "kics:shared_host_ipc_namespace compose-lint:CL-0010 cis:5.17",
        "shares memory with the programs of this machine",
        "What they pass to each other there, it can read and change. For more room in `/dev/shm`, `shm_size: 1g` does without sharing.",
    ),
    (
        "userns_mode",
        Severity::Medium,
        "kics:shared_host_user_namespace compose-lint:CL-0010 cis:5.31",
        "is taken out of the engine's user remapping",
        "Where the engine maps users, root in here becomes root out there again. Drop `userns_mode`, and fix the owners of its folders instead.",
    ),
    (
        "uts",
        Severity::Medium,
        "compose-lint:CL-0010 cis:5.21",
        "shares its host name with this machine",
        "With a bit more power it could rename the machine. Drop `uts`; `hostname: NAME` gives it a name of its own.",
    ),
    (
        "cgroup",
        Severity::Medium,
        "compose-lint:CL-0010",
        "sees the limits and groups of the whole machine",
        "It learns what else runs here, and as root with a writable mount it could change their limits. Drop `cgroup`: a private one is the default.",
    ),
];

fn service(service: &Service, check: &mut Check) {
    for (key, severity, aliases, shares, advice) in SHARED {
        let Some(value) = service.get(key).filter(|value| value.is("host")) else {
            continue;
        };
        if value.route().is_inherited() {
            continue;
        }
        let watches = key == "pid" && watches_host(&tool_of(service));
        let (severity, advice) = if watches {
            (
                Severity::Note,
                "It watches the machine, so that's its job. Keep it up to date, and its own page away from strangers.",
            )
        } else {
            (severity, advice)
        };
        let place = value.key_place();
        let draft = check.report(
            place.span,
            format!("`{}` {shares}.", service.name()),
            advice,
        );
        draft.severity(severity).aliases(aliases).written_at(place);
        if !watches {
            let cut = value.removal(&service.own_settings());
            draft.fix(cut.map(|span| DraftFix::review("Keep it to itself").delete(span)));
        }
    }
}
