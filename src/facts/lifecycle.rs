//! Which product and which cycle an image is, and whether it still gets fixes.
//!
//! The dates are endoflife.date's (MIT), the official images' manifests tell which tags are still
//! rebuilt; see `data/README.md`.

mod product;
mod reading;
mod successor;
mod suggestion;

use std::ops::Range;

use super::names;
use super::table::{Columns, Table};
use crate::date::Date;
use product::{End, Product};
use reading::{Found, Reading};
pub use successor::Successor;

/// Columns: image (or family, `bitnami/*`) | what became of it | since | successors | `=` where the
/// first of them has the same tags.
static DISCONTINUED: Table = Table::new(include_str!("lifecycle/discontinued.txt"));

/// A judgement of one thing inside an image: the product itself, the distribution below it, or
/// a component that its tag names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The product's name for people: "Python", "Debian".
    pub title: &'static str,
    /// Its cycle: `3.7`, `10`; empty where the version is older than all that are listed.
    pub cycle: &'static str,
    /// Its code name, where tags use them: `buster`.
    pub codename: Option<&'static str>,
    /// What of the image this is.
    pub part: Part,
    /// Which bytes of the reference say so.
    pub place: Place,
    /// Whether it still gets fixes.
    pub status: Status,
    /// Where to go from here, for the image as a whole.
    pub suggestion: Option<Suggestion>,
}

impl Lifecycle {
    /// "Debian 10", "Node.js 16".
    pub fn label(&self) -> String {
        format!("{} {}", self.title, self.cycle)
            .trim_end()
            .to_owned()
    }
}

/// What of an image a judgement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The software that the image is named after.
    Product,
    /// The Linux (or Windows) below it.
    Distribution,
    /// Something else inside, such as the PHP below a blog.
    Component,
}

/// Bytes of an image reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the name as it was asked for.
    Name(Range<usize>),
    /// In the tag.
    Tag(Range<usize>),
}

/// Whether a cycle still gets fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Yes, and no end is published.
    Supported,
    /// Yes, up to and including this day.
    EndsOn(Date),
    /// No; this was the last day.
    EndedOn(Date),
    /// No, for an unknown time.
    EndedUnknown,
    /// Only under a longer offer.
    ExtendedOnly {
        /// Last day of general support.
        ended: Date,
        /// Last day of the offer.
        until: Date,
        /// True if anyone gets it (Debian LTS), false if it is sold or needs a contract.
        free: bool,
        /// The offer's name.
        name: &'static str,
    },
    /// Nobody publishes an end, but the official image hasn't been rebuilt since this day.
    NotRebuilt(Date),
}

impl Status {
    /// True where no more free fixes come: ended, or only under an offer that costs.
    pub fn is_over(self) -> bool {
        match self {
            Status::Supported | Status::EndsOn(_) => false,
            Status::ExtendedOnly { free, .. } => !free,
            Status::EndedOn(_) | Status::EndedUnknown | Status::NotRebuilt(_) => true,
        }
    }
}

/// An image to move to, of the same kind and variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The cycle that it moves to; the present one where only the distribution has ended.
    pub cycle: &'static str,
    /// The other image name, where the version is part of the name (`ubi8` → `ubi9`).
    pub name: Option<String>,
    /// The tag.
    pub tag: Option<String>,
}

/// Judges an image by its name (without registry where that is Docker Hub) and tag: the product,
/// then the distribution and the components that the tag names. Tags that move aren't dated,
/// except where what they mean has ended and isn't built any more. Of an unknown product only the
/// distribution is judged that its tag names.
pub fn judge(name: &str, tag: Option<&str>, today: Date) -> Vec<Lifecycle> {
    let entry = names::find(name);
    let known = entry.and_then(|entry| Some((entry, Product::find(entry.product)?)));
    let Some((entry, product)) = known else {
        let parts = reading::parts(tag.unwrap_or_default(), &(0..0));
        let distributions = parts
            .iter()
            .filter(|part| part.part == Part::Distribution)
            .filter_map(|part| judgement(part, today));
        return distributions.collect();
    };
    // What moves follows the product, as long as that goes on.
    let follows =
        tag.is_none_or(|tag| tag == "latest") && product.cycles().iter().any(|one| one.built);
    let main = reading::version(product, name, tag, today)
        .filter(|main| !(follows && matches!(main.cycle, Found::Moving(_))));
    let taken = match main.as_ref().map(|main| &main.place) {
        Some(Place::Tag(range)) => range.clone(),
        _ => 0..0,
    };
    let parts = reading::parts(tag.unwrap_or_default(), &taken);
    let mut judged: Vec<Lifecycle> = main
        .iter()
        .chain(&parts)
        .filter_map(|reading| judgement(reading, today))
        .collect();
    if judged.iter().any(|one| one.status != Status::Supported) {
        let suggestion = entry
            .own_tags
            .then(|| suggestion::suggest(product, name, tag, main.as_ref(), &parts, today))
            .flatten();
        for one in &mut judged {
            one.suggestion.clone_from(&suggestion);
        }
    }
    judged
}

/// The current tag to name for an image that has none: the cycle that a newcomer would take.
pub fn current_tag(name: &str, today: Date) -> Option<String> {
    let entry = names::find(name).filter(|entry| entry.own_tags)?;
    let tag = suggestion::current(Product::find(entry.product)?, today)?;
    Some(suggestion::with_v(name, tag))
}

/// The distribution that a tag names, as (product, cycle).
pub(super) fn distribution(tag: &str) -> Option<(&'static str, &'static str)> {
    let parts = reading::parts(tag, &(0..0));
    let found = parts.iter().find(|part| part.part == Part::Distribution)?;
    match found.cycle {
        Found::Cycle(cycle) | Found::Moving(cycle) => Some((found.product.id, cycle.name)),
        Found::TooOld => None,
    }
}

fn judgement(reading: &Reading, today: Date) -> Option<Lifecycle> {
    let product = reading.product;
    let (cycle, status) = match reading.cycle {
        Found::TooOld => ("", Status::EndedUnknown),
        Found::Cycle(cycle) => (cycle.name, status(product, cycle, today)?),
        Found::Moving(cycle) => {
            // A tag that still moves has no date; one that has stopped does.
            let known = Date::parse(super::DATE)?;
            if cycle.built || !(cycle.is_over(known) || cycle.dropped.is_some()) {
                return None;
            }
            (cycle.name, status(product, cycle, today)?)
        }
    };
    Some(Lifecycle {
        title: product.title,
        cycle,
        codename: product.codename_of(cycle),
        part: reading.part,
        place: reading.place.clone(),
        status,
        suggestion: None,
    })
}

fn status(product: Product, cycle: product::Cycle, today: Date) -> Option<Status> {
    Some(match cycle.end {
        End::On(date) if date >= today => Status::EndsOn(date),
        End::On(ended) => match cycle.extended {
            Some(until) if until >= today => {
                let (name, free) = product.extended();
                Status::ExtendedOnly {
                    ended,
                    until,
                    free,
                    name,
                }
            }
            // The last day on which everybody got fixes.
            Some(until) if product.extended().1 => Status::EndedOn(until),
            _ => Status::EndedOn(ended),
        },
        End::Past => Status::EndedUnknown,
        End::Open | End::Unknown if cycle.dropped.is_some() => Status::NotRebuilt(cycle.dropped?),
        End::Open => Status::Supported,
        End::Unknown => return None,
    })
}

/// An image that as a whole was abandoned, moved or renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discontinued {
    /// In one word: `deprecated`, `discontinued`, `moved`, `renamed`, `stale`, `frozen`,
    /// `restricted` or `eol`.
    pub status: &'static str,
    /// The day, where it is known.
    pub since: Option<Date>,
    successors: &'static str,
    /// True if the first successor has the tags that this image has.
    pub same_tags: bool,
}

impl Discontinued {
    /// Images to use instead, the nearest first; `mcr.microsoft.com/*` is a whole family.
    pub fn successors(self) -> impl Iterator<Item = &'static str> {
        self.successors.split(' ').filter(|name| !name.is_empty())
    }
}

/// Whether an image (name without tag) is given up as a whole: `openjdk`, `centos`, `bitnami/…`.
pub fn discontinued(name: &str) -> Option<Discontinued> {
    let name = names::familiar(name);
    let columns = DISCONTINUED.find(name).or_else(|| {
        let (owner, _) = name.split_once('/')?;
        DISCONTINUED.find(&format!("{owner}/*"))
    })?;
    let mut columns = Columns::new(columns);
    Some(Discontinued {
        status: columns.next(),
        since: Date::parse(columns.next()),
        successors: columns.next(),
        same_tags: columns.next() == "=",
    })
}

#[cfg(test)]
mod tests;
