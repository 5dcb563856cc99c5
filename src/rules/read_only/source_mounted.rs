#![doc = include_str!("source_mounted.md")]

use crate::compose::volumes::{Mount, MountKind};
use crate::facts::images::ImageKind;
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. Compose's other way to work on code:
/// <https://docs.docker.com/compose/how-tos/file-watch/>
pub const RULE: Rule = Rule::new("source-mounted", Severity::Note)
    .fixes(Safety::Review)
    .in_service(service);

/// Where images keep the code that they run.
const CODE: &str = "/api /app /application /backend /code /frontend /go/src/app /home/app /home/node/app /opt/app /project /src /srv/app /usr/app /usr/src /usr/src/app /var/www /var/www/app /var/www/html /web /work /workspace";

/// Folders of a project that hold code, not content or state.
const SOURCES: &str = "api app apps backend client cmd components frontend internal lib packages pages pkg server services source src web worker";

fn service(service: &Service, check: &mut Check) {
    let this = check.project.files.get(check.file);
    if this.is_some_and(|file| file.is_override() || file.is_for_development()) {
        return;
    }
    let mut found: Vec<Mount> = Vec::new();
    for mount in service.volumes() {
        if mount.kind == MountKind::Bind && !mount.route.is_inherited() && is_code(service, &mount)
        {
            found.push(mount);
        }
    }
    let Some((first, others)) = found.split_first() else {
        return;
    };
    let is_brief = service.is_docker_run() && (service.is_on("x-rm") || !service.is_on("x-detach"));
    if is_brief || check.is_job(service) {
        return;
    }
    let Some(source) = &first.source else { return };
    let place = first.route.place(source.span);
    let is_all = is_project(&source.value);
    let what = if is_all {
        "this project's folder".to_owned()
    } else {
        format!("`{}`", excerpt(&source.value))
    };
    let move_it = if service.is_docker_run() {
        "On a server, build an image with the code in it."
    } else {
        "Put the mount into `compose.override.yaml`, which stays on your laptop, or work with `develop: watch`."
    };
    let draft = check.report(
        place.span,
        format!("`{}` runs the code in {what}, not what was built.", service.name()),
        format!("That's handy at your desk. On a server, whoever changes a file there changes what runs, and a break-in can do so from inside. {move_it}"),
    );
    draft.written_at(place);
    for other in others {
        draft.related(other.route.place(other.span).span, "This one too.");
    }
    if service.has("build") {
        draft.fix(fix(service, &found));
    }
}

/// True for `.`, `$PWD` and the like.
fn is_project(source: &str) -> bool {
    let path = source.trim_end_matches('/');
    is_one_of(
        ". .. $PWD ${PWD} $(pwd) `pwd` ${PWD:-.} ${PWD}/. $PWD/. ../.",
        path,
    )
}

/// True if the folder of the host is the project or its sources, and lies where the code runs.
fn is_code(service: &Service, mount: &Mount) -> bool {
    let (Some(source), Some(target)) = (&mount.source, &mount.target) else {
        return false;
    };
    let target = target.value.trim_end_matches('/');
    let (parent, last) = target.rsplit_once('/').unwrap_or_default();
    let runs_in = |path: &str| {
        is_one_of(CODE, path)
            || service
                .text("working_dir")
                .is_some_and(|folder| folder.value.trim_end_matches('/') == path)
    };
    let is_below = is_one_of(SOURCES, last) && runs_in(parent);
    if !runs_in(target) && !is_below {
        return false;
    }
    if is_project(&source.value) {
        return true;
    }
    let path = source.value.trim_end_matches('/');
    let is_relative = path.starts_with("./") || path.starts_with("../") || path.starts_with('$');
    let folder = path.rsplit('/').next().unwrap_or(path);
    // The folder that the image is built from.
    let build = service.get("build");
    let context = build.and_then(|build| build.get("context").or(Some(build)));
    let context = context.and_then(|context| context.text());
    let is_context = context.is_some_and(|context| {
        context.value.trim_end_matches('/').trim_start_matches("./")
            == path.trim_start_matches("./")
    });
    is_context
        || is_relative
            && is_one_of(SOURCES, folder)
            && (service.has("build") || is_language(service))
}

/// True for a plain language image, which brings no code of its own.
fn is_language(service: &Service) -> bool {
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    facts.is_some_and(|facts| facts.kind == ImageKind::Language)
}

/// The image has the code, so the mounts can go.
fn fix(service: &Service, found: &[Mount]) -> Option<DraftFix> {
    let list = service.get("volumes")?;
    let fix = DraftFix::review("Run what was built");
    if list.items().count() == found.len() {
        let cut = list.removal(&service.own_settings())?;
        return Some(fix.delete(cut));
    }
    // No real service has so many.
    let cuts: Option<Vec<Span>> = found
        .iter()
        .take(20)
        .map(|mount| mount.value.removal(&list))
        .collect();
    Some(cuts?.into_iter().fold(fix, DraftFix::delete))
}
