//! The words behind a keyword: quotes, escapes, continued lines, variables.

use std::borrow::Cow;

use super::variables::{LONGEST_VALUE, Scope, name_at};
use super::{Argument, Flag, Pair};
use crate::source::{Span, Text};

/// Reads words from a stretch of an instruction.
pub(super) struct Words<'a, 's> {
    source: &'a str,
    at: usize,
    end: usize,
    escape: u8,
    scope: &'s Scope<'a>,
    /// The first quote that is never closed, to the end of its word.
    open_quote: Option<Span>,
    /// The variables in the words read so far that nothing has set.
    undefined: Vec<Text<'a>>,
}

/// Where a word ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// At a blank.
    Blank,
    /// At a blank or an equals sign.
    BlankOrEquals,
    /// With the text.
    Nowhere,
}

impl End {
    fn is_at(self, byte: u8) -> bool {
        match self {
            End::Nowhere => false,
            End::BlankOrEquals if byte == b'=' => true,
            _ => byte.is_ascii_whitespace(),
        }
    }
}

impl<'a, 's> Words<'a, 's> {
    pub(super) fn new(source: &'a str, span: Span, escape: u8, scope: &'s Scope<'a>) -> Self {
        Words {
            source,
            at: span.start as usize,
            end: span.end as usize,
            escape,
            scope,
            open_quote: None,
            undefined: Vec::new(),
        }
    }

    /// The variables in the words read so far that nothing has set.
    pub(super) fn undefined(&mut self) -> Vec<Text<'a>> {
        std::mem::take(&mut self.undefined)
    }

    /// Reads a here-document, in which quotes mean nothing.
    pub(super) fn here_document(&mut self) {
        while self.at < self.end {
            let byte = self.source.as_bytes()[self.at];
            if byte == b'$' {
                self.variable();
            } else {
                // What follows the escape character is no variable.
                self.at += 1 + usize::from(byte == self.escape);
            }
        }
    }

    /// The variable that starts here: how long its expression is, and its value if it's known.
    fn variable(&mut self) -> (usize, Option<String>) {
        let source: &'a str = self.source;
        let text: &'a str = source.get(self.at..self.end).unwrap_or_default();
        let (used, filled) = self.scope.expand(text);
        if filled.is_none() {
            let (brace, inner) = match text.strip_prefix("${") {
                Some(inner) => (2, inner),
                None => (1, text.get(1..).unwrap_or_default()),
            };
            let name = name_at(inner);
            let has_default = brace == 2
                && inner
                    .get(name.len()..)
                    .is_some_and(|rest| rest.starts_with([':', '-', '+', '?']));
            if !name.is_empty() && !has_default && self.scope.get(name).is_none() {
                let start = self.at + brace;
                self.undefined
                    .push(Text::new(name, Span::new(start, start + name.len())));
            }
        }
        self.at += used;
        (used, filled)
    }

    /// The first quote in the words read so far that is never closed.
    pub(super) fn open_quote(&self) -> Option<Span> {
        self.open_quote
    }

    /// Length of the line continuation that starts here: the escape character, blanks, the line
    /// break, and any comment or empty lines behind it.
    fn continuation(&self, at: usize) -> Option<usize> {
        let text = &self.source[at..self.end];
        if text.as_bytes().first() != Some(&self.escape) {
            return None;
        }
        let blanks = text
            .bytes()
            .skip(1)
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        let line_end = 1 + blanks.count();
        if text.as_bytes().get(line_end) != Some(&b'\n') {
            return None;
        }
        let mut length = line_end + 1;
        loop {
            let rest = &text[length..];
            let line = rest.split_inclusive('\n').next().unwrap_or_default();
            let content = line.trim();
            if line.is_empty() || !(content.is_empty() || content.starts_with('#')) {
                return Some(length);
            }
            length += line.len();
        }
    }

    fn skip_blanks(&mut self) {
        while self.at < self.end {
            if self.source.as_bytes()[self.at].is_ascii_whitespace() {
                self.at += 1;
            } else if let Some(length) = self.continuation(self.at) {
                self.at += length;
            } else {
                break;
            }
        }
    }

    /// The next word.
    fn word(&mut self, end: End) -> Option<Argument<'a>> {
        self.skip_blanks();
        (self.at < self.end).then(|| self.read(end))
    }

    /// Reads up to the first byte outside quotes that ends the word.
    fn read(&mut self, word_end: End) -> Argument<'a> {
        let bytes = self.source.as_bytes();
        let start = self.at;
        let plain = |byte: u8| !matches!(byte, b'"' | b'\'' | b'$') && byte != self.escape;
        while self.at < self.end && plain(bytes[self.at]) && !word_end.is_at(bytes[self.at]) {
            self.at += 1;
        }
        if self.at >= self.end || word_end.is_at(bytes[self.at]) {
            let span = Span::new(start, self.at);
            let value = Cow::Borrowed(span.slice(self.source));
            return Argument {
                text: Text::new(value.clone(), span),
                resolved: Some(value),
            };
        }
        self.read_rich(start, word_end)
    }

    /// The slow half of [`Self::read`]: the word holds quotes, escapes or variables.
    fn read_rich(&mut self, start: usize, word_end: End) -> Argument<'a> {
        let mut value = self.source[start..self.at].to_owned();
        let mut resolved = Some(value.clone());
        let mut quote = None;
        let mut opened = start;
        let mut last = self.at;
        while self.at < self.end {
            let byte = self.source.as_bytes()[self.at];
            if quote.is_none() && word_end.is_at(byte) {
                break;
            }
            let from = self.at;
            let mut plain = None;
            match byte {
                b'"' | b'\'' if quote == Some(byte) => quote = None,
                b'"' | b'\'' if quote.is_none() => {
                    quote = Some(byte);
                    opened = from;
                }
                b'$' if quote != Some(b'\'') => {
                    let (used, filled) = self.variable();
                    value.push_str(&self.source[from..from + used]);
                    resolved = resolved
                        .zip(filled)
                        .map(|(text, more)| text + &more)
                        .filter(|text| text.len() <= LONGEST_VALUE);
                    self.at -= 1;
                }
                _ if byte == self.escape && quote != Some(b'\'') => {
                    if let Some(length) = self.continuation(from) {
                        self.at += length;
                        continue;
                    }
                    // Inside double quotes an escape only speaks to a quote, `$` and itself.
                    let next = self.source[from + 1..self.end].chars().next();
                    match next {
                        Some(next)
                            if quote.is_none()
                                || matches!(next, '"' | '$')
                                || next as u32 == u32::from(byte) =>
                        {
                            self.at += next.len_utf8();
                            plain = Some(next);
                        }
                        _ => plain = Some(byte as char),
                    }
                }
                _ => plain = self.source[from..].chars().next(),
            }
            if let Some(character) = plain {
                value.push(character);
                if let Some(text) = &mut resolved {
                    text.push(character);
                }
                if byte != self.escape {
                    self.at += character.len_utf8() - 1;
                }
            }
            self.at += 1;
            last = self.at;
        }
        let span = Span::new(start, last.min(self.end));
        if quote.is_some() && self.open_quote.is_none() {
            self.open_quote = Some(Span::new(opened, last.min(self.end)));
        }
        Argument {
            text: Text::new(value, span),
            resolved: resolved.map(Cow::Owned),
        }
    }

    /// What is left to read, without blanks around it.
    pub(super) fn rest(&mut self) -> Span {
        self.skip_blanks();
        let rest = self.source[self.at..self.end].trim_end();
        Span::new(self.at, self.at + rest.len())
    }

    /// The `--name=value` options in front of the other words; `--` alone ends them.
    pub(super) fn flags(&mut self) -> Vec<Flag<'a>> {
        let mut found = Vec::new();
        loop {
            self.skip_blanks();
            let start = self.at;
            if !self.source[start..self.end].starts_with("--") {
                return found;
            }
            self.at += 2;
            let name = self.read(End::BlankOrEquals).text;
            if name.value.is_empty() {
                return found;
            }
            let value =
                (self.at < self.end && self.source.as_bytes()[self.at] == b'=').then(|| {
                    self.at += 1;
                    self.read(End::Blank)
                });
            found.push(Flag {
                span: Span::new(start, self.at),
                name,
                value,
            });
        }
    }

    /// The exec form: a JSON list of strings and nothing behind it. Anything else leaves the words
    /// as they were, as Docker does. Also answers the list's place with its brackets.
    pub(super) fn list(&mut self) -> Option<(Span, Vec<Text<'a>>)> {
        let span = self.rest();
        let mut at = span.start as usize;
        let end = span.end as usize;
        if !self.source[at..end].starts_with('[') {
            return None;
        }
        at += 1;
        let mut found = Vec::new();
        let skip = |mut at: usize| loop {
            let blank = self.source[at..end].starts_with(|c: char| c.is_ascii_whitespace());
            match self.continuation(at).filter(|_| at < end) {
                Some(length) => at += length,
                None if blank => at += 1,
                None => return at,
            }
        };
        at = skip(at);
        while self.source[at..end].starts_with('"') {
            let (text, next) = self.json_string(at + 1, end)?;
            found.push(text);
            at = skip(next);
            if !self.source[at..end].starts_with(',') {
                break;
            }
            at = skip(at + 1);
            if !self.source[at..end].starts_with('"') {
                return None;
            }
        }
        if &self.source[at..end] != "]" {
            return None;
        }
        self.at = self.end;
        Some((span, found))
    }

    /// A JSON string whose first byte behind the quote is `start`; answers where the text goes on.
    fn json_string(&self, start: usize, end: usize) -> Option<(Text<'a>, usize)> {
        let bytes = self.source.as_bytes();
        let mut value = String::new();
        // Where what is not yet in `value` starts.
        let mut from = start;
        let mut at = start;
        loop {
            match bytes.get(at).filter(|_| at < end)? {
                b'"' => break,
                b'\n' => return None,
                byte if *byte == self.escape && self.continuation(at).is_some() => {
                    value.push_str(&self.source[from..at]);
                    at += self.continuation(at)?;
                    from = at;
                }
                b'\\' => {
                    value.push_str(&self.source[from..at]);
                    let (character, length) = json_escape(&self.source[at + 1..end])?;
                    value.push(character);
                    at += 1 + length;
                    from = at;
                }
                _ => at += 1,
            }
        }
        let span = Span::new(start, at);
        let value = if from == start {
            Cow::Borrowed(span.slice(self.source))
        } else {
            value.push_str(&self.source[from..at]);
            Cow::Owned(value)
        };
        Some((Text::new(value, span), at + 1))
    }

    /// All words.
    pub(super) fn all(&mut self) -> Vec<Argument<'a>> {
        let mut found = Vec::new();
        while let Some(word) = self.word(End::Blank) {
            found.push(word);
        }
        found
    }

    /// The next word, up to a blank outside quotes.
    pub(super) fn next(&mut self) -> Option<Argument<'a>> {
        self.word(End::Blank)
    }

    /// Everything as one value, blanks inside kept (USER, WORKDIR, STOPSIGNAL).
    pub(super) fn one(&mut self) -> Option<Argument<'a>> {
        self.skip_blanks();
        let rest = self.source[self.at..self.end].trim_end();
        self.end = self.at + rest.len();
        (self.at < self.end).then(|| self.read(End::Nowhere))
    }

    /// `NAME=value …`, or the old `NAME the rest of the line`. ARG takes `NAME` alone.
    pub(super) fn pairs(&mut self, names_alone: bool) -> Vec<Pair<'a>> {
        let mut found = Vec::new();
        while let Some(name) = self.word(End::BlankOrEquals) {
            let name = name.text;
            if self.source.as_bytes().get(self.at) == Some(&b'=') && self.at < self.end {
                self.at += 1;
                let value = self.read(End::Blank);
                let span = name.span.to(value.span());
                found.push(Pair {
                    name,
                    value: Some(value),
                    span,
                });
            } else if names_alone {
                found.push(Pair {
                    span: name.span,
                    name,
                    value: None,
                });
            } else {
                let value = self.one();
                let span = value
                    .as_ref()
                    .map_or(name.span, |value| name.span.to(value.span()));
                found.push(Pair { name, value, span });
                break;
            }
        }
        found
    }
}

/// What stands behind a backslash in JSON: the character and how many bytes it takes.
fn json_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    Some(match text.as_bytes().first()? {
        b'"' => ('"', 1),
        b'\\' => ('\\', 1),
        b'/' => ('/', 1),
        b'b' => ('\u{8}', 1),
        b'f' => ('\u{c}', 1),
        b'n' => ('\n', 1),
        b'r' => ('\r', 1),
        b't' => ('\t', 1),
        b'u' => match unit(1)? {
            high @ 0xD800..0xDC00 if text.get(5..7) == Some("\\u") => {
                let low = unit(7).filter(|low| (0xDC00..0xE000).contains(low))?;
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                (char::from_u32(code)?, 11)
            }
            code => (char::from_u32(code)?, 5),
        },
        _ => return None,
    })
}
