//! Mends a text that is no YAML, so that the rest of it can still be read.
//!
//! Each repair overwrites as little as possible with blanks, or a line with a comment, and keeps
//! every byte offset. The first repair of a line is gentle (one quote, one bracket, its tabs); if
//! the parser stumbles over the same line again, the line goes.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::Lines;
use super::problem::{Fault, Problem};
use crate::source::Span;

/// A text on its way to being readable.
pub(super) struct Repair<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    /// What was mended.
    pub(super) problems: Vec<Problem>,
    /// True at the starts of the lines that had their gentle repair.
    touched: Vec<bool>,
}

/// Texts from this length on (in bytes) may not nest brackets deeper than the number below: files
/// written by people are far from both.
const LONG_TEXT: usize = 1 << 20;
const DEEPEST_IN_LONG_TEXT: usize = 64;

impl<'a> Repair<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let mut repair = Repair {
            source,
            text: Cow::Borrowed(source),
            problems: Vec::new(),
            touched: Vec::new(),
        };
        repair.drop_controls();
        repair.drop_marks();
        repair.drop_deep_brackets();
        repair
    }

    /// The text as far as it is mended, of the source's length.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Blanks the characters that stop the parser wherever they stand; told once.
    fn drop_controls(&mut self) {
        let mut first = None;
        let mut mended = String::new();
        let mut done = 0;
        for (at, found) in self.text.match_indices(['\0', '\u{feff}']) {
            // A byte order mark at the very start is fine.
            if at == 0 && found != "\0" {
                continue;
            }
            first = first.or(Some(Span::new(at, at + found.len())));
            mended.push_str(self.text.get(done..at).unwrap_or_default());
            mended.extend(std::iter::repeat_n(' ', found.len()));
            done = at + found.len();
        }
        if let Some(span) = first {
            mended.push_str(self.text.get(done..).unwrap_or_default());
            self.text = Cow::Owned(mended);
            self.problems.push(Problem {
                span,
                what: Fault::ControlCharacter,
            });
        }
    }

    /// The parser looks at every open bracket for every token, so a long text in deep brackets
    /// would take it seconds: everything from the bracket that goes too deep is left out.
    fn drop_deep_brackets(&mut self) {
        if self.text.len() < LONG_TEXT {
            return;
        }
        let mut depth = 0_usize;
        let deep = self.text.bytes().position(|byte| {
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > DEEPEST_IN_LONG_TEXT
        });
        if let Some(at) = deep {
            self.tell(Span::new(at, at + 1), Fault::UnclosedBracket);
            self.blank(at..self.text.len());
        }
    }

    /// Hides the marks of a merge conflict and the fences of a Markdown block, which would turn
    /// the lines around them into something else.
    fn drop_marks(&mut self) {
        const MARKS: [&str; 6] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||", "```", "~~~"];
        if !MARKS.iter().any(|mark| self.source.contains(mark)) {
            return;
        }
        let marked = |line: &Range<usize>| {
            let text = self.source.get(line.clone()).unwrap_or_default();
            MARKS.iter().any(|mark| text.starts_with(mark))
        };
        let lines: Vec<_> = self.lines().lines_from(0).filter(marked).collect();
        for line in &lines {
            self.drop_line(line.clone());
        }
        if let Some(first) = lines.first() {
            let span = self.trimmed_source(first.clone());
            self.tell(span, Fault::Syntax("this line is no YAML".to_owned()));
        }
    }

    fn trimmed_source(&self, line: Range<usize>) -> Span {
        let text = self.source.get(line.clone()).unwrap_or_default();
        Span::new(line.start, line.start + text.trim_end().len())
    }

    /// Mends the place where the parser gave up with `info` at byte `at`.
    pub(super) fn mend(&mut self, info: &str, at: usize) {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        if info.contains("tab") {
            // A value runs on into the next line, and the tab stands there.
            let next = self.lines().line(at).end + 1;
            if self.mend_tabs(at) || next < self.text.len() && self.mend_tabs(next) {
                return;
            }
        }
        if info.contains("indentation") && self.join_brackets(at) {
            return;
        }
        let mended = if info.contains("quoted scalar") {
            self.mend_quote(info, at)
        } else if info.starts_with("simple key expect") {
            self.drop_word(at)
        } else if info.starts_with("mapping values are not allowed") {
            self.drop_headless_block(at)
        } else {
            false
        };
        if mended || self.drop_open_bracket(info, at) {
            return;
        }
        let line = self.lines().content_line(at);
        let span = self.lines().trimmed(line.clone());
        self.tell(span, Fault::Syntax(info.to_owned()));
        let is_key = span.slice(&self.text).ends_with(':');
        let depth = self.lines().indent(&line).len();
        let next = line.end + 1;
        self.drop_line(line);
        if is_key && next < self.text.len() {
            // What it held has lost its key.
            self.drop_deeper(self.lines().line(next), depth);
        }
    }

    /// Tabs in front of a line: one blank each where the whole file is indented so; where blanks
    /// are used as well, nobody can say how deep the line is meant to be, and it goes.
    fn mend_tabs(&mut self, at: usize) -> bool {
        // Some errors point at the value above the tab.
        let from = self.lines().line(at).start;
        let found = self.lines().lines_from(from).find_map(|line| {
            let indent = self.lines().indent(&line);
            let tab = self.text.get(indent.clone())?.contains('\t');
            (tab && indent.end < line.end).then_some((line, indent))
        });
        let Some((line, indent)) = found else {
            return false;
        };
        let span = Span::new(indent.start, indent.end);
        self.tell(span, Fault::TabIndent);
        let lines: Vec<Range<usize>> = self.lines().lines_from(0).collect();
        let blanks_too = lines.iter().any(|line| {
            let text = self.text.get(line.clone()).unwrap_or_default();
            text.starts_with(' ') && !text.trim().is_empty()
        });
        if blanks_too && !self.touched.is_empty() {
            self.drop_line(line);
            return true;
        }
        let mut mended = String::with_capacity(self.text.len());
        for line in &lines {
            let text = self.text.get(line.clone()).unwrap_or_default();
            let content = text.trim_start_matches([' ', '\t']);
            let indent = text.get(..text.len() - content.len()).unwrap_or_default();
            if indent.contains('\t') && !content.is_empty() {
                touch(&mut self.touched, line.start);
                let hides = blanks_too && !content.starts_with('#');
                let cover = if hides {
                    hidden(text)
                } else {
                    indent.replace('\t', " ") + content
                };
                mended.push_str(&cover);
            } else {
                mended.push_str(text);
            }
            let next = self.text.get(line.end..).unwrap_or_default();
            let end = next.find('\n').map_or(next.len(), |end| end + 1);
            mended.push_str(next.get(..end).unwrap_or_default());
        }
        self.text = Cow::Owned(mended);
        true
    }

    /// A closing bracket no deeper than the key of its list. Docker's parser takes it, ours doesn't,
    /// so each one is joined to the line above; no fault, and nothing is told.
    fn join_brackets(&mut self, at: usize) -> bool {
        let here = self.lines().line(at);
        let closes = |text: &str| matches!(text.as_bytes().first(), Some(b']' | b'}'));
        if !closes(self.lines().trimmed(here.clone()).slice(&self.text))
            || !touch(&mut self.touched, here.start)
        {
            return false;
        }
        let mut bytes = self.text.as_bytes().to_vec();
        // Indentation and closing bracket of the lists that are open; the last content line.
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut above = 0..0;
        for line in self.lines().lines_from(0) {
            let text = self.text.get(line.clone()).unwrap_or_default();
            let content = text.trim();
            let code = text
                .get(..comment_start(text))
                .unwrap_or_default()
                .trim_end();
            if code.is_empty() {
                continue;
            }
            let depth = text.len() - text.trim_start().len();
            if closes(content) {
                let last = open.pop();
                let shallow = last.is_some_and(|(opened, _)| depth <= opened);
                if shallow && last.map(|last| last.1) == content.bytes().next() {
                    for byte in bytes.get_mut(above.clone()).unwrap_or_default() {
                        *byte = b' ';
                    }
                    for byte in bytes.get_mut(above.end..line.start).unwrap_or_default() {
                        *byte = b' ';
                    }
                }
            }
            let is_entry = content.contains(": ") || content.starts_with("- ");
            match code.as_bytes().last() {
                Some(b'[') if is_entry => open.push((depth, b']')),
                Some(b'{') if is_entry => open.push((depth, b'}')),
                _ => {}
            }
            above = line.start + code.len()..line.end;
        }
        if let Ok(text) = String::from_utf8(bytes) {
            self.text = Cow::Owned(text);
        }
        true
    }

    /// A quote that is not closed becomes a blank, so that its text reads as a plain value.
    fn mend_quote(&mut self, info: &str, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let open = if info.starts_with("invalid trailing content") {
            // The quote that closed stands just before; the one that opened, maybe lines above.
            let before = self.text.get(..at).unwrap_or_default();
            let Some(close) = before.rfind(['"', '\'']) else {
                return false;
            };
            let from = self.lines().lines_back(at);
            let Some(quote) = bytes.get(close) else {
                return false;
            };
            let open = before
                .get(from..close)
                .and_then(|text| text.rfind(char::from(*quote)))
                .map(|open| from + open);
            match open {
                Some(open) if self.lines().line(open).start != self.lines().line(at).start => open,
                _ => return false,
            }
        } else {
            at
        };
        if !bytes
            .get(open)
            .is_some_and(|byte| matches!(byte, b'"' | b'\''))
        {
            return false;
        }
        let line = self.lines().line(open);
        if !touch(&mut self.touched, line.start) {
            return false;
        }
        if info.contains("escape") {
            return self.mend_escape(open, &line);
        }
        self.tell(Span::new(open, line.end), Fault::UnclosedQuote);
        self.blank(open..open + 1);
        true
    }

    /// `"C:\data"`: read as if in single quotes, which know no escapes.
    fn mend_escape(&mut self, open: usize, line: &Range<usize>) -> bool {
        let rest = self.text.get(open + 1..line.end).unwrap_or_default();
        let Some(close) = rest.find('"').map(|at| open + 1 + at) else {
            return false;
        };
        if rest
            .get(..close - open - 1)
            .is_none_or(|inner| inner.contains('\''))
        {
            return false;
        }
        self.tell(Span::new(open, close + 1), Fault::UnknownEscape);
        self.overwrite(open, "'");
        self.overwrite(close, "'");
        true
    }

    /// A lone word where a key should be (half typed, most often).
    fn drop_word(&mut self, at: usize) -> bool {
        let here = self.lines().line(at);
        let typed = self
            .text
            .get(here.start..at)
            .is_some_and(|text| !text.trim().is_empty());
        let line = if typed {
            here
        } else {
            self.lines().content_line_before(here.start)
        };
        let span = self.lines().trimmed(line.clone());
        if span.is_empty() {
            return false;
        }
        self.tell(span, Fault::MissingColon);
        self.drop_line(line);
        true
    }

    /// `web` without its colon, and the block below that has lost its key.
    fn drop_headless_block(&mut self, at: usize) -> bool {
        let here = self.lines().line(at);
        let above = self.lines().content_line_before(here.start);
        let word = self.lines().trimmed(above.clone());
        let text = word.slice(&self.text);
        let depth = self.lines().indent(&above).len();
        let deeper = self.lines().indent(&here).len() > depth;
        if !deeper || text.is_empty() || text.contains(':') || text.starts_with(['-', '#']) {
            return false;
        }
        self.tell(word, Fault::MissingColon);
        self.drop_line(above);
        self.drop_deeper(here, depth);
        true
    }

    /// The lines from `next` on that are indented further than `depth`.
    fn drop_deeper(&mut self, mut next: Range<usize>, depth: usize) {
        loop {
            let end = next.end;
            if !self.lines().trimmed(next.clone()).is_empty() {
                if self.lines().indent(&next).len() <= depth {
                    return;
                }
                self.drop_line(next);
            }
            match self.text.get(end..).and_then(|rest| rest.find('\n')) {
                Some(newline) if end + newline + 1 < self.text.len() => {
                    next = self.lines().line(end + newline + 1);
                }
                _ => return,
            }
        }
    }

    /// Looks for a bracket that was opened and not closed before the error; everything from it to
    /// the end of its line goes.
    fn drop_open_bracket(&mut self, info: &str, at: usize) -> bool {
        let flow = info.contains("flow")
            || info.contains("node content")
            || info.contains("plain scalar")
            || info.contains("':'")
            || info.contains("only valid inside a block")
            || info.contains("indentation")
            || info.contains("recursion limit");
        if !flow {
            return false;
        }
        let from = self.lines().lines_back(at);
        let mut open = Vec::new();
        let mut quote = None;
        let mut line_start = true;
        let text = self.text.get(from..at).unwrap_or_default();
        let mut before = '\n';
        for (offset, c) in text.char_indices() {
            match (quote, c) {
                // A quote that spans lines is rare; an apostrophe in a word is not.
                (_, '\n') => {
                    quote = None;
                    line_start = true;
                }
                (Some(open), c) if open == c => quote = None,
                (None, '#') if line_start || before.is_whitespace() => quote = Some('\n'),
                (None, '"' | '\'') if !before.is_ascii_alphanumeric() => quote = Some(c),
                // A `${…}` is text.
                (None, '[' | '{') if before != '$' => open.push(from + offset),
                (None, ']' | '}') => {
                    open.pop();
                }
                _ => {}
            }
            line_start &= c.is_whitespace();
            before = c;
        }
        let Some(open) = open.first().copied() else {
            return false;
        };
        let line = self.lines().line(open);
        if !touch(&mut self.touched, line.start) {
            return false;
        }
        self.tell(Span::new(open, open + 1), Fault::UnclosedBracket);
        self.blank(open..line.end);
        true
    }

    fn lines(&self) -> Lines<'_> {
        Lines(&self.text)
    }

    fn tell(&mut self, span: Span, what: Fault) {
        // One place, one complaint: later repairs of a line are the echo of the first.
        if !self.problems.iter().any(|known| known.span.overlaps(span)) {
            self.problems.push(Problem { span, what });
        }
    }

    fn drop_line(&mut self, line: Range<usize>) {
        let cover = hidden(self.text.get(line.clone()).unwrap_or_default());
        touch(&mut self.touched, line.start);
        self.overwrite(line.start, &cover);
    }

    fn blank(&mut self, range: Range<usize>) {
        let cover = " ".repeat(range.len());
        self.overwrite(range.start, &cover);
    }

    fn overwrite(&mut self, at: usize, with: &str) {
        let range = at..at + with.len();
        if self.source.get(range.clone()).is_some() {
            self.text.to_mut().replace_range(range, with);
        }
    }
}

/// Notes that a line had its gentle repair; false where it had it before.
fn touch(touched: &mut Vec<bool>, line: usize) -> bool {
    if touched.len() <= line {
        touched.resize(line + 1, false);
    }
    let slot = touched.get_mut(line);
    slot.is_some_and(|slot| !std::mem::replace(slot, true))
}

/// Where the comment of a line starts; its length where there is none.
fn comment_start(line: &str) -> usize {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '#' && before.is_whitespace() => return at,
            None if matches!(c, '"' | '\'') && !before.is_ascii_alphanumeric() => quote = Some(c),
            _ => {}
        }
        before = c;
    }
    line.len()
}

/// A comment of the same length. A comment, not blanks: it keeps the line below from reading as
/// the rest of the value above.
fn hidden(line: &str) -> String {
    let mut cover = "#".repeat(line.len().min(1));
    cover.extend(std::iter::repeat_n(' ', line.len().saturating_sub(1)));
    cover
}
