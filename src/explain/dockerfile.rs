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
        trail.step(&["ONBUILD"], instruction.span);
        if trail.target.start < instruction.keyword.span.start {
            return;
        }
    }
    trail.step(&[&keyword], instruction.span);
    if trail.covers(instruction.keyword.span) {
        return;
    }
    if let Some(flag) = instruction.flags.iter().find(|one| trail.touches(one.span)) {
        return self::flag(trail, &keyword, flag);
    }
    if let Some(line) = instruction.command_line() {
        let is_start = matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_));
        match line.form {
            Form::Exec => trail.step(&["exec form"], line.span),
            Form::Shell if is_start => trail.step(&["shell form"], line.span),
            Form::Shell => {}
        }
        return script::walk(trail, &line.script, instruction.span);
    }
    let mut documents = instruction.here_documents.iter();
    if documents.any(|one| trail.touches(one.marker) || trail.touches(one.body)) {
        trail.step(&["<<"], instruction.span);
    }
    arguments(trail, instruction, &keyword);
}

/// Directives are comments, at the top of the file.
fn comment(trail: &mut Trail<'_>, file: &Dockerfile<'_>, comment: Span) {
    let first = file.instructions.first().map(|one| one.span.start);
    let text = comment.slice(trail.text).trim_start_matches('#');
    let name = text.split_once('=').map_or("", |(name, _)| name.trim());
    let is_set = |value: &Option<Text<'_>>| {
        let value = value.as_ref();
        value.is_some_and(|value| comment.contains(value.span))
    };
    let (syntax, check) = (
        is_set(&file.directives.syntax),
        is_set(&file.directives.check),
    );
    let is_escape = name.eq_ignore_ascii_case("escape") && first > Some(comment.start);
    trail.step(
        &[match (syntax, check, is_escape) {
            (true, ..) => "# syntax",
            (_, true, _) => "# check",
            (.., true) => "# escape",
            _ => "# comment",
        }],
        comment,
    );
}

/// `--name=value`; of a mount its type and option.
fn flag(trail: &mut Trail<'_>, keyword: &str, flag: &Flag<'_>) {
    let name = flag.name.value.as_ref();
    trail.step(&[keyword, " --", name], flag.span);
    let Some(value) = flag.value.as_ref().map(|value| &value.text) else {
        return;
    };
    if name != "mount" {
        trail.step(&[keyword, " --", name, "=", &value.value], flag.span);
        return trail.variable(value.span, "$ARG");
    }
    let mut options = value.value.split(',');
    let kind = options.find(|option| option.starts_with("type="));
    trail.step(&["RUN --mount=", kind.unwrap_or("type=bind")], flag.span);
    if trail.covers(flag.name.span) || value.span.len() != value.value.len() {
        return;
    }
    let mut at = value.span.start as usize;
    for option in value.value.split(',') {
        let span = Span::new(at, at + option.len());
        if trail.touches(span) {
            let name = option.split('=').next().unwrap_or(option);
            return trail.step(&["RUN --mount ", name], span);
        }
        at += option.len() + 1;
    }
}

fn arguments(trail: &mut Trail<'_>, instruction: &Instruction<'_>, keyword: &str) {
    let mut word = |text: &Text<'_>, id: &[&str]| {
        let found = trail.touches(text.span);
        if found {
            trail.step(id, text.span);
            trail.step(&[keyword, " ", &text.value], text.span);
            trail.variable(text.span, "$ARG");
        }
        found
    };
    match &instruction.body {
        Body::From(from) => {
            let name = from.name.as_ref().filter(|name| trail.touches(name.span));
            if let Some(name) = name {
                trail.named(&["FROM AS"], name.span, &name.value);
            } else if trail.touches(from.image.span()) {
                let text = &from.image.text;
                match from.base {
                    Base::Scratch => trail.step(&["FROM scratch"], text.span),
                    Base::Stage(_) => trail.named(&["FROM stage"], text.span, &text.value),
                    Base::Image => trail.image(text),
                }
                trail.variable(text.span, "$ARG");
            }
        }
        Body::Copy(copy) | Body::Add(copy) => {
            let sources = copy.sources.iter();
            let _ = sources
                .map(|source| (&source.text, "COPY source"))
                .chain([(&copy.destination.text, "COPY destination")])
                .any(|(text, id)| word(text, &[id]));
        }
        Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => {
            if let Some(pair) = pairs.iter().find(|pair| trail.touches(pair.span)) {
                trail.step(&[keyword, " ", &pair.name.value], pair.span);
                trail.variable(pair.span, "$ARG");
            }
        }
        Body::Expose(words) | Body::Volume(words) => {
            let _ = words.iter().any(|one| word(&one.text, &[keyword]));
        }
        Body::User(one) | Body::Workdir(one) | Body::StopSignal(one) => {
            word(&one.text, &[keyword]);
        }
        Body::HealthcheckNone => trail.step(&["HEALTHCHECK NONE"], instruction.span),
        _ => {}
    }
}
