#![doc = include_str!("insecure_registry.md")]

use crate::compose::Route;
use crate::image::NamedImage;
use crate::rules::prelude::*;
use crate::rules::unversioned;
use crate::shell::{Script, Word};

/// The rule. What the switch does:
/// <https://docs.docker.com/reference/cli/dockerd/#insecure-registries>
pub const RULE: Rule = Rule::new("insecure-registry", Severity::Medium)
    .in_dockerfile(dockerfile)
    .in_instruction(instruction)
    .in_compose(compose)
    .in_service(service);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    unversioned::in_dockerfile(file, "", judge, check);
}

fn compose(file: &Compose, check: &mut Check) {
    unversioned::in_compose(file, "", judge, check);
}

fn judge(image: &NamedImage, _: &'static str, check: &mut Check) {
    if image.as_str().starts_with("http://") {
        check.report(
            image.span(),
            format!("`{}` asks for an image over plain http.", image.as_str()),
            "An image's name has no scheme, so Docker refuses this one. Write it without `http://`, and give the registry a certificate.",
        );
        return;
    }
    let Some(reference) = image.reference() else {
        return;
    };
    let Some(registry) = reference.registry.filter(|host| is_address(host)) else {
        return;
    };
    check
        .report(
            image.place(reference.name_span),
            format!("`{registry}` is a registry without a name, so nothing proves who answers there."),
            "Such registries mostly run with Docker's checks switched off, and then anyone on the way can hand you another image. Give it a host name and a certificate, and pull by that name.",
        )
        .confidence(Confidence::Medium);
}

/// True for a number in place of a name, but for this machine's own.
fn is_address(registry: &str) -> bool {
    let host = registry.rsplit_once(':').map_or(registry, |(host, _)| host);
    let is_number = host.split('.').count() == 4
        && host
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_own = host.starts_with("127.") || host == "0.0.0.0" || registry.starts_with("[::1]");
    !is_own && (is_number || registry.starts_with('['))
}

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Some(line) = instruction.command_line() {
        script(&line.script, Route::Direct, check);
    }
}

fn service(service: &Service, check: &mut Check) {
    service.each_script(|text, route| script(text, route, check));
}

fn script(script: &Script, route: Route, check: &mut Check) {
    for command in &script.commands {
        for (at, word) in command.words.iter().enumerate() {
            let Some(rest) = word.value.strip_prefix("--insecure-registry") else {
                continue;
            };
            let next = command.words.get(at + 1).filter(|_| rest.is_empty());
            let host = rest.strip_prefix('=').or(next.map(Word::as_str));
            let Some(host) = host else { continue };
            if host.starts_with("localhost") || host.starts_with("127.") {
                continue;
            }
            let span = next.map_or(word.span, |next| word.span.to(next.span));
            let place = route.place(span);
            check
                .report(
                    place.span,
                    format!("Docker takes images from `{host}` without checking who answers."),
                    "Passwords go there in the open, and anyone on the way can hand over another image. Give the registry a certificate; one of your own goes into `/etc/docker/certs.d/`.",
                )
                .written_at(place);
        }
    }
}
