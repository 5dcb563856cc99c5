//! Reserved words, assignments and function names: what a word is where a command may start.

use super::Fault;
use super::builder::Builder;
use super::list::{Expect, Kind};
use super::reader::{Mode, Reader};
use super::text::{BREAKS_WORD, run};
use super::word::{Word, is_name};
use crate::source::Text;

impl Reader<'_, '_> {
    /// At an ordinary character that starts a word; the ordinary ones end at `end`. True if the
    /// word was one that the grammar knows, and is dealt with.
    pub(super) fn at_command_start(&mut self, end: usize) -> bool {
        if self.list.expect != Expect::Command {
            return false;
        }
        let text = self.text;
        let Some(word) = text.get(self.at..end) else {
            return false;
        };
        let next = self.bytes.get(end).copied();
        if matches!(next, Some(b'<' | b'>'))
            && word.len() < 4
            && self.list.redirect.is_none()
            && let Ok(descriptor) = word.parse()
        {
            let start = self.at;
            self.at = end;
            self.redirect(start, Some(descriptor));
            return true;
        }
        if self.list.redirect.is_some() {
            return false;
        }
        let bare = self.list.command.is_none();
        if !bare && self.words.len() > self.list.words_from {
            return false;
        }
        if self.assignment(end) {
            return true;
        }
        bare && (self.reserved_word(word, end) || self.function_name(word, end))
    }

    fn assignment(&mut self, end: usize) -> bool {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let name = self
            .text
            .get(start..end)
            .and_then(|word| word.split(['=', '[', '+']).next());
        let Some(name) = name.filter(|name| is_name(name)) else {
            return false;
        };
        // `NAME[subscript]=`: the subscript may hold `$`, which ends the ordinary characters.
        let after_name = rest.get(name.len()..).unwrap_or_default();
        let subscript = if after_name.starts_with('[') {
            let word = after_name.split([' ', '\t', '\n', ';', '&', '|']).next();
            word.and_then(|word| word.find("]=").or_else(|| word.find("]+=")))
                .map_or(0, |at| at + 1)
        } else {
            0
        };
        let length = name.len() + subscript;
        let operator = match rest.as_bytes().get(length..) {
            Some([b'=', ..]) => 1,
            Some([b'+', b'=', ..]) => 2,
            _ => return false,
        };
        if self.list.command.is_none() {
            self.begin_command();
        }
        let value = start + length + operator;
        let span = self.span(start, start + length);
        self.list.assignment = Some(Text::new(rest.get(..length).unwrap_or_default(), span));
        self.list.word = Some(Builder::new(value));
        self.push(value, run(self.bytes, value, BREAKS_WORD));
        if self.at == value && self.byte(0) == Some(b'(') {
            self.push(value, value + 1);
            self.open_mode(Mode::Enclosed {
                start: value,
                closer: b')',
                quoted: false,
            });
        }
        true
    }

    fn reserved_word(&mut self, word: &str, end: usize) -> bool {
        let length = word.len();
        if length > 8 || !self.ends_word(end) {
            return false;
        }
        match word {
            "if" => self.open_list(Kind::If, Expect::Command, length),
            "while" | "until" => self.open_list(Kind::Loop, Expect::Command, length),
            "for" | "select" => self.open_list(Kind::Loop, Expect::LoopName, length),
            "case" => self.open_list(Kind::Case, Expect::CaseWord, length),
            "{" => self.open_list(Kind::Braces, Expect::Command, length),
            "then" | "elif" | "else" => self.branch_word(Kind::If, end),
            "do" => self.branch_word(Kind::Loop, end),
            "fi" => self.closing_word(Kind::If, end),
            "done" => self.closing_word(Kind::Loop, end),
            "esac" => self.closing_word(Kind::Case, end),
            "}" => self.closing_word(Kind::Braces, end),
            "!" => self.at = end,
            "time" => {
                let (option, _) = self.next_content(end);
                let portable = self
                    .text
                    .get(option..)
                    .is_some_and(|rest| rest.starts_with("-p "));
                self.at = if portable { option + 2 } else { end };
            }
            "function" => {
                self.at = end;
                self.list.expect = Expect::FunctionName;
            }
            "[[" => {
                self.push(self.at, end);
                self.end_word();
                self.list.expect = Expect::Test;
            }
            _ => return false,
        }
        true
    }

    /// True if a word that ends here ends for the shell, too: no quote or expansion follows.
    fn ends_word(&self, end: usize) -> bool {
        match self.bytes.get(end) {
            None => true,
            Some(byte) if b" \t\r\n;&|()<>".contains(byte) => true,
            Some(_) => {
                let (next, byte) = self.next_content(end);
                // Joined lines end a word only where blanks follow.
                next > end
                    && (byte.is_none_or(|byte| b"\n;&|()<>".contains(&byte))
                        || matches!(self.bytes.get(next - 1), Some(b' ' | b'\t')))
            }
        }
    }

    /// `then`, `elif`, `else`, `do`.
    fn branch_word(&mut self, kind: Kind, end: usize) {
        if self.list.kind == kind {
            self.branch();
        } else {
            self.complain(Fault::Unexpected, self.at, end);
        }
        self.at = end;
    }

    /// `fi`, `done`, `esac`, `}`.
    fn closing_word(&mut self, kind: Kind, end: usize) {
        if self.list.kind == kind {
            self.close_list(end);
        } else {
            self.complain(Fault::Unexpected, self.at, end);
            self.at = end;
        }
    }

    /// The `name ()` in front of a function's body.
    fn function_name(&mut self, word: &str, end: usize) -> bool {
        if word.contains(['=', '{', '}']) {
            return false;
        }
        let (open, Some(b'(')) = self.next_content(end) else {
            return false;
        };
        let (close, Some(b')')) = self.next_content(open + 1) else {
            return false;
        };
        self.at = close + 1;
        true
    }

    /// A word in the head of a `for`, `case` or `function`; it ends at `end`.
    pub(super) fn header_word(&mut self, word: &Word<'_>, end: usize) {
        let bare = if word.quoted { "" } else { &*word.value };
        match (self.list.expect, bare) {
            (Expect::FunctionName, _) => self.list.expect = Expect::Command,
            (Expect::LoopName, _) => self.list.expect = Expect::LoopIn,
            (Expect::LoopIn, "in") => self.list.expect = Expect::LoopWords,
            (Expect::LoopIn, "do") => self.loop_body(),
            (Expect::LoopIn, _) => {
                self.complain(Fault::Unexpected, end.saturating_sub(1), end);
                self.list.expect = Expect::LoopWords;
            }
            (Expect::CaseWord, _) => self.list.expect = Expect::CaseIn,
            (Expect::CaseIn, _) => {
                if bare != "in" {
                    self.complain(Fault::Unexpected, end.saturating_sub(1), end);
                }
                self.list.expect = Expect::Pattern;
            }
            (Expect::Pattern, "esac") => self.close_list(self.at),
            _ => {}
        }
    }
}
