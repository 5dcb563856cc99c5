//! A supported tag near the one that has ended: same image, same variant.

use std::ops::Range;

use super::super::images;
use super::product::{Cycle, End, Product, compare};
use super::reading::{self, Found, Reading};
use super::{Part, Place, Suggestion};
use crate::date::Date;
use crate::word_list::is_one_of;

/// Words that name a variant which later cycles have as well.
const VARIANTS: &str = "slim alpine fpm apache cli zts jdk jre management community \
    enterprise perl otel lts minimal dind rootless ce.0 ee.0";

/// A cycle that ends within these days is as good as ended when moving anyway.
const SOON: i32 = 180;

/// Whoever moves wants to stay for two years.
const LONG: i32 = 730;

/// The image to move to, or nothing where no tag is known to exist.
pub(super) fn suggest(
    product: Product,
    name: &str,
    tag: Option<&str>,
    main: Option<&Reading>,
    parts: &[Reading],
    today: Date,
) -> Option<Suggestion> {
    let Some(main) = main else {
        return suggest_base(product, tag?, parts, today);
    };
    let (present, moved) = match main.cycle {
        Found::Cycle(cycle) | Found::Moving(cycle) => {
            let stays =
                matches!(main.cycle, Found::Moving(_)) && cycle.built || lasts(cycle, today);
            (
                cycle,
                if stays {
                    None
                } else {
                    Some(choose(product, name, Some(cycle.name), today)?)
                },
            )
        }
        Found::TooOld => {
            let target = choose(product, name, None, today)?;
            (target, Some(target))
        }
    };
    let target = moved.unwrap_or(present);
    match &main.place {
        Place::Name(range) if !product.version.is_empty() && moved.is_some() => {
            let mut name = name.to_owned();
            name.replace_range(range.clone(), target.name);
            Some(Suggestion {
                cycle: target.name,
                name: Some(name),
                tag: tag.map(str::to_owned),
            })
        }
        Place::Name(_) => None,
        Place::Tag(version) => {
            let old = tag?;
            let tag = rebuild(product, old, version, target, moved.is_some(), parts, today)?;
            (tag != old).then_some(Suggestion {
                cycle: target.name,
                name: None,
                tag: Some(with_v(name, tag)),
            })
        }
    }
}

/// The same tag on a newer distribution, where it names nothing else: `rust:buster`.
fn suggest_base(product: Product, old: &str, parts: &[Reading], today: Date) -> Option<Suggestion> {
    let [part] = parts else { return None };
    let target = *candidates(product, None, today).first()?;
    let is_whole = part.part == Part::Distribution && part.place == Place::Tag(0..old.len());
    let tag = base(product, part, old, target, today).filter(|new| is_whole && new != old)?;
    Some(Suggestion {
        cycle: target.name,
        name: None,
        tag: Some(tag),
    })
}

/// Prometheus publishes its tags with a `v` in front only.
pub(super) fn with_v(name: &str, tag: String) -> String {
    let needs_v = matches!(name, "prom/prometheus" | "quay.io/prometheus/prometheus")
        && tag.starts_with(|sign: char| sign.is_ascii_digit());
    if needs_v { format!("v{tag}") } else { tag }
}

/// The tag for somebody who has none yet: the newest.
pub(super) fn current(product: Product, today: Date) -> Option<String> {
    spelled(product, *candidates(product, None, today).first()?)
}

/// The whole tag of a cycle, where no more than the version is needed to spell it.
fn spelled(product: Product, cycle: Cycle) -> Option<String> {
    // Some images put a `v` in front of their versions and some don't.
    if product.version.starts_with("name ") || product.version == "word v" {
        return None;
    }
    // `stream` belongs to every tag; `cli-` is a variant.
    let prefix = product
        .version
        .strip_prefix("after ")
        .filter(|prefix| !prefix.contains(' ') && !prefix.ends_with('-'));
    Some(format!(
        "{}{}",
        prefix.unwrap_or_default(),
        tag_version(product, cycle)
    ))
}

fn lasts(cycle: Cycle, today: Date) -> bool {
    match cycle.end {
        End::On(date) => today.days_until(date) > SOON,
        End::Open => cycle.dropped.is_none(),
        End::Past => false,
        End::Unknown => cycle.built,
    }
}

/// The cycle to move to: the nearest that lasts two years, else the newest without an end, else
/// the one that lasts longest. Data is moved a major version at a time, so a datastore goes to the
/// next one.
fn choose(product: Product, name: &str, from: Option<&str>, today: Date) -> Option<Cycle> {
    let candidates = candidates(product, from, today);
    let is_elastic = matches!(product.id, "elasticsearch" | "kibana" | "logstash");
    if is_elastic || images::lookup(name, None).is_some_and(|facts| facts.kind.is_datastore()) {
        let major = |cycle: &Cycle| cycle.name.split('.').next();
        let next = candidates.last()?;
        return candidates
            .iter()
            .find(|cycle| major(cycle) == major(next))
            .copied();
    }
    let days = |cycle: &Cycle| match cycle.end {
        End::On(date) => today.days_until(date),
        _ => 0,
    };
    // Cycles stand newest first: the last one is the nearest.
    let near = candidates.iter().rev().find(|cycle| days(cycle) >= LONG);
    let open = || {
        candidates
            .iter()
            .find(|cycle| matches!(cycle.end, End::Open | End::Unknown))
    };
    let longest = || candidates.iter().rev().max_by_key(|cycle| days(cycle));
    near.or_else(open).or_else(longest).copied()
}

/// Cycles newer than `from` whose tags exist and get fixes for a while, newest first; only the
/// long-term ones where the product has such.
fn candidates(product: Product, from: Option<&str>, today: Date) -> Vec<Cycle> {
    let mut cycles = product.cycles();
    let official = cycles.iter().any(|cycle| cycle.built);
    cycles.retain(|cycle| {
        let exists = match product.suggest {
            "latest" => !cycle.latest.is_empty(),
            "" => false,
            _ => cycle.built || !official,
        };
        exists && lasts(*cycle, today) && from.is_none_or(|from| compare(cycle.name, from).is_gt())
    });
    if cycles.iter().any(|cycle| cycle.is_lts(today)) {
        cycles.retain(|cycle| cycle.is_lts(today));
    }
    cycles
}

/// How a tag spells a cycle.
fn tag_version(product: Product, cycle: Cycle) -> String {
    match product.suggest {
        "latest" => cycle.latest.to_owned(),
        _ if product.id == "dotnet" && !cycle.name.contains('.') => format!("{}.0", cycle.name),
        _ => cycle.name.to_owned(),
    }
}

fn rebuild(
    product: Product,
    old: &str,
    version: &Range<usize>,
    target: Cycle,
    moves: bool,
    parts: &[Reading],
    today: Date,
) -> Option<String> {
    let moves_base = !moves
        && parts.iter().any(|part| {
            let Place::Tag(range) = &part.place else {
                return false;
            };
            let word = old.get(range.clone()).unwrap_or_default();
            base(product, part, word, target, today).is_some_and(|new| new != word)
        });
    let mut tag = String::new();
    for (range, word) in reading::words(old) {
        let holds_version = range.start <= version.start && version.end <= range.end;
        let part = parts
            .iter()
            .find(|part| part.place == Place::Tag(range.clone()));
        let new = if holds_version && moves {
            let before = old.get(range.start..version.start)?;
            let after = old.get(version.end..range.end)?;
            let named = product
                .codename(word)
                .and_then(|_| product.codename_of(target.name));
            match named {
                Some(codename) => codename.to_owned(),
                None if after.is_empty()
                    || after.starts_with('.')
                    || product.suggest == "latest" =>
                {
                    let before = if target.latest.starts_with(before) {
                        ""
                    } else {
                        before
                    };
                    format!("{before}{}", tag_version(product, target))
                }
                None => return None,
            }
        } else if holds_version && moves_base {
            // An exact version that was never built on the new distribution gives way to its line.
            let before = old.get(range.start..version.start)?;
            let exact = old.get(version.clone())?;
            let line = exact
                .strip_prefix(target.name)
                .is_some_and(|rest| rest.starts_with('.'));
            if line && product.suggest != "latest" {
                format!("{before}{}", tag_version(product, target))
            } else {
                word.to_owned()
            }
        } else if holds_version {
            word.to_owned()
        } else if let Some(part) = part {
            base(product, part, word, target, today)?
        } else if word.len() >= 6
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
        {
            // The day of a build.
            continue;
        } else if is_one_of(VARIANTS, word) && !product.is_gone(word) {
            word.to_owned()
        } else {
            return None;
        };
        if !tag.is_empty() {
            tag.push(
                if old.as_bytes().get(range.start.wrapping_sub(1)) == Some(&b'_') {
                    '_'
                } else {
                    '-'
                },
            );
        }
        tag.push_str(&new);
    }
    Some(tag)
}

/// The distribution word of the new tag: the old one while it lasts and is built, else the one
/// that this cycle is built on, else the newest built one of the same family.
fn base(
    product: Product,
    part: &Reading,
    word: &str,
    target: Cycle,
    today: Date,
) -> Option<String> {
    let Found::Cycle(cycle) = part.cycle else {
        return None;
    };
    if part.part == Part::Component {
        return lasts(cycle, today).then(|| word.to_owned());
    }
    let built = |word: &str| product.bases_built().any(|built| built == word);
    if lasts(cycle, today) && built(word) {
        return Some(word.to_owned());
    }
    let same = |word: &'static str| {
        let found = reading::parts(word, &(0..0)).pop()?;
        let Found::Cycle(cycle) = found.cycle else {
            return None;
        };
        (found.product.id == part.product.id && lasts(cycle, today)).then_some((cycle.name, word))
    };
    if let Some((_, word)) = product.base(target.name).and_then(same) {
        return Some(word.to_owned());
    }
    let newest = product
        .bases_built()
        .filter_map(same)
        .max_by(|one, other| compare(one.0, other.0));
    newest.map(|(_, word)| word.to_owned())
}
