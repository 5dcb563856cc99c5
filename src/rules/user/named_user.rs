#![doc = include_str!("named_user.md")]

use crate::dockerfile::{Stage, is_windows};
use crate::facts::users;
use crate::image::ImageReference;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;

/// The rule. Kubernetes on `runAsNonRoot`:
/// <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
pub const RULE: Rule = Rule::new("named-user", Severity::Note)
    .aliases("hadolint:DL3066")
    .pedantic()
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let Some((_, user)) = file.last_user(stage) else {
        return;
    };
    let Some(value) = user.value() else {
        return;
    };
    let name = value.split(':').next().unwrap_or_default();
    let base = base_name(file, stage);
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let is_on_windows =
        || name.contains('\\') || base.as_ref().is_some_and(|image| is_windows(&image.value));
    if is_number || users::is_root(name) || is_on_windows() {
        return;
    }
    let number = number_of(file, stage, name).or_else(|| {
        let image = ImageReference::parse(base.as_ref()?)?;
        match name {
            "nginx" if image.last_component().starts_with("nginx") => Some("101".to_owned()),
            "node" if image.last_component() == "node" => Some("1000".to_owned()),
            "nonroot" if image.repository.contains("distroless") => Some("65532".to_owned()),
            _ => None,
        }
    });
    let advice = match &number {
        Some(number) => format!("`{name}` is {number} here: `USER {number}` says the same."),
        None => format!(
            "Write the number instead; `docker run --rm --entrypoint id IMAGE -u {name}` tells it."
        ),
    };
    let span = Span {
        start: user.span().start,
        end: user.span().start + name.len() as u32,
    };
    let is_plain = user.written().starts_with(name) && span.slice(file.source) == name;
    let fix = number.filter(|_| is_plain).map(|number| {
        DraftFix::review(format!("Write {number}, the number of `{name}`")).replace(span, number)
    });
    check
        .report(
            user.span(),
            format!("`{name}` is a name, and from outside nobody can tell that it isn't root."),
            format!("Kubernetes with `runAsNonRoot` refuses to start such an image. {advice}"),
        )
        .fix(fix);
}

/// The number that the file itself gives to an account.
fn number_of(file: &Dockerfile, stage: &Stage, name: &str) -> Option<String> {
    let (_, number) = file.last_in_chain(stage, |instruction| {
        let commands = &instruction.run()?.script.commands;
        commands.iter().rev().find_map(|command| {
            if !is_one_of("useradd adduser", command.program()) {
                return None;
            }
            let number = command.option(Some('u'), "uid")?;
            let is_it = command
                .operands(&[])
                .next()
                .is_some_and(|user| user.value == name);
            let digits = number.value.bytes().all(|byte| byte.is_ascii_digit());
            (is_it && digits && !number.value.is_empty()).then(|| number.value.into_owned())
        })
    })?;
    Some(number)
}
