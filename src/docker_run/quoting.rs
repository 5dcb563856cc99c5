//! Quotes, escapes and expansions inside a word.

use super::words::{Draft, Splitter};
use crate::source::Span;

impl Splitter<'_> {
    /// Takes the text so far into the value, leaves out what stands up to `next`, and goes there.
    pub(super) fn drop_to(&mut self, draft: &mut Draft, next: usize) {
        self.take(draft, self.at);
        draft.taken = next;
        self.at = next;
    }

    /// Takes the text up to `end` into the value.
    fn take(&self, draft: &mut Draft, end: usize) {
        let text = self.text.get(draft.taken..end).unwrap_or_default();
        let value = draft.owned.get_or_insert_with(String::new);
        if !text.is_empty() {
            draft.pieces.push((value.len() as u32, draft.taken as u32));
            value.push_str(text);
        }
        draft.taken = end;
    }

    /// Takes one character that stands for itself.
    pub(super) fn literal(&mut self, draft: &mut Draft) {
        let letter = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        if letter == Some('$') {
            self.take(draft, self.at + 1);
            if let Some(value) = &mut draft.owned {
                value.push('$');
            }
        }
        self.at += letter.map_or(0, char::len_utf8);
    }

    /// A backslash in front of a letter, a digit or a dot belongs to a path on Windows.
    pub(super) fn is_escape(&self, at: usize) -> bool {
        self.byte(at).is_some_and(|byte| {
            !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'_' | b'%') && byte < 0x80
        })
    }

    pub(super) fn quote(&mut self, draft: &mut Draft, quote: u8) {
        let open = self.at;
        draft.quoted = true;
        self.drop_to(draft, open + 1);
        let end = if quote == b'\'' {
            self.single_quoted(draft)
        } else {
            self.double_quoted(draft)
        };
        if let Some(end) = end {
            self.at = end;
            self.drop_to(draft, end + 1);
            return;
        }
        self.open_quote = self.open_quote.or(Some(Span::new(open, open + 1)));
        let rest = self.text.get(self.at..).unwrap_or_default();
        let line = rest
            .find('\n')
            .map_or(rest, |end| rest.get(..end).unwrap_or(rest));
        self.at += line.trim_end_matches('\r').len();
    }

    /// Reads on to the closing quote and returns its place.
    fn single_quoted(&mut self, draft: &mut Draft) -> Option<usize> {
        if self.missing.single {
            return None;
        }
        let rest = self.text.get(self.at..)?;
        let Some(length) = rest.find('\'') else {
            self.missing.single = true;
            return None;
        };
        let end = self.at + length;
        while let Some(dollar) = self.text.get(self.at..end)?.find('$') {
            self.at += dollar;
            self.literal(draft);
        }
        Some(end)
    }

    /// Reads on to the closing quote and returns its place; the place stays where there is none.
    fn double_quoted(&mut self, draft: &mut Draft) -> Option<usize> {
        if self.missing.double {
            return None;
        }
        let start = (self.at, draft.taken, draft.pieces.len());
        let value_length = draft.owned.as_ref().map_or(0, String::len);
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'"' => return Some(self.at),
                b'\\' => match self.byte(self.at + 1) {
                    Some(b'$' | b'`' | b'"' | b'\\') => {
                        self.drop_to(draft, self.at + 1);
                        self.literal(draft);
                    }
                    Some(b'\n') => self.drop_to(draft, self.at + 2),
                    _ => self.at += 1,
                },
                b'$' => self.at = self.expansion_end(self.at),
                _ => self.at += 1,
            }
        }
        self.missing.double = true;
        (self.at, draft.taken) = (start.0, start.1);
        draft.pieces.truncate(start.2);
        if let Some(value) = &mut draft.owned {
            value.truncate(value_length);
        }
        None
    }

    /// Where a variable or a `$(command)` ends; one past the `$` where it is neither.
    pub(super) fn expansion_end(&mut self, at: usize) -> usize {
        let (open, close) = match self.byte(at + 1) {
            Some(b'(') => (b'(', b')'),
            Some(b'{') => (b'{', b'}'),
            _ => return at + 1,
        };
        if self.missing.parenthesis {
            return at + 1;
        }
        let mut depth = 0_usize;
        let rest = self.text.as_bytes().get(at + 1..).unwrap_or_default();
        for (offset, byte) in rest.iter().enumerate() {
            if *byte == open {
                depth += 1;
            } else if *byte == close {
                depth -= 1;
                if depth == 0 {
                    return at + offset + 2;
                }
            }
        }
        self.missing.parenthesis = true;
        at + 1
    }
}
