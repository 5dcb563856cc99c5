//! Quotes, escapes, expansions and substitutions.

use super::Fault;
use super::list::{Expect, Kind};
use super::reader::{Mode, Reader};
use super::text::{BREAKS_BRACES, BREAKS_QUOTE, run};

impl Reader<'_, '_> {
    /// At a `'`: reads to the closing one; `raw` keeps the quotes. `start` is the quote.
    pub(super) fn single_quotes(&mut self, start: usize, raw: bool) {
        self.word().quoted = true;
        if raw {
            self.take(1);
        } else {
            self.at = start + 1;
        }
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let sign = if self.dialect.dockerfile {
                self.dialect.continuation
            } else {
                b'\''
            };
            let length = rest.iter().position(|byte| *byte == b'\'' || *byte == sign);
            let stop = length.map_or(self.bytes.len(), |length| self.at + length);
            self.push(self.at, stop);
            match self.byte(0) {
                None => {
                    self.complain(Fault::UnterminatedQuote, start, start + 1);
                    return;
                }
                Some(b'\'') => {
                    let end = self.at + 1;
                    if raw {
                        self.push(self.at, end);
                    }
                    self.at = end;
                    self.word().end = end;
                    return;
                }
                Some(_) if self.join() => {}
                Some(_) => self.take(1),
            }
        }
    }

    /// At the `$` of `$'…'`, where escapes as in C are undone.
    fn c_quotes(&mut self) {
        let start = self.at;
        self.word().quoted = true;
        self.at += 2;
        let text = self.text;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let length = rest.iter().position(|byte| matches!(byte, b'\'' | b'\\'));
            let stop = length.map_or(self.bytes.len(), |length| self.at + length);
            self.push(self.at, stop);
            if self.join() {
                continue;
            }
            match (self.byte(0), self.byte(1)) {
                (None, _) => {
                    self.complain(Fault::UnterminatedQuote, start, start + 2);
                    return;
                }
                (Some(b'\''), _) => {
                    self.at += 1;
                    self.word().end = self.at;
                    return;
                }
                (Some(_), Some(escape)) => {
                    let undone = match escape {
                        b'n' => "\n",
                        b't' => "\t",
                        b'r' => "\r",
                        b'\\' => "\\",
                        b'\'' => "'",
                        b'"' => "\"",
                        b'e' | b'E' => "\u{1b}",
                        _ => "",
                    };
                    if undone.is_empty() {
                        self.take(1);
                    } else {
                        self.word().push_str(text, undone);
                        self.at += 2;
                    }
                }
                (Some(_), None) => self.take(1),
            }
        }
    }

    /// At a `\` outside quotes: the next character is literal.
    pub(super) fn escape(&mut self) {
        let next = self
            .text
            .get(self.at + 1..)
            .and_then(|rest| rest.chars().next());
        let Some(next) = next else {
            self.take(1);
            return;
        };
        self.word().quoted = true;
        if next == '\n' {
            // A joint that a Dockerfile spells differently; the shell drops it as well.
            self.at += 2;
            return;
        }
        self.push(self.at + 1, self.at + 1 + next.len_utf8());
    }

    pub(super) fn in_double_quotes(&mut self, raw: bool) {
        let stop = run(self.bytes, self.at, BREAKS_QUOTE);
        if stop > self.at {
            self.push(self.at, stop);
        }
        if self.join() {
            return;
        }
        match self.byte(0) {
            None => {}
            Some(b'"') => {
                let end = self.at + 1;
                if raw {
                    self.push(self.at, end);
                }
                self.at = end;
                self.word().end = end;
                self.modes.pop();
            }
            Some(b'\\') => self.escape_in_quotes(raw, b"$`\"\\"),
            Some(b'$') => self.dollar(),
            Some(_) => self.backtick(),
        }
    }

    pub(super) fn in_here_document(&mut self) {
        let stop = run(self.bytes, self.at, BREAKS_QUOTE);
        self.push(self.at, stop);
        if self.join() {
            return;
        }
        match self.byte(0) {
            None => {}
            Some(b'\\') => self.escape_in_quotes(false, b"$`\\"),
            Some(b'$') => self.dollar(),
            Some(b'`') => self.backtick(),
            Some(_) => self.take(1),
        }
    }

    fn escape_in_quotes(&mut self, raw: bool, escapable: &[u8]) {
        match self.byte(1) {
            Some(next) if escapable.contains(&next) => {
                self.push(if raw { self.at } else { self.at + 1 }, self.at + 2);
            }
            _ => self.take(1),
        }
    }

    /// In `${…}`, in an array or in a list of patterns: all is kept as written.
    pub(super) fn in_enclosed(&mut self, closer: u8, quoted: bool) {
        let stop = run(self.bytes, self.at, BREAKS_BRACES);
        self.push(self.at, stop);
        if self.join() {
            return;
        }
        let start = self.at;
        match self.byte(0) {
            None => {}
            Some(b'\'') if !quoted => self.single_quotes(start, true),
            Some(b'"') => {
                self.take(1);
                self.open_mode(Mode::Double { start, raw: true });
            }
            Some(b'\\') => {
                let next = self
                    .text
                    .get(start + 1..)
                    .and_then(|rest| rest.chars().next());
                self.push(start, start + 1 + next.map_or(0, char::len_utf8));
            }
            Some(b'$') => self.dollar(),
            Some(b'`') => self.backtick(),
            Some(byte) => {
                self.take(1);
                if byte == closer {
                    self.modes.pop();
                }
            }
        }
    }

    /// In `((…))`: all is kept as written.
    pub(super) fn in_arithmetic(&mut self, end: usize, command: bool) {
        if self.at >= end {
            self.modes.pop();
            if command {
                self.end_word();
                self.at = self.at.max(end + 2);
                self.list.end = self.at;
                self.end_command();
                self.list.after_block = true;
            } else {
                self.push(self.at, self.at.max(end + 2));
            }
            return;
        }
        let stop = run(self.bytes, self.at, BREAKS_QUOTE).min(end);
        self.push(self.at, stop);
        if stop == end || self.join() {
            return;
        }
        match self.byte(0) {
            Some(b'$') => self.dollar(),
            Some(b'`') => self.backtick(),
            _ => self.take(1),
        }
    }

    /// At a `$`.
    pub(super) fn dollar(&mut self) {
        let start = self.at;
        let unquoted = matches!(self.modes.last(), None | Some(Mode::List));
        match self.byte(1) {
            Some(b'\'') if unquoted => self.c_quotes(),
            Some(b'"') if unquoted => {
                let word = self.word();
                word.quoted = true;
                self.open_mode(Mode::Double { start, raw: false });
                self.at += 2;
            }
            Some(b'(') => {
                self.word().expands = true;
                let arithmetic = self.byte(2) == Some(b'(');
                let end = if arithmetic {
                    self.arithmetic_end(start + 3)
                } else {
                    None
                };
                match end {
                    Some(end) => {
                        self.take(3);
                        self.open_mode(Mode::Arithmetic {
                            end,
                            command: false,
                        });
                    }
                    None => self.open_list(Kind::Dollar, Expect::Command, 2),
                }
            }
            Some(b'{') => {
                self.word().expands = true;
                let quoted = matches!(
                    self.modes.last(),
                    Some(
                        Mode::Double { .. }
                            | Mode::HereDocument
                            | Mode::Enclosed { quoted: true, .. }
                    )
                );
                self.take(2);
                self.open_mode(Mode::Enclosed {
                    start,
                    closer: b'}',
                    quoted,
                });
            }
            Some(b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => {
                self.word().expands = true;
                self.take(2);
            }
            Some(next) => {
                self.word().expands |= next == b'_' || next.is_ascii_alphanumeric();
                self.take(1);
            }
            None => self.take(1),
        }
    }

    /// At a backtick: opens a substitution, or closes the innermost one.
    pub(super) fn backtick(&mut self) {
        if self.list.backticks == 0 {
            self.word().expands = true;
            self.open_list(Kind::Backtick, Expect::Command, 1);
            return;
        }
        let end = self.at + 1;
        self.end_word();
        while self.list.kind != Kind::Backtick && !self.outer.is_empty() {
            self.complain(Fault::UnclosedBlock, self.list.opened, self.list.opened + 1);
            self.close_list(self.at);
        }
        self.close_list(end);
    }

    /// Where the `))` of an arithmetic expression stands whose text starts at `from`; nothing if
    /// its parentheses close one by one, which makes them subshells.
    pub(super) fn arithmetic_end(&mut self, from: usize) -> Option<usize> {
        if from < self.no_arithmetic_before {
            return None;
        }
        let mut depth = 0_usize;
        let mut at = from;
        let mut quote = None;
        while let Some(byte) = self.bytes.get(at) {
            match (byte, quote) {
                (b'\\', _) => at += 1,
                (b'\'' | b'"', None) => quote = Some(*byte),
                (byte, Some(open)) if *byte == open => quote = None,
                (b'(', None) => depth += 1,
                (b')', None) if depth > 0 => depth -= 1,
                (b')', None) if self.bytes.get(at + 1) == Some(&b')') => return Some(at),
                (b')', None) => break,
                _ => {}
            }
            at += 1;
        }
        self.no_arithmetic_before = at;
        None
    }
}
