//! The words behind a keyword: quotes, escapes, continued lines, variables.

use std::borrow::Cow;

use super::variables::Scope;
use super::{Argument, Pair};
use crate::source::{Span, Text};

/// Reads words from a stretch of an instruction.
pub(super) struct Words<'a, 's> {
    source: &'a str,
    at: usize,
    end: usize,
    escape: u8,
    scope: &'s Scope<'a>,
}

impl<'a, 's> Words<'a, 's> {
    pub(super) fn new(source: &'a str, span: Span, escape: u8, scope: &'s Scope<'a>) -> Self {
        Words {
            source,
            at: span.start as usize,
            end: span.end as usize,
            escape,
            scope,
        }
    }

    /// Length of the line continuation that starts here: the escape character, blanks, the line
    /// break, and any comment or empty lines behind it.
    fn continuation(&self, at: usize) -> Option<usize> {
        let text = &self.source[at..self.end];
        if text.as_bytes().first() != Some(&self.escape) {
            return None;
        }
        let line_end = text.find('\n')?;
        if !text[1..line_end].trim().is_empty() {
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

    /// The next word, up to a blank outside quotes, or up to `stop`.
    fn word(&mut self, stop: Option<u8>) -> Option<Argument<'a>> {
        self.skip_blanks();
        if self.at >= self.end {
            return None;
        }
        Some(self.read(|byte| byte.is_ascii_whitespace() || Some(byte) == stop))
    }

    /// Reads up to the first byte outside quotes that ends the word.
    fn read(&mut self, ends: impl Fn(u8) -> bool) -> Argument<'a> {
        let bytes = self.source.as_bytes();
        let start = self.at;
        let plain = |byte: u8| !matches!(byte, b'"' | b'\'' | b'$') && byte != self.escape;
        while self.at < self.end && plain(bytes[self.at]) && !ends(bytes[self.at]) {
            self.at += 1;
        }
        if self.at >= self.end || ends(bytes[self.at]) {
            let span = Span::new(start, self.at);
            let value = Cow::Borrowed(span.slice(self.source));
            return Argument {
                text: Text::new(value.clone(), span),
                resolved: Some(value),
            };
        }
        self.read_rich(start, ends)
    }

    /// The slow half of [`Self::read`]: the word holds quotes, escapes or variables.
    fn read_rich(&mut self, start: usize, ends: impl Fn(u8) -> bool) -> Argument<'a> {
        let mut value = self.source[start..self.at].to_owned();
        let mut resolved = Some(value.clone());
        let mut quote = None;
        let mut last = self.at;
        while self.at < self.end {
            let byte = self.source.as_bytes()[self.at];
            if quote.is_none() && ends(byte) {
                break;
            }
            let from = self.at;
            let mut plain = None;
            match byte {
                b'"' | b'\'' if quote == Some(byte) => quote = None,
                b'"' | b'\'' if quote.is_none() => quote = Some(byte),
                b'$' if quote != Some(b'\'') => {
                    let (used, filled) = self.scope.expand(&self.source[from..self.end]);
                    value.push_str(&self.source[from..from + used]);
                    resolved = resolved.zip(filled).map(|(text, more)| text + &more);
                    self.at += used - 1;
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
        Argument {
            text: Text::new(value, span),
            resolved: resolved.map(Cow::Owned),
        }
    }

    /// All words.
    pub(super) fn all(mut self) -> Vec<Argument<'a>> {
        let mut found = Vec::new();
        while let Some(word) = self.word(None) {
            found.push(word);
        }
        found
    }

    /// Everything as one value, blanks inside kept (USER, WORKDIR, STOPSIGNAL).
    pub(super) fn one(mut self) -> Option<Argument<'a>> {
        self.skip_blanks();
        let rest = self.source[self.at..self.end].trim_end();
        self.end = self.at + rest.len();
        (self.at < self.end).then(|| self.read(|_| false))
    }

    /// `NAME=value …`, or the old `NAME the rest of the line`. ARG takes `NAME` alone.
    pub(super) fn pairs(mut self, names_alone: bool) -> Vec<Pair<'a>> {
        let mut found = Vec::new();
        while let Some(name) = self.word(Some(b'=')) {
            let name = name.text;
            if self.source.as_bytes().get(self.at) == Some(&b'=') && self.at < self.end {
                self.at += 1;
                let value = self.read(|byte| byte.is_ascii_whitespace());
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
                let value = self.one_left();
                let span = value
                    .as_ref()
                    .map_or(name.span, |value| name.span.to(value.span()));
                found.push(Pair { name, value, span });
                break;
            }
        }
        found
    }

    fn one_left(&mut self) -> Option<Argument<'a>> {
        let rest = Words {
            source: self.source,
            at: self.at,
            end: self.end,
            escape: self.escape,
            scope: self.scope,
        };
        rest.one()
    }
}
