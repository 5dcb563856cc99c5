//! Commands that other commands start are found in the words, one level after the other.

use std::borrow::Cow;

use super::command::{Command, Via};
use super::order::{Batch, put_in_order};
use super::reader::{Reader, Reading};
use super::word::{Operator, Word};
use super::wrapper::{Inner, inner};
use super::{Dialect, Fault, Problem, Script};
use crate::source::{Origin, Span};

/// How deep programs may start each other; more is no longer read.
const DEEPEST: u8 = 64;

/// A text that a command hands to a shell.
struct Handed<'a> {
    text: Cow<'a, str>,
    origin: Origin,
    dialect: Dialect,
    reading: Reading,
    via: Via,
}

struct Expansion<'a> {
    commands: Vec<Command<'a>>,
    problem: Option<Problem>,
    /// How deep each command lies, for those that were found here.
    levels: Vec<u8>,
    batches: Vec<Batch>,
    /// Bytes that may still be read again; keeps the work linear.
    budget: usize,
    lists: usize,
}

/// Adds to the commands of a text those that they start. `size` is the length of the text.
pub(super) fn with_inner_commands(
    commands: Vec<Command<'_>>,
    problem: Option<Problem>,
    size: usize,
) -> Script<'_> {
    let direct = commands.len();
    let lists = commands
        .iter()
        .map(|command| command.list + 1)
        .max()
        .unwrap_or(0);
    let budget = size.saturating_mul(4).saturating_add(1 << 16);
    let mut expansion = Expansion {
        commands,
        problem,
        levels: Vec::new(),
        batches: Vec::new(),
        budget,
        lists,
    };
    let mut at = 0;
    while at < expansion.commands.len() {
        let level = at
            .checked_sub(direct)
            .and_then(|at| expansion.levels.get(at));
        let level = level.copied().unwrap_or(0);
        expansion.expand(at, level);
        at += 1;
    }
    put_in_order(&mut expansion.commands, direct, &expansion.batches);
    Script {
        commands: expansion.commands,
        problem: expansion.problem,
    }
}

impl<'a> Expansion<'a> {
    fn expand(&mut self, owner: usize, level: u8) {
        let start = self.commands.len();
        let found = inner(&self.commands, owner);
        let script = found.iter().find_map(|inner| match inner {
            Inner::Redirect {
                command, redirect, ..
            } => Some((*command, *redirect)),
            _ => None,
        });
        let Some(command) = self.commands.get(owner) else {
            return;
        };
        let mut texts = Vec::new();
        for (at, redirect) in command.redirects.iter().enumerate() {
            let is_body = redirect.body.is_some() && !redirect.target.quoted;
            // A body that a shell reads is read as its script.
            if is_body && script != Some((owner, at)) && !feeds_shell(&self.commands, command) {
                texts.push(self.body(owner, at, Reading::HereDocument, Via::CommandSubstitution));
            }
        }
        for inner in &found {
            match inner {
                Inner::Words { .. } => {}
                Inner::Text { words } => texts.push(self.words_as_text(owner, words.clone())),
                Inner::Redirect {
                    command,
                    redirect,
                    via,
                } => {
                    texts.push(self.body(*command, *redirect, Reading::Script, *via));
                }
            }
        }
        if texts.is_empty() && found.is_empty() {
            return;
        }
        let span = command.span;
        for inner in found {
            if let Inner::Words {
                words,
                assignments,
                reads_input,
            } = inner
                && let Some(mut command) = self.wrapped(owner, words, assignments)
            {
                if !reads_input {
                    command.reads_from = None;
                }
                self.commands.push(command);
            }
        }
        for text in texts.iter().flatten() {
            self.read(owner, text);
        }
        let added = self.commands.len() - start;
        if added > 0 && level >= DEEPEST {
            self.commands.truncate(start);
            self.too_deep(span);
        } else if added > 0 {
            self.levels.resize(self.levels.len() + added, level + 1);
            self.batches.push(Batch {
                owner,
                start,
                end: start + added,
            });
        }
    }

    fn too_deep(&mut self, span: Span) {
        if self.problem.is_none() {
            self.problem = Some(Problem {
                fault: Fault::TooDeep,
                span,
            });
        }
    }

    /// True if there is enough of the budget left.
    fn pay(&mut self, bytes: usize, span: Span) -> bool {
        if let Some(left) = self.budget.checked_sub(bytes) {
            self.budget = left;
            return true;
        }
        self.too_deep(span);
        false
    }

    fn wrapped(
        &mut self,
        owner: usize,
        words: std::ops::Range<usize>,
        assignments: bool,
    ) -> Option<Command<'a>> {
        let outer = self.commands.get(owner)?;
        let words = outer.words.get(words)?;
        let (first, last) = (words.first()?, words.last()?);
        let size = words.iter().map(|word| word.value.len() + 16).sum();
        let mut command = Command::at(first.span.to(last.span), outer.dialect);
        command.joined = outer.joined;
        command.reads_from = outer.reads_from;
        command.pipes_into = outer.pipes_into;
        command.inside = Some(owner);
        command.via = Via::Wrapper;
        command.list = outer.list;
        command.subshell = outer.subshell;
        if self.budget >= size {
            for word in words {
                if assignments
                    && command.words.is_empty()
                    && let Some(assignment) = word.as_assignment()
                {
                    command.assignments.push(assignment);
                } else {
                    command.words.push(word.clone());
                }
            }
        }
        if !self.pay(size, command.span) || command.words.is_empty() {
            return None;
        }
        Some(command)
    }

    /// The script in some words of a command; several are joined by blanks, as `eval` does.
    fn words_as_text(&self, owner: usize, words: std::ops::Range<usize>) -> Option<Handed<'a>> {
        let command = self.commands.get(owner)?;
        let words = command.words.get(words)?;
        let (first, last) = (words.first()?, words.last()?);
        let expands = words.iter().any(|word| word.expands);
        let reading = if expands {
            Reading::Substituted
        } else {
            Reading::Script
        };
        let via = Via::ShellString;
        if let ([_], Some((raw, start))) = (words, first.raw()) {
            let (text, origin) = (Cow::Borrowed(raw), Origin::Verbatim(start));
            let dialect = Dialect {
                dockerfile: command.dialect.dockerfile,
                ..command.dialect
            };
            return Some(Handed {
                text,
                origin,
                dialect,
                reading,
                via,
            });
        }
        let text = if words.len() == 1 {
            first.value.clone()
        } else {
            let values: Vec<&str> = words.iter().map(Word::as_str).collect();
            Cow::Owned(values.join(" "))
        };
        let origin = Origin::Whole(first.span.to(last.span));
        Some(Handed {
            text,
            origin,
            dialect: Dialect::SHELL,
            reading,
            via,
        })
    }

    /// The body of a here-document, or the word of a here-string.
    fn body(
        &self,
        command: usize,
        redirect: usize,
        reading: Reading,
        via: Via,
    ) -> Option<Handed<'a>> {
        let redirect = self.commands.get(command)?.redirects.get(redirect)?;
        let dialect = Dialect::SHELL;
        if redirect.operator == Operator::HereString {
            let text = redirect.target.value.clone();
            let (text, origin) = match redirect.target.raw() {
                Some((raw, start)) if raw == text => (text, Origin::Verbatim(start)),
                _ => (text, Origin::Whole(redirect.target.span)),
            };
            let reading = if redirect.target.expands {
                Reading::Substituted
            } else {
                reading
            };
            return Some(Handed {
                text,
                origin,
                dialect,
                reading,
                via,
            });
        }
        let body = redirect.body.as_ref()?;
        let (text, origin) = match redirect.raw_body {
            Some(raw) if raw.len() == body.span.len() => {
                (Cow::Borrowed(raw), Origin::Verbatim(body.span.start))
            }
            _ => (body.value.clone(), Origin::Whole(body.span)),
        };
        Some(Handed {
            text,
            origin,
            dialect,
            reading,
            via,
        })
    }

    fn read(&mut self, owner: usize, script: &Handed<'a>) {
        let Some(outer) = self.commands.get(owner) else {
            return;
        };
        let (pipes_into, subshell, span) = (outer.pipes_into, outer.subshell, outer.span);
        // A text of its own is copied word for word.
        let copies = if matches!(script.text, Cow::Owned(_)) {
            4
        } else {
            1
        };
        if !self.pay(script.text.len().saturating_mul(copies), span) {
            return;
        }
        let mut commands = Vec::new();
        let problem = match &script.text {
            Cow::Borrowed(text) => {
                let reader = Reader::new(text, &script.origin, script.dialect, script.reading);
                let (read, problem) = reader.read();
                commands = read;
                problem
            }
            Cow::Owned(text) => {
                let reader = Reader::new(text, &script.origin, script.dialect, script.reading);
                let (read, problem) = reader.read();
                for command in read {
                    commands.push(command.into_owned());
                }
                problem
            }
        };
        // A script that is put together at run time may look broken without being so.
        if self.problem.is_none() && script.reading == Reading::Script {
            self.problem = problem;
        }
        let offset = self.commands.len();
        let lists = self.lists;
        for mut command in commands {
            command.reads_from = command.reads_from.map(|index| index + offset);
            command.pipes_into = command.pipes_into.map(|index| index + offset);
            if let Some(inside) = command.inside {
                command.inside = Some(inside + offset);
            } else {
                command.inside = Some(owner);
                if script.reading != Reading::HereDocument {
                    command.via = script.via;
                    command.pipes_into = command.pipes_into.or(pipes_into);
                }
            }
            command.list += lists;
            command.subshell |= subshell || script.via == Via::ShellString;
            self.lists = self.lists.max(command.list + 1);
            self.commands.push(command);
        }
    }
}

/// True for `cat <<EOF | sh`.
fn feeds_shell(commands: &[Command<'_>], command: &Command<'_>) -> bool {
    command.program() == "cat"
        && command
            .pipes_into
            .and_then(|index| commands.get(index))
            .is_some_and(|reader| super::is_posix_shell(reader.program()))
}
