//! What a Dockerfile says about who its image runs as.

use super::way::way;
use super::{Start, fix_title, start_of, workers};
use crate::dockerfile::{Argument, Base, Instruction, Stage};
use crate::facts::images::ImageFacts;
use crate::facts::users;
use crate::image::ImageReference;
use crate::rules::chain::any_in_chain;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;

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

pub(super) fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let name = base_name(file, stage);
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

/// The program that the container starts and that changes user by itself, its parent process
/// aside: one known for it, or one that is told whom to become.
fn self_changer<'d>(file: &'d Dockerfile, stage: &'d Stage) -> Option<&'d str> {
    let lines = [file.cmd_of(stage), file.entrypoint_of(stage)];
    let mut last = lines
        .into_iter()
        .flatten()
        .filter_map(|(_, line)| line.script.commands.last());
    last.find_map(|command| {
        let program = command.program();
        let is_told = || {
            let words = command.words.iter().map(crate::shell::Word::as_str);
            let names = words.clone().zip(words.clone().skip(1));
            let mut names = names
                .filter(|(flag, _)| matches!(*flag, "-u" | "--user"))
                .map(|(_, name)| name)
                .chain(words.filter_map(|word| word.strip_prefix("--user=")));
            names.any(users::is_common_name)
        };
        // Python's `-u` is about buffers.
        let is_told = !program.starts_with("python") && is_told();
        (users::changes_user_by_itself(program) || is_told).then_some(program)
    })
}

const BY_ITSELF: &str = "It changes to another user by itself for most of its work, which keeps the worst away. If it can listen on a port above 1024, try it without root altogether.";

fn said(
    file: &Dockerfile,
    stage: &Stage,
    instruction: &Instruction,
    user: &Argument,
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
    if let Some(program) = self_changer(file, stage) {
        check
            .report(
                user.span(),
                format!("`USER {written}` has the last word here, so `{program}` keeps its parent process as root."),
                BY_ITSELF,
            )
            .severity(Severity::Low)
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
    // Without its digest, which says nothing to a reader.
    let name = name.and_then(|name| name.as_str().split('@').next());
    let Some(name) = name else {
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
    if start != Start::Parent
        && let Some(program) = self_changer(file, stage)
    {
        check
            .report(
                place,
                format!("`{program}` keeps its parent process as root."),
                BY_ITSELF,
            )
            .severity(Severity::Low)
            .aliases(MISSING);
        return;
    }
    let mut child = None;
    for instruction in file.instructions_of(stage) {
        if let Body::User(user) = &instruction.body
            && instruction.onbuild
        {
            child = user.value().or(child);
        }
    }
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
    if !any_in_chain(file, stage, &is_start) || file.user_changer(stage).is_some() {
        return;
    }
    let whole_system = any_in_chain(file, stage, &is_whole_system);
    let draft = check.report(
        place,
        "Nothing says who runs this image made from `scratch`, so it's root.",
        "`scratch` knows no users, but a number is enough: `USER 10001:10001`. A program that looks itself up by name also wants a copy of the build stage's /etc/passwd.",
    );
    draft.aliases(MISSING);
    if whole_system {
        // A base system for other images to build on.
        draft.severity(Severity::Low).confidence(Confidence::Medium);
    } else if let Some((at, text)) = file.user_place(stage, "USER 10001:10001") {
        draft.fix(DraftFix::review(fix_title("10001:10001")).insert(at, text));
    }
}

fn is_start(instruction: &Instruction) -> bool {
    matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_))
}

/// True for one that takes in a whole system.
fn is_whole_system(instruction: &Instruction) -> bool {
    let (Body::Add(copy) | Body::Copy(copy)) = &instruction.body else {
        return false;
    };
    let mut sources = copy.sources.iter().map(Argument::written);
    copy.destination.written() == "/"
        && sources.any(|source| source == "/" || source.contains(".tar"))
}
