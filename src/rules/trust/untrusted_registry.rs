#![doc = include_str!("untrusted_registry.md")]

use crate::image::NamedImage;
use crate::rules::prelude::*;
use crate::rules::unversioned;

/// The rule. It speaks only where the caller says which registries are trusted; OWASP rule 13.
pub const RULE: Rule = Rule::new("untrusted-registry", Severity::Medium)
    .aliases("hadolint:DL3026 owasp:13")
    .in_dockerfile(dockerfile)
    .in_compose(compose);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    if !check.trusted_registries.is_empty() {
        unversioned::in_dockerfile(file, RULE.aliases, judge, check);
    }
}

fn compose(file: &Compose, check: &mut Check) {
    if !check.trusted_registries.is_empty() {
        unversioned::in_compose(file, "owasp:13", judge, check);
    }
}

fn judge(image: &NamedImage, aliases: &'static str, check: &mut Check) {
    let Some(reference) = image.reference() else {
        return;
    };
    let registry = if reference.is_docker_hub() {
        "docker.io"
    } else {
        reference.registry.unwrap_or_default()
    };
    if registry.contains('$') {
        return;
    }
    let trusted = check.trusted_registries;
    if trusted
        .iter()
        .any(|entry| covers(entry.trim(), registry, reference.repository))
    {
        return;
    }
    let name = reference.familiar_name();
    let list = trusted
        .iter()
        .take(3)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("`, `");
    check
        .report(
            image.place(reference.name_span),
            format!("`{name}` comes from `{registry}`, which isn't on your list."),
            format!(
                "You asked for images from `{list}` only. Copy this one to a registry that you trust and name it from there, or add `{registry}` to the list."
            ),
        )
        .aliases(aliases);
}

/// Whether an entry of the list, `ghcr.io`, `*.corp.example` or `ghcr.io/acme`, covers an image.
fn covers(entry: &str, registry: &str, repository: &str) -> bool {
    let (host, path) = entry.split_once('/').unwrap_or((entry, ""));
    let host = if is_one_of("index.docker.io registry-1.docker.io hub.docker.com", host) {
        "docker.io"
    } else {
        host
    };
    let fits = match host.split_once('*') {
        None => host.eq_ignore_ascii_case(registry),
        Some((start, end)) => {
            registry.len() >= start.len() + end.len()
                && registry.starts_with(start)
                && registry.ends_with(end)
        }
    };
    let below = repository.strip_prefix(path.trim_end_matches(['/', '*']));
    fits && (path.is_empty() || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}
