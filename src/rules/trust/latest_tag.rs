#![doc = include_str!("latest_tag.md")]

use crate::image::NamedImage;
use crate::rules::prelude::*;
use crate::rules::unversioned::{self, Version};

/// The rule. Tags: <https://docs.docker.com/build/building/best-practices/#pin-base-image-versions>
pub const RULE: Rule = Rule::new("latest-tag", Severity::Medium)
    .aliases(
        "hadolint:DL3007 trivy:DS-0001 checkov:CKV_DOCKER_7 kics:image_version_using_latest \
        dclint:service-image-require-explicit-tag compose-lint:CL-0004",
    )
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

const IN_DOCKERFILE: &str =
    "hadolint:DL3007 trivy:DS-0001 checkov:CKV_DOCKER_7 kics:image_version_using_latest";
const IN_COMPOSE: &str = "dclint:service-image-require-explicit-tag compose-lint:CL-0004";

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
    let Some(latest) = reference.tag.as_ref().filter(|tag| tag.value == "latest") else {
        return;
    };
    // The digest says what is pulled, whatever the tag.
    if reference.digest.is_some() {
        return;
    }
    let name = reference.familiar_name();
    let version = Version::of(&name, check.today);
    let detail = format!(
        "Two machines that pull it a week apart can run different software, and there's no old name to go back to. Name the version{}.",
        version.advice
    );
    let draft = check
        .report(
            image.place(latest.span),
            format!("`{name}:latest` is a label that moves to another image without a word."),
            detail,
        )
        .aliases(aliases);
    if let Some(place) = image.written_elsewhere(latest.span) {
        draft.related(place, "The tag is written here.");
    }
    draft.fix(version.fix(image, &reference));
}
