//! Splits pasted command text into words, with their places.
//!
//! Not a shell: text around a command may be prose, Markdown or a shell for Windows, so this
//! starts at a known command, takes every known way to continue a line, and stops where the
//! command does. One pass; what stays open (a quote, a `$(`) is looked for once only.

use std::borrow::Cow;

use crate::source::{Origin, Span};

/// One argument as the program gets it.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// Quotes and escapes undone, variables as written; a `$` that is no variable is `$$`, as
    /// Compose writes it.
    pub(super) value: Cow<'a, str>,
    /// What stands in the text, with quotes.
    pub(super) span: Span,
    /// Where the bytes of the value stand.
    pub(super) origin: Origin,
    /// True if any part stands in quotes.
    pub(super) quoted: bool,
}

/// What was looked for up to the end of the text and is not there again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Missing {
    pub(super) single: bool,
    pub(super) double: bool,
    pub(super) parenthesis: bool,
}

/// Reads words, starting at any place in the text.
#[derive(Debug)]
pub(super) struct Splitter<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// The quote or backtick around the whole command, which ends it.
    delimiter: Option<u8>,
    pub(super) missing: Missing,
    /// The first quote of this command that is never closed.
    pub(super) open_quote: Option<Span>,
}

/// A word that is being read.
pub(super) struct Draft {
    start: usize,
    /// The value, as soon as it differs from what stands in the text.
    pub(super) owned: Option<String>,
    /// Where the value began to follow the text once more: (offset in value, offset in text).
    pub(super) pieces: Vec<(u32, u32)>,
    /// Up to here the text is taken.
    pub(super) taken: usize,
    pub(super) quoted: bool,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Splitter {
            text,
            at: 0,
            delimiter: None,
            missing: Missing::default(),
            open_quote: None,
        }
    }

    /// Goes to a place in the text; a command that stands between two `delimiter`s ends there.
    pub(super) fn start(&mut self, at: usize, delimiter: Option<u8>) {
        self.at = at;
        self.delimiter = delimiter;
        self.open_quote = None;
    }

    /// Byte offset up to which the text is read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The quote of this command that is not closed, if any.
    pub(super) fn open_quote(&self) -> Option<Span> {
        self.open_quote
    }

    /// The next word, if it starts before a place; else goes to the end of the line.
    pub(super) fn next_word_before(&mut self, end: usize) -> Option<Word<'a>> {
        if self.at < end {
            return self.next_word();
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.find('\n').unwrap_or(rest.len());
        None
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The next word of the command; nothing at its end.
    pub(super) fn next_word(&mut self) -> Option<Word<'a>> {
        loop {
            self.skip_blanks();
            let byte = self.byte(self.at)?;
            if Some(byte) == self.delimiter {
                return None;
            }
            match byte {
                b'\n' | b'\r' | b';' | b'|' | b'&' | b'(' | b')' | b'#' => return None,
                b'`' if self.closing_backtick(self.at).is_none() => return None,
                b'<' if self.placeholder_end(self.at).is_none() => self.skip_redirect(),
                b'>' => self.skip_redirect(),
                _ => {
                    let word = self.word();
                    let is_descriptor = matches!(self.byte(self.at), Some(b'>' | b'<'))
                        && word.value.bytes().all(|byte| byte.is_ascii_digit());
                    if !is_descriptor {
                        return Some(word);
                    }
                }
            }
        }
    }

    /// Blanks and continued lines.
    fn skip_blanks(&mut self) {
        loop {
            if let Some(blank) = self.blank(self.at) {
                self.at += blank;
            } else if let Some(next) = self.continuation(self.at) {
                self.at = next;
                // The prompt that a shell prints in front of a continued line.
                let line = self.text.get(next..).unwrap_or_default();
                let indented = line.trim_start_matches([' ', '\t']);
                if indented.starts_with("> ") {
                    self.at = next + (line.len() - indented.len()) + 2;
                }
            } else {
                return;
            }
        }
    }

    /// Length of the blank at a place: space, tab, or the no-break space of copied web pages.
    fn blank(&self, at: usize) -> Option<usize> {
        match self.byte(at)? {
            b' ' | b'\t' => Some(1),
            0xC2 if self.byte(at + 1) == Some(0xA0) => Some(2),
            _ => None,
        }
    }

    /// Where the next line starts, if the line is continued at this place: `\` in a shell, a
    /// backtick in PowerShell, `^` in cmd. Blanks or a comment may follow by mistake.
    fn continuation(&self, at: usize) -> Option<usize> {
        let mark = self.byte(at)?;
        if !matches!(mark, b'\\' | b'`' | b'^') || Some(mark) == self.delimiter {
            return None;
        }
        let mut next = at + 1;
        while let Some(blank) = self.blank(next) {
            next += blank;
        }
        match self.byte(next) {
            None => Some(next),
            Some(b'\n') => Some(next + 1),
            Some(b'\r') if self.byte(next + 1) == Some(b'\n') => Some(next + 2),
            Some(b'#') if next > at + 1 => {
                let comment = self.text.get(next..)?;
                Some(
                    comment
                        .find('\n')
                        .map_or(self.text.len(), |end| next + end + 1),
                )
            }
            _ => None,
        }
    }

    fn skip_redirect(&mut self) {
        while matches!(self.byte(self.at), Some(b'>' | b'<' | b'&' | b'|')) {
            self.at += 1;
        }
        self.skip_blanks();
        if self.byte(self.at).is_some_and(|byte| !is_end_of_word(byte)) {
            self.word();
        }
    }

    /// Where `<your-image>`, as manuals write it, ends.
    fn placeholder_end(&self, at: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at + 1..)?;
        if !rest.first()?.is_ascii_alphabetic() {
            return None;
        }
        let end = rest
            .iter()
            .take(60)
            .position(|byte| matches!(byte, b'<' | b'>' | b'\n'))?;
        (rest.get(end) == Some(&b'>')).then_some(at + end + 2)
    }

    /// Where a backtick's partner on the same line ends; not for a command between backticks.
    fn closing_backtick(&self, at: usize) -> Option<usize> {
        if self.delimiter == Some(b'`') {
            return None;
        }
        let rest = self.text.as_bytes().get(at + 1..)?;
        let end = rest
            .iter()
            .take(1000)
            .position(|byte| matches!(byte, b'`' | b'\n'))?;
        (rest.get(end) == Some(&b'`')).then_some(at + end + 2)
    }

    fn word(&mut self) -> Word<'a> {
        let start = self.at;
        let mut draft = Draft {
            start,
            owned: None,
            pieces: Vec::new(),
            taken: start,
            quoted: false,
        };
        while let Some(byte) = self.byte(self.at) {
            if Some(byte) == self.delimiter {
                break;
            }
            match byte {
                b'\'' | b'"' => self.quote(&mut draft, byte),
                b'\\' => {
                    if let Some(next) = self.continuation(self.at) {
                        if self.blank(self.at + 1).is_some() {
                            break;
                        }
                        self.drop_to(&mut draft, next);
                    } else if self.is_escape(self.at + 1) {
                        self.drop_to(&mut draft, self.at + 1);
                        self.literal(&mut draft);
                    } else {
                        self.at += 1;
                    }
                }
                b'`' => match self.closing_backtick(self.at) {
                    Some(end) => self.at = end,
                    None => break,
                },
                b'^' if self.continuation(self.at).is_some() => break,
                b'$' => self.at = self.expansion_end(self.at),
                b'<' => match self.placeholder_end(self.at) {
                    Some(end) => self.at = end,
                    None => break,
                },
                0xC2 if self.blank(self.at).is_some() => break,
                _ if is_end_of_word(byte) => break,
                _ => self.at += 1,
            }
        }
        self.finish(draft, Span::new(start, self.at))
    }

    fn finish(&self, mut draft: Draft, span: Span) -> Word<'a> {
        let quoted = draft.quoted;
        let rest = self.text.get(draft.taken..self.at).unwrap_or_default();
        let (value, origin) = match draft.owned.take() {
            None => (Cow::Borrowed(rest), Origin::Verbatim(draft.taken as u32)),
            Some(value) if value.is_empty() => {
                (Cow::Borrowed(rest), Origin::Verbatim(draft.taken as u32))
            }
            Some(value) if rest.is_empty() && draft.pieces.len() == 1 => {
                let from = draft
                    .pieces
                    .first()
                    .map_or(draft.start, |piece| piece.1 as usize);
                match self.text.get(from..from + value.len()) {
                    Some(verbatim) if verbatim == value => {
                        (Cow::Borrowed(verbatim), Origin::Verbatim(from as u32))
                    }
                    _ => (Cow::Owned(value), Origin::Whole(span)),
                }
            }
            Some(mut value) => {
                if !rest.is_empty() {
                    draft.pieces.push((value.len() as u32, draft.taken as u32));
                }
                value.push_str(rest);
                (Cow::Owned(value), Origin::Pieces(draft.pieces))
            }
        };
        Word {
            value,
            span,
            origin,
            quoted,
        }
    }
}

fn is_end_of_word(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'\n' | b'\r' | b';' | b'|' | b'&' | b'(' | b')' | b'<' | b'>'
    )
}
