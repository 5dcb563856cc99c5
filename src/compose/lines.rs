//! Lines of a text by byte offset.

use std::ops::Range;

use crate::source::Span;

/// A text looked at line by line.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t>(pub(super) &'t str);

/// How many lines an open bracket or quote is looked for above the place where it hurt.
const LINES_BACK: usize = 200;

impl<'t> Lines<'t> {
    /// The line around a byte, without its break.
    pub(super) fn line(self, at: usize) -> Range<usize> {
        let before = self.0.get(..at).unwrap_or_default();
        let after = self.0.get(at..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = at + after.find('\n').unwrap_or(after.len());
        let end = if end > start && self.0.as_bytes().get(end - 1) == Some(&b'\r') {
            end - 1
        } else {
            end
        };
        start..end
    }

    /// The lines from a line's start on, without their breaks.
    pub(super) fn lines_from(self, start: usize) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let text = self.0.get(start..).unwrap_or_default();
        text.split_inclusive('\n').scan(start, |at, line| {
            let start = *at;
            *at += line.len();
            Some(start..start + line.trim_end_matches(['\r', '\n']).len())
        })
    }

    /// The line around a byte, or the nearest one above that holds more than a comment.
    pub(super) fn content_line(self, at: usize) -> Range<usize> {
        let line = self.line(at);
        let text = self.0.get(line.clone()).unwrap_or_default().trim_start();
        if text.is_empty() || text.starts_with('#') {
            let above = self.content_line_before(line.start);
            if !self.trimmed(above.clone()).is_empty() {
                return above;
            }
        }
        line
    }

    /// The nearest line above that holds more than a comment; an empty range where there is none.
    pub(super) fn content_line_before(self, start: usize) -> Range<usize> {
        let mut start = start;
        while start > 0 {
            let line = self.line(start - 1);
            let text = self.0.get(line.clone()).unwrap_or_default().trim_start();
            if !text.is_empty() && !text.starts_with('#') {
                return line;
            }
            start = line.start;
        }
        0..0
    }

    /// The white space in front of a line's content.
    pub(super) fn indent(self, line: &Range<usize>) -> Range<usize> {
        let text = self.0.get(line.clone()).unwrap_or_default();
        line.start..line.end - text.trim_start_matches([' ', '\t']).len()
    }

    /// A line's text without the blanks around it.
    pub(super) fn trimmed(self, line: Range<usize>) -> Span {
        let text = self.0.get(line.clone()).unwrap_or_default();
        let start = line.start + text.len() - text.trim_start().len();
        Span::new(start, start + text.trim().len())
    }

    /// The start of the line some way above a byte, to bound a look back.
    pub(super) fn lines_back(self, at: usize) -> usize {
        let before = self.0.get(..at).unwrap_or_default();
        before
            .rmatch_indices('\n')
            .nth(LINES_BACK)
            .map_or(0, |(at, _)| at + 1)
    }
}
