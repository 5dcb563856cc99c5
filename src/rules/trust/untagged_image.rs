#![doc = include_str!("untagged_image.md")]

use crate::facts::lifecycle;
use crate::image::NamedImage;
use crate::rules::prelude::*;

/// The rule. Tags: <https://docs.docker.com/build/building/best-practices/#pin-base-image-versions>,
/// CIS Docker Benchmark 4.2.
pub const RULE: Rule = Rule::new("untagged-image", Severity::Medium)
    .aliases(&[
        "hadolint:DL3006",
        "trivy:DS-0001",
        "checkov:CKV_DOCKER_7",
        "kics:image_version_not_explicit",
        "dclint:service-image-require-explicit-tag",
        "compose-lint:CL-0004",
        "cis:4.2",
    ])
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

const IN_DOCKERFILE: [&str; 5] = [
    "hadolint:DL3006",
    "trivy:DS-0001",
    "checkov:CKV_DOCKER_7",
    "kics:image_version_not_explicit",
    "cis:4.2",
];
const IN_COMPOSE: [&str; 3] = [
    "dclint:service-image-require-explicit-tag",
    "compose-lint:CL-0004",
    "cis:4.2",
];

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for mention in file.images() {
        judge(&mention.named(file), &IN_DOCKERFILE, check);
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for pulled in file.pulled_images() {
        judge(&pulled.image, &IN_COMPOSE, check);
    }
}

fn judge(image: &NamedImage, aliases: &[&'static str], check: &mut Check) {
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
    let tag = lifecycle::current_tag(&name, check.today);
    let advice = match &tag {
        Some(tag) => format!(", such as `{name}:{tag}`"),
        None => " that you tested".to_owned(),
    };
    let detail = format!(
        "Without a tag Docker reads `latest`: today's pull and next month's may hold different software, and nobody looked at the change. Name the version{advice}."
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
    draft.fix(tag.and_then(|tag| {
        let edits = image.retag(&reference, &tag)?;
        Some(DraftFix::review(format!("Name the version {tag}")).with(edits))
    }));
}
