#![doc = include_str!("unusable_from_default.md")]

use crate::dockerfile::Base;
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/>
pub const RULE: Rule = Rule::new("unusable-from-default", Severity::Medium)
    .aliases("buildkit:InvalidDefaultArgInFrom")
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::From(from) = &instruction.body else {
        return;
    };
    let written = from.image.written();
    if from.base != Base::Image || !written.contains('$') || written.contains(['%', '<', '@', ' '])
    {
        return;
    }
    let Some(image) = file.default_image(from) else {
        return;
    };
    let text = Text::new(image.as_str(), Span::new(0, image.len()));
    if image.contains(['{', '$'])
        || ImageReference::parse(&text).is_some()
        || is_undefined(file, from.image.span())
    {
        return;
    }
    if file.stages.len() > MOST_STAGES || is_unknown(file, written) {
        return;
    }
    let builder = check.project.builder_of(check.file);
    if let Some(build) = builder.and_then(|(_, service)| service.build())
        && build
            .args
            .iter()
            .any(|arg| written.contains(arg.name.as_str()))
    {
        // The Compose file hands it over.
        return;
    }
    let what = if image.is_empty() {
        "no name at all".to_owned()
    } else {
        format!("`{}`", excerpt(&image))
    };
    check.report(
        from.image.span(),
        format!("Without build arguments, `{}` becomes {what}.", shown(written)),
        "A plain `docker build .` stops here. Give the `ARG` a default that works, such as a version you tested, or write `${NAME:-default}`.",
    );
}

/// As much of the name as fits a title.
fn shown(written: &str) -> String {
    if written.len() < 70 {
        written.to_owned()
    } else {
        excerpt(written)
    }
}

/// More stages than anyone has.
const MOST_STAGES: usize = 300;

/// True if a variable in it has a default that can't be told from here.
fn is_unknown(file: &Dockerfile, written: &str) -> bool {
    for instruction in &file.instructions {
        let (Body::Arg(pairs), None) = (&instruction.body, instruction.stage) else {
            continue;
        };
        for pair in pairs {
            let is_open = pair
                .value
                .as_ref()
                .is_some_and(|value| value.value().is_none());
            if is_open && written.contains(pair.name.as_str()) {
                return true;
            }
        }
    }
    false
}

/// True if a variable in it is declared nowhere, which is another rule's.
fn is_undefined(file: &Dockerfile, place: Span) -> bool {
    let names = &file.undefined;
    let at = names.partition_point(|one| one.name.span.start < place.start);
    names
        .get(at)
        .is_some_and(|one| place.contains(one.name.span))
}
