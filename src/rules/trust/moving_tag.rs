#![doc = include_str!("moving_tag.md")]

use crate::image::NamedImage;
use crate::rules::prelude::*;
use crate::rules::unversioned;

/// The rule. Digests: <https://docs.docker.com/build/building/best-practices/#pin-base-image-versions>
pub const RULE: Rule = Rule::new("moving-tag", Severity::Note)
    .aliases("compose-lint:CL-0019")
    .pedantic()
    .in_dockerfile(dockerfile)
    .in_compose(compose);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    unversioned::in_dockerfile(file, "", judge, check);
}

fn compose(file: &Compose, check: &mut Check) {
    unversioned::in_compose(file, RULE.aliases, judge, check);
}

fn judge(image: &NamedImage, aliases: &'static str, check: &mut Check) {
    let Some(reference) = image.reference() else {
        return;
    };
    let Some(tag) = &reference.tag else { return };
    if reference.digest.is_some() || tag.value == "latest" || reference.has_variable() {
        return;
    }
    let name = reference.familiar_name();
    let tag_text = &*tag.value;
    let version = reference.tag_words().version.unwrap_or_default();
    // Names such as `sha-4f0c5b1` or `20260801` aren't moved on purpose.
    let is_build = tag_text.bytes().filter(u8::is_ascii_digit).count() > 5;
    let title = match version.split('.').count() {
        _ if is_build => again(&name, tag_text),
        _ if version.is_empty() => {
            format!("`{name}:{tag_text}` is a name that moves to newer images.")
        }
        1 | 2 => format!("`{name}:{tag_text}` moves on to a new image with each release."),
        _ => again(&name, tag_text),
    };
    let draft = check
        .report(
            image.place(tag.span),
            title,
            format!(
                "A digest can't move: `docker buildx imagetools inspect {name}:{tag_text}` prints it, to be written as `{tag_text}@sha256:…`. Renovate or Dependabot then hands you each update as a change to look at."
            ),
        )
        .aliases(aliases);
    if let Some(place) = image.written_elsewhere(tag.span) {
        draft.related(place, "The tag is written here.");
    }
}

fn again(name: &str, tag: &str) -> String {
    format!("`{name}:{tag}` can be pushed again with other content.")
}
