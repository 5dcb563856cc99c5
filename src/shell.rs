//! What a shell text executes: the commands of a `RUN` line, of a shell-form `CMD`, of a health
//! check, with their arguments, pipes and exact places.
//!
//! Reads POSIX shell and the common parts of bash in one pass, without recursion. A broken text
//! still yields the commands that can be made out, and a [`Problem`]. Commands that other
//! commands start (`sudo …`, `env …`, `xargs …`, `bash -c "…"`, `$(…)`) are listed as well.
//!
//! Grammar: POSIX.1-2024, XCU chapter 2; bash reference manual, chapter 3.

mod accounts;
mod arguments;
mod assembly;
mod build_tools;
mod builder;
mod certificates;
mod command;
mod credentials;
mod cut;
mod download;
mod edit;
mod exec_form;
mod fetch;
mod grammar;
mod heredoc;
mod kept_packages;
mod list;
mod nested;
mod operator;
mod order;
mod package_cache;
mod packages;
mod powershell;
mod quoting;
mod reader;
mod removal;
mod text;
mod valued;
mod word;
mod wrapper;

pub use accounts::Membership;
pub use arguments::{Argument, Arguments, Flag};
pub use build_tools::{is_build_package, is_version_control};
pub use certificates::{CheckOff, Remedy};
pub use command::{Command, Joined, Via};
pub use credentials::Credential;
pub use download::Download;
pub use fetch::{Fetch, is_nearby, is_repository, web_host};
pub use kept_packages::KeptPackage;
pub use package_cache::PackageCache;
pub use packages::{PackageAction, PackageStep, PackageTool};
pub use powershell::downloads_executed;
pub use word::{Assignment, Operator, Redirect, Word};

use std::vec::IntoIter;

use crate::source::{Origin, Span};
use reader::{Reader, Reading};

/// How lines are joined before the shell sees the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The character that joins lines in a Dockerfile: `\`, or the one that the `escape`
    /// directive names (a backtick).
    pub continuation: u8,
    /// True for the raw text of a Dockerfile instruction: lines are joined, and comment lines
    /// and empty lines between joined lines are dropped, as `BuildKit` does before any shell runs.
    pub dockerfile: bool,
}

impl Dialect {
    /// A text that the shell gets as it stands.
    pub const SHELL: Dialect = Dialect {
        continuation: b'\\',
        dockerfile: false,
    };
    /// The raw text of an instruction in a Dockerfile without an `escape` directive.
    pub const DOCKERFILE: Dialect = Dialect {
        continuation: b'\\',
        dockerfile: true,
    };
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A quote that never ends.
    UnterminatedQuote,
    /// A `${`, `$((`, `(` of an array or pattern, or `[[` that never ends.
    UnterminatedExpansion,
    /// A `$(`, backtick or `<(` that never ends.
    UnterminatedSubstitution,
    /// A here-document whose closing word never comes.
    UnterminatedHereDocument,
    /// An `if`, loop, `case`, `{` or `(` that is never closed.
    UnclosedBlock,
    /// A word or sign where the grammar has no place for it, such as a stray `fi`.
    Unexpected,
    /// An operator with no command before or after it, as in `a && && b`.
    MissingCommand,
    /// A redirection that names no file.
    MissingTarget,
    /// More levels of nesting than anyone writes. Deeper blocks are read as if they were flat,
    /// deeper substitutions and inner scripts not at all.
    TooDeep,
    /// More words than anyone writes; the rest was not read.
    TooLong,
}

/// The first thing that is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub fault: Fault,
    /// Where it starts: the sign that is stray or never closed.
    pub span: Span,
}

/// Everything that a shell text executes.
#[derive(Clone, Debug, Default)]
pub struct Script<'a> {
    /// Every simple command, in the order of the text; a command that another one starts comes
    /// right after it.
    pub commands: Vec<Command<'a>>,
    /// The first thing that is wrong with the text, if anything is.
    pub problem: Option<Problem>,
}

/// Reads a shell text. Spans are places in the file, as `origin` tells them.
pub fn parse<'a>(text: &'a str, origin: &Origin, dialect: Dialect) -> Script<'a> {
    let (commands, problem) = Reader::new(text, origin, dialect, Reading::Script).read();
    nested::with_inner_commands(commands, problem, text.len())
}

/// Reads the exec form: the words are handed to the kernel as they are, without a shell.
/// Only what the program itself starts (`["sh", "-c", "…"]`) is read as shell.
pub fn parse_exec(words: Vec<Word<'_>>) -> Script<'_> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Script::default();
    };
    let size = words.iter().map(|word| word.value.len() + 1).sum();
    let mut command = Command::at(first.span.to(last.span), Dialect::SHELL);
    command.words = words;
    nested::with_inner_commands(vec![command], None, size)
}

/// True for a program that reads POSIX-like shell text: `sh`, `/bin/bash`, `busybox`.
/// False for `pwsh`, `cmd`, `python`.
pub fn is_posix_shell(program: &str) -> bool {
    let shells = "sh bash ash dash zsh ksh mksh busybox rbash";
    crate::word_list::is_one_of(shells, command::file_name(program))
}

/// How far a pipeline is followed, either way: asking it of every command stays quick.
const LONGEST_PIPELINE: usize = 30;

impl<'a> Script<'a> {
    /// The commands whose program has this name, with their places in `commands`.
    pub fn named(&self, program: &str) -> IntoIter<(usize, &Command<'a>)> {
        let mut named = Vec::new();
        for (index, command) in self.commands.iter().enumerate() {
            if command.program() == program {
                named.push((index, command));
            }
        }
        named.into_iter()
    }

    /// The commands before this one.
    pub fn runs_before(&self, index: usize) -> &[Command<'a>] {
        self.commands.get(..index).unwrap_or(&self.commands)
    }

    /// The commands after this one.
    pub fn runs_after(&self, index: usize) -> &[Command<'a>] {
        self.commands
            .get(index.saturating_add(1)..)
            .unwrap_or_default()
    }

    /// The pipeline that a command is part of, from its first command to its last;
    /// `[index]` alone for a command without pipes.
    pub fn pipeline_of(&self, index: usize) -> Vec<usize> {
        let mut pipeline = Vec::new();
        let mut at = index;
        while let Some(before) = self.commands.get(at).and_then(|one| one.reads_from)
            && pipeline.len() < LONGEST_PIPELINE
        {
            pipeline.push(before);
            at = before;
        }
        pipeline.reverse();
        pipeline.push(index);
        at = index;
        while let Some(after) = self.commands.get(at).and_then(|one| one.pipes_into)
            && pipeline.len() < 2 * LONGEST_PIPELINE
        {
            pipeline.push(after);
            at = after;
        }
        pipeline
    }

    /// What really runs where a command is only a wrapper: `bash` for `sudo -E env A=1 bash`.
    /// The command itself where it wraps nothing.
    pub fn unwrapped(&self, index: usize) -> usize {
        let mut index = index;
        // What a wrapper starts stands right after it.
        while self
            .commands
            .get(index + 1)
            .is_some_and(|next| next.via == Via::Wrapper && next.inside == Some(index))
        {
            index += 1;
        }
        index
    }

    /// Every variable that the script sets: `A=1`, `A=1 cmd`, `export A=1`, `env A=1 cmd`, with
    /// the index of the command.
    pub fn assignments(&self) -> IntoIter<(usize, Assignment<'a>)> {
        let mut found = Vec::new();
        for (index, command) in self.commands.iter().enumerate() {
            for assignment in &command.assignments {
                found.push((index, assignment.clone()));
            }
            for assignment in command.declared() {
                found.push((index, assignment));
            }
        }
        found.into_iter()
    }
}

#[cfg(test)]
mod tests;
