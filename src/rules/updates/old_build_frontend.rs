#![doc = include_str!("old_build_frontend.md")]

use crate::dockerfile::Instruction;
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/build/buildkit/frontend/#stable-channel>
pub const RULE: Rule = Rule::new("old-build-frontend", Severity::Note)
    .fixes(Safety::Safe)
    .in_dockerfile(dockerfile);

/// The versions 1.0 to 1.6.
const NEWEST_OLD: u32 = 6;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(syntax) = &file.directives.syntax else {
        return;
    };
    let Some(reference) = ImageReference::parse(syntax) else {
        return;
    };
    let Some(tag) = &reference.tag else {
        return;
    };
    if reference.familiar_name() != "docker/dockerfile" {
        return;
    }
    let words = reference.tag_words();
    let has = |word: &str| words.words.contains(&word);
    let version = words.version.and_then(|version| version.strip_prefix("1."));
    let minor = version.and_then(|rest| rest.split('.').next()?.parse().ok());
    let is_old = minor.is_some_and(|minor: u32| minor <= NEWEST_OLD);
    let (title, detail) = if has("experimental") {
        (
            "is an early test version of the build's reader.",
            "All that it tried out has long been in the stable one.",
        )
    } else if has("labs") && !needs_labs(&file.instructions) {
        (
            "reads this file with features that are still on trial.",
            "Nothing in this file needs them: what it uses is stable by now.",
        )
    } else if is_old {
        (
            "holds the build to an old reader.",
            "It has the faults of its day, and newer checks and features are missing.",
        )
    } else {
        return;
    };
    let draft = check.report(
        tag.span,
        format!("`{}` {title}", syntax.value),
        format!("{detail} `docker/dockerfile:1` is the newest 1.x, and it reads all that older ones read."),
    );
    if reference.digest.is_some() {
        return;
    }
    draft.fix(DraftFix::safe("Use docker/dockerfile:1").replace(tag.span, "1"));
}

/// True if an instruction asks for what only the labs version has.
fn needs_labs(instructions: &[Instruction]) -> bool {
    let mut instructions = instructions.iter();
    instructions.any(|instruction| instruction.flag("device").is_some())
}
