#![doc = include_str!("discontinued_image.md")]

use crate::facts::lifecycle::{self, Discontinued, Successor};
use crate::image::NamedImage;
use crate::rules::prelude::*;

/// The rule. The notices are those on the images' own pages; see `data/README.md`.
pub const RULE: Rule = Rule::new("discontinued-image", Severity::High)
    .fixes(Safety::Review)
    .absorbs("end-of-life-image")
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// For so many days the old name of what has moved may still get a patch.
const FRESH: i32 = 3 * 365;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for mention in file.images() {
        let shipped = mention.is_base && file.is_shipped(mention.instruction);
        judge(&mention.named(file), shipped, check);
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for pulled in file.pulled_images() {
        judge(&pulled.image, true, check);
    }
}

fn judge(image: &NamedImage, shipped: bool, check: &mut Check) {
    if check.is_full() {
        return;
    }
    let Some(reference) = image.reference() else {
        return;
    };
    let name = reference.familiar_name();
    let Some(gone) = lifecycle::discontinued(&name) else {
        return;
    };
    let age = gone.since.map(|since| since.days_until(check.today));
    if age.is_some_and(|days| days < 0) {
        return;
    }
    let tag = reference.tag.as_ref().map(Text::as_str);
    let next = if reference.has_variable() {
        None
    } else {
        gone.successor_of(&name, tag, check.today)
    };
    // From the name to the tag: neither is worth keeping.
    let end = reference
        .tag
        .as_ref()
        .map_or(reference.name_span, |tag| tag.span);
    let whole = reference.name_span.to(end);
    let is_fresh = matches!(gone.status, "moved" | "deprecated" | "restricted")
        && age.is_some_and(|days| days < FRESH);
    let draft = check
        .report(
            image.place(whole),
            title(&name, gone),
            detail(gone, is_fresh, next.as_ref()),
        )
        .severity(if is_fresh || !shipped {
            Severity::Medium
        } else {
            Severity::High
        });
    if let Some(written) = image.written_elsewhere(reference.name_span) {
        draft.related(written, "The name is written here.");
    }
    let Some(next) = next else {
        return;
    };
    let mut edits = Vec::new();
    if next.name != name {
        let Some(edit) = image.rename(&reference, &next.name) else {
            return;
        };
        edits.push(edit);
    }
    if let Some(new) = &next.tag
        && tag != Some(new)
    {
        let Some(more) = image.retag(&reference, new) else {
            return;
        };
        edits.extend(more);
    }
    draft.fix(DraftFix::review(format!("Move to {}", spoken(&next))).with(edits));
}

fn title(name: &str, gone: Discontinued) -> String {
    let since = gone.since.map_or_else(String::new, |since| {
        format!(" in {}", since.month_and_year())
    });
    match gone.status {
        "moved" | "renamed" => match gone.successors().next() {
            Some(next) => {
                format!("`{name}` moved to `{next}`{since}, and this name was left behind.")
            }
            None => format!("`{name}` moved away{since}, and this name was left behind."),
        },
        "deprecated" => format!("`{name}` was marked as deprecated{since}."),
        "restricted" => format!("`{name}` stopped being open to everyone{since}."),
        "frozen" | "stale" => format!("`{name}` got its last update{since}."),
        _ => format!("`{name}` was given up{since}."),
    }
}

fn detail(gone: Discontinued, is_fresh: bool, next: Option<&Successor>) -> String {
    let means = if gone.status == "restricted" {
        "The free versions aren't kept up any more, so don't count on fixes, or on the next pull."
    } else if is_fresh {
        "It's on its way out: don't count on fixes under this name much longer."
    } else {
        "No other tag of it helps: holes found since then stay open under this name."
    };
    if let Some(next) = next {
        return format!("{means} `{}` takes its place.", spoken(next));
    }
    let mut others = gone.successors();
    match (others.next(), others.next()) {
        (Some(one), Some(other)) => format!("{means} Look at `{one}` or `{other}` instead."),
        (Some(one), None) => format!("{means} Look at `{one}` instead."),
        _ => format!("{means} Look for another publisher of the same software."),
    }
}

/// Name and tag.
fn spoken(next: &Successor) -> String {
    match &next.tag {
        Some(tag) => format!("{}:{tag}", next.name),
        None => next.name.clone(),
    }
}
