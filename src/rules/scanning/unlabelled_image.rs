#![doc = include_str!("unlabelled_image.md")]

use crate::rules::prelude::*;

/// The rule. <https://github.com/opencontainers/image-spec/blob/main/annotations.md>
pub const RULE: Rule = Rule::new("unlabelled-image", Severity::Note)
    .aliases("hadolint:DL3049")
    .pedantic()
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// The label, and what people used before it.
const SOURCES: &str = "org.opencontainers.image.source org.label-schema.vcs-url vcs-url";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage().filter(|_| file.is_readable()) else {
        return;
    };
    let has_source = file.last_in_chain(stage, |instruction| match &instruction.body {
        // A name with a variable in it may be the one.
        Body::Label(pairs) => pairs
            .iter()
            .any(|pair| is_one_of(SOURCES, &pair.name.value) || pair.name.value.contains('$'))
            .then_some(()),
        _ => None,
    });
    let Some((_, from)) = file.from_of(stage).filter(|_| has_source.is_none()) else {
        return;
    };
    let fix = file
        .user_place(
            stage,
            "ARG IMAGE_SOURCE\nLABEL org.opencontainers.image.source=$IMAGE_SOURCE",
        )
        .map(|(at, text)| {
            DraftFix::review("Take the address from --build-arg IMAGE_SOURCE=…").insert(at, text)
        });
    check
        .report(
            from.image.span(),
            "Nothing in this image tells where its source is.",
            "When a scan finds a hole in it, somebody has to guess who can mend it. Add `LABEL org.opencontainers.image.source=…` with the address of the repository, unless your pipeline does.",
        )
        .confidence(Confidence::Medium)
        .fix(fix);
}
