#![doc = include_str!("sensitive_host_path.md")]

use crate::compose::host_mounts::HostMount;
use crate::facts::engine_socket;
use crate::facts::host_paths::{self, Harm, HostPath};
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.6; bind mounts:
/// <https://docs.docker.com/engine/storage/bind-mounts/>
pub const RULE: Rule = Rule::new("sensitive-host-path", Severity::High)
    .aliases(
        "kics:volume_has_sensitive_host_directory compose-lint:CL-0013 compose-lint:CL-0025 \
        cis:5.6",
    )
    .in_compose(compose);

fn compose(file: &Compose, check: &mut Check) {
    for mount in file.host_mounts() {
        let path = mount.path.value.as_ref();
        if let Some(found) = host_paths::look_up(path)
            && engine_socket::at(path).is_none()
        {
            complain(&mount, found, check);
        }
    }
}

fn complain(mount: &HostMount, found: HostPath, check: &mut Check) {
    let read_only = mount.mount.read_only;
    let severity = if read_only {
        found.read_only
    } else {
        Some(found.writable)
    };
    let Some(severity) = severity else { return };
    let text = mount.service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    if image
        .as_ref()
        .is_some_and(|image| is_own_folder(&mount.path.value, found, image))
    {
        return;
    }
    let tool = image.map_or("", |image| image.last_component());
    let is_watcher = read_only && found.harm == Harm::System && host_paths::watches_host(tool);
    let name = mount.service.name();
    let path = mount.path.value.as_ref();
    let holds = found.holds;
    let verb = match (found.harm, read_only) {
        (Harm::Socket, _) => "use",
        (_, true) => "read",
        (_, false) => "change",
    };
    let detail = if is_watcher {
        format!(
            "That's how `{tool}` does its job: it looks at the host from inside, and it can't write there. What it reports tells a lot, so keep that away from strangers."
        )
    } else {
        advice(found, read_only).to_owned()
    };
    let aliases = match (found.harm, severity) {
        (Harm::System | Harm::Programs, Severity::Critical) => {
            "kics:volume_has_sensitive_host_directory compose-lint:CL-0013 compose-lint:CL-0025 \
        cis:5.6"
        }
        (Harm::System | Harm::Programs, _) => {
            "kics:volume_has_sensitive_host_directory compose-lint:CL-0013 cis:5.6"
        }
        _ => "compose-lint:CL-0013 cis:5.6",
    };
    let draft = check.report(
        mount.place.span,
        format!("`{name}` can {verb} {holds} through `{path}`."),
        detail,
    );
    draft
        .severity(if is_watcher { Severity::Note } else { severity })
        .aliases(aliases)
        .written_at(mount.place);
    if let Some(device) = mount.device {
        draft.related(device, "The volume is this path of the host.");
    }
}

/// True for a folder of settings that is named after the image: nobody else on this machine
/// reads `/etc/pihole`.
fn is_own_folder(path: &str, found: HostPath, image: &ImageReference) -> bool {
    let folder = ["/etc/", "/usr/share/"]
        .iter()
        .find_map(|parent| path.strip_prefix(parent))
        .and_then(|rest| rest.split('/').next());
    let is_plain = found.read_only.is_none() && found.writable <= Severity::Medium;
    is_plain
        && folder.is_some_and(|folder| {
            let mut names = image.repository.split('/');
            !folder.is_empty() && names.any(|name| name.eq_ignore_ascii_case(folder))
        })
}

fn advice(found: HostPath, read_only: bool) -> &'static str {
    match (found.harm, read_only) {
        (Harm::Programs, true) if found.read_only == Some(Severity::Note) => {
            "Modules aren't secret, and it can't change them. There's nothing to do, unless the program runs without them."
        }
        (Harm::Programs, false) if found.read_only == Some(Severity::Note) => {
            "A module planted there runs in the kernel, outside every container. Programs only read them: add `:ro`."
        }
        (Harm::Socket, _) => {
            "Whoever takes the container over can use it too, and `:ro` doesn't stop that. Leave it out where the program runs without it."
        }
        (Harm::Credentials, true) => {
            "It can't change them, but a copy is all a thief needs. Hand over the one file it needs as a secret, or make a key for this job alone."
        }
        (Harm::Credentials, false) => {
            "A copy is all a thief needs, and it can plant its own as well. Hand over the one file it needs as a secret, or make a key for this job alone."
        }
        (_, false) if found.read_only.is_none() => {
            "Most programs only read it: add `:ro`, so that nobody who breaks in can change it."
        }
        (Harm::Programs, false) => {
            "What's planted there runs on the host, outside every container. Mount the one file it needs, and add `:ro`."
        }
        (_, true) => {
            "It can't change anything there, but it can read what's meant for others. Mount the one folder or file it needs instead."
        }
        (Harm::System, false) => {
            "Whoever takes the container over can use that to take the machine. Mount the one folder or file it needs instead, and add `:ro`."
        }
    }
}
