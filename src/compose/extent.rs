//! How far a node really reaches in the text, where the parser's events say too much or too little.

use super::tree::Style;
use crate::source::Span;

/// The place of a scalar's text, quotes included, block headers and trailing breaks left out.
pub(super) fn scalar(text: &str, start: usize, end: usize, value: &str, style: Style) -> Span {
    let slice = text.get(start..end).unwrap_or_default();
    let length = match style {
        Style::SingleQuoted => quoted(slice, value, b'\''),
        Style::DoubleQuoted => quoted(slice, value, b'"'),
        Style::Plain => slice.len(),
        Style::Literal | Style::Folded => slice.trim_end().len(),
    };
    Span::new(start, start + length)
}

/// The length of a quoted scalar at the start of `slice`, up to its closing quote.
fn quoted(slice: &str, value: &str, quote: u8) -> usize {
    let bytes = slice.as_bytes();
    let verbatim = value.len() + 2;
    if bytes.get(verbatim - 1) == Some(&quote)
        && bytes.get(1..verbatim - 1) == Some(value.as_bytes())
    {
        return verbatim;
    }
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            byte if *byte == quote => {
                if quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                    at += 2;
                } else {
                    return at + 1;
                }
            }
            _ => at += 1,
        }
    }
    slice.len()
}

/// The inner text of a quoted scalar; other scalars as they are.
pub(super) fn inside_quotes(span: Span, style: Style) -> Span {
    match style {
        Style::SingleQuoted | Style::DoubleQuoted if span.len() >= 2 => Span {
            start: span.start + 1,
            end: span.end - 1,
        },
        _ => span,
    }
}

/// Steps over anchors and tags (`&name`, `!tag`) in front of a node, and the white space and
/// comments behind them.
pub(super) fn after_properties(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        if !rest.starts_with(['&', '!']) {
            return at;
        }
        let stop = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
        let property = rest.find(stop).unwrap_or(rest.len());
        at += property;
        // What follows the last property on its line, or the first content below it.
        let next = skip_blank(text, at);
        if next >= text.len() {
            return at;
        }
        at = next;
    }
}

/// The first byte from `at` on that is neither white space nor part of a comment.
pub(super) fn skip_blank(text: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start().len();
        match text.get(at..) {
            Some(rest) if rest.starts_with('#') => at += rest.find('\n').unwrap_or(rest.len()),
            _ => return at,
        }
    }
}

/// The dash of the list item whose content starts at `item`.
pub(super) fn dash_before(text: &str, item: usize) -> Option<usize> {
    let before = text.get(..item)?;
    let bytes = before.as_bytes();
    let is_dash = |at: usize| {
        bytes.get(at) == Some(&b'-')
            && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace)
            && at
                .checked_sub(1)
                .and_then(|at| bytes.get(at))
                .is_none_or(u8::is_ascii_whitespace)
    };
    let near = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
    if let Some(at) = near.checked_sub(1).filter(|at| is_dash(*at)) {
        return Some(at);
    }
    // Anchors, tags or a comment stand in between: none of them is long.
    (item.saturating_sub(LONGEST_PROPERTIES)..item)
        .rev()
        .find(|at| is_dash(*at))
}

/// How far behind its dash an item's content is looked for, in bytes.
const LONGEST_PROPERTIES: usize = 256;
