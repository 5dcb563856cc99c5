//! A word in the making: borrows from the text as long as one slice of it is enough.

use std::borrow::Cow;

use super::word::Word;
use crate::source::Origin;

#[derive(Debug)]
enum Value {
    Empty,
    Slice(usize, usize),
    Owned(String),
}

/// A word that is being read. Offsets are bytes of the text.
#[derive(Debug)]
pub(super) struct Builder {
    /// First byte of the word.
    start: usize,
    /// One past its last byte so far.
    pub(super) end: usize,
    value: Value,
    /// One past the bytes that stand in the text verbatim from `start`.
    plain: usize,
    /// The text inside the quotes so far, joined lines included.
    raw: (usize, usize),
    /// False once something other than joined lines tells `raw` from the value.
    exact: bool,
    pub(super) quoted: bool,
    pub(super) expands: bool,
}

impl Builder {
    pub(super) fn new(start: usize) -> Self {
        Builder {
            start,
            end: start,
            value: Value::Empty,
            plain: start,
            raw: (start, start),
            exact: true,
            quoted: false,
            expands: false,
        }
    }

    /// Adds a slice of the text.
    pub(super) fn push(&mut self, text: &str, from: usize, to: usize) {
        if from >= to {
            return;
        }
        let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        match &mut self.value {
            Value::Empty => {
                self.value = Value::Slice(from, to);
                self.raw = (from, from);
            }
            Value::Slice(_, end) if *end == from => *end = to,
            Value::Slice(start, end) => {
                let mut owned = String::from(slice(*start, *end));
                owned.push_str(slice(from, to));
                self.value = Value::Owned(owned);
            }
            Value::Owned(owned) => owned.push_str(slice(from, to)),
        }
        if self.raw.1 == from {
            self.raw.1 = to;
        } else {
            self.exact = false;
        }
        if self.plain == from {
            self.plain = to;
        }
        self.end = to;
    }

    /// Adds text that does not stand in the source so.
    pub(super) fn push_str(&mut self, text: &str, added: &str) {
        let owned = match std::mem::replace(&mut self.value, Value::Empty) {
            Value::Empty => String::new(),
            Value::Slice(start, end) => text.get(start..end).unwrap_or_default().to_owned(),
            Value::Owned(owned) => owned,
        };
        self.value = Value::Owned(owned + added);
        self.exact = false;
    }

    /// Notes that lines are joined here.
    pub(super) fn join(&mut self, from: usize, to: usize) {
        if self.raw.1 == from && !matches!(self.value, Value::Empty) {
            self.raw.1 = to;
        }
    }

    /// True if a copy of the text is being made.
    pub(super) fn copies(&self, from: usize) -> bool {
        match self.value {
            Value::Empty => false,
            Value::Slice(_, end) => end != from,
            Value::Owned(_) => true,
        }
    }

    /// True if the word so far ends with one of these, unquoted.
    pub(super) fn ends_with(&self, text: &str, signs: &[u8]) -> bool {
        let last = self
            .end
            .checked_sub(1)
            .and_then(|at| text.as_bytes().get(at));
        self.end > self.start && last.is_some_and(|byte| signs.contains(byte))
    }

    pub(super) fn finish<'a>(self, text: &'a str, origin: &Origin) -> Word<'a> {
        let mut exact = self.exact;
        let value = match self.value {
            Value::Empty => Cow::Borrowed(""),
            Value::Slice(start, end) => Cow::Borrowed(text.get(start..end).unwrap_or_default()),
            Value::Owned(owned) => Cow::Owned(owned),
        };
        let (from, to) = self.raw;
        let place = origin.span(from, to);
        exact &= place.len() == to - from;
        let raw = text
            .get(from..to)
            .filter(|_| exact)
            .map(|raw| (raw, place.start));
        let span = origin.span(self.start, self.end);
        let plain = if span.len() == self.end - self.start {
            self.plain - self.start
        } else {
            0
        };
        Word::read(value, span, (self.quoted, self.expands), plain as u32, raw)
    }
}
