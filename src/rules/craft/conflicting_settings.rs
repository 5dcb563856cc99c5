#![doc = include_str!("conflicting_settings.md")]

use crate::compose::{Resource, Value};
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. What the reference loader refuses:
/// <https://github.com/compose-spec/compose-go/blob/main/loader/validate.go>; and what `docker run`
/// does: <https://github.com/docker/cli/blob/master/cli/command/container/opts.go>
pub const RULE: Rule = Rule::new("conflicting-settings", Severity::High)
    .fixes(Safety::Review)
    .in_compose(compose);

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services() {
        if check.is_full() {
            return;
        }
        networks(&service, check);
        copies(&service, check);
        memory_mounts(&service, check);
        if service.is_docker_run() {
            flags(&service, check);
        } else {
            twins(&service, check);
            build(&service, check);
        }
    }
    for (kind, keys) in [
        ("secrets", "file environment"),
        ("configs", "file environment content"),
    ] {
        for resource in file.resources(kind) {
            sources(&resource, kind, keys, check);
        }
    }
    for volume in file.volumes() {
        external(&volume, check);
    }
}

/// Complains about `one`, which can't stand beside `other`; nothing if both come from another
/// service.
fn clash<'c>(
    check: &'c mut Check,
    one: Value,
    other: Value,
    title: String,
    detail: &str,
) -> Option<&'c mut Draft> {
    if one.route().is_inherited() && other.route().is_inherited() {
        return None;
    }
    let place = one.key_place();
    let draft = check.report(place.span, title, detail);
    draft
        .written_at(place)
        .related(other.key_span(), "It clashes with this.");
    Some(draft)
}

/// Offers to take one setting out.
fn offer(draft: Option<&mut Draft>, title: String, setting: Value, parent: Value) {
    if let Some(draft) = draft
        && let Some(cut) = setting.removal(&parent)
    {
        draft.fix(DraftFix::review(title).delete(cut));
    }
}

/// What a setting is called where it is written.
fn spelled(service: &Service, key: &str, flag: &'static str) -> String {
    if service.is_docker_run() {
        format!("--{flag}")
    } else {
        key.to_owned()
    }
}

fn networks(service: &Service, check: &mut Check) {
    let (Some(mode), Some(networks)) = (service.network_mode(), service.get("networks")) else {
        return;
    };
    let Some(text) = mode.scalar().filter(|text| text.known) else {
        return;
    };
    let named = service.networks();
    let Some(name) = named.first().map(|link| excerpt(&link.name.value)) else {
        return;
    };
    let title = format!(
        "`{}` can't use the network mode `{}` and join `{name}` as well.",
        service.name(),
        excerpt(&text.value)
    );
    let detail = "Docker refuses the two together. The mode takes the place of networks: keep it for `host` or another service's network, or drop it to join networks.";
    let own = service.own_settings();
    let mut draft = clash(check, mode, networks, title, detail);
    let mode_name = spelled(service, "network_mode", "network");
    offer(
        draft.as_deref_mut(),
        format!("Drop `{mode_name}`, and keep the networks"),
        mode,
        own,
    );
    offer(draft, "Keep the mode alone".to_owned(), networks, own);
}

/// Copies of a service can't share one fixed name.
fn copies(service: &Service, check: &mut Check) {
    let Some(name) = service.get("container_name") else {
        return;
    };
    let deployed = service.path(&["deploy", "replicas"]);
    let Some(count) = deployed.or_else(|| service.get("scale")) else {
        return;
    };
    if let (Some(copies @ 2..), Some(text)) = (count.as_integer(), name.text()) {
        let title = format!(
            "`{}` wants {copies} copies, all with the name `{}`.",
            service.name(),
            excerpt(&text.value)
        );
        let detail = "No two containers can have the same name, so Compose refuses the file. Without `container_name`, each copy gets a number behind its name.";
        let draft = clash(check, name, count, title, detail);
        let fix = "Let Compose name the copies".to_owned();
        offer(draft, fix, name, service.own_settings());
    }
}

/// A path that is memory can't be another mount as well.
fn memory_mounts(service: &Service, check: &mut Check) {
    let memory = service.tmpfs();
    if memory.is_empty() {
        return;
    }
    let list = service.get("tmpfs");
    let path = |text: &str| text.split(':').next().unwrap_or_default().to_owned();
    let mut taken: Vec<(String, Value)> = Vec::new();
    for mount in service.volumes() {
        if let Some(target) = mount.target.filter(|_| !mount.unresolved) {
            taken.push((target.value.into_owned(), mount.value));
        }
    }
    // No real service has so many.
    for item in memory.into_iter().take(50) {
        let target = path(item.as_str());
        if let Some((_, other)) = taken.iter().find(|(known, _)| *known == target) {
            let title = format!(
                "`{}` mounts two things at `{}`.",
                service.name(),
                excerpt(&target)
            );
            let detail = "Docker can't put memory where another mount is already, and refuses both. Keep the one whose content you need.";
            let draft = clash(check, item.value, *other, title, detail);
            if let Some(list) = list {
                let is_alone = list.items().nth(1).is_none() && !service.is_docker_run();
                let (value, parent) = if is_alone {
                    (list, service.own_settings())
                } else {
                    (item.value, list)
                };
                offer(draft, "Drop the memory".to_owned(), value, parent);
            }
        }
        taken.push((target, item.value));
    }
}

/// Flags that `docker run` doesn't take together: where each stands, and its name.
const FLAGS: [[(&[&str], &str); 2]; 3] = [
    [(&["x-rm"], "rm"), (&["restart"], "restart")],
    [(&["x-attach"], "attach"), (&["x-detach"], "detach")],
    [
        (&["healthcheck", "disable"], "no-healthcheck"),
        (&["healthcheck", "test"], "health-cmd"),
    ],
];

fn flags(service: &Service, check: &mut Check) {
    for [(one_path, one_flag), (other_path, other_flag)] in FLAGS {
        let (Some(one), Some(other)) = (service.path(one_path), service.path(other_path)) else {
            continue;
        };
        if one.is("false") || other.is("false") || other.is("no") {
            continue;
        }
        let title =
            format!("`docker run` doesn't take `--{one_flag}` and `--{other_flag}` together.");
        let detail =
            "It stops with an error before the container is made. Keep the one that you need.";
        let own = service.own_settings();
        let draft = clash(check, one, other, title, detail);
        offer(draft, format!("Keep `--{one_flag}`"), other, own);
    }
}

/// Settings that stand both on the service and below `deploy`: the service's key, the block, the
/// key in it, and what it is.
const TWINS: [(&str, &[&str], &str, &str); 5] = [
    ("scale", &["deploy"], "replicas", "number of copies"),
    ("cpus", LIMITS, "cpus", "CPU limit"),
    ("mem_limit", LIMITS, "memory", "memory limit"),
    ("pids_limit", LIMITS, "pids", "process limit"),
    (
        "mem_reservation",
        &["deploy", "resources", "reservations"],
        "memory",
        "memory reservation",
    ),
];
const LIMITS: &[&str] = &["deploy", "resources", "limits"];

fn twins(service: &Service, check: &mut Check) {
    for (key, path, deployed, what) in TWINS {
        let Some(own) = service.get(key) else {
            continue;
        };
        let Some(block) = service.path(path).filter(Value::is_mapping) else {
            continue;
        };
        let name = service.name();
        // Nought is the same as nothing, but for copies.
        let figure = figure(own).filter(|figure| key == "scale" || *figure > 0.0);
        let Some(figure) = figure else { continue };
        let other = block.get(deployed).filter(|other| !other.is_null());
        if let Some(other) = other {
            if self::figure(other).is_none_or(|other| (other - figure).abs() < 1e-9) {
                continue;
            }
            let title =
                format!("`{name}`'s {what} in `{key}` differs from the one below `deploy`.");
            let detail = "Compose refuses the file until both say the same. The one below `deploy` works with Swarm, too, so that's the one to keep.";
            let draft = clash(check, own, other, title, detail);
            let fix = format!("Drop `{key}`");
            offer(draft, fix, own, service.own_settings());
        } else if key != "scale" {
            let title = format!("`{name}` has a {what} in `{key}`, and none below `deploy`.");
            let detail = format!(
                "Once `deploy` has such a block, Compose wants the same figure there and refuses the file without it. Add `{deployed}` to it."
            );
            let draft = clash(check, own, block, title, &detail);
            let line = own.written().slice(service.compose().source);
            if let Some(draft) = draft
                && let Some((span, text)) = block.insert_entry(&format!("{deployed}: {line}"))
            {
                draft.fix(DraftFix::review("Say it below `deploy`, too").replace(span, text));
            }
        }
    }
}

/// A count or a size; nothing where a variable decides.
fn figure(value: Value) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "no machine has so many bytes")]
    let bytes = |value: Value| value.as_bytes().map(|bytes| bytes as f64);
    value.as_number().or_else(|| bytes(value))
}

fn build(service: &Service, check: &mut Check) {
    let Some(build) = service.get("build") else {
        return;
    };
    let name = service.name();
    if let (Some(path), Some(inline)) = (build.get("dockerfile"), build.get("dockerfile_inline")) {
        let title = format!("`{name}` names a Dockerfile and holds another one inline.");
        let detail =
            "Compose can build only one of them, and refuses the file. Keep the one that you mean.";
        let draft = clash(check, path, inline, title, detail);
        offer(draft, "Keep the inline one".to_owned(), path, build);
    }
    let (Some(platforms), Some(platform)) = (build.get("platforms"), service.text("platform"))
    else {
        return;
    };
    let mut all = platforms.items().filter_map(|item| item.text()).peekable();
    if all.peek().is_none()
        || platform.value.contains('$')
        || all.any(|built| built.value == platform.value || built.value.contains('$'))
    {
        return;
    }
    if let Some(wanted) = service.get("platform") {
        let title = format!(
            "`{name}` runs on `{}`, and its build leaves that out.",
            excerpt(&platform.value)
        );
        let detail = "Compose refuses to build images that the service can't use. Add it to the build's `platforms`.";
        let draft = clash(check, wanted, platforms, title, detail);
        if let Some(draft) = draft
            && let Some((span, text)) = platforms.insert_item(&platform.value)
        {
            draft.fix(DraftFix::review("Build for it, too").replace(span, text));
        }
    }
}

/// Secrets and configs come from exactly one place.
fn sources(resource: &Resource, kind: &str, keys: &str, check: &mut Check) {
    if !resource.value.is_mapping() {
        return;
    }
    let is_config = kind == "configs";
    if resource.is_external() || is_config && resource.get("external").is_some() {
        return;
    }
    let mut found: Vec<Value> = Vec::new();
    for key in keys.split(' ') {
        found.extend(resource.get(key));
    }
    let name = excerpt(&resource.name.value);
    if let [one, other, ..] = *found {
        let title = format!(
            "`{name}` comes from two places: `{}` and `{}`.",
            one.key(),
            other.key()
        );
        let detail =
            "Compose can't tell which one you mean, and refuses the file. Keep one of them.";
        let mut draft = clash(check, one, other, title, detail);
        let keep = format!("Keep `{}`", one.key());
        offer(draft.as_deref_mut(), keep, other, resource.value);
        let keep = format!("Keep `{}`", other.key());
        offer(draft, keep, one, resource.value);
    }
    let is_half = check.project.files.get(check.file);
    if found.is_empty() && is_half.is_none_or(|file| !file.is_override()) {
        let or = if is_config {
            "`file:`, `environment:` or `content:`"
        } else {
            "`file:` or `environment:`"
        };
        check.report(
            resource.name.span,
            format!("`{name}` doesn't say where its content comes from."),
            format!("Compose refuses the file without that. Add {or}, or `external: true` if it's made elsewhere."),
        );
    }
}

/// What is made elsewhere can't be set up here.
fn external(volume: &Resource, check: &mut Check) {
    if !volume.is_external() {
        return;
    }
    let Some(external) = volume.get("external") else {
        return;
    };
    let mut extra = Vec::new();
    for setting in volume.value.entries() {
        let key = setting.key();
        if !is_one_of("name external", key) && !key.starts_with("x-") {
            extra.push(setting);
        }
    }
    let Some(first) = extra.first() else { return };
    let title = format!(
        "The volume `{}` is made elsewhere, yet has its own `{}`.",
        excerpt(&volume.name.value),
        excerpt(first.key())
    );
    let detail = "Compose doesn't set up an external volume, so it refuses such settings beside `external`. Drop them, or drop `external` if the volume is made here.";
    let Some(draft) = clash(check, *first, external, title, detail) else {
        return;
    };
    let cuts: Option<Vec<Span>> = extra
        .iter()
        .take(20)
        .map(|setting| setting.removal(&volume.value))
        .collect();
    draft.fix(cuts.map(|cuts| {
        let fix = DraftFix::review("Keep it external");
        cuts.into_iter().fold(fix, DraftFix::delete)
    }));
}
