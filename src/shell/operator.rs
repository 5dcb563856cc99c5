//! Operators, line ends, parentheses and redirections.

use super::Fault;
use super::command::Joined;
use super::list::{Expect, Kind, OpenRedirect};
use super::reader::{Mode, Reader};
use super::word::Operator;

impl Reader<'_, '_> {
    pub(super) fn newline(&mut self) {
        self.end_word();
        match self.list.expect {
            Expect::LoopWords | Expect::Command => {
                self.end_command();
                if self.list.expect == Expect::LoopWords {
                    self.loop_body();
                } else if self.list.complete {
                    self.separate(Joined::Then);
                }
            }
            _ => {}
        }
        self.at += 1;
        if !self.heredocs.is_empty() {
            self.here_documents();
        }
    }

    /// At one of `;&|()<>` outside quotes.
    pub(super) fn operator(&mut self, byte: u8) {
        if self.list.expect == Expect::Test && byte != b';' {
            self.take(1);
            return;
        }
        match (byte, self.byte(1)) {
            (b'(', _) => self.open_parenthesis(),
            (b')', _) => self.close_parenthesis(),
            (b'<' | b'>', Some(b'(')) => self.process_substitution(),
            (b'<' | b'>', _) | (b'&', Some(b'>')) => self.redirect(self.at, None),
            (b';', Some(b';' | b'&')) => self.case_break(),
            (b';', _) => self.list_operator(Joined::Then, 1),
            (b'&', Some(b'&')) => self.list_operator(Joined::And, 2),
            (b'&', _) => self.list_operator(Joined::Background, 1),
            (b'|', Some(b'|')) => self.list_operator(Joined::Or, 2),
            (b'|', Some(b'&')) => self.list_operator(Joined::Pipe, 2),
            _ => self.list_operator(Joined::Pipe, 1),
        }
    }

    fn list_operator(&mut self, joined: Joined, length: usize) {
        let start = self.at;
        let end = start + length;
        self.end_word();
        self.at = end;
        match self.list.expect {
            Expect::Pattern if joined == Joined::Pipe => return,
            Expect::LoopIn | Expect::LoopWords if joined == Joined::Then => {
                self.loop_body();
                return;
            }
            Expect::Command => {}
            _ => {
                self.complain(Fault::Unexpected, start, end);
                self.list.expect = Expect::Command;
            }
        }
        self.end_command();
        if !self.list.complete {
            self.complain(Fault::MissingCommand, start, end);
            return;
        }
        self.separate(joined);
        if matches!(joined, Joined::And | Joined::Or | Joined::Pipe) {
            self.list.dangling = Some((start, end));
        }
    }

    /// After the words of a `for`.
    pub(super) fn loop_body(&mut self) {
        self.list.expect = Expect::Command;
        self.branch();
    }

    /// At `;;`, `;&` or `;;&`.
    fn case_break(&mut self) {
        let start = self.at;
        let length = match (self.byte(1), self.byte(2)) {
            (Some(b';'), Some(b'&')) => 3,
            _ => 2,
        };
        self.end_word();
        self.end_command();
        if self.list.kind == Kind::Case {
            self.branch();
            self.list.expect = Expect::Pattern;
            self.at += length;
        } else {
            self.complain(Fault::Unexpected, start, start + length);
            self.list.complete = true;
            self.list_operator(Joined::Then, length);
        }
    }

    fn open_parenthesis(&mut self) {
        let start = self.at;
        let text = self.text;
        if self
            .list
            .word
            .as_ref()
            .is_some_and(|word| word.ends_with(text, b"?*+@!="))
        {
            // A list of patterns, `!(a|b)`, or an array, `declare x=(a b)`.
            self.take(1);
            self.open_mode(Mode::Enclosed {
                start,
                closer: b')',
                quoted: false,
            });
            return;
        }
        self.end_word();
        match self.list.expect {
            Expect::Pattern => self.at += 1,
            Expect::LoopName => {
                if let Some(end) = self.arithmetic_end(start + 2) {
                    self.at = end + 2;
                } else {
                    self.complain(Fault::Unexpected, start, start + 1);
                    self.at += 1;
                }
                self.list.expect = Expect::LoopWords;
            }
            Expect::Command => {
                if let (close, Some(b')')) = self.next_content(start + 1)
                    && self.list.command.is_none()
                {
                    // The empty parentheses of `function name ()`.
                    self.at = close + 1;
                    return;
                }
                if self.list.command.is_some() {
                    self.complain(Fault::Unexpected, start, start + 1);
                    self.end_command();
                    self.separate(Joined::Then);
                }
                let arithmetic = self.byte(1) == Some(b'(');
                let end = if arithmetic {
                    self.arithmetic_end(start + 2)
                } else {
                    None
                };
                match end {
                    Some(end) => {
                        self.take(2);
                        self.end_word();
                        self.open_mode(Mode::Arithmetic { end, command: true });
                    }
                    None => self.open_list(Kind::Subshell, Expect::Command, 1),
                }
            }
            _ => {
                self.complain(Fault::Unexpected, start, start + 1);
                self.at += 1;
            }
        }
    }

    fn close_parenthesis(&mut self) {
        let start = self.at;
        self.end_word();
        if self.list.expect == Expect::Pattern {
            self.list.expect = Expect::Command;
            self.branch();
            self.at = start + 1;
            return;
        }
        if self.list.parentheses == 0 {
            self.complain(Fault::Unexpected, start, start + 1);
            self.end_command();
            if self.list.complete {
                self.separate(Joined::Then);
            }
            self.at = start + 1;
            return;
        }
        while !self.list.kind.in_parentheses() && !self.outer.is_empty() {
            self.complain(Fault::UnclosedBlock, self.list.opened, self.list.opened + 1);
            self.close_list(start);
        }
        self.close_list(start + 1);
    }

    fn process_substitution(&mut self) {
        self.word().expands = true;
        self.open_list(Kind::Process, Expect::Command, 2);
    }

    /// At the operator of a redirection that starts at `start`, perhaps with a descriptor.
    pub(super) fn redirect(&mut self, start: usize, descriptor: Option<u32>) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (operator, length) = match rest {
            [b'<', b'<', b'<', ..] => (Operator::HereString, 3),
            [b'<', b'<', b'-', ..] => (Operator::HereDocumentTabs, 3),
            [b'<', b'<', ..] => (Operator::HereDocument, 2),
            [b'<', b'&', ..] => (Operator::DuplicateInput, 2),
            [b'<', b'>', ..] => (Operator::ReadWrite, 2),
            [b'<', ..] => (Operator::Read, 1),
            [b'>', b'>', ..] => (Operator::Append, 2),
            [b'>', b'&', ..] => (Operator::DuplicateOutput, 2),
            [b'>', b'|', ..] => (Operator::Write, 2),
            [b'&', b'>', b'>', ..] => (Operator::AppendBoth, 3),
            [b'&', ..] => (Operator::WriteBoth, 2),
            _ => (Operator::Write, 1),
        };
        self.end_word();
        if self.list.expect != Expect::Command {
            self.complain(Fault::Unexpected, start, self.at + length);
            self.at += length;
            return;
        }
        if let Some(open) = self.list.redirect.take() {
            self.complain(Fault::MissingTarget, open.start, open.start + 1);
        }
        if self.list.command.is_none() && !self.list.after_block {
            let operator_at = std::mem::replace(&mut self.at, start);
            self.begin_command();
            self.at = operator_at;
        }
        self.at += length;
        self.list.end = self.at;
        self.list.redirect = Some(OpenRedirect {
            start,
            descriptor,
            operator,
        });
    }
}
