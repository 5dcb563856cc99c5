//! A part of a word, with its place.

use std::borrow::Cow;

use super::words::Word;
use crate::compose::tree::Style;
use crate::source::{Span, Text};

/// A byte range of a word's value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'w, 'a> {
    word: &'w Word<'a>,
    start: usize,
    end: usize,
}

impl<'w, 'a> Part<'w, 'a> {
    /// The word's value from `start` on.
    pub(super) fn from(word: &'w Word<'a>, start: usize) -> Self {
        Part {
            word,
            start,
            end: word.value.len(),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        self.word
            .value
            .get(self.start..self.end)
            .unwrap_or_default()
    }

    /// The place without quotes; the whole word where quotes or escapes stand inside the part.
    pub(super) fn span(&self) -> Span {
        let span = self.word.origin.span(self.start, self.end);
        if span.len() == self.end - self.start {
            span
        } else {
            self.word.span
        }
    }

    pub(super) fn text(&self) -> Text<'a> {
        let value = match &self.word.value {
            Cow::Borrowed(value) => {
                Cow::Borrowed(value.get(self.start..self.end).unwrap_or_default())
            }
            Cow::Owned(_) => Cow::Owned(self.as_str().to_owned()),
        };
        Text {
            value,
            span: self.span(),
        }
    }

    /// Plain if the value stands in the text as it is and YAML would not take it for null.
    pub(super) fn style(&self) -> Style {
        let verbatim = self.word.origin.span(self.start, self.end).len() == self.end - self.start;
        let is_null = matches!(self.as_str(), "" | "~" | "null" | "Null" | "NULL");
        if verbatim && !is_null {
            Style::Plain
        } else {
            Style::DoubleQuoted
        }
    }

    pub(super) fn split_once(self, mark: char) -> Option<(Self, Self)> {
        let at = self.start + self.as_str().find(mark)?;
        Some((
            Part { end: at, ..self },
            Part {
                start: at + mark.len_utf8(),
                ..self
            },
        ))
    }

    /// The parts between commas; a `"quoted"` one, as in CSV, may hold commas.
    pub(super) fn fields(self) -> Vec<Self> {
        let mut fields = Vec::new();
        let mut rest = Some(self);
        while let Some(part) = rest {
            let text = part.as_str();
            let quoted = text.strip_prefix('"').and_then(|inner| inner.find('"'));
            if let Some(length) = quoted {
                let start = part.start + 1;
                let end = start + length;
                fields.push(Part { start, end, ..part });
                let start = end + 2;
                rest = (start <= part.end).then_some(Part { start, ..part });
            } else if let Some((field, after)) = part.split_once(',') {
                fields.push(field);
                rest = Some(after);
            } else {
                fields.push(part);
                rest = None;
            }
        }
        fields
    }
}
