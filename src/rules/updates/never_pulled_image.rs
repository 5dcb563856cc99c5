#![doc = include_str!("never_pulled_image.md")]

use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/compose-file/services/#pull_policy>
pub const RULE: Rule = Rule::new("never-pulled-image", Severity::Low)
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    let Some(policy) = service.get("pull_policy") else {
        return;
    };
    if policy.route().is_inherited() || service.has("build") {
        return;
    }
    let Some(image) = service.image().and_then(|image| image.text()) else {
        return;
    };
    let text = policy.text();
    let word = text.as_ref().map_or("", Text::as_str);
    if !is_one_of("never missing if_not_present", word) {
        return;
    }
    let Some(reference) = ImageReference::parse(&image) else {
        return;
    };
    if !is_moving(&reference) {
        return;
    }
    let name = reference.familiar_name();
    let is_known = crate::facts::knows_image(&name);
    let is_local = reference
        .registry
        .is_some_and(|host| host.starts_with("localhost"));
    // A bare name that nobody knows was most likely built on this machine.
    if is_local || !(is_known || name.contains('/')) {
        return;
    }
    let shown = &image.value;
    let (means, fix) = if word == "never" {
        (
            "never asks for it again, so whatever this machine got long ago is what runs",
            "Pull at every start",
        )
    } else {
        (
            "asks only where there is none yet, so the first one that this machine got stays for good",
            "Pull at every start",
        )
    };
    let draft = check
        .report(
            policy.span(),
            format!("`{}` may run a years-old `{shown}`.", service.name()),
            format!(
                "The tag goes on to newer images, but `{word}` {means}. Say `always`, or name an exact version and change it when you mean to."
            ),
        )
        .written_at(policy.place());
    if !is_known {
        draft.confidence(Confidence::Medium);
    }
    draft.fix(
        policy
            .replacement()
            .map(|place| DraftFix::review(fix).replace(place, "always")),
    );
}

/// True for a tag that is put on newer images: none, `latest`, a name such as `stable`, or the
/// number of a whole line.
fn is_moving(reference: &ImageReference) -> bool {
    if reference.digest.is_some() || reference.has_variable() {
        return false;
    }
    let Some(tag) = &reference.tag else {
        return true;
    };
    let words = reference.tag_words();
    let is_name = "latest stable lts edge nightly main master current mainline";
    if tag
        .value
        .split(['-', '_'])
        .any(|word| is_one_of(is_name, word))
    {
        return true;
    }
    match words.version {
        // A longer number is a day or a build.
        Some(version) => version.len() < 4 && version.bytes().all(|byte| byte.is_ascii_digit()),
        None => is_one_of("alpine slim bookworm trixie noble jammy", &tag.value),
    }
}
