//! Commands and lists are begun, joined and ended here.

use super::Fault;
use super::command::{Command, Joined, Via};
use super::list::{Expect, Kind, List};
use super::reader::{DEEPEST, Mode, Reader, Reading};
use crate::source::Span;

impl Reader<'_, '_> {
    pub(super) fn begin_command(&mut self) {
        if self.list.after_block {
            self.complain(Fault::Unexpected, self.at, self.at + 1);
            self.separate(Joined::Then);
        }
        let index = self.commands.len();
        let mut command = Command::at(Span::default(), self.dialect);
        command.joined = self.list.joined;
        command.inside = self.list.inside;
        command.via = self.list.via;
        command.list = self.list.id;
        command.subshell = self.list.subshell;
        for writer in std::mem::take(&mut self.list.feeding) {
            command.reads_from = Some(writer);
            if let Some(writer) = self.commands.get_mut(writer) {
                writer.pipes_into = Some(index);
            }
        }
        self.commands.push(command);
        self.outputs.push(index);
        self.list.command = Some(index);
        self.list.start = self.at;
        self.list.end = self.at;
        self.list.words_from = self.words.len();
        self.list.dangling = None;
    }

    pub(super) fn end_command(&mut self) {
        self.end_word();
        if let Some(redirect) = self.list.redirect.take() {
            self.complain(Fault::MissingTarget, redirect.start, redirect.start + 1);
        }
        let Some(index) = self.list.command.take() else {
            return;
        };
        let span = self.span(self.list.start, self.list.end);
        if let Some(command) = self.commands.get_mut(index) {
            command.span = span;
            command.words = self.words.drain(self.list.words_from..).collect();
        }
        self.list.complete = true;
    }

    /// What comes next is joined so to what came before.
    pub(super) fn separate(&mut self, joined: Joined) {
        self.list.joined = joined;
        self.list.complete = false;
        self.list.after_block = false;
        if joined == Joined::Pipe {
            self.list.feeding = self.outputs.drain(self.list.stage..).collect();
        }
        self.list.stage = self.outputs.len();
    }

    /// Starts a new list of commands in the same block: a branch, a loop's body.
    pub(super) fn branch(&mut self) {
        self.end_command();
        self.check_dangling();
        self.separate(Joined::First);
        self.list.id = self.lists;
        self.lists += 1;
    }

    pub(super) fn check_dangling(&mut self) {
        if let Some((start, end)) = self.list.dangling.take() {
            self.complain(Fault::MissingCommand, start, end);
        }
    }

    /// Opens a list; `self.at` is the sign or word that opens it and is `length` bytes long.
    pub(super) fn open_list(&mut self, kind: Kind, expect: Expect, length: usize) {
        if self.outer.len() >= DEEPEST {
            if kind.substitutes() {
                self.stop(Fault::TooDeep);
            } else {
                self.complain(Fault::TooDeep, self.at, self.at + length);
                self.at += length;
            }
            return;
        }
        if !kind.substitutes() && self.list.after_block {
            self.complain(Fault::Unexpected, self.at, self.at + length);
            self.separate(Joined::Then);
        }
        let mut list = List::new(kind, self.at, self.lists);
        self.lists += 1;
        list.expect = expect;
        list.modes = self.modes.len();
        list.commands_from = self.commands.len();
        list.outputs_from = self.outputs.len();
        list.stage = self.outputs.len();
        list.words_from = self.words.len();
        list.parentheses = self.list.parentheses + u32::from(kind.in_parentheses());
        list.backticks = self.list.backticks;
        if kind == Kind::Backtick {
            list.parentheses = 0;
            list.backticks += 1;
        }
        list.subshell = self.list.subshell || kind.in_parentheses() || kind == Kind::Backtick;
        if kind.substitutes() {
            list.inside = self.list.command.or(self.list.inside);
            list.via = if kind == Kind::Process {
                Via::ProcessSubstitution
            } else {
                Via::CommandSubstitution
            };
        } else {
            list.inside = self.list.inside;
            list.via = self.list.via;
            list.feeding = std::mem::take(&mut self.list.feeding);
            self.list.dangling = None;
        }
        self.outer.push(std::mem::replace(&mut self.list, list));
        self.modes.push(Mode::List);
        self.at += length;
    }

    /// Closes the list at hand; its closing sign ends at `end`.
    pub(super) fn close_list(&mut self, end: usize) {
        self.end_command();
        self.check_dangling();
        let Some(outer) = self.outer.pop() else {
            return;
        };
        let closed = std::mem::replace(&mut self.list, outer);
        self.modes.truncate(closed.modes);
        self.at = end;
        if closed.kind.substitutes() {
            self.outputs.truncate(closed.outputs_from);
            if self.reading == Reading::Substituted {
                self.commands.truncate(closed.commands_from);
            }
            self.push_substitution(closed.opened, end);
        } else {
            self.list.complete = true;
            self.list.after_block = true;
        }
    }

    fn push_substitution(&mut self, from: usize, to: usize) {
        let text = self.text;
        if self.word().copies(from) {
            // Substitutions in one another would be copied at every level.
            let Some(left) = self.copies.checked_sub(to - from) else {
                let word = self.word();
                word.push_str(text, "$(…)");
                word.end = to;
                return;
            };
            self.copies = left;
        }
        self.word().push(text, from, to);
    }
}
