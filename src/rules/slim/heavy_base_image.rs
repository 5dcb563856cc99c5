#![doc = include_str!("heavy_base_image.md")]

use crate::facts::{images, lifecycle};
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::shell::PackageTool;

/// The rule. <https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image>
pub const RULE: Rule = Rule::new("heavy-base-image", Severity::Low)
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let base = file.final_stage().and_then(|stage| file.base_image(stage));
    let Some((_, from)) = base else {
        return;
    };
    let Some(value) = from.image.value() else {
        return;
    };
    let text = Text::new(value, from.image.span());
    let Some(reference) = ImageReference::parse(&text) else {
        return;
    };
    let name = reference.familiar_name();
    let tag = reference.tag.as_ref().map(Text::as_str);
    let is_windows = tag.is_some_and(|tag| tag.contains("windowsservercore"));
    let Some(facts) = images::lookup(&name, tag).filter(|_| !is_windows) else {
        return;
    };
    if !facts.is_full() || facts.is_builder() {
        return;
    }
    let mut compiles = false;
    let mut uses_apt = false;
    for (_, run) in file.shipped_runs() {
        for command in &run.script.commands {
            compiles |= command.compiles();
            let step = command.package_step();
            uses_apt |= step.is_some_and(|step| step.tool == PackageTool::Apt);
        }
    }
    // What compiles here needs the tools of a language's full image; another rule speaks of those.
    if facts.kind == images::ImageKind::Language && compiles {
        return;
    }
    let is_moving = tag.is_none_or(|tag| tag == "latest");
    let sibling = |suffix: &'static str| {
        let slim = if is_moving {
            lifecycle::current_tag(&name, check.today).map(|tag| format!("{tag}{suffix}"))
        } else {
            facts.slim_tag(suffix)
        };
        Some((suffix, slim?))
    };
    // Alpine has no apt.
    let mut suffixes = facts
        .slimmer()
        .filter(|suffix| !(uses_apt && suffix.contains("alpine")));
    let Some((suffix, slim)) = suffixes.find_map(sibling) else {
        return;
    };
    let caution = if suffix == "-alpine" {
        "Alpine has another C library and `apk`, so try it before you ship it."
    } else if facts.kind == images::ImageKind::Distribution {
        "It leaves out man pages and translations."
    } else {
        "It leaves out compilers, git and curl, so install what the app really calls."
    };
    let (same, fits_tag) = if is_moving {
        ("gives you the language", false)
    } else {
        ("is the same version", reference.digest.is_none())
    };
    let same = match facts.kind {
        images::ImageKind::Distribution if is_moving => "gives you the system",
        _ => same,
    };
    let is_literal = from.image.written() == value;
    let place = match &reference.tag {
        Some(tag) if is_literal => tag.span,
        _ => from.image.span(),
    };
    let draft = check.report(
        place,
        format!("`{value}` brings far more than your app needs to run."),
        format!(
            "Everything in it has to be pulled, scanned and patched, used or not. `{name}:{slim}` {same} with less baggage. {caution}"
        ),
    );
    // A digest belongs to the image that it was made for.
    if !fits_tag {
        return;
    }
    let fix = DraftFix::review(format!("Start from `{name}:{slim}`"));
    if let Some(more) = slim.strip_prefix(tag.unwrap_or_default()) {
        draft.fix(fix.insert(from.image.span().end, more));
    } else if is_literal {
        draft.fix(fix.replace(place, slim));
    }
}
