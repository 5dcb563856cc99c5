//! Where a fix puts new lines into a Dockerfile.

use super::{Dockerfile, Instruction};
use crate::source::Span;

impl<'a> Dockerfile<'a> {
    /// The line break this file uses, as its first line tells.
    pub fn line_break(&self) -> &'static str {
        let first = self.source.split_inclusive('\n').next().unwrap_or_default();
        if first.ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// Where a new instruction in front of `instruction` goes, and the text to insert there:
    /// `line` with the same indentation and a line break.
    pub fn line_before(&self, instruction: &Instruction<'a>, line: &str) -> (u32, String) {
        let start = instruction.span.start as usize;
        let line_start = self.source[..start].rfind('\n').map_or(0, |at| at + 1);
        // Behind ONBUILD or a byte order mark the instruction isn't the first thing on its line.
        let indent = &self.source[line_start..start];
        let indent = if indent.trim().is_empty() { indent } else { "" };
        let at = start - indent.len();
        (at as u32, format!("{indent}{line}{}", self.line_break()))
    }

    /// Where a new instruction behind `instruction` goes, and the text to insert there.
    pub fn line_after(&self, instruction: &Instruction<'a>, line: &str) -> (u32, String) {
        let end = instruction.span.end as usize;
        (end as u32, format!("{}{line}", self.line_break()))
    }

    /// The whole lines of an instruction with the last line break, to take it away.
    pub fn whole_lines(&self, instruction: &Instruction<'a>) -> Span {
        let start = instruction.span.start as usize;
        let end = instruction.span.end as usize;
        let line_start = self.source[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.source[end..]
            .find('\n')
            .map_or(self.source.len(), |at| end + at + 1);
        Span::new(line_start, line_end)
    }

    /// A word of an instruction with the blanks in front of it, to take it away.
    pub fn with_blanks_before(&self, span: Span) -> Span {
        let before = &self.source[..span.start as usize];
        let start = before.trim_end_matches([' ', '\t']).len();
        Span {
            start: start as u32,
            end: span.end,
        }
    }
}
