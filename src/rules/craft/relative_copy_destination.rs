#![doc = include_str!("relative_copy_destination.md")]

use crate::dockerfile::{Base, Copy, is_absolute};
use crate::image::ImageReference;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;

/// The rule. COPY counts from WORKDIR: <https://docs.docker.com/reference/dockerfile/#copy>
pub const RULE: Rule = Rule::new("relative-copy-destination", Severity::Low)
    .aliases("hadolint:DL3045")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

/// Official images that set no WORKDIR, so that the root folder is meant; from their Dockerfiles,
/// <https://github.com/docker-library/official-images>.
const AT_ROOT: &str = "alpine debian ubuntu fedora almalinux rockylinux amazonlinux busybox node python \
    ruby rust nginx eclipse-temurin openjdk amazoncorretto traefik postgres mysql mariadb mongo";

/// Images whose makers promise a folder.
const PROMISED: &str = "golang php wordpress httpd tomcat caddy composer bun ghost nextcloud drupal \
    joomla redis gradle jekyll";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
        return;
    };
    let Some(path) = copy.destination.value() else {
        return;
    };
    if path == "~" || path.starts_with("~/") {
        check
            .report(
                copy.destination.span(),
                "`~` is no home here: Docker makes a folder of that name.",
                "Only a shell turns `~` into a home folder. Write out the path, such as `/root` or `/home/app`.",
            )
            .severity(Severity::Medium)
            .aliases("");
        return;
    }
    if is_absolute(path) || instruction.onbuild || copy.destination.written().starts_with('$') {
        return;
    }
    let Some(stage) = file.stage_of(instruction) else {
        return;
    };
    let is_set = file.last_in_chain(stage, |one| {
        let is_above = one.span < instruction.span;
        (is_above && matches!(one.body, Body::Workdir(_))).then_some(())
    });
    let lowest = file.chain(stage).last().map(|stage| stage.base);
    if is_set.is_none() && lowest == Some(Base::Image) {
        let base = base_name(file, stage);
        let image = base.as_ref().and_then(ImageReference::parse);
        complain(copy, path, image.as_ref(), check);
    }
}

fn complain(copy: &Copy, path: &str, image: Option<&ImageReference>, check: &mut Check) {
    let name = image.map(ImageReference::familiar_name).unwrap_or_default();
    let last = image.map_or("", ImageReference::last_component);
    if is_one_of(PROMISED, last) || name.contains("lambda/") {
        return;
    }
    let place = copy.destination.span();
    if !is_one_of(AT_ROOT, &name) {
        let draft = check.report(
            place,
            format!("No `WORKDIR` says from where `{path}` counts."),
            "It lands in whatever folder the base image happens to stand in. Set a `WORKDIR` above, or write the whole path.",
        );
        if image.is_none() {
            draft.confidence(Confidence::Medium);
        }
        return;
    }
    let whole = ["/", path.trim_start_matches("./")].concat();
    let whole = if matches!(path, "." | "./") {
        "/"
    } else {
        &whole
    };
    let draft = check.report(
        place,
        format!("`{path}` lands in `{whole}`, among the system's own folders."),
        format!("`{name}` sets no folder of its own, and no `WORKDIR` here does. Set one above, for example `WORKDIR /app`, or write the whole path."),
    );
    if copy.destination.literal().is_some() {
        let fix = DraftFix::safe(format!("Write `{whole}`, where it lands now"));
        draft.fix(fix.replace(copy.destination.part(0, path.len()), whole));
    }
}
