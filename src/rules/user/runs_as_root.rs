#![doc = include_str!("runs_as_root.md")]

use crate::compose::Value;
use crate::compose::volumes::{Mount, MountKind};
use crate::dockerfile::{self, Base, Instruction, Stage};
use crate::facts::images::{DropsPrivileges, ImageFacts, ImageKind, PackageManager};
use crate::facts::users;
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 4.1; USER:
/// <https://docs.docker.com/reference/dockerfile/#user>
pub const RULE: Rule = Rule::new("runs-as-root", Severity::Medium)
    .aliases(&[
        "hadolint:DL3002",
        "trivy:DS-0002",
        "checkov:CKV_DOCKER_3",
        "checkov:CKV_DOCKER_8",
        "kics:missing_user_instruction",
        "kics:last_user_is_root",
        "compose-lint:CL-0018",
        "cis:4.1",
        "owasp:2",
    ])
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// No USER at all.
const MISSING: &[&str] = &[
    "trivy:DS-0002",
    "checkov:CKV_DOCKER_3",
    "kics:missing_user_instruction",
    "cis:4.1",
    "owasp:2",
];
/// A USER that says root.
const SAID: &[&str] = &[
    "hadolint:DL3002",
    "trivy:DS-0002",
    "checkov:CKV_DOCKER_8",
    "kics:last_user_is_root",
    "cis:4.1",
    "owasp:2",
];
/// A service that says root, and one that says nothing.
const SERVICE: &[&str] = &["compose-lint:CL-0018", "cis:4.1", "owasp:2"];
const QUIET_SERVICE: &[&str] = &["cis:4.1", "owasp:2"];

/// Who an image starts as when nobody says anything else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// Someone else, or a system without root.
    Common,
    /// Root, until its start script changes user.
    UntilStarted,
    /// Root, but its workers are someone else.
    Parent,
    Root,
    Unknown,
}

fn start_of(name: &str, facts: Option<&ImageFacts>) -> Start {
    match facts {
        _ if dockerfile::is_windows(name) || users::promises_user(name) => Start::Common,
        None => Start::Unknown,
        Some(facts) if !facts.root || facts.id == "windows" => Start::Common,
        Some(facts) => match facts.drops_privileges {
            DropsPrivileges::AtStart => Start::UntilStarted,
            DropsPrivileges::WorkersOnly => Start::Parent,
            DropsPrivileges::Never => Start::Root,
        },
    }
}

/// How to become someone else at the end of a Dockerfile.
struct Way {
    /// Lines to add.
    lines: String,
    /// The user that the last of them names.
    user: String,
    /// What the finding says about it.
    advice: String,
}

fn way(file: &Dockerfile, stage: &Stage, facts: Option<&ImageFacts>) -> Option<Way> {
    let ready = |user: &str, advice: String| {
        Some(Way {
            lines: format!("USER {user}"),
            user: user.to_owned(),
            advice,
        })
    };
    if let Some(user) = file.last_common_user(stage) {
        return ready(
            user,
            format!("Go back to the user from above: end with `USER {user}`."),
        );
    }
    if let Some(user) = file.made_user(stage) {
        return ready(
            user,
            format!(
                "The file makes a user `{user}` and never switches to it: end with `USER {user}`."
            ),
        );
    }
    let facts = facts?;
    if !facts.root {
        return ready(
            facts.user,
            format!(
                "The image's own user is `{0}`: end with `USER {0}`.",
                facts.user
            ),
        );
    }
    if facts.drops_privileges != DropsPrivileges::Never {
        return None;
    }
    if let Some(user) = facts.ready_user {
        return ready(
            user,
            format!("The image brings a user for this: end with `USER {user}`."),
        );
    }
    if !matches!(facts.kind, ImageKind::Language | ImageKind::Distribution) {
        return None;
    }
    // Small Red Hat and Amazon images have no useradd; a number needs none.
    let maker = match facts.packages() {
        _ if !facts.has_shell() => None,
        PackageManager::Apk => Some("adduser -S -D -H -u 10001 app"),
        PackageManager::Apt => Some("useradd --system --uid 10001 --no-create-home app"),
        PackageManager::Dnf | PackageManager::Yum if !facts.id.starts_with("amazon") => {
            Some("useradd --system --uid 10001 --no-create-home app")
        }
        _ => None,
    };
    match maker {
        Some(maker) => Some(Way {
            lines: format!("RUN {maker}\nUSER 10001"),
            user: "10001".to_owned(),
            advice: format!("Give it a user of its own: `RUN {maker}`, then `USER 10001`."),
        }),
        None => ready(
            "10001:10001",
            "A number is enough: end with `USER 10001:10001`.".to_owned(),
        ),
    }
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let name = file
        .base_image(stage)
        .and_then(|(_, from)| Some(Text::new(from.image.value()?, from.image.span())));
    let image = name.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    match file.last_user(stage) {
        Some((instruction, user)) => {
            let value = user.value().unwrap_or_default();
            if users::is_root(value) {
                said(file, stage, instruction, user, facts.as_ref(), check);
            } else if users::is_windows_administrator(value) {
                check
                    .report(
                        user.span(),
                        format!("This container's program runs as `{value}`."),
                        "On Windows that's the account that may change everything in the container. Every base image has a smaller one: end with `USER ContainerUser`.",
                    )
                    .severity(Severity::Medium)
                    .aliases(SAID);
            }
        }
        None => by_default(file, stage, name.as_ref(), facts.as_ref(), check),
    }
}

/// The tool or script that changes the user at the start, so that root is only for a moment.
fn changer<'d>(file: &'d Dockerfile, stage: &'d Stage, start: Start) -> Option<&'d str> {
    if let Some(tool) = file.user_changer(stage) {
        return Some(tool);
    }
    if start != Start::UntilStarted {
        return None;
    }
    let entrypoint = file.last_in_chain(stage, |instruction| match &instruction.body {
        Body::Entrypoint(line) => Some(line.span.slice(file.source)),
        _ => None,
    });
    match entrypoint {
        None => Some("its start script"),
        // A script in front that goes on with the image's own one.
        Some((_, line)) => line
            .contains("docker-entrypoint")
            .then_some("its start script"),
    }
}

fn said(
    file: &Dockerfile,
    stage: &Stage,
    instruction: &Instruction,
    user: &dockerfile::Argument,
    facts: Option<&ImageFacts>,
    check: &mut Check,
) {
    let written = user.written();
    let start = start_of("", facts);
    let title = format!("`USER {written}` has the last word here, so the program runs as root.");
    if let Some(tool) = changer(file, stage, start) {
        check
            .report(
                user.span(),
                format!("`USER {written}` has the last word here, though {} may change it.", quoted(tool)),
                "If the start script really hands over to another user, root holds the keys for a moment only. I can't see the script from here.",
            )
            .severity(Severity::Low)
            .confidence(Confidence::Low)
            .aliases(SAID);
        return;
    }
    let way = way(file, stage, facts);
    let advice = way
        .as_ref()
        .map_or("Add a user, and end with `USER` and its number.", |way| {
            way.advice.as_str()
        });
    let draft = check
        .report(
            user.span(),
            title,
            format!("Whoever tricks the program gets root's keys to the whole container. {advice}"),
        )
        .severity(if start == Start::Parent {
            Severity::Medium
        } else {
            Severity::High
        })
        .aliases(SAID);
    let Some(way) = way else { return };
    let own = file.instructions_of(stage);
    let needs_root = |later: &Instruction| later.span > instruction.span && later.run().is_some();
    let is_last_step =
        own.iter().any(|other| other.span == instruction.span) && !own.iter().any(needs_root);
    let title = fix_title(&way.user);
    if is_last_step && !way.lines.contains('\n') {
        draft.fix(DraftFix::review(title).replace(user.span(), way.user));
    } else if let Some((at, text)) = file.user_place(stage, &way.lines) {
        draft.fix(DraftFix::review(title).insert(at, text));
    }
}

fn fix_title(user: &str) -> String {
    format!("Run as `{user}` (check that it can write where it must)")
}

fn quoted(tool: &str) -> String {
    if tool.contains(' ') {
        tool.to_owned()
    } else {
        format!("`{tool}`")
    }
}

fn by_default(
    file: &Dockerfile,
    stage: &Stage,
    name: Option<&Text>,
    facts: Option<&ImageFacts>,
    check: &mut Check,
) {
    let Some((_, from)) = file.from_of(stage) else {
        return;
    };
    let place = from.image.span();
    let is_scratch = file.chain(stage).any(|stage| stage.base == Base::Scratch);
    if is_scratch {
        return on_scratch(file, stage, place, check);
    }
    let Some(name) = name.map(Text::as_str) else {
        // A template's image is anybody's guess.
        if !from.image.written().contains("{{") {
            unknown(from.image.written(), place, check);
        }
        return;
    };
    let start = start_of(name, facts);
    if matches!(start, Start::Common) || name.contains("%%") {
        return;
    }
    if let Some(tool) = changer(file, stage, start) {
        let tool = quoted(tool);
        check
            .report(
                place,
                format!("`{name}` starts as root, and {tool} can change that at the start."),
                "That's fine as long as the start script hands over to another user before it starts the program. I can't see the script from here.",
            )
            .severity(Severity::Note)
            .confidence(if start == Start::UntilStarted { Confidence::High } else { Confidence::Low })
            .aliases(MISSING);
        return;
    }
    let child = file
        .instructions_of(stage)
        .iter()
        .rev()
        .find_map(|instruction| match &instruction.body {
            Body::User(user) if instruction.onbuild => user.value(),
            _ => None,
        });
    if let Some(child) = child.filter(|child| !users::is_root(child)) {
        check
            .report(
                place,
                format!("This image runs as root; only images built on it become `{child}`."),
                "`ONBUILD USER` speaks to the next Dockerfile, not to this one. If nobody starts this image by itself, that's all right.",
            )
            .severity(Severity::Note)
            .aliases(MISSING);
        return;
    }
    match start {
        Start::Parent => {
            let user = facts
                .and_then(|facts| facts.ready_user)
                .unwrap_or("another user");
            check
                .report(
                    place,
                    format!("`{name}` keeps its parent process as root."),
                    workers(user, facts),
                )
                .severity(Severity::Low)
                .aliases(MISSING);
        }
        Start::Unknown => unknown(name, place, check),
        _ => {
            let way = way(file, stage, facts);
            let advice = way.as_ref().map_or(
                "Give it a user of its own, and end with `USER` and its number.",
                |way| way.advice.as_str(),
            );
            let draft = check
                .report(
                    place,
                    format!("`{name}` starts as root, and nothing here changes that."),
                    format!("Whoever tricks the program gets root's keys to the whole container. {advice}"),
                )
                .aliases(MISSING);
            if let Some(way) = way
                && let Some((at, text)) = file.user_place(stage, &way.lines)
            {
                draft.fix(DraftFix::review(fix_title(&way.user)).insert(at, text));
            }
        }
    }
}

fn workers(user: &str, facts: Option<&ImageFacts>) -> String {
    let way_out = if facts.is_some_and(|facts| facts.id == "nginx") {
        "`nginxinc/nginx-unprivileged` needs no root at all; it listens on 8080."
    } else {
        "If it can listen on a port above 1024, try it without root altogether."
    };
    format!(
        "The workers that talk to visitors change to `{user}`, which keeps the worst away. {way_out}"
    )
}

fn unknown(name: &str, place: Span, check: &mut Check) {
    check
        .report(
            place,
            format!("I can't see who `{name}` starts as, and no `USER` says it here."),
            "Most images start as root, and then a tricked program holds root's keys. If this one does, add a user and end with `USER` and its number.",
        )
        .confidence(Confidence::Low)
        .aliases(MISSING);
}

/// An image from nothing: it has no users, but a number will do.
fn on_scratch(file: &Dockerfile, stage: &Stage, place: Span, check: &mut Check) {
    // Files to take out of a build, or to copy from: nothing ever runs in there.
    let runs = file.last_in_chain(stage, |instruction| {
        matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_)).then_some(())
    });
    if runs.is_none() || file.user_changer(stage).is_some() {
        return;
    }
    let whole_system = file.last_in_chain(stage, |instruction| match &instruction.body {
        Body::Add(copy) | Body::Copy(copy) => (copy.destination.written() == "/"
            && copy
                .sources
                .iter()
                .any(|source| source.written() == "/" || source.written().contains(".tar")))
        .then_some(()),
        _ => None,
    });
    let draft = check.report(
        place,
        "Nothing says who runs this image made from `scratch`, so it's root.",
        "`scratch` knows no users, but a number is enough: `USER 10001:10001`. A program that looks itself up by name also wants a copy of the build stage's /etc/passwd.",
    );
    draft.aliases(MISSING);
    if whole_system.is_some() {
        // A base system for other images to build on.
        draft.severity(Severity::Low).confidence(Confidence::Medium);
    } else if let Some((at, text)) = file.user_place(stage, "USER 10001:10001") {
        draft.fix(DraftFix::review(fix_title("10001:10001")).insert(at, text));
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services().filter(Service::is_container) {
        match service.user() {
            Some(user) => {
                let text = user.text();
                if text.is_some_and(|text| users::is_root(&text.value))
                    && !user.route().is_inherited()
                {
                    told(&service, user, check);
                }
            }
            None => silent(&service, check),
        }
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
        let (_, user) = file.last_user(file.final_stage()?)?;
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
    let is_run = service.is_docker_run();
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
        Start::Root => (
            format!("`{name}` runs as root, since its image does."),
            match (user, is_run) {
                (Some(user), true) => format!("Whoever tricks it gets root's keys to all that it mounts. The image brings a user for this: `--user={user}`."),
                (Some(user), false) => format!("Whoever tricks it gets root's keys to all that it mounts. The image brings a user for this: `user: {user}`."),
                (None, true) => "Whoever tricks it gets root's keys to all that it mounts. Try `--user=10001:10001`, and hand its folders to that number.".to_owned(),
                (None, false) => "Whoever tricks it gets root's keys to all that it mounts. Try `user: \"10001:10001\"`, and hand its folders to that number.".to_owned(),
            },
            Severity::Medium,
        ),
        Start::Unknown => (
            format!("I can't see who `{name}` runs as."),
            "Most images start as root. If this one brings a smaller user, its documentation says so; `docker inspect --format '{{.Config.User}}'` shows what the image sets.".to_owned(),
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
    if start == Start::Root {
        draft.fix(become_user(service, facts.as_ref()));
    }
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
