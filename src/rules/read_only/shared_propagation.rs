#![doc = include_str!("shared_propagation.md")]

use crate::compose::volumes::Mount;
use crate::facts::host_paths;
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.20; the modes:
/// <https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation>
pub const RULE: Rule = Rule::new("shared-propagation", Severity::Medium)
    .aliases("kics:volume_mounted_in_multiple_containers compose-lint:CL-0017 cis:5.20")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    for mount in service.volumes() {
        let Some(mode) = &mount.propagation else {
            continue;
        };
        let goes_out = is_one_of("shared rshared", &mode.value);
        if mount.route.is_inherited() || !goes_out && !is_one_of("slave rslave", &mode.value) {
            continue;
        }
        // That's how the next disk gets into the figures, too.
        if !goes_out && mount.read_only && host_paths::watches_host(&tool_of(service)) {
            continue;
        }
        let name = service.name();
        let (title, detail) = if goes_out {
            (
                format!("What `{name}` mounts in there shows up on this machine, too."),
                "A mount made in the container then lies over the host's own folder, and other containers see it as well. Only tools that mount disks for others need that: drop it elsewhere.",
            )
        } else {
            (
                format!("Disks that this machine mounts later show up in `{name}`, too."),
                "It gets to see what nobody handed to it: the next USB stick, the next backup drive. Tools that watch all disks need that: drop it elsewhere.",
            )
        };
        let place = mount.route.place(mode.span);
        let draft = check.report(place.span, title, detail);
        draft.written_at(place).fix(fix(&mount, mode));
        if !goes_out {
            draft.severity(if mount.read_only {
                Severity::Note
            } else {
                Severity::Low
            });
        }
    }
}

/// The default is that nothing spreads.
fn fix(mount: &Mount, mode: &Text) -> Option<DraftFix> {
    let fix = DraftFix::review("Keep mounts where they are made");
    if !mount.route.is_direct() {
        return None;
    }
    if mount.long {
        return Some(fix.replace(mode.span, "rprivate"));
    }
    let at = mount.options.iter().position(|one| one.span == mode.span)?;
    let before = at.checked_sub(1).and_then(|at| mount.options.get(at));
    let span = match (before, mount.options.get(at + 1)) {
        (_, Some(next)) => Span {
            start: mode.span.start,
            end: next.span.start,
        },
        (Some(before), None) => Span {
            start: before.span.end,
            end: mode.span.end,
        },
        (None, None) => Span {
            start: mount.target.as_ref()?.span.end,
            end: mode.span.end,
        },
    };
    Some(fix.delete(span))
}
