#![doc = include_str!("remote_definition.md")]

use crate::compose::Value;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. What can be remote: <https://docs.docker.com/reference/compose-file/include/>,
/// <https://docs.docker.com/build/concepts/context/#remote-context>
pub const RULE: Rule = Rule::new("remote-definition", Severity::Medium)
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    if !file.source.contains([':', '@']) {
        return;
    }
    if let Some(include) = file.get("include") {
        for item in include.items() {
            judge(Some(item), "What this file includes", check);
            for path in item.get("path").into_iter().flat_map(|path| path.items()) {
                judge(Some(path), "What this file includes", check);
            }
        }
    }
    for service in file.services() {
        let name = service.name();
        let build = service.get("build");
        let context = build.and_then(|build| {
            let is_short = build.style().is_some();
            if is_short {
                Some(build)
            } else {
                build.get("context")
            }
        });
        judge(context, &format!("The code of `{name}`"), check);
        let more = build.and_then(|build| build.get("additional_contexts"));
        for context in more
            .into_iter()
            .flat_map(|more| more.entries().chain(more.items()))
        {
            judge(
                Some(context),
                &format!("Part of the build of `{name}`"),
                check,
            );
        }
        let extended = service.path(&["extends", "file"]);
        judge(extended, &format!("What `{name}` extends"), check);
    }
}

fn judge(value: Option<Value>, what: &str, check: &mut Check) {
    let Some(value) = value.filter(|value| !value.route().is_inherited()) else {
        return;
    };
    let Some(scalar) = value.scalar() else { return };
    // A list of contexts has `name=address`.
    let text = &*scalar.value;
    let start = text
        .find('=')
        .filter(|at| !text[..*at].contains([':', '/', '@']));
    let address = text.get(start.map_or(0, |at| at + 1)..).unwrap_or_default();
    let Some((host, is_image)) = host(address) else {
        return;
    };
    let reference = address.split_once('#').map(|(_, reference)| reference);
    let reference = reference.map_or("", |reference| {
        reference.split(':').next().unwrap_or(reference)
    });
    let is_commit = |text: &str| {
        matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let asked = address
        .split(['?', '&', '#'])
        .filter_map(|part| part.split_once('='));
    let pinned = is_commit(reference)
        || address.contains("@sha256:")
        || asked
            .clone()
            .any(|(key, value)| is_one_of("commit checksum ref", key) && is_commit(value));
    let place = value.place();
    if pinned {
        check
            .report(
                place.span,
                format!("{what} comes from `{host}`, held to one version."),
                "It can't change unseen. Read it once as if it were yours, for it can ask for any right on this machine.",
            )
            .severity(Severity::Note)
            .written_at(place);
        return;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let is_archive = [".tar", ".gz", ".tgz", ".zip", ".xz", ".bz2"]
        .iter()
        .any(|end| path.ends_with(end));
    let advice = if is_archive {
        "Fetch it by hand, check its sha256"
    } else if is_image {
        "Name its digest (`@sha256:…`) in place of the tag"
    } else {
        "Name a full commit behind `#`"
    };
    let draft = check
        .report(
            place.span,
            format!("{what} comes from `{host}`, and can change without a word."),
            format!(
                "Whoever can push there can ask for any right on this machine with your next start. {advice}, or keep a copy in your own project."
            ),
        )
        .written_at(place);
    let number = reference.trim_start_matches('v');
    let is_release =
        number.contains('.') && number.starts_with(|first: char| first.is_ascii_digit());
    if is_release {
        draft.severity(Severity::Low);
    }
}

/// The host of something that isn't on this machine, and whether it's an image in a registry.
fn host(address: &str) -> Option<(&str, bool)> {
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None if address.starts_with("git@") => ("git", address),
        None if address.starts_with("github.com/") => ("https", address),
        None => return None,
    };
    if !is_one_of("http https git ssh git+ssh git+https oci", scheme) {
        return None;
    }
    let rest = rest.split(['/', '?', '#']).next()?;
    let host = rest.rsplit('@').next()?;
    let host = host.split(':').next()?;
    (!host.is_empty() && !host.contains('$')).then_some((host, scheme == "oci"))
}
