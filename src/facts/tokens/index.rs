//! Which formats may start where: one look at the first bytes of every format's literal.

use std::sync::LazyLock;

use super::shape::{self, Runs};
use super::{Token, TokenKind, is_anonymous};

/// Sorted by the literal to look for | bytes before it | id | kind | name | shape.
const FORMATS: &str = include_str!("formats.txt");

/// Bytes of a literal that the filter looks at.
const LOOK: usize = 4;

/// Built when the first text is searched: a filter of four bytes in which each of 32 bits stands
/// for a few neighboring formats.
pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

pub(super) struct Index {
    formats: Vec<Format>,
    filter: [[u32; 256]; LOOK],
    per_group: usize,
}

struct Format {
    literal: &'static str,
    /// Fixed number of bytes between the token's start and the literal.
    before: usize,
    rest: &'static str,
}

impl Index {
    fn new() -> Self {
        let formats: Vec<Format> = FORMATS
            .lines()
            .filter_map(|line| {
                let (literal, rest) = line.split_once('|')?;
                let (before, rest) = rest.split_once('|')?;
                Some(Format {
                    literal,
                    before: before.parse().ok()?,
                    rest,
                })
            })
            .collect();
        let per_group = formats.len().div_ceil(32);
        let mut filter = [[0; 256]; LOOK];
        for (number, format) in formats.iter().enumerate() {
            let bit = 1 << (number / per_group);
            for (place, row) in filter.iter_mut().enumerate() {
                match format.literal.as_bytes().get(place) {
                    Some(byte) => row[usize::from(*byte)] |= bit,
                    None => row.iter_mut().for_each(|bits| *bits |= bit),
                }
            }
        }
        Index {
            formats,
            filter,
            per_group,
        }
    }

    /// The first token that starts at or after `from`; the longest where several start.
    pub(super) fn next(&self, text: &str, from: usize, runs: &mut Runs) -> Option<Token> {
        let bytes = text.as_bytes();
        let [first, second, third, fourth] = &self.filter;
        let look = |row: &[u32; 256], at: usize| {
            bytes
                .get(at)
                .map_or(u32::MAX, |byte| row[usize::from(*byte)])
        };
        let mut left = look(first, from);
        for at in from..bytes.len() {
            let groups = left & look(second, at + 1);
            left = look(first, at + 1);
            if groups == 0 {
                continue;
            }
            let groups = groups & look(third, at + 2) & look(fourth, at + 3);
            if groups != 0
                && let Some(token) = self.at(text, from, at, groups, runs)
            {
                return Some(token);
            }
        }
        None
    }

    /// The longest token of these groups whose literal stands at `at`.
    fn at(
        &self,
        text: &str,
        from: usize,
        at: usize,
        mut groups: u32,
        runs: &mut Runs,
    ) -> Option<Token> {
        let mut best: Option<Token> = None;
        while groups != 0 {
            let group = groups.trailing_zeros() as usize;
            groups &= groups - 1;
            for format in self
                .formats
                .iter()
                .skip(group * self.per_group)
                .take(self.per_group)
            {
                let found = format.matches(text, from, at, runs);
                if let Some(token) = found.filter(|token| {
                    best.as_ref()
                        .is_none_or(|best| best.range.end < token.range.end)
                }) {
                    best = Some(token);
                }
            }
        }
        best
    }
}

impl Format {
    fn matches(&self, text: &str, from: usize, at: usize, runs: &mut Runs) -> Option<Token> {
        let bytes = text.as_bytes();
        if !bytes.get(at..)?.starts_with(self.literal.as_bytes()) {
            return None;
        }
        let start = at.checked_sub(self.before).filter(|start| *start >= from)?;
        let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let goes_on = start > 0 && bytes.get(start - 1).is_some_and(word);
        if goes_on && bytes.get(start).is_some_and(word) {
            return None;
        }
        let mut columns = self.rest.splitn(4, '|');
        let (id, kind, name) = (columns.next()?, columns.next()?, columns.next()?);
        let end = shape::matches(columns.next()?, bytes, start, runs)?;
        let found = text.get(start..end)?;
        let test_mode = ["_test_", "_TEST"]
            .iter()
            .any(|mark| self.literal.contains(mark));
        let mut token = Token::new(start..end, id, kind, name, test_mode);
        if id == "jwt" && is_anonymous(found) {
            token.kind = TokenKind::Public;
        }
        Some(token)
    }
}
