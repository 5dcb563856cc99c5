#![doc = include_str!("starts_before_ready.md")]

use crate::compose::links::Link;
use crate::compose::volumes::Mount;
use crate::date::Date;
use crate::facts::health::HealthCheck;
use crate::facts::images::ImageKind;
use crate::facts::lifecycle;
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
    // What gives the others a check, if each of them can get one.
    let mut edits = Some(Vec::new());
    for link in service.depends_on() {
        let is_own = link.name.value == service.name();
        if is_own || link.route.is_inherited() || link.condition().value != "service_started" {
            continue;
        }
        let Some(store) = compose.service(&link.name.value) else {
            continue;
        };
        let Some(is_checked) = datastore(&store) else {
            continue;
        };
        if !is_checked {
            are_checked = false;
            let edit = new_check(&store, check.today);
            edits = edits.zip(edit).map(|(mut edits, edit)| {
                edits.push(edit);
                edits
            });
        }
        links.push(link);
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
    if let Some(edits) = edits {
        draft.fix(fix(service, &links, edits));
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

/// A check for a datastore that has none, where its image and its settings leave no doubt.
fn new_check(service: &Service, today: Date) -> Option<(Span, String)> {
    let has_own = ["healthcheck", "command", "entrypoint", "build"];
    let sets_up = |mount: &Mount| {
        let target = mount.target.as_ref();
        target.is_some_and(|target| target.value.contains("conf") || target.value.ends_with(".cnf"))
    };
    if has_own.iter().any(|key| service.has(key)) || service.volumes().iter().any(sets_up) {
        return None;
    }
    let text = service.image().and_then(|image| image.text())?;
    let image = ImageReference::parse(&text)?;
    let tag = image.tag.as_ref().map(Text::as_str);
    // Old versions lack the tools of today's check.
    let judged = lifecycle::judge(&image.familiar_name(), tag, today);
    if judged.iter().any(|one| one.status.is_over()) {
        return None;
    }
    let health = HealthCheck::of_image(&image.facts()?)?;
    service.add_setting(&health.compose(), "")
}

fn fix(service: &Service, links: &[Link], edits: Vec<(Span, String)>) -> Option<DraftFix> {
    let fix = DraftFix::review(if edits.is_empty() {
        "Wait until it's healthy"
    } else {
        "Check it, and wait until it's healthy"
    });
    let mut edits = edits;
    // No real service waits for so many.
    let list = service.get("depends_on").filter(|_| links.len() < 20)?;
    if list.is_list() {
        let setting = |name: &str| {
            let waits = links.iter().any(|link| link.name.value == name);
            if waits {
                "condition: service_healthy"
            } else {
                "condition: service_started"
            }
        };
        edits.extend(list.list_as_mapping(&setting)?);
        return Some(fix.with(edits));
    }
    for link in links {
        edits.push(match link.get("condition") {
            Some(condition) => (condition.replacement()?, "service_healthy".to_owned()),
            None => link.value.insert_entry("condition: service_healthy")?,
        });
    }
    Some(fix.with(edits))
}
