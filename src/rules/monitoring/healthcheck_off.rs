#![doc = include_str!("healthcheck_off.md")]

use crate::compose::command::Healthcheck;
use crate::facts::health::HealthCheck;
use crate::facts::images::ImageFacts;
use crate::image::ImageReference;
use crate::rules::chain::any_in_chain;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;

/// The rule. HEALTHCHECK NONE: <https://docs.docker.com/reference/dockerfile/#healthcheck>
pub const RULE: Rule = Rule::new("healthcheck-off", Severity::Low)
    .aliases("kics:healthcheck_not_set")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_service(service);

fn detail(image: Option<&ImageFacts>) -> &'static str {
    if image.is_some_and(|facts| facts.health_built_in) {
        "The image brings one, and without it Docker shows a program that hangs as up. Drop this, unless the check asks for what you don't run."
    } else {
        "Docker shows a program that hangs as up, and others can't wait until it's ready. If the image brings no check, this does nothing; if it does, drop this or ask better."
    }
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let last = file.last_in_chain(stage, |instruction| match instruction.body {
        Body::HealthcheckNone => Some(true),
        Body::Healthcheck(_) => Some(false),
        _ => None,
    });
    let Some((instruction, true)) = last else {
        return;
    };
    let base = base_name(file, stage);
    let image = base.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    let draft = check.report(
        instruction.span,
        "`HEALTHCHECK NONE` switches the health check off.",
        detail(facts.as_ref()),
    );
    let Some(facts) = facts.filter(|_| file.is_readable()) else {
        return;
    };
    if facts.health_built_in {
        draft.fix(
            DraftFix::review("Use the image's own check").delete(file.whole_lines(instruction)),
        );
    } else if !any_in_chain(file, stage, &|one| one.is("EXPOSE"))
        && let Some(health) = HealthCheck::of_image(&facts)
    {
        let fix = DraftFix::review("Ask with what the image has");
        draft.fix(fix.replace(instruction.span, health.instruction()));
    }
}

fn service(service: &Service, check: &mut Check) {
    let Some(health) = service.healthcheck().filter(|health| health.disabled) else {
        return;
    };
    let off = health
        .get("disable")
        .filter(|value| value.as_bool() == Some(true));
    let Some(value) = off.or_else(|| health.get("test")) else {
        return;
    };
    // `docker run` doesn't take both, and that's told elsewhere.
    let is_refused = service.is_docker_run() && off.is_some() && health.test.is_some();
    if is_refused || value.route().is_inherited() || service.is_on("x-rm") || check.is_job(service)
    {
        return;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image
        .as_ref()
        .and_then(ImageReference::facts)
        .filter(|_| !service.has("build"));
    let place = value.key_place();
    let draft = check.report(
        place.span,
        format!("`{}`'s health check is switched off.", service.name()),
        detail(facts.as_ref()),
    );
    draft.written_at(place);
    if let Some(facts) = facts {
        draft.fix(fix(service, &health, off.is_some(), &facts));
    }
}

fn fix(
    service: &Service,
    health: &Healthcheck,
    by_switch: bool,
    facts: &ImageFacts,
) -> Option<DraftFix> {
    let is_alone = health.value.entries().nth(1).is_none();
    let value = health.get(if by_switch { "disable" } else { "test" })?;
    if facts.health_built_in {
        let cut = if service.is_docker_run() {
            value.removal(&health.value)
        } else {
            health
                .value
                .removal(&service.own_settings())
                .filter(|_| is_alone)
        };
        return Some(DraftFix::review("Use the image's own check").delete(cut?));
    }
    let known = HealthCheck::of_image(facts)
        .filter(|_| is_alone && !service.has("command") && !service.has("entrypoint"))?;
    let fix = DraftFix::review("Ask with what the image has");
    let written = value.replacement()?;
    if service.is_docker_run() {
        let flag = known.flag().filter(|_| by_switch)?;
        return Some(fix.replace(value.key_written().to(written), flag));
    }
    let test = format!("test: {}", known.test());
    Some(fix.replace(value.key_written().to(written), test))
}
