//! What a tag says: its version, and the distributions and components named in its words.

use std::ops::Range;

use super::super::table::{Columns, Table};
use super::product::{Cycle, End, Product, compare, leads};
use super::{Part, Place};
use crate::date::Date;

/// Words of tags: a code name (`=` | product | cycle), or the letters before a version that
/// make it a distribution (`d` | product) or a component (`c` | product).
const WORDS: Table = Table(include_str!("words.txt"));

/// No registry takes a longer tag.
const LONGEST_TAG: usize = 128;

/// Which cycle of a product an image is, as far as its reference tells.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) product: Product,
    pub(super) cycle: Found,
    pub(super) part: Part,
    pub(super) place: Place,
}

/// How sure the cycle is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found {
    /// The tag names this cycle.
    Cycle(Cycle),
    /// The tag moves; it meant this cycle when the facts were read.
    Moving(Cycle),
    /// Not listed, and the next newer cycle of its major version has ended.
    TooOld,
}

/// Words of a tag between `-` and `_`, with their places.
pub(super) fn words(tag: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    tag.split(['-', '_']).map(move |word| {
        let range = start..start + word.len();
        start = range.end + 1;
        (range, word)
    })
}

/// The version of the image itself.
pub(super) fn version(
    product: Product,
    name: &str,
    tag: Option<&str>,
    today: Date,
) -> Option<Reading> {
    let tag = tag.unwrap_or_default();
    if tag.len() > LONGEST_TAG || product.excludes(tag) {
        return None;
    }
    let reading = |cycle, place| {
        Some(Reading {
            product,
            cycle,
            part: Part::Product,
            place,
        })
    };
    if let Some(prefix) = product.version.strip_prefix("name ") {
        let start = name.find(prefix)? + prefix.len();
        let end = start + digits(name.get(start..)?);
        return reading(
            find_cycle(product, name.get(start..end)?, today)?,
            Place::Name(start..end),
        );
    }
    if tag.is_empty() {
        return reading(
            Found::Moving(product.moving("latest")?),
            Place::Name(0..name.len()),
        );
    }
    let (first, first_word) = words(tag).next()?;
    for (range, text) in [(0..tag.len(), tag), (first, first_word)] {
        if let Some(cycle) = product.moving(text) {
            return reading(Found::Moving(cycle), Place::Tag(range));
        }
    }
    for (range, word) in words(tag) {
        if let Some(cycle) = product.codename(word) {
            return reading(Found::Cycle(cycle), Place::Tag(range));
        }
    }
    let range = version_range(product.version, tag)?;
    reading(
        find_cycle(product, tag.get(range.clone())?, today)?,
        Place::Tag(range),
    )
}

/// Where the version stands in a tag: at its start (behind a `v` or one of the `after` prefixes),
/// or in the word that starts with the prefix named by `word`.
fn version_range(place: &str, tag: &str) -> Option<Range<usize>> {
    let dotted = |start: usize| {
        let rest = tag.get(start..)?;
        let start = start + usize::from(rest.starts_with('v'));
        let end = start + version_length(tag.get(start..)?);
        (start < end).then_some(start..end)
    };
    if let Some(prefix) = place.strip_prefix("word ") {
        let marked = words(tag).filter_map(|(range, word)| {
            let bare = word
                .strip_prefix(prefix)
                .filter(|rest| starts_with_digit(rest));
            bare.map(|rest| range.end - rest.len())
        });
        if let Some(start) = marked.last() {
            return dotted(start);
        }
        if prefix == "v" {
            let first = words(tag).find(|(_, word)| starts_with_digit(word) && word.contains('.'));
            return dotted(first?.0.start);
        }
        return dotted(0);
    }
    let mut start = 0;
    for prefix in place.strip_prefix("after ").unwrap_or_default().split(' ') {
        let rest = tag.get(start..)?;
        if !prefix.is_empty()
            && rest
                .get(..prefix.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        {
            start += prefix.len();
        }
    }
    dotted(start)
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Length of the leading `1`, `1.2`, `1.2.3` …
fn version_length(text: &str) -> usize {
    let mut length = digits(text);
    while length > 0 && text.as_bytes().get(length) == Some(&b'.') {
        match digits(text.get(length + 1..).unwrap_or_default()) {
            0 => break,
            more => length += 1 + more,
        }
    }
    length
}

/// The cycle of a version: the longest that equals it or leads it; for a version with fewer
/// parts than its cycles the newest that it leads.
fn find_cycle(product: Product, version: &str, today: Date) -> Option<Found> {
    if let Some(cycle) = product.cycle_of(version) {
        return Some(Found::Cycle(cycle));
    }
    let major = |version: &str| version.split('.').next().unwrap_or_default().to_owned();
    let wanted = major(version);
    let mut next: Option<Cycle> = None;
    for cycle in product.cycles() {
        if leads(version, cycle.name) {
            return Some(Found::Moving(cycle));
        }
        let is_newer = major(cycle.name) == wanted && compare(version, cycle.name).is_lt();
        if is_newer && next.is_none_or(|next| compare(cycle.name, next.name).is_lt()) {
            next = Some(cycle);
        }
    }
    next?.is_over(today).then_some(Found::TooOld)
}

/// Distributions and components named by the words of a tag, but not in `taken`.
pub(super) fn parts(tag: &str, taken: &Range<usize>) -> Vec<Reading> {
    if tag.len() > LONGEST_TAG {
        return Vec::new();
    }
    let all: Vec<(Range<usize>, &str)> = words(tag).collect();
    let mut found: Vec<Reading> = Vec::new();
    for (index, (range, word)) in all.iter().enumerate() {
        if taken.start < range.end && range.start < taken.end {
            continue;
        }
        let after = all
            .get(index + 1)
            .filter(|(next, _)| next.start >= taken.end || next.end <= taken.start);
        let reading = part(word, range, after, tag);
        found.extend(reading.filter(|reading| {
            !found
                .iter()
                .any(|known| known.product.id == reading.product.id)
        }));
    }
    found
}

fn part(
    word: &str,
    range: &Range<usize>,
    after: Option<&(Range<usize>, &str)>,
    tag: &str,
) -> Option<Reading> {
    if let Some(columns) = WORDS.find(word) {
        let mut columns = Columns::new(columns);
        let (kind, product) = (columns.next(), Product::find(columns.next())?);
        if kind == "=" {
            let cycle = Found::Cycle(product.cycle(columns.next())?);
            return Some(Reading {
                product,
                cycle,
                part: Part::Distribution,
                place: Place::Tag(range.clone()),
            });
        }
        // A prefix alone: the version is the next word (`debian-11`).
        let (next, version) = after?;
        if version_length(version) != version.len() || version.is_empty() {
            return None;
        }
        return with_version(kind, product, version, range.start..next.end, tag);
    }
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (prefix, version) = word.split_at_checked(letters)?;
    if version.is_empty() || version_length(version) != version.len() {
        return None;
    }
    let mut columns = Columns::new(WORDS.find(prefix)?);
    let (kind, product) = (columns.next(), Product::find(columns.next())?);
    with_version(kind, product, version, range.clone(), tag)
}

fn with_version(
    kind: &str,
    product: Product,
    version: &str,
    range: Range<usize>,
    tag: &str,
) -> Option<Reading> {
    let (product, part) = match kind {
        "d" => (product, Part::Distribution),
        _ if product.id == "eclipse-temurin" => (java_vendor(tag)?, Part::Component),
        _ => (product, Part::Component),
    };
    let spelled;
    let version = match (product.id, version.len(), version.contains('.')) {
        ("ubuntu", 4, false) => {
            spelled = format!("{}.{}", version.get(..2)?, version.get(2..)?);
            &spelled
        }
        ("photon", _, false) => {
            spelled = format!("{version}.0");
            &spelled
        }
        _ => version,
    };
    let cycle = product.cycle_of(version)?;
    if cycle.end == End::Unknown {
        return None;
    }
    Some(Reading {
        product,
        cycle: Found::Cycle(cycle),
        part,
        place: Place::Tag(range),
    })
}

/// Whose Java a `jdk17` is: the vendor named in the same tag, else Temurin, which most images use.
fn java_vendor(tag: &str) -> Option<Product> {
    let vendors = [
        ("corretto", "amazoncorretto"),
        ("semeru", "ibm-semeru-runtimes"),
        ("zulu", "azul-zulu"),
        ("sapmachine", "sapmachine"),
        ("openjdk", "openjdk"),
    ];
    let named = vendors.iter().find(|(word, _)| tag.contains(word));
    Product::find(named.map_or("eclipse-temurin", |(_, product)| product))
}
