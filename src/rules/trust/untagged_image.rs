#![doc = include_str!("untagged_image.md")]

use crate::image::NamedImage;
use crate::rules::prelude::*;
use crate::rules::unversioned::{self, Version};

/// The rule. Tags: <https://docs.docker.com/build/building/best-practices/#pin-base-image-versions>,
/// CIS Docker Benchmark 4.2.
pub const RULE: Rule = Rule::new("untagged-image", Severity::Medium)
    .aliases(
        "hadolint:DL3006 trivy:DS-0001 checkov:CKV_DOCKER_7 kics:image_version_not_explicit \
        dclint:service-image-require-explicit-tag compose-lint:CL-0004 cis:4.2",
    )
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

const IN_DOCKERFILE: &str = "hadolint:DL3006 trivy:DS-0001 checkov:CKV_DOCKER_7 kics:image_version_not_explicit \
        cis:4.2";
const IN_COMPOSE: &str = "dclint:service-image-require-explicit-tag compose-lint:CL-0004 cis:4.2";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    unversioned::in_dockerfile(file, IN_DOCKERFILE, judge, check);
}

fn compose(file: &Compose, check: &mut Check) {
    unversioned::in_compose(file, IN_COMPOSE, judge, check);
}

fn judge(image: &NamedImage, aliases: &'static str, check: &mut Check) {
    let Some(reference) = image.reference() else {
        return;
    };
    // A variable at the end may bring a tag along.
    if reference.tag.is_some()
        || reference.digest.is_some()
        || reference.last_component().contains('$')
    {
        return;
    }
    let name = reference.familiar_name();
    // `image: 1.25` is a version without a name, which is another fault.
    if !name.contains(|letter: char| letter.is_ascii_alphabetic()) {
        return;
    }
    let version = Version::of(&name, check.today);
    let detail = format!(
        "Without a tag Docker reads `latest`: today's pull and next month's may hold different software, and nobody looked at the change. Name the version{}.",
        version.advice
    );
    let draft = check
        .report(
            image.place(reference.name_span),
            format!("`{name}` names no version, so you get whatever was pushed last."),
            detail,
        )
        .aliases(aliases);
    if let Some(place) = image.written_elsewhere(reference.name_span) {
        draft.related(place, "The name is written here.");
    }
    draft.fix(version.fix(image, &reference));
}
