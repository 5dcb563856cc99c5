#![doc = include_str!("starts_before_ready.md")]

use crate::compose::links::Link;
use crate::facts::images::ImageKind;
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. <https://docs.docker.com/compose/how-tos/startup-order/>
pub const RULE: Rule = Rule::new("starts-before-ready", Severity::Note)
    .fixes(Safety::Review)
    .in_service(service)
    .only(Kind::Compose);

fn service(service: &Service, check: &mut Check) {
    // Who only asks when somebody clicks has time.
    if facts_kind(service) == Some(ImageKind::AdminUi) {
        return;
    }
    let compose = service.compose();
    let mut links: Vec<Link> = Vec::new();
    let mut are_checked = true;
    for link in service.depends_on() {
        if link.route.is_inherited() || link.condition().value != "service_started" {
            continue;
        }
        let Some(store) = compose.service(&link.name.value) else {
            continue;
        };
        if let Some(is_checked) = datastore(&store) {
            are_checked &= is_checked;
            links.push(link);
        }
    }
    let Some((first, others)) = links.split_first() else {
        return;
    };
    let (name, store) = (service.name(), &first.name.value);
    let title = match others {
        [] => format!("`{name}` starts before `{store}` is ready."),
        [other] => format!(
            "`{name}` starts before `{store}` and `{}` are ready.",
            other.name.value
        ),
        _ => format!(
            "`{name}` starts before `{store}` and {} more are ready.",
            others.len()
        ),
    };
    let detail = if are_checked {
        "Compose waits only until the container runs, not until it answers. There's a health check, so wait for that with `condition: service_healthy`."
    } else {
        "Compose waits only until the container runs, not until it answers. With a health check there, `condition: service_healthy` waits for it. A program that tries again by itself needs neither."
    };
    let place = first.route.place(first.name.span);
    let draft = check.report(place.span, title, detail);
    draft.written_at(place);
    for other in others {
        draft.related(other.route.place(other.name.span).span, "This one too.");
    }
    if are_checked {
        draft.fix(fix(service, &links));
    }
}

/// What the service's image is for, where it's known.
fn facts_kind(service: &Service) -> Option<ImageKind> {
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts)?;
    Some(facts.kind)
}

/// For a datastore, whether it has a health check.
fn datastore(service: &Service) -> Option<bool> {
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts)?;
    let has_check = match service.healthcheck() {
        Some(check) => !check.disabled && check.test.is_some(),
        None => facts.health_built_in,
    };
    facts.kind.is_datastore().then_some(has_check)
}

fn fix(service: &Service, links: &[Link]) -> Option<DraftFix> {
    let fix = DraftFix::review("Wait until it's healthy");
    let list = service.get("depends_on")?;
    if list.is_list() {
        let setting = |name: &str| {
            let waits = links.iter().any(|link| link.name.value == name);
            if waits {
                "condition: service_healthy"
            } else {
                "condition: service_started"
            }
        };
        return Some(fix.with(list.list_as_mapping(&setting)?));
    }
    let mut edits = Vec::new();
    for link in links {
        edits.push(match link.get("condition") {
            Some(condition) => (condition.replacement()?, "service_healthy".to_owned()),
            None => link.value.insert_entry("condition: service_healthy")?,
        });
    }
    Some(fix.with(edits))
}
