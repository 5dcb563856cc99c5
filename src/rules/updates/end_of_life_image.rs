#![doc = include_str!("end_of_life_image.md")]

use std::collections::HashMap;

use crate::date::Date;
use crate::facts::lifecycle::{self, Lifecycle, Part, Place, Status};
use crate::image::{ImageReference, NamedImage};
use crate::rules::prelude::*;

/// The rule. OWASP Docker Security Cheat Sheet, rule 0; the dates are <https://endoflife.date>'s.
pub const RULE: Rule = Rule::new("end-of-life-image", Severity::High)
    .aliases("owasp:0")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// An end that is nearer than this many days is worth a note.
const SOON: i32 = 180;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mentions: Vec<_> = file
        .images()
        .into_iter()
        .map(|mention| (mention.named(file), mention))
        .collect();
    // Files taken from an image that was named before add a place to its finding.
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut again: HashMap<usize, Vec<&NamedImage>> = HashMap::new();
    for (at, (image, mention)) in mentions.iter().enumerate() {
        let earlier = *first.entry(image.as_str()).or_insert(at);
        if earlier != at && !mention.is_base {
            again.entry(earlier).or_default().push(image);
        }
    }
    for (at, (image, mention)) in mentions.iter().enumerate() {
        if first.get(image.as_str()) == Some(&at) || mention.is_base {
            let again = again.get(&at).map(Vec::as_slice).unwrap_or_default();
            let shipped = mention.is_base && file.is_shipped(mention.instruction);
            judge(image, again, shipped, file.is_readable(), check);
        }
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for pulled in file.pulled_images() {
        if check.is_full() {
            break;
        }
        judge(&pulled.image, &[], true, true, check);
    }
}

fn judge(
    image: &NamedImage,
    again: &[&NamedImage],
    shipped: bool,
    readable: bool,
    check: &mut Check,
) {
    let Some(reference) = image.reference() else {
        return;
    };
    let tag = reference.tag.as_ref().map(Text::as_str);
    if reference.has_variable() || tag.is_none() && reference.digest.is_some() {
        return;
    }
    let name = reference.familiar_name();
    let judged = lifecycle::judge(&name, tag, check.today);
    let told = judged
        .iter()
        .filter_map(|one| Some((weight(one.status, check.today)?, one)));
    // Of equals the first one speaks: the product before what lies below it.
    let Some((worst, one)) = told.rev().max_by_key(|(weight, _)| *weight) else {
        return;
    };
    let shown = tag.map_or_else(|| name.to_string(), |tag| format!("{name}:{tag}"));
    let title = format!("`{shown}` {}", verdict(one));
    let detail = detail(&reference, one, &judged, check.today);
    let place = place_of(&reference, one);
    let draft = check.report(image.place(place), title, detail);
    let (severity, confidence) = match worst {
        Weight::Over if shipped => (Severity::High, Confidence::High),
        Weight::Over => (Severity::Medium, Confidence::High),
        Weight::VolunteersOnly | Weight::Soon => (Severity::Note, Confidence::High),
        Weight::Superseded => (Severity::Note, Confidence::Low),
    };
    draft.severity(severity).confidence(confidence);
    // Half of a template may name something else.
    let is_sure = readable && crate::facts::knows_image(&name);
    if !is_sure && confidence == Confidence::High {
        draft.confidence(Confidence::Medium);
    }
    if let Some(written) = image.written_elsewhere(place) {
        draft.related(written, "The version is written here.");
    }
    for more in again {
        draft.related(more.span(), "Files are taken from it here, too.");
    }
    draft.fix(fix(image, again, &reference, one));
}

/// How bad a status is, the worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Superseded,
    VolunteersOnly,
    Soon,
    Over,
}

fn weight(status: Status, today: Date) -> Option<Weight> {
    match status {
        Status::Supported => None,
        Status::EndsOn(end) => (today.days_until(end) <= SOON).then_some(Weight::Soon),
        Status::NotRebuilt(_) => Some(Weight::Superseded),
        Status::ExtendedOnly { free: true, .. } => Some(Weight::VolunteersOnly),
        Status::ExtendedOnly { .. } | Status::EndedOn(_) | Status::EndedUnknown => {
            Some(Weight::Over)
        }
    }
}

/// The rest of the title, behind the image.
fn verdict(one: &Lifecycle) -> String {
    let is = match one.part {
        Part::Product => "is",
        Part::Distribution => "stands on",
        Part::Component => "brings",
    };
    let label = one.label();
    match one.status {
        Status::EndsOn(end) => format!(
            "{is} {label}, which gets its last fixes in {}.",
            end.month_and_year()
        ),
        Status::ExtendedOnly {
            until,
            free: true,
            name,
            ..
        } => format!(
            "{is} {label}, which gets only {name} fixes, until {}.",
            until.month_and_year()
        ),
        Status::ExtendedOnly { ended, .. } | Status::EndedOn(ended) => format!(
            "{is} {label}, which stopped getting fixes in {}.",
            ended.month_and_year()
        ),
        Status::NotRebuilt(since) => format!(
            "{is} {label}, whose image hasn't been rebuilt since {}.",
            since.month_and_year()
        ),
        _ if one.cycle.is_empty() => {
            format!("is older than any {label} that still gets fixes.")
        }
        _ => format!("{is} {label}, which no longer gets fixes."),
    }
}

fn detail(
    reference: &ImageReference,
    one: &Lifecycle,
    judged: &[Lifecycle],
    today: Date,
) -> String {
    let mut text = match one.status {
        Status::EndsOn(_) => "New holes stay open after that, so plan the move now.".to_owned(),
        Status::ExtendedOnly { free: true, .. } => {
            "Volunteers patch the worst holes, not every package.".to_owned()
        }
        Status::ExtendedOnly { until, name, .. } => format!(
            "Only {name} still patches it, until {}, and the image doesn't bring that along.",
            until.month_and_year()
        ),
        Status::NotRebuilt(_) => {
            "Nobody publishes an end for it, but the packages inside grow old.".to_owned()
        }
        _ => "Holes found since then stay open in it, and anyone can read about them.".to_owned(),
    };
    let others = judged.iter().filter(|other| {
        other.part != one.part && weight(other.status, today) == Some(Weight::Over)
    });
    for other in others {
        text = format!("{text} {} inside it has ended, too.", other.label());
    }
    match target(reference, one) {
        Some(target) => text = format!("{text} Move to `{target}`."),
        None => text += " Look for a tag with a version that still gets fixes.",
    }
    if reference
        .facts()
        .is_some_and(|facts| facts.kind.is_datastore())
    {
        text += " Back up its data first: a new version may need to convert it.";
    }
    text
}

/// The part of the reference that names what has ended.
fn place_of(reference: &ImageReference, one: &Lifecycle) -> Span {
    let tag = reference.tag.as_ref().map(|tag| tag.span);
    match (&one.place, tag) {
        (Place::Tag(range), Some(tag)) => Span {
            start: tag.start + range.start as u32,
            end: tag.start + range.end as u32,
        },
        _ => reference.name_span,
    }
}

/// The image to move to.
fn target(reference: &ImageReference, one: &Lifecycle) -> Option<String> {
    let suggestion = one.suggestion.as_ref()?;
    let name = match &suggestion.name {
        Some(name) => name.as_str().into(),
        None => reference.familiar_name(),
    };
    Some(match &suggestion.tag {
        Some(tag) => format!("{name}:{tag}"),
        None => name.into_owned(),
    })
}

fn fix(
    image: &NamedImage,
    again: &[&NamedImage],
    reference: &ImageReference,
    one: &Lifecycle,
) -> Option<DraftFix> {
    let suggestion = one.suggestion.as_ref()?;
    let mut edits = Vec::new();
    for image in std::iter::once(&image).chain(again) {
        let own = image.reference()?;
        if let Some(name) = &suggestion.name {
            edits.push(image.rename(&own, name)?);
        }
        if let Some(tag) = suggestion
            .tag
            .as_ref()
            .filter(|tag| reference.tag.as_ref().map(Text::as_str) != Some(tag))
        {
            edits.extend(image.retag(&own, tag)?);
        }
    }
    let title = format!("Move to {}", target(reference, one)?);
    (!edits.is_empty()).then(|| DraftFix::review(title).with(edits))
}
