#![doc = include_str!("root_like_group.md")]

use crate::facts::users;
use crate::rules::prelude::*;

/// The rule. What the engine's group gives:
/// <https://docs.docker.com/engine/install/linux-postinstall/#manage-docker-as-a-non-root-user>;
/// Debian's own groups: <https://wiki.debian.org/SystemGroups>
pub const RULE: Rule = Rule::new("root-like-group", Severity::High)
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_step(step)
    .in_service(service);

/// Groups, how bad, and what their members may do.
const GROUPS: [(&str, Severity, &str); 5] = [
    (
        "docker podman",
        Severity::High,
        "Where the engine's socket is mounted, that's enough to start a container that owns the host.",
    ),
    (
        "lxd incus-admin libvirt",
        Severity::High,
        "Where that engine can be reached, its members start machines that own the host.",
    ),
    (
        "disk",
        Severity::High,
        "Its members read and write whole disks, past every permission of the files on them.",
    ),
    (
        "root 0 shadow",
        Severity::Medium,
        "Its members may touch files that are meant for root, such as the hashes of passwords.",
    ),
    (
        "kvm",
        Severity::Medium,
        "Where the device is passed in, its members drive the host's own virtual machines.",
    ),
];

/// More groups than anyone adds.
const MANY: usize = 100;

type Row = &'static (&'static str, Severity, &'static str);

fn group(name: &str) -> Option<Row> {
    GROUPS.iter().find(|row| is_one_of(row.0, name))
}

/// `USER app:docker`; `1001:0` is how OpenShift wants it.
fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Body::User(user) = &instruction.body
        && let Some((name, own)) = user.value().and_then(|user| user.split_once(':'))
        && let Some(row) = group(own).filter(|_| !users::is_root(own) && !users::is_root(name))
        && file.is_shipped(instruction)
    {
        tell(user.span(), name, own, row, check);
    }
}

fn step(step: &Step, check: &mut Check) {
    for member in step.command.memberships() {
        let is_own = member.is_primary && users::is_root(&member.group);
        if let Some(row) = group(&member.group)
            && !is_own
            && !users::is_root(&member.user)
            && step.is_shipped()
        {
            tell(member.span, &member.user, &member.group, row, check);
        }
    }
}

fn service(service: &Service, check: &mut Check) {
    let all = service.get("group_add");
    let items = service.list("group_add");
    // Finding the place of one among very many costs too much.
    let all = all.filter(|_| items.len() <= MANY);
    for item in items {
        if item.value.route().is_inherited() {
            continue;
        }
        let name = item.as_str();
        let raw = item.value.raw().unwrap_or_default();
        // `${DOCKER_GID:-999}`: the number means nothing, the name does.
        let is_named = raw.contains('$') && raw.to_ascii_lowercase().contains("docker");
        let name = if is_named { "docker" } else { name };
        let Some(row) = group(name) else {
            continue;
        };
        let place = item.place();
        let removal = all.as_ref().and_then(|all| item.value.removal(all));
        tell(place.span, service.name(), name, row, check)
            .written_at(place)
            .fix(removal.map(|span| DraftFix::review("Leave the group out").delete(span)));
    }
    if let Some(user) = service.user().filter(|user| !user.route().is_inherited())
        && let Some(text) = user.text()
        && let Some((name, own)) = text.value.split_once(':')
        && let Some(row) = group(own).filter(|_| !users::is_root(own) && !users::is_root(name))
    {
        let place = user.place();
        tell(place.span, service.name(), own, row, check).written_at(place);
    }
}

fn tell<'c>(
    place: Span,
    who: &str,
    group: &str,
    (_, severity, what): Row,
    check: &'c mut Check<'_>,
) -> &'c mut Draft {
    let who = match who {
        "" => "The user".to_owned(),
        who => format!("`{who}`"),
    };
    let group = if group == "0" { "root" } else { group };
    check
        .report(
            place,
            format!("{who} is in the group `{group}`, which is close to being root."),
            format!("{what} Leave it out, or hand over the one file or socket that's needed, with a group made for it."),
        )
        .severity(*severity)
}
