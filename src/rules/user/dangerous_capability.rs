#![doc = include_str!("dangerous_capability.md")]

use crate::facts::host_paths::makes_tunnels;
use crate::rules::image_names::{capabilities_of, tool_of};
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.4; what each capability gives:
/// <https://man7.org/linux/man-pages/man7/capabilities.7.html>
pub const RULE: Rule = Rule::new("dangerous-capability", Severity::High)
    .aliases(
        "kics:container_capabilities_unrestricted compose-lint:CL-0011 compose-lint:CL-0024 \
        compose-lint:CL-0027 compose-lint:CL-0028 compose-lint:CL-0029 compose-lint:CL-0030 \
        cis:5.4 owasp:3",
    )
    .fixes(Safety::Review)
    .in_service(service);

/// Capabilities, their weight, compose-lint's rule for them, what they let a program do, and the
/// move.
type Power = (
    &'static str,
    Severity,
    &'static str,
    &'static str,
    &'static str,
);

const EXEC: &str = "kics:container_capabilities_unrestricted compose-lint:CL-0024 cis:5.4 owasp:3";
const STRONG: &str =
    "kics:container_capabilities_unrestricted compose-lint:CL-0011 cis:5.4 owasp:3";
const BOUNDED: &str =
    "kics:container_capabilities_unrestricted compose-lint:CL-0027 cis:5.4 owasp:3";
const REACH: &str = "kics:container_capabilities_unrestricted compose-lint:CL-0028 cis:5.4 owasp:3";
const AVAILABLE: &str =
    "kics:container_capabilities_unrestricted compose-lint:CL-0029 cis:5.4 owasp:3";
const DISCLOSED: &str =
    "kics:container_capabilities_unrestricted compose-lint:CL-0030 cis:5.4 owasp:3";
const PLAIN: &str = "kics:container_capabilities_unrestricted cis:5.4 owasp:3";

const BY_DEFAULT: &str = "Docker's default set holds it, and most programs never use it. Behind `cap_drop: [ALL]`, keep it only if the program fails without.";

const POWERS: [Power; 20] = [
    (
        "ALL",
        Severity::Critical,
        EXEC,
        "do nearly everything that root can",
        "A break-in here is close to a break-in on the host. Take it away, see what fails, and hand back that one capability.",
    ),
    (
        "SYS_ADMIN",
        Severity::Critical,
        EXEC,
        "mount disks and change settings of the kernel",
        "It's the widest of them all and the usual way out of a container. Drop it; for a browser's sandbox, a seccomp profile made for browsers does instead.",
    ),
    (
        "SYS_MODULE",
        Severity::Critical,
        EXEC,
        "load code of its own into the kernel",
        "From there it owns the machine. Load the module on the host at boot, and drop this.",
    ),
    (
        "SYS_RAWIO",
        Severity::Critical,
        EXEC,
        "talk to disks and memory past the kernel's checks",
        "Tools that read the health of disks ask for it, hardly anything else does. Run those on the host, and drop this.",
    ),
    (
        "DAC_READ_SEARCH",
        Severity::High,
        BOUNDED,
        "read every file it can reach, whoever owns it",
        "With a folder of the host mounted, that can be any file of that disk. Drop it, or run the program as a user who may read what it needs.",
    ),
    (
        "SYS_PTRACE",
        Severity::High,
        BOUNDED,
        "look into the memory of other programs",
        "Passwords and keys lie there in the clear. A debugger wants it for an hour: keep it out of the file that runs every day.",
    ),
    (
        "BPF",
        Severity::High,
        STRONG,
        "run programs of its own inside the kernel",
        "Those can watch the whole machine. Drop it, unless watching is this program's job.",
    ),
    (
        "PERFMON",
        Severity::High,
        REACH,
        "watch what every program on the machine does",
        "It sees past the container's walls. Measure on the host instead, and drop this.",
    ),
    (
        "SYS_BOOT",
        Severity::High,
        STRONG,
        "restart the machine, or start another kernel on it",
        "No service needs that. Drop it, and restart the machine from the host.",
    ),
    (
        "MAC_ADMIN MAC_OVERRIDE",
        Severity::High,
        PLAIN,
        "change or skip the security policy of the machine",
        "That policy is what holds other containers too. Drop it, and set the policy on the host.",
    ),
    (
        "NET_ADMIN",
        Severity::Medium,
        STRONG,
        "change the routes and the firewall of its network",
        "It can redirect what neighbors send. VPNs, firewalls and DHCP servers need it; if this is none of them, drop it and see what fails.",
    ),
    (
        "SYS_TIME",
        Severity::Medium,
        REACH,
        "turn the clock of the whole machine",
        "Logins, certificates and logs trust that clock. Keep time on the host: containers follow it by themselves.",
    ),
    (
        "SYS_RESOURCE",
        Severity::Medium,
        PLAIN,
        "go past the limits that you set for it",
        "Raise the one limit that it runs into with `ulimits` instead, and drop this.",
    ),
    (
        "SYSLOG",
        Severity::Medium,
        DISCLOSED,
        "read the kernel's own log",
        "It tells about the whole machine, and helps in planning an attack. Read it on the host, and drop this.",
    ),
    (
        "AUDIT_CONTROL AUDIT_READ CHECKPOINT_RESTORE LINUX_IMMUTABLE",
        Severity::Medium,
        PLAIN,
        "do what only a manager of the machine should",
        "Docker doesn't hand it out by default, and few programs ever use it. Drop it, and see whether anything fails.",
    ),
    (
        "DAC_OVERRIDE FOWNER",
        Severity::Low,
        PLAIN,
        "change every file in there, whoever owns it",
        BY_DEFAULT,
    ),
    (
        "NET_RAW",
        Severity::Low,
        PLAIN,
        "make packets of any shape, also in others' names",
        BY_DEFAULT,
    ),
    (
        "MKNOD SYS_CHROOT",
        Severity::Low,
        PLAIN,
        "make device files, or see another folder as its root",
        BY_DEFAULT,
    ),
    (
        "IPC_LOCK",
        Severity::Note,
        AVAILABLE,
        "keep its memory from being swapped out",
        "Databases and vaults have good reasons for that. A memory limit keeps it in bounds.",
    ),
    (
        "SYS_NICE",
        Severity::Note,
        AVAILABLE,
        "put its own work ahead of everyone else's",
        "A few databases and players do that for good reasons. A CPU limit keeps it in bounds.",
    ),
];

fn service(service: &Service, check: &mut Check) {
    let added = service.cap_add();
    if added.is_empty() {
        return;
    }
    let needed = capabilities_of(service).unwrap_or_default();
    let is_tunnel = makes_tunnels(&tool_of(service));
    let mut found = Vec::new();
    let mut going = 0;
    for item in added {
        let upper = item.as_str().trim().to_ascii_uppercase();
        let capability = upper.strip_prefix("CAP_").unwrap_or(&upper);
        let power = POWERS.iter().find(|power| is_one_of(power.0, capability));
        let Some(power) = power.filter(|_| !is_one_of(needed, capability)) else {
            continue;
        };
        if item.route.is_inherited() {
            continue;
        }
        let is_fair = is_tunnel && power.0 == "NET_ADMIN";
        going += usize::from(!is_fair && power.1 > Severity::Note);
        found.push((item, capability.to_owned(), power, is_fair));
    }
    for (item, capability, (_, severity, aliases, lets, advice), is_fair) in found {
        let (severity, advice) = if is_fair {
            (
                Severity::Note,
                "A tunnel can't do without: it's what this image is for. Keep it off services that don't make one.",
            )
        } else {
            (*severity, *advice)
        };
        let place = item.place();
        let draft = check.report(
            place.span,
            format!("`{}` may {lets}, by `{capability}`.", service.name()),
            advice,
        );
        draft.severity(severity).aliases(aliases).written_at(place);
        if severity > Severity::Note {
            let cut = service.removal_of("cap_add", &item.value, going);
            draft.fix(
                cut.map(|span| DraftFix::review("Take it away, and see what fails").delete(span)),
            );
        }
    }
}
