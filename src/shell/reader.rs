//! The reader: one pass over the text with a stack of lists and a stack of quoting modes.

use super::builder::Builder;
use super::command::Command;
use super::heredoc::OpenHereDocument;
use super::list::{Expect, Kind, List};
use super::text::{BREAKS_WORD, after_blanks, after_comment, after_joint, run};
use super::word::{Operator, Redirect, Word};
use super::{Dialect, Fault, Problem};
use crate::source::{Origin, Span};

/// Lists and quotes that may be open at once; real scripts have a handful.
pub(super) const DEEPEST: usize = 1000;

/// Words that are read of one text; the longest real ones have some thousands.
const MOST_WORDS: usize = 500_000;

/// What a text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A script.
    Script,
    /// A script whose substitutions have been made by the shell around it.
    Substituted,
    /// The text of a here-document: nothing but its substitutions runs.
    HereDocument,
}

/// How the bytes at hand are quoted. `start` is the sign that opened the mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Commands and unquoted words.
    List,
    /// Between double quotes; `raw` where the quotes themselves are kept, as in `${X:-"y"}`.
    Double { start: usize, raw: bool },
    /// In `${…}`, an array or a pattern list, up to `closer`.
    Enclosed {
        start: usize,
        closer: u8,
        quoted: bool,
    },
    /// In `((…))` that ends at `end`.
    Arithmetic { end: usize, command: bool },
    /// The text of a here-document.
    HereDocument,
}

/// Reads one text.
pub(super) struct Reader<'a, 'o> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) dialect: Dialect,
    pub(super) origin: &'o Origin,
    pub(super) reading: Reading,
    pub(super) commands: Vec<Command<'a>>,
    /// The words of all commands that are being read, those of the innermost one last.
    pub(super) words: Vec<Word<'a>>,
    /// The commands whose output leaves the lists that are being read.
    pub(super) outputs: Vec<usize>,
    pub(super) list: List<'a>,
    pub(super) outer: Vec<List<'a>>,
    pub(super) modes: Vec<Mode>,
    pub(super) heredocs: Vec<OpenHereDocument>,
    pub(super) lists: usize,
    pub(super) problem: Option<Problem>,
    /// No `((` before this byte is arithmetic.
    pub(super) no_arithmetic_before: usize,
    /// Bytes of substitutions that may still be copied into words.
    pub(super) copies: usize,
    read_words: usize,
    stopped: bool,
}

impl<'a, 'o> Reader<'a, 'o> {
    pub(super) fn new(
        text: &'a str,
        origin: &'o Origin,
        dialect: Dialect,
        reading: Reading,
    ) -> Self {
        let mut list = List::new(Kind::Script, 0, 0);
        let mut modes = Vec::with_capacity(8);
        if reading == Reading::HereDocument {
            list.expect = Expect::Nothing;
            list.word = Some(Builder::new(0));
            modes.push(Mode::HereDocument);
        }
        Reader {
            text,
            bytes: text.as_bytes(),
            at: 0,
            dialect,
            origin,
            reading,
            commands: Vec::new(),
            words: Vec::new(),
            outputs: Vec::new(),
            list,
            outer: Vec::new(),
            modes,
            heredocs: Vec::new(),
            lists: 1,
            problem: None,
            no_arithmetic_before: 0,
            copies: text.len().saturating_mul(4).saturating_add(1 << 16),
            read_words: 0,
            stopped: false,
        }
    }

    /// The commands, without those that programs start, and the first problem.
    pub(super) fn read(mut self) -> (Vec<Command<'a>>, Option<Problem>) {
        while self.at < self.bytes.len() && !self.stopped {
            match self.modes.last().copied().unwrap_or(Mode::List) {
                Mode::List => self.in_list(),
                Mode::Double { raw, .. } => self.in_double_quotes(raw),
                Mode::Enclosed { closer, quoted, .. } => self.in_enclosed(closer, quoted),
                Mode::Arithmetic { end, command } => self.in_arithmetic(end, command),
                Mode::HereDocument => self.in_here_document(),
            }
        }
        self.finish();
        (self.commands, self.problem)
    }

    fn in_list(&mut self) {
        let Some(byte) = self.byte(0) else { return };
        if self.join() {
            return;
        }
        match byte {
            b' ' | b'\t' | b'\r' => {
                self.end_word();
                self.at = after_blanks(self.bytes, self.at);
            }
            b'\n' => self.newline(),
            b'#' if self.list.word.is_none() => {
                self.at = after_comment(self.bytes, self.at, self.dialect);
            }
            b'\'' => self.single_quotes(self.at, false),
            b'"' => {
                let start = self.at;
                self.word().quoted = true;
                self.open_mode(Mode::Double { start, raw: false });
                self.at += 1;
            }
            b'\\' => self.escape(),
            b'$' => self.dollar(),
            b'`' => self.backtick(),
            b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>' => self.operator(byte),
            _ => self.plain(),
        }
    }

    fn plain(&mut self) {
        let end = run(self.bytes, self.at, BREAKS_WORD);
        if self.list.word.is_none() && self.at_command_start(end) {
            return;
        }
        self.push(self.at, end);
    }

    /// Joins lines if the text asks for it here.
    pub(super) fn join(&mut self) -> bool {
        let Some(next) = after_joint(self.bytes, self.at, self.dialect) else {
            return false;
        };
        let from = self.at;
        if let Some(word) = &mut self.list.word {
            word.join(from, next);
        }
        self.at = next;
        true
    }

    pub(super) fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// The first byte at or after `from` that is no blank, and its place; lines are joined.
    pub(super) fn next_content(&self, from: usize) -> (usize, Option<u8>) {
        let mut at = from;
        loop {
            at = after_blanks(self.bytes, at);
            match after_joint(self.bytes, at, self.dialect) {
                Some(next) => at = next,
                None => return (at, self.bytes.get(at).copied()),
            }
        }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.origin.span(start, end)
    }

    pub(super) fn complain(&mut self, fault: Fault, start: usize, end: usize) {
        if self.problem.is_none() {
            self.problem = Some(Problem {
                fault,
                span: self.origin.span(start, end),
            });
        }
    }

    pub(super) fn open_mode(&mut self, mode: Mode) {
        if self.modes.len() >= DEEPEST {
            self.stop(Fault::TooDeep);
        } else {
            self.modes.push(mode);
        }
    }

    pub(super) fn stop(&mut self, fault: Fault) {
        self.complain(fault, self.at, self.at + 1);
        self.stopped = true;
    }

    /// The word at hand; starts one, and the command around it, where there is none.
    pub(super) fn word(&mut self) -> &mut Builder {
        let start = self.at;
        if self.list.word.is_none() {
            let of_command = matches!(self.list.expect, Expect::Command | Expect::Test);
            if of_command && self.list.command.is_none() && self.list.redirect.is_none() {
                self.begin_command();
            }
        }
        self.list.word.get_or_insert_with(|| Builder::new(start))
    }

    /// Adds a slice of the text to the word at hand and moves on behind it.
    pub(super) fn push(&mut self, from: usize, to: usize) {
        let text = self.text;
        self.word().push(text, from, to);
        self.at = to;
    }

    /// Adds the next bytes, all of ASCII, to the word at hand.
    pub(super) fn take(&mut self, length: usize) {
        self.push(self.at, self.at + length);
    }

    pub(super) fn end_word(&mut self) {
        let Some(builder) = self.list.word.take() else {
            return;
        };
        let end = builder.end;
        self.read_words += 1;
        if self.read_words > MOST_WORDS {
            self.stop(Fault::TooLong);
        }
        let word = builder.finish(self.text, self.origin);
        if let Some(redirect) = self.list.redirect.take() {
            self.list.end = end;
            self.redirected(
                redirect.start,
                end,
                redirect.descriptor,
                redirect.operator,
                word,
            );
        } else if let Some(name) = self.list.assignment.take() {
            self.list.end = end;
            let command = self
                .list
                .command
                .and_then(|index| self.commands.get_mut(index));
            if let Some(command) = command {
                command
                    .assignments
                    .push(super::Assignment { name, value: word });
            }
        } else if matches!(self.list.expect, Expect::Command | Expect::Test) {
            self.list.end = end;
            let closes = self.list.expect == Expect::Test && !word.quoted && word.value == "]]";
            self.words.push(word);
            if closes {
                self.list.expect = Expect::Command;
                self.end_command();
                self.list.after_block = true;
            }
        } else {
            self.header_word(&word, end);
        }
    }

    fn redirected(
        &mut self,
        start: usize,
        end: usize,
        descriptor: Option<u32>,
        operator: Operator,
        target: Word<'a>,
    ) {
        let span = self.span(start, end);
        let mut place = None;
        let heredoc = matches!(
            operator,
            Operator::HereDocument | Operator::HereDocumentTabs
        );
        let closing = if heredoc {
            target.value.clone().into_owned()
        } else {
            String::new()
        };
        // The redirections of a block are those of its last command, too.
        let command = self.list.command.or_else(|| self.outputs.last().copied());
        if let Some(index) = command
            && let Some(command) = self.commands.get_mut(index)
        {
            place = Some((index, command.redirects.len()));
            let redirect = Redirect {
                span,
                descriptor,
                operator,
                target,
                body: None,
                raw_body: None,
            };
            command.redirects.push(redirect);
        }
        if heredoc {
            let tabs = operator == Operator::HereDocumentTabs;
            self.heredocs.push(OpenHereDocument {
                place,
                closing,
                tabs,
                start,
                end,
            });
        }
    }

    fn finish(&mut self) {
        let end = self.bytes.len();
        match self.modes.last() {
            Some(Mode::Double { start, .. }) => {
                self.complain(Fault::UnterminatedQuote, *start, *start + 1);
            }
            Some(Mode::Enclosed { start, .. }) => {
                self.complain(Fault::UnterminatedExpansion, *start, *start + 1);
            }
            _ => {}
        }
        if self.list.expect == Expect::Test {
            self.complain(
                Fault::UnterminatedExpansion,
                self.list.start,
                self.list.start + 2,
            );
        }
        self.end_word();
        while !self.outer.is_empty() {
            let fault = if self.list.kind.substitutes() {
                Fault::UnterminatedSubstitution
            } else {
                Fault::UnclosedBlock
            };
            self.complain(fault, self.list.opened, self.list.opened + 1);
            self.close_list(end);
        }
        self.end_command();
        self.check_dangling();
        if let Some(heredoc) = self.heredocs.first() {
            let (start, end) = (heredoc.start, heredoc.end);
            self.complain(Fault::UnterminatedHereDocument, start, end);
        }
    }
}
