//! A scalar as rules see it: variables filled in, and every byte of it traced to the file.

use std::borrow::Cow;
use std::ops::Range;

use super::extent;
use super::interpolation::{self, Interpolated};
use super::tree::Style;
use crate::source::{Origin, Span, Text};

/// A value with the place of each of its bytes.
#[derive(Clone, Debug)]
pub struct Scalar<'m> {
    /// The value: variables replaced by their defaults; those without one as written.
    pub value: Cow<'m, str>,
    /// Where it was written, quotes included.
    pub span: Span,
    /// Where the bytes of `value` stand in the file.
    pub origin: Origin,
    /// The text before variables were filled in.
    pub raw: Cow<'m, str>,
    /// The variables in it.
    pub variables: Vec<VariableUse<'m>>,
    /// True if the file alone tells the value (a default counts as told).
    pub known: bool,
}

/// A variable inside a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableUse<'m> {
    /// The variable's name.
    pub name: &'m str,
    /// Where its `${…}` stands.
    pub span: Span,
    /// Bytes of [`Scalar::value`] that it fills: its default, or itself as written.
    pub filled: Range<usize>,
    /// True if the value holds its default.
    pub defaulted: bool,
    /// True for `${X:?error}`.
    pub required: bool,
}

impl<'m> Scalar<'m> {
    pub(super) fn new(source: &str, raw: &'m str, span: Span, style: Style) -> Self {
        let origin = origin_of(source, raw, span, style);
        let Interpolated {
            value,
            pieces,
            references,
            known,
            ..
        } = interpolation::interpolate(raw);
        let variables = references
            .into_iter()
            .map(|reference| VariableUse {
                name: reference.name,
                span: origin.span(reference.at.start, reference.at.end),
                filled: reference.filled,
                defaulted: reference.defaulted,
                required: reference.required,
            })
            .collect();
        let origin = if matches!(value, Cow::Borrowed(_)) {
            origin
        } else {
            through(&pieces, value.len(), origin, span)
        };
        Scalar {
            value,
            span,
            origin,
            raw: Cow::Borrowed(raw),
            variables,
            known,
        }
    }

    /// The value with the span of the whole scalar.
    pub fn text(&self) -> Text<'m> {
        Text::new(self.value.clone(), self.span)
    }

    /// A part of the value with its exact place; empty where the range does not fit.
    pub fn part(&self, range: Range<usize>) -> Text<'m> {
        let span = self.origin.span(range.start, range.end);
        Text::new(cut(&self.value, &range), span)
    }

    /// A part of the value as a scalar of its own.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Scalar<'m> {
        let text = self.part(range.clone());
        let inside = |filled: &Range<usize>| filled.start >= range.start && filled.end <= range.end;
        let variables: Vec<_> = self
            .variables
            .iter()
            .filter(|variable| inside(&variable.filled))
            .cloned()
            .map(|mut variable| {
                variable.filled.start -= range.start;
                variable.filled.end -= range.start;
                variable
            })
            .collect();
        let origin = match &self.origin {
            Origin::Verbatim(base) => Origin::Verbatim(base + range.start as u32),
            Origin::Whole(span) => Origin::Whole(*span),
            Origin::Pieces(pieces) => Origin::Pieces(shifted(pieces, range.start as u32)),
        };
        // The raw text of a part is only told where nothing was filled in.
        let raw = text.value.clone();
        let known = self.known || variables.iter().all(|variable| variable.defaulted);
        Scalar {
            span: text.span,
            value: text.value,
            origin,
            raw,
            variables,
            known,
        }
    }

    /// True if a default, and no literal, makes the value or a part of it.
    pub fn is_defaulted(&self) -> bool {
        self.variables.iter().any(|variable| variable.defaulted)
    }
}

fn cut<'m>(value: &Cow<'m, str>, range: &Range<usize>) -> Cow<'m, str> {
    match value {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range.clone()).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(range.clone()).unwrap_or_default().to_owned()),
    }
}

/// Pieces as seen from an offset inside the value.
fn shifted(pieces: &[(u32, u32)], by: u32) -> Vec<(u32, u32)> {
    let first = pieces
        .partition_point(|piece| piece.0 <= by)
        .saturating_sub(1);
    pieces
        .iter()
        .skip(first)
        .map(|(value, file)| match value.checked_sub(by) {
            Some(value) => (value, *file),
            None => (0, file + (by - value)),
        })
        .collect()
}

/// Where the bytes of a scalar's text stand.
pub(super) fn origin_of(source: &str, raw: &str, span: Span, style: Style) -> Origin {
    let inner = extent::inside_quotes(span, style);
    let written = inner.slice(source);
    // Most values are slices of the source itself: then there is nothing to compare.
    let is_slice = written.as_ptr() == raw.as_ptr() && written.len() == raw.len();
    if is_slice || written == raw {
        return Origin::Verbatim(inner.start);
    }
    let indent = match style {
        Style::Literal | Style::Folded => {
            let before = source.get(..span.start as usize).unwrap_or_default();
            Some(before.len() - before.rfind('\n').map_or(0, |at| at + 1))
        }
        _ => None,
    };
    lines(written, raw, inner.start, indent).map_or(Origin::Whole(span), Origin::Pieces)
}

/// Matches the lines of a folded or indented text with the value made from them. `indent` is what
/// a block scalar takes off its lines; other scalars lose all blanks around theirs. Nothing where
/// the two do not match, as after an escape.
fn lines(written: &str, raw: &str, start: u32, indent: Option<usize>) -> Option<Vec<(u32, u32)>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut value = 0;
    for (number, line) in written.split_inclusive('\n').enumerate() {
        let full = line.trim_end_matches(['\n', '\r']);
        let content = match indent {
            // The first line begins behind its indentation.
            Some(_) if number == 0 => full,
            Some(indent) => {
                let blanks = full.len() - full.trim_start_matches(' ').len();
                full.get(blanks.min(indent)..)?
            }
            None if number == 0 => full.trim_end_matches([' ', '\t']),
            None => full.trim_matches([' ', '\t']),
        };
        let skipped = if number == 0 || indent.is_some() {
            full.len() - content.len()
        } else {
            full.len() - full.trim_start_matches([' ', '\t']).len()
        };
        let skipped = if number == 0 { 0 } else { skipped };
        if !content.is_empty() {
            let rest = raw.get(value..)?;
            let breaks = rest.len() - rest.trim_start_matches('\n').len();
            let gap = if breaks == 0 && number > 0 && rest.starts_with(' ') {
                1
            } else {
                breaks
            };
            if !rest.get(gap..)?.starts_with(content) {
                return None;
            }
            value += gap;
            pieces.push((value as u32, start + (at + skipped) as u32));
            value += content.len();
        }
        at += line.len();
    }
    let tail = raw.get(value..)?;
    (!pieces.is_empty() && tail.bytes().all(|byte| byte == b'\n')).then_some(pieces)
}

/// Leads the pieces of an interpolated value through the origin of its raw text.
fn through(pieces: &[(u32, u32)], length: usize, raw: Origin, span: Span) -> Origin {
    if pieces.is_empty() {
        return Origin::Whole(span);
    }
    match raw {
        Origin::Whole(span) => Origin::Whole(span),
        Origin::Verbatim(base) => Origin::Pieces(
            pieces
                .iter()
                .map(|(value, raw)| (*value, base + raw))
                .collect(),
        ),
        Origin::Pieces(lines) => {
            let mut all = Vec::with_capacity(pieces.len() + lines.len());
            for (index, (value, raw)) in pieces.iter().enumerate() {
                let end = pieces.get(index + 1).map_or(length as u32, |next| next.0);
                let raw_end = raw + (end - value);
                let first = lines
                    .partition_point(|line| line.0 <= *raw)
                    .saturating_sub(1);
                for (offset, file) in lines.iter().skip(first) {
                    if *offset >= raw_end {
                        break;
                    }
                    let from = (*raw).max(*offset);
                    all.push((value + (from - raw), file + (from - offset)));
                }
            }
            Origin::Pieces(all)
        }
    }
}
