//! What a service or a `docker run` line says about who it runs as.

use super::{Start, fix_title, start_of, workers};
use crate::compose::Value;
use crate::compose::volumes::{Mount, MountKind};
use crate::dockerfile::Stage;
use crate::facts::images::ImageFacts;
use crate::facts::{engine_socket, users};
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// A service that says root, and one that says nothing.
const SERVICE: &str = "compose-lint:CL-0018 cis:4.1 owasp:2";
const QUIET_SERVICE: &str = "cis:4.1 owasp:2";

pub(super) fn service(service: &Service, check: &mut Check) {
    if !service.is_container() {
        return;
    }
    match service.user() {
        Some(user) => {
            let text = user.text();
            if text.is_some_and(|text| users::is_root(&text.value)) && !user.route().is_inherited()
            {
                told(service, user, check);
            }
        }
        None => silent(service, check),
    }
}

/// The service says root itself.
fn told(service: &Service, user: Value, check: &mut Check) {
    let name = service.name();
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    let project = check.project;
    let built = project.dockerfile_of(check.file, service);
    let undone = built.and_then(|(at, file)| {
        let (_, user) = file.last_user(built_stage(file, service)?)?;
        let value = user.value().filter(|value| !users::is_root(value))?;
        Some((at, user.span(), value))
    });
    let start = if built.is_some() || service.has("build") {
        Start::Unknown
    } else {
        start_of(text.as_ref().map_or("", Text::as_str), facts.as_ref())
    };
    let setting = if service.is_docker_run() {
        "--user"
    } else {
        "user:"
    };
    let removal = || user.removal(&service.own_settings());
    let image_user = facts
        .filter(|_| start == Start::Common)
        .map(|facts| facts.user);
    let ready = facts
        .filter(|_| start == Start::Root)
        .and_then(|facts| facts.ready_user);
    let (detail, fix) = if let Some((_, _, value)) = undone {
        (
            format!(
                "Its Dockerfile ends with `USER {value}`, and this line undoes it. Drop `{setting}`, and a tricked program holds no more than that user's keys."
            ),
            removal().map(|span| {
                DraftFix::review(format!("Leave it to the Dockerfile's `{value}`")).delete(span)
            }),
        )
    } else if let Some(image_user) = image_user {
        (
            format!(
                "Left alone, the image runs as `{image_user}`. Drop `{setting}`, or give its folders to that user if they are why it's here."
            ),
            removal().map(|span| {
                DraftFix::review(format!("Leave it to the image's own `{image_user}`")).delete(span)
            }),
        )
    } else if start == Start::UntilStarted {
        (
            format!(
                "Its start script changes to another user right away, so the line changes little. `{setting}` can go."
            ),
            None,
        )
    } else if let Some(ready) = ready {
        (
            format!(
                "Whoever tricks it gets root's keys to all that it mounts. The image brings a user for this: `{ready}`."
            ),
            user.replacement()
                .map(|span| DraftFix::review(fix_title(ready)).replace(span, ready)),
        )
    } else {
        (
            format!(
                "Whoever tricks it gets root's keys to all that it mounts. Try it with a number of its own, such as 10001, and hand its folders to that number (`{setting}` takes it)."
            ),
            None,
        )
    };
    let draft = check.report(
        user.span(),
        format!("`{name}` is told to run as root."),
        detail,
    );
    draft
        .severity(if start == Start::UntilStarted {
            Severity::Low
        } else {
            Severity::High
        })
        .aliases(SERVICE)
        .written_at(user.place())
        .fix(fix);
    if let Some((file, span, _)) = undone {
        draft.related_in(file, span, "The Dockerfile chose this user.");
    }
}

/// The stage that the service builds: the one it names, else the last.
fn built_stage<'d, 'a>(file: &'d Dockerfile<'a>, service: &Service) -> Option<&'d Stage<'a>> {
    match service.build()?.target {
        Some(target) => file.stages.iter().find(|stage| {
            let name = stage.name.as_ref();
            name.is_some_and(|name| name.value.eq_ignore_ascii_case(&target.value))
        }),
        None => file.final_stage(),
    }
}

/// Nothing in the service says who it runs as.
fn silent(service: &Service, check: &mut Check) {
    // What is built here is told at its Dockerfile.
    if service.has("build") || tells_user_elsewhere(service) {
        return;
    }
    let Some(text) = service.image().and_then(|image| image.text()) else {
        return;
    };
    let image = ImageReference::parse(&text);
    let facts = image.as_ref().and_then(ImageReference::facts);
    let name = service.name();
    let mut start = start_of(&text.value, facts.as_ref());
    if start == Start::UntilStarted && service.has("entrypoint") {
        start = Start::Root;
    }
    let place = service.name_span();
    let user = facts.and_then(|facts| facts.ready_user);
    let (title, detail, severity) = match start {
        Start::Common => return,
        Start::UntilStarted => (
            format!("`{name}` starts as root and hands over by itself."),
            format!("Its start script sets up its folders as root, then goes on as `{}`. Nothing to do here.", user.unwrap_or("another user")),
            Severity::Note,
        ),
        Start::Parent => (
            format!("`{name}` keeps its parent process as root."),
            workers(user.unwrap_or("another user"), facts.as_ref()),
            Severity::Low,
        ),
        Start::Root if holds_more(service) => (
            format!("`{name}` runs as root, and holds more than root."),
            "It may order the engine or the whole machine about, so a smaller user changes little yet. See to that first.".to_owned(),
            Severity::Low,
        ),
        Start::Root => (
            format!("`{name}` runs as root, since its image does."),
            own_user(user, service.is_docker_run()),
            Severity::Medium,
        ),
        Start::Unknown => (
            format!("I can't see who `{name}` runs as."),
            look_up(&text.value),
            Severity::Low,
        ),
    };
    let once = service.is_on("x-rm") && severity > Severity::Low;
    let draft = check
        .report(place, title, detail)
        .severity(if once { Severity::Low } else { severity })
        .aliases(QUIET_SERVICE);
    if start == Start::Unknown || service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    }
    if start == Start::Root && !holds_more(service) {
        draft.fix(become_user(service, facts.as_ref()));
    }
}

fn own_user(ready: Option<&str>, is_run: bool) -> String {
    let advice = match (ready, is_run) {
        (Some(user), true) => format!("The image brings a user for this: `--user={user}`."),
        (Some(user), false) => format!("The image brings a user for this: `user: {user}`."),
        (None, true) => "Try `--user=10001:10001`, and hand its folders to that number.".to_owned(),
        (None, false) => {
            "Try `user: \"10001:10001\"`, and hand its folders to that number.".to_owned()
        }
    };
    format!("Whoever tricks it gets root's keys to all that it mounts. {advice}")
}

/// True where the user hardly matters: the container is privileged, or holds the engine's socket
/// (which another user couldn't open anyway).
fn holds_more(service: &Service) -> bool {
    let is_socket = |mount: &Mount| {
        let source = mount.source.as_ref();
        source.is_some_and(|source| engine_socket::at(&source.value).is_some())
    };
    service.is_on("privileged")
        || service.is_on("use_api_socket")
        || service.volumes().iter().any(is_socket)
}

/// Only where the image is known to run as that user, and holds no folder of the host, whose
/// owner can't be seen from here.
fn become_user(service: &Service, facts: Option<&ImageFacts>) -> Option<DraftFix> {
    let facts = facts?;
    let is_bound = |mount: &Mount| mount.kind == MountKind::Bind;
    if service.volumes().iter().any(is_bound) {
        return None;
    }
    let (line, flag, user) = match facts.ready_user {
        Some(user) => (format!("user: {user}"), format!("--user={user}"), user),
        None if facts.any_uid => (
            "user: \"10001:10001\"".to_owned(),
            "--user=10001:10001".to_owned(),
            "10001:10001",
        ),
        None => return None,
    };
    DraftFix::review(fix_title(user)).add_setting(service, &line, &flag)
}

/// True where someone else decides: a start script by a variable, or rootless Podman, which lets
/// the container run as the one who starts it.
fn tells_user_elsewhere(service: &Service) -> bool {
    let keeps_id = service
        .text("userns_mode")
        .is_some_and(|mode| mode.value.starts_with("keep-id"));
    keeps_id
        || service
            .environment()
            .iter()
            .any(|variable| users::names_user(&variable.name.value))
}

/// How to find out who an unknown image runs as.
fn look_up(image: &str) -> String {
    // Only Compose knows what a variable stands for.
    if image.contains('$') {
        return "Most images start as root. `docker inspect` shows the user in the image's `Config`, and an empty answer means root.".to_owned();
    }
    format!(
        "Most images start as root. This shows what it sets, and an empty answer means root: `docker inspect --format '{{{{.Config.User}}}}' {image}`."
    )
}
