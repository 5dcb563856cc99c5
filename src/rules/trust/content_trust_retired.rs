#![doc = include_str!("content_trust_retired.md")]

use crate::compose::Route;
use crate::facts::CONTENT_TRUST_ENDED;
use crate::rules::prelude::*;
use crate::shell::{Command, Script};

/// The rule. CIS Docker Benchmark 4.5 still asks for it;
/// <https://www.docker.com/blog/retiring-docker-content-trust/> says why it's over.
pub const RULE: Rule = Rule::new("content-trust-retired", Severity::Medium)
    .aliases("cis:4.5")
    .in_instruction(instruction)
    .in_compose(compose)
    .in_service(service);

const VARIABLE: &str = "DOCKER_CONTENT_TRUST";

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Body::Env(pairs) | Body::Arg(pairs) = &instruction.body {
        for pair in pairs.iter().filter(|pair| pair.name.value == VARIABLE) {
            if let Some(value) = &pair.value {
                variable(pair.span, value.value(), Route::Direct, check);
            }
        }
    }
    if let Some(line) = instruction.command_line() {
        script(&line.script, Route::Direct, check);
    }
}

fn compose(file: &Compose, check: &mut Check) {
    // Most scripts don't speak of it, and reading one again takes time.
    if ["trust", "TRUST"]
        .iter()
        .any(|word| file.source.contains(word))
        && let Some(around) = file.as_script()
    {
        script(&around, Route::Direct, check);
    }
}

fn service(service: &Service, check: &mut Check) {
    for set in service.environment() {
        if set.name.value == VARIABLE
            && !set.route.is_inherited()
            && let Some(value) = &set.value
        {
            let known = value.known.then_some(&*value.value);
            variable(set.span, known, set.route, check);
        }
    }
    service.each_script(|text, route| script(text, route, check));
}

fn script(script: &Script, route: Route, check: &mut Check) {
    for (_, set) in script.assignments() {
        if set.name.value == VARIABLE {
            let span = set.name.span.to(set.value.span);
            variable(span, set.value.literal(), route, check);
        }
    }
    for (_, docker) in script.named("docker") {
        command(docker, route, check);
    }
}

fn command(docker: &Command, route: Route, check: &mut Check) {
    let mut operands = docker.operands(&["--context", "--host", "--config", "--log-level"]);
    let (first, second) = (operands.next(), operands.next());
    if let Some(trust) = first.filter(|word| word.value == "trust") {
        let span = docker.words.first().map_or(trust.span, |word| word.span);
        let what = second.map_or("", |word| word.as_str());
        report(
            span.to(trust.span),
            route,
            format!(
                "`{}` talks to a signing service that Docker has retired.",
                format!("docker trust {what}").trim_end()
            ),
            format!(
                "Docker's official images stopped being signed this way in {CONTENT_TRUST_ENDED}. Sign and verify with Sigstore's `cosign` or with Notation, and pin images by digest."
            ),
            check,
        );
    }
    for flag in docker.flags(None, "disable-content-trust") {
        let is_on = flag.value.is_some_and(|value| is_off(value.literal()));
        if is_on {
            report(
                flag.span,
                route,
                "`--disable-content-trust=false` asks for signatures that hardly any image has now.".to_owned(),
                insists(),
                check,
            );
        } else {
            report(
                flag.span,
                route,
                "`--disable-content-trust` switches off a check that is retired anyway.".to_owned(),
                ends("flag"),
                check,
            )
            .severity(Severity::Note);
        }
    }
}

fn variable(span: Span, value: Option<&str>, route: Route, check: &mut Check) {
    match value {
        Some("") => {}
        value if is_off(value) => {
            report(
                span,
                route,
                format!("`{VARIABLE}` switches off a check that is retired anyway."),
                ends("line"),
                check,
            )
            .severity(Severity::Note);
        }
        value => {
            let draft = report(
                span,
                route,
                format!(
                    "`{VARIABLE}` asks for signatures that Docker's own images no longer carry."
                ),
                insists(),
                check,
            );
            if value.is_none() {
                draft.confidence(Confidence::Low);
            }
        }
    }
}

fn insists() -> String {
    format!(
        "Docker stopped signing its official images this way in {CONTENT_TRUST_ENDED}, so pulls that insist on it fail. Pin images by digest, and check signatures with `cosign verify` or Notation."
    )
}

fn ends(what: &str) -> String {
    format!(
        "Docker Content Trust ended for official images in {CONTENT_TRUST_ENDED}, so this {what} can go. To know what you pull, pin images by digest, or verify them with cosign or Notation."
    )
}

fn report<'c>(
    span: Span,
    route: Route,
    title: String,
    detail: String,
    check: &'c mut Check<'_>,
) -> &'c mut Draft {
    let place = route.place(span);
    check.report(place.span, title, detail).written_at(place)
}

/// The values that Docker's client reads as false.
fn is_off(value: Option<&str>) -> bool {
    matches!(value, Some("0" | "f" | "F" | "false" | "FALSE" | "False"))
}
