#![doc = include_str!("unknown_key.md")]

use crate::compose::misfits::{Misfit, What};
use crate::facts::compose_keys::{Key, Object, TOP_LEVEL, object};
use crate::rules::crowd::Crowd;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::source::Kind;
use crate::spelling;

/// The rule. The keys: <https://docs.docker.com/reference/compose-file/>
pub const RULE: Rule = Rule::new("unknown-key", Severity::High)
    .aliases("dclint:invalid-schema")
    .in_compose(compose)
    .only(Kind::Compose);

/// What people call a service's key in other places or older files, and its name today.
const OTHER_NAMES: [(&str, &str); 15] = [
    ("cpu", "cpus"),
    ("dockerfile", "dockerfile:` below `build"),
    ("env", "environment"),
    ("envs", "environment"),
    ("env_vars", "environment"),
    ("log_driver", "driver:` below `logging"),
    ("log_opt", "options:` below `logging"),
    ("memory", "mem_limit"),
    ("mount", "volumes"),
    ("mounts", "volumes"),
    ("name", "container_name"),
    ("net", "network_mode"),
    ("publish", "ports"),
    (
        "volume_driver",
        "driver:` below the volume, at the top level under `volumes",
    ),
    ("workdir", "working_dir"),
];

/// Mappings below a service whose keys people write one level too high.
const BELOW: [(&str, &str); 5] = [
    ("build", "build"),
    ("healthcheck", "healthcheck"),
    ("deploy", "deploy"),
    ("logging", "logging"),
    ("deploy.resources", "deploy:` and `resources"),
];

fn compose(file: &Compose, check: &mut Check) {
    let mut crowd = Crowd::new(check);
    if let (true, Some(first)) = (file.is_first_format(), file.services().next()) {
        crowd.admits(first.name_span());
        crowd
            .check
            .report(
                first.name_span(),
                format!("`{}` stands at the top level, as in files from before 2016.", excerpt(first.name())),
                "Today's Compose wants a line `services:` first, and all services indented below it. I've read them as services all the same.",
            )
            .severity(Severity::Medium);
    }
    for misfit in file.misfits() {
        if let What::UnknownKey { object, key, value } = misfit.what
            && crowd.admits(misfit.span)
        {
            let name = file.tree.raw(key).unwrap_or_default();
            let value = file.value(value);
            let is_service = value.get("image").is_some() || value.get("build").is_some();
            let detail = advice(file, misfit, object, name, is_service);
            let word = excerpt(name);
            let title = match (misfit.key, misfit.owner) {
                (Some(around), owner) => {
                    let around = excerpt(file.tree.raw(around).unwrap_or_default());
                    match owner.and_then(|owner| file.tree.raw(owner)) {
                        Some(owner) if owner != around => format!(
                            "Compose knows no key `{word}` in `{around}` of `{}`.",
                            excerpt(owner)
                        ),
                        _ => format!("Compose knows no key `{word}` in `{around}`."),
                    }
                }
                _ => format!("Compose knows no key `{word}` at the top level."),
            };
            crowd.check.report(misfit.span, title, detail);
        }
    }
    crowd.close();
}

/// Where the key belongs, or what it may have been meant to be.
fn advice(file: &Compose, misfit: &Misfit, at: Object, name: &str, is_service: bool) -> String {
    let knows = |other: &str| object(other).and_then(|other| other.key(name)).is_some();
    let is_top = at.name == TOP_LEVEL;
    let is_service_key = knows("service");
    if let Some(known) = spelling::nearest(name, at.keys().map(|key: Key| key.name)) {
        format!("Did you mean `{known}:`? As it stands, Compose refuses the file.")
    } else if is_service && (is_top || at.name == "service") {
        "It looks like a service. Line it up with the others, one step in from `services:`."
            .to_owned()
    } else if is_top && is_service_key {
        "It belongs to a service. Indent it below the service's name.".to_owned()
    } else if let Some((_, known)) = OTHER_NAMES
        .iter()
        .find(|(other, _)| at.name == "service" && *other == name)
    {
        format!("Compose calls it `{known}:`.")
    } else if is_service_key && misfit.owner.is_some() && is_in_service(file, misfit) {
        format!(
            "`{name}:` belongs to the service itself. Move it to the left, in line with `image:`."
        )
    } else if let Some((_, below)) = BELOW
        .iter()
        .find(|(other, _)| at.name != *other && !is_top && knows(other))
    {
        format!("It belongs below `{below}:`, one step further in.")
    } else if name.contains('$') {
        "Compose fills variables into values, never into keys.".to_owned()
    } else {
        "As it stands, Compose refuses the file. Take it out, or write `x-` in front if it's a note of your own.".to_owned()
    }
}

fn is_in_service(file: &Compose, misfit: &Misfit) -> bool {
    misfit.owner.is_some_and(|owner| {
        misfit.key != Some(owner) && file.services().any(|one| one.key_node() == owner)
    })
}
