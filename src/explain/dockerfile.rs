//! What stands at a place of a Dockerfile.

use super::{Trail, script};
use crate::dockerfile::{Base, Body, Dockerfile, Flag, Form, Instruction};
use crate::source::{Span, Text};

pub(super) fn walk(trail: &mut Trail<'_>, file: &Dockerfile<'_>) {
    let comments = file.comments.iter().copied();
    if let Some(comment) = comments.into_iter().find(|one| one.contains(trail.target)) {
        return self::comment(trail, file, comment);
    }
    let mut instructions = file.instructions.iter();
    let Some(instruction) = instructions.find(|one| trail.touches(one.span)) else {
        return;
    };
    let keyword = instruction.keyword.value.to_ascii_uppercase();
    if instruction.onbuild {
        trail.step("ONBUILD", instruction.span);
        if trail.target.start < instruction.keyword.span.start {
            return;
        }
    }
    trail.step(&keyword, instruction.span);
    if trail.covers(instruction.keyword.span) {
        return;
    }
    if let Some(flag) = instruction.flags.iter().find(|one| trail.touches(one.span)) {
        return self::flag(trail, &keyword, flag);
    }
    if let Some(line) = instruction.command_line() {
        let is_start = matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_));
        match line.form {
            Form::Exec => trail.step("exec form", line.span),
            Form::Shell if is_start => trail.step("shell form", line.span),
            Form::Shell => {}
        }
        return script::walk(trail, &line.script, instruction.span);
    }
    let mut documents = instruction.here_documents.iter();
    if documents.any(|one| trail.touches(one.marker) || trail.touches(one.body)) {
        trail.step("<<", instruction.span);
    }
    arguments(trail, instruction, &keyword);
}

/// Directives are comments, at the top of the file.
fn comment(trail: &mut Trail<'_>, file: &Dockerfile<'_>, comment: Span) {
    let text = comment.slice(trail.text).trim_start_matches('#');
    let name = text.split_once('=').map_or("", |(name, _)| name.trim());
    let is_set = |value: &Option<Text<'_>>| {
        let value = value.as_ref();
        value.is_some_and(|value| comment.contains(value.span))
    };
    let first = file.instructions.first();
    let id = if is_set(&file.directives.syntax) {
        "# syntax"
    } else if is_set(&file.directives.check) {
        "# check"
    } else if name.eq_ignore_ascii_case("escape")
        && first.is_none_or(|one| comment.start < one.span.start)
    {
        "# escape"
    } else {
        "# comment"
    };
    trail.step(id, comment);
}

/// `--name=value`; of a mount its type and option.
fn flag(trail: &mut Trail<'_>, keyword: &str, flag: &Flag<'_>) {
    let name = flag.name.value.as_ref();
    trail.of(keyword, " --", name, flag.span);
    let Some(value) = flag.value.as_ref().map(|value| &value.text) else {
        return;
    };
    if name != "mount" {
        trail.of(
            &[keyword, " --", name].concat(),
            "=",
            &value.value,
            flag.span,
        );
        return trail.variable(value.span, "$ARG");
    }
    let mut at = value.span.start as usize;
    let mut kind = "type=bind";
    let mut chosen = None;
    for option in value.value.split(',') {
        let span = Span::new(at, at + option.len());
        if option.starts_with("type=") {
            kind = option;
        }
        if trail.touches(span) {
            chosen = chosen.or(Some((option, span)));
        }
        at += option.len() + 1;
    }
    trail.of("RUN --mount=", kind, "", flag.span);
    // Quotes would make the places inside unsure.
    if !trail.covers(flag.name.span)
        && value.span.len() == value.value.len()
        && let Some((option, span)) = chosen
    {
        let name = option.split('=').next().unwrap_or(option);
        trail.of("RUN --mount", " ", name, span);
    }
}

fn arguments(trail: &mut Trail<'_>, instruction: &Instruction<'_>, keyword: &str) {
    let mut word = |id: &str, text: &Text<'_>| {
        let is_here = trail.touches(text.span);
        if is_here {
            trail.step(id, text.span);
            trail.of(keyword, " ", &text.value, text.span);
            trail.variable(text.span, "$ARG");
        }
        is_here
    };
    match &instruction.body {
        Body::From(from) => {
            let text = &from.image.text;
            if let Some(name) = &from.name
                && trail.touches(name.span)
            {
                trail.named("FROM AS", name.span, &name.value);
            } else if trail.touches(text.span) {
                match from.base {
                    Base::Scratch => trail.step("FROM scratch", text.span),
                    Base::Stage(_) => trail.named("FROM stage", text.span, &text.value),
                    Base::Image => trail.image(text),
                }
                trail.variable(text.span, "$ARG");
            }
        }
        Body::Copy(copy) | Body::Add(copy) => {
            for source in &copy.sources {
                if word("COPY source", &source.text) {
                    return;
                }
            }
            word("COPY destination", &copy.destination.text);
        }
        Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => {
            for pair in pairs {
                if trail.touches(pair.span) {
                    trail.of(keyword, " ", &pair.name.value, pair.span);
                    return trail.variable(pair.span, "$ARG");
                }
            }
        }
        Body::Expose(words) | Body::Volume(words) => {
            for one in words {
                if word(keyword, &one.text) {
                    return;
                }
            }
        }
        Body::User(one) | Body::Workdir(one) | Body::StopSignal(one) => {
            word(keyword, &one.text);
        }
        Body::HealthcheckNone => trail.step("HEALTHCHECK NONE", instruction.span),
        _ => {}
    }
}
