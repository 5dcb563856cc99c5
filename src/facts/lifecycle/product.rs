//! Rows of the life-cycle table: products and their cycles.

use std::cmp::Ordering;

use super::super::table::{Columns, Table, pair};
use crate::date::Date;

/// Columns: id | title | longer offer (`+` if free) | where tags hold the version | words of
/// tags that are another product | moving tags | code names | what to suggest | distribution by
/// cycle | distributions built | ended variants | cycles.
const PRODUCTS: Table = Table(include_str!("products.txt"));

/// A product and what its tags mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Product {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    extended: &'static str,
    pub(super) version: &'static str,
    not_words: &'static str,
    moving: &'static str,
    codenames: &'static str,
    pub(super) suggest: &'static str,
    base: &'static str,
    bases_built: &'static str,
    gone_variants: &'static str,
    cycles: &'static str,
}

impl Product {
    pub(super) fn find(id: &'static str) -> Option<Self> {
        let mut columns = Columns::new(PRODUCTS.find(id)?);
        Some(Product {
            id,
            title: columns.next(),
            extended: columns.next(),
            version: columns.next(),
            not_words: columns.next(),
            moving: columns.next(),
            codenames: columns.next(),
            suggest: columns.next(),
            base: columns.next(),
            bases_built: columns.next(),
            gone_variants: columns.next(),
            cycles: columns.next(),
        })
    }

    /// All cycles, newest first.
    pub(super) fn cycles(self) -> Vec<Cycle> {
        let mut cycles = Vec::new();
        for text in self.cycles.split(' ') {
            cycles.extend(Cycle::read(text));
        }
        cycles
    }

    /// The cycle whose name is the longest that the version starts with.
    pub(super) fn cycle_of(self, version: &str) -> Option<Cycle> {
        let mut found: Option<Cycle> = None;
        for cycle in self.cycles() {
            let is_longer = found.is_none_or(|found| cycle.name.len() >= found.name.len());
            if is_longer && leads(cycle.name, version) {
                found = Some(cycle);
            }
        }
        found
    }

    /// The cycle of this exact name.
    pub(super) fn cycle(self, name: &str) -> Option<Cycle> {
        self.cycles().into_iter().find(|cycle| cycle.name == name)
    }

    /// What a moving tag meant when the facts were read.
    pub(super) fn moving(self, tag: &str) -> Option<Cycle> {
        self.cycle(pair(self.moving, tag)?)
    }

    /// The cycle that a code name stands for.
    pub(super) fn codename(self, word: &str) -> Option<Cycle> {
        self.cycle(pair(self.codenames, word)?)
    }

    /// The code name of a cycle.
    pub(super) fn codename_of(self, cycle: &str) -> Option<&'static str> {
        let pairs = self
            .codenames
            .split(' ')
            .filter_map(|pair| pair.split_once('='));
        pairs
            .filter(|(_, named)| *named == cycle)
            .map(|(codename, _)| codename)
            .next()
    }

    /// The distribution word behind a tag of this cycle that names none.
    pub(super) fn base(self, cycle: &str) -> Option<&'static str> {
        pair(self.base, cycle)
    }

    /// Distribution words of tags that are still rebuilt.
    pub(super) fn bases_built(self) -> impl Iterator<Item = &'static str> {
        self.bases_built.split(' ').filter(|word| !word.is_empty())
    }

    pub(super) fn is_gone(self, word: &str) -> bool {
        self.gone_variants.split(' ').any(|gone| gone == word)
    }

    /// True if the words of a tag say that it belongs to another product.
    pub(super) fn excludes(self, tag: &str) -> bool {
        !self.not_words.is_empty() && self.not_words.split(' ').any(|word| tag.contains(word))
    }

    /// Name of the longer support offer, and whether it is free.
    pub(super) fn extended(self) -> (&'static str, bool) {
        match self.extended.strip_prefix('+') {
            Some(name) => (name, true),
            None if self.extended.is_empty() => ("extended support", false),
            None => (self.extended, false),
        }
    }
}

/// When free security support ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    On(Date),
    /// Supported when the facts were read, no end published.
    Open,
    /// Ended on an unknown day.
    Past,
    /// Nobody publishes one.
    Unknown,
}

/// One line of releases that is supported, and ends, as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cycle {
    pub(super) name: &'static str,
    pub(super) end: End,
    /// Last day of the longer offer.
    pub(super) extended: Option<Date>,
    /// The day from which it is a long-term-support line.
    pub(super) lts: Option<Date>,
    /// Its official image was still rebuilt when the facts were read.
    pub(super) built: bool,
    /// The day from which it wasn't, where no end is known.
    pub(super) dropped: Option<Date>,
    /// The exact version to suggest.
    pub(super) latest: &'static str,
}

impl Cycle {
    /// Reads `26=20290430x20300101l20261028b`: name, end (`-` open, `!` past, `?` unknown), then
    /// `x` extended, `l` long-term
    /// support (from a day, or already), `b` built, `d` dropped, `v` latest.
    fn read(text: &'static str) -> Option<Self> {
        let (name, facts) = text.split_once('=')?;
        let (facts, latest) = facts.split_once('v').unwrap_or((facts, ""));
        let (end, mut flags) = match facts.get(..1)? {
            "-" => (End::Open, facts.get(1..)?),
            "!" => (End::Past, facts.get(1..)?),
            "?" => (End::Unknown, facts.get(1..)?),
            _ => (End::On(Date::compact(facts.get(..8)?)?), facts.get(8..)?),
        };
        let mut cycle = Cycle {
            name,
            end,
            extended: None,
            lts: None,
            built: false,
            dropped: None,
            latest,
        };
        while let Some(flag) = flags.chars().next() {
            let date = flags.get(1..9).and_then(Date::compact);
            match flag {
                'x' => cycle.extended = date,
                'l' => cycle.lts = date.or(Date::new(1, 1, 1)),
                'd' => cycle.dropped = date,
                _ => cycle.built = true,
            }
            flags = flags
                .get(if date.is_some() { 9 } else { 1 }..)
                .unwrap_or_default();
        }
        Some(cycle)
    }

    /// True if free support is over after `today`'s eve.
    pub(super) fn is_over(self, today: Date) -> bool {
        match self.end {
            End::On(date) => date < today,
            End::Past => true,
            End::Open | End::Unknown => false,
        }
    }

    pub(super) fn is_lts(self, today: Date) -> bool {
        self.lts.is_some_and(|from| from <= today)
    }
}

/// True if a version is the same as `head`, or goes on behind it.
pub(super) fn leads(head: &str, version: &str) -> bool {
    let rest = version.strip_prefix(head);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Orders versions by their numbers: 3.9 before 3.10.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    numbers(one).cmp(&numbers(other))
}

fn numbers(version: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    for part in version.split(|letter: char| !letter.is_ascii_digit()) {
        numbers.extend(part.parse::<u64>());
    }
    numbers
}
