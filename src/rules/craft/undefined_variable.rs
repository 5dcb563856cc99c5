#![doc = include_str!("undefined_variable.md")]

use crate::dockerfile::{Base, PLATFORM_ARGS, Pair, Undefined};
use crate::image::ImageReference;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::spelling;

/// The rule. <https://docs.docker.com/reference/build-checks/undefined-var/>
pub const RULE: Rule = Rule::new("undefined-variable", Severity::Medium)
    .aliases("hadolint:DL3044 buildkit:UndefinedVar")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// Variables that Docker, or images that many build on, set themselves; so do those that end in
/// `_HOME` or `_VERSION`. From the Dockerfiles of the images.
const SET_BELOW: &str = "PATH HOME HOSTNAME LANG LC_ALL GOPATH CATALINA_OPTS PHP_INI_DIR PHPIZE_DEPS \
    PGDATA PG_MAJOR LD_LIBRARY_PATH LIBRARY_PATH CONDA_DIR LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR NB_USER \
    NB_UID NB_GID APACHE_CONFDIR APACHE_DOCUMENT_ROOT CPATH GEM_PATH PKG_CONFIG_PATH APP_ROOT APP_UID \
    APP_DATA GPG_KEY GPG_KEYS BUNDLE_APP_CONFIG BUNDLE_SILENCE_ROOT_WARNING PKG_RELEASE APACHE_ENVVARS";

/// Images of which the variables are known: those above, and those that start with their name.
const BARE: &str = "alpine debian ubuntu fedora almalinux rockylinux amazonlinux busybox node python ruby \
    rust golang nginx eclipse-temurin openjdk amazoncorretto php";

/// How many names are looked into. No real file has so many.
const MOST: usize = 300;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // Each name is told once in a stage.
    let mut seen: Vec<(usize, &str)> = Vec::new();
    for undefined in &file.undefined {
        let Some(instruction) = file.instructions.get(undefined.instruction) else {
            continue;
        };
        let is_filled = matches!(
            instruction.body,
            Body::Copy(_)
                | Body::Add(_)
                | Body::Env(_)
                | Body::Label(_)
                | Body::Arg(_)
                | Body::Expose(_)
                | Body::User(_)
                | Body::Volume(_)
                | Body::Workdir(_)
                | Body::StopSignal(_)
        );
        let Some(stage) = instruction
            .stage
            .filter(|_| is_filled && !instruction.onbuild)
        else {
            continue;
        };
        let name: &str = &undefined.name.value;
        if matches!(name, "PATH" | "HOME") || seen.contains(&(stage, name)) {
            continue;
        }
        if seen.len() >= MOST || check.is_full() {
            return;
        }
        seen.push((stage, name));
        judge(file, instruction, undefined, check);
    }
}

fn judge(file: &Dockerfile, instruction: &Instruction, undefined: &Undefined, check: &mut Check) {
    let name = &undefined.name;
    if let Body::Env(pairs) = &instruction.body
        && let Some(sibling) = pairs.iter().position(|pair| pair.name.value == name.value)
        && let Some(own) = pairs.iter().position(|pair| pair.span.contains(name.span))
        && own != sibling
    {
        in_one_line(file, pairs, sibling, own, name, check);
        return;
    }
    let text: &str = &name.value;
    let written = excerpt(text);
    let is_automatic = is_one_of(PLATFORM_ARGS, text);
    if is_automatic || file.is_global(text) {
        let title = format!("`{written}` is empty here: this stage hasn't taken it over.");
        let (at, line) = file.line_before(instruction, &format!("ARG {text}"));
        let detail = if is_automatic {
            format!(
                "Docker knows it, and hands it only to stages that ask. Put a line `ARG {written}` above."
            )
        } else {
            format!(
                "An `ARG` above the first `FROM` counts for `FROM` lines alone. Put a line `ARG {written}` above; it takes over the value."
            )
        };
        check
            .report(name.span, title, detail)
            .aliases("buildkit:UndefinedVar")
            .fix(DraftFix::review(format!("Take `{written}` over")).insert(at, line));
        return;
    }
    let elsewhere = set_elsewhere(file, instruction, text);
    if let Some((place, is_below)) = elsewhere {
        let (title, detail) = if is_below {
            (
                format!("`{written}` is empty here: it's set only further down."),
                "Docker reads from top to bottom. Move the line that sets it above this one.",
            )
        } else {
            (
                format!("`{written}` is empty here: it's set in another stage."),
                "An `ARG` counts in its own stage alone, and an `ENV` in stages that build on it. Say it again in this one.",
            )
        };
        check
            .report(name.span, title, detail)
            .aliases("buildkit:UndefinedVar")
            .confidence(Confidence::Medium)
            .related(place, "It's set here.");
        return;
    }
    in_no_line(file, instruction, name, check);
}

/// `ENV A=1 B=$A`: all values of a line are worked out before the first one counts.
fn in_one_line(
    file: &Dockerfile,
    pairs: &[Pair],
    sibling: usize,
    own: usize,
    name: &Text,
    check: &mut Check,
) {
    let written = excerpt(&name.value);
    let (Some(set), Some(uses)) = (pairs.get(sibling), pairs.get(own)) else {
        return;
    };
    let draft = check.report(
        name.span,
        format!("`{written}` is still empty here: this very line sets it."),
        "Docker works out all values of an `ENV` line before the first of them counts. Give this one an `ENV` line of its own below.",
    );
    draft.related(set.span, "It's set here.");
    if let Some(before) = own.checked_sub(1).and_then(|at| pairs.get(at)) {
        let gap = Span {
            start: before.span.end,
            end: uses.span.start,
        };
        let is_plain = !gap.slice(file.source).contains('#');
        if is_plain && sibling < own {
            let new = [file.line_break(), "ENV "].concat();
            draft.fix(DraftFix::review("Start a new `ENV` line").replace(gap, new));
        }
    }
}

/// Where the file sets the variable although this line doesn't see it, and whether that is further
/// down in the same stage.
fn set_elsewhere(file: &Dockerfile, instruction: &Instruction, name: &str) -> Option<(Span, bool)> {
    let mut found = None;
    for one in &file.instructions {
        let (Body::Arg(pairs) | Body::Env(pairs)) = &one.body else {
            continue;
        };
        if one.span == instruction.span || one.onbuild {
            continue;
        }
        for pair in pairs.iter().filter(|pair| pair.name.value == name) {
            if one.stage == instruction.stage {
                return Some((pair.span, true));
            }
            found = found.or(Some((pair.span, false)));
        }
    }
    found
}

/// Nothing in the file sets it; the base image may.
fn in_no_line(file: &Dockerfile, instruction: &Instruction, name: &Text, check: &mut Check) {
    let text: &str = &name.value;
    let Some(stage) = file.stage_of(instruction) else {
        return;
    };
    let is_scratch = file.chain(stage).last().map(|stage| stage.base) == Some(Base::Scratch);
    let is_usual =
        is_one_of(SET_BELOW, text) || text.ends_with("_HOME") || text.ends_with("_VERSION");
    // `X=$X:more` adds to what may be there.
    let adds = match &instruction.body {
        Body::Env(pairs) | Body::Arg(pairs) => pairs
            .iter()
            .any(|pair| pair.span.contains(name.span) && pair.name.value == text),
        _ => false,
    };
    if !is_scratch && (is_usual || adds) {
        return;
    }
    let mut near = None;
    for one in &file.instructions {
        let (Body::Arg(pairs) | Body::Env(pairs)) = &one.body else {
            continue;
        };
        let is_seen = one.stage == instruction.stage && one.span < instruction.span;
        if is_seen && near.is_none() {
            near = spelling::nearest(text, pairs.iter().map(|pair| pair.name.as_str()));
        }
    }
    let base = base_name(file, stage);
    let image = base.as_ref().and_then(ImageReference::parse);
    let plain = image.map(|image| image.familiar_name().into_owned());
    let plain = plain.filter(|plain| is_one_of(BARE, plain) && !is_of(plain, text));
    if !is_scratch && plain.is_none() && near.is_none() {
        // The image may well set it.
        return;
    }
    let written = excerpt(text);
    let is_expose = matches!(instruction.body, Body::Expose(_));
    let detail = match (near, &plain) {
        (Some(near), _) => format!("Did you mean `{near}`? A variable that nobody sets is an empty text to Docker."),
        _ if is_expose => format!("So this `EXPOSE` names no port. What is set when the container starts comes too late; put an `ARG {written}=…` above."),
        (None, Some(plain)) => format!("A variable that nobody sets is an empty text to Docker. `{plain}` isn't known to set it either; put an `ARG` or `ENV` above."),
        (None, None) => "A variable that nobody sets is an empty text to Docker, and this stage starts from nothing.".to_owned(),
    };
    let draft = check.report(
        name.span,
        format!("Nothing in this file sets `{written}`."),
        detail,
    );
    draft.aliases("buildkit:UndefinedVar");
    if !is_scratch {
        draft.confidence(match plain {
            Some(_) => Confidence::Medium,
            None => Confidence::Low,
        });
    }
    if let Some(near) = near {
        let near = near.to_owned();
        draft.fix(DraftFix::review(format!("Write `{near}`")).replace(name.span, near));
    } else if is_expose {
        // An EXPOSE without a port is no more than a label that's missing.
        draft.severity(Severity::Note).aliases("");
    }
}

/// True for a variable that starts with the name of the image, as `PYTHON_SHA256` does.
fn is_of(image: &str, variable: &str) -> bool {
    let start = variable.get(..image.len()).unwrap_or_default();
    start.eq_ignore_ascii_case(image)
}
