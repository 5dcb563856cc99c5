//! A simple command: a program and its arguments.

use std::cell::OnceCell;

use super::Dialect;
use super::packages::PackageTool;
use super::valued::Flags;
use super::word::{Assignment, Redirect, Word};
use crate::source::Span;
use crate::word_list::is_one_of;

/// How a command follows the one before it in the same list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joined {
    /// It is the first of its list.
    #[default]
    First,
    /// After `&&`.
    And,
    /// After `||`.
    Or,
    /// After `;` or a line's end.
    Then,
    /// After `|`.
    Pipe,
    /// After `&`.
    Background,
}

/// How a command comes to run inside another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// It stands in the script itself, perhaps in a block.
    #[default]
    Direct,
    /// A program that runs the rest of its words: `sudo`, `env`, `xargs`, `find -exec`.
    Wrapper,
    /// `$(…)` or backticks.
    CommandSubstitution,
    /// `<(…)` or `>(…)`.
    ProcessSubstitution,
    /// Text that a shell is given as an argument: `bash -c "…"`, `eval "…"`.
    ShellString,
    /// A here-document that a shell reads.
    HereDocument,
}

/// A simple command and its place.
#[derive(Clone, Debug)]
pub struct Command<'a> {
    /// From the first assignment, word or redirection to the last.
    pub span: Span,
    /// `NAME=value` before the program.
    pub assignments: Vec<Assignment<'a>>,
    /// The program, as written, and its arguments; empty where only variables are set.
    pub words: Vec<Word<'a>>,
    /// The redirections; those of a block stand with its last command.
    pub redirects: Vec<Redirect<'a>>,
    /// How it follows the command before it in the same list.
    pub joined: Joined,
    /// The command whose standard output this one reads; for a group, its last command.
    pub reads_from: Option<usize>,
    /// The command that reads this one's standard output; for a group, its first command.
    pub pipes_into: Option<usize>,
    /// The command that contains this one.
    pub inside: Option<usize>,
    /// How it runs inside that command.
    pub via: Via,
    /// Which list of commands it belongs to; commands with the same number are joined to each
    /// other, those of a block, branch or substitution have a number of their own.
    pub list: usize,
    /// True in `( )` and in substitutions: what it changes (`cd`, variables) is gone afterwards.
    pub subshell: bool,
    /// How its text was read.
    pub(super) dialect: Dialect,
    known: OnceCell<Known>,
}

/// What tables say about a command's program: many rules ask.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) flags: Flags,
    pub(super) package_tool: Option<PackageTool>,
}

impl<'a> Command<'a> {
    pub(super) fn at(span: Span, dialect: Dialect) -> Self {
        Command {
            span,
            assignments: Vec::new(),
            words: Vec::new(),
            redirects: Vec::new(),
            joined: Joined::First,
            reads_from: None,
            pipes_into: None,
            inside: None,
            via: Via::Direct,
            list: 0,
            subshell: false,
            dialect,
            known: OnceCell::new(),
        }
    }

    pub(super) fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let program = self.program();
            Known {
                flags: Flags::of(program),
                package_tool: PackageTool::of(program),
            }
        })
    }

    /// The program's name without its folder (and `.exe`): `apt-get` for `/usr/bin/apt-get`.
    /// Empty where there is none or where it is known only at run time.
    pub fn program(&self) -> &str {
        self.words
            .first()
            .and_then(Word::literal)
            .map_or("", file_name)
    }

    /// True if it stands in the script itself, outside all blocks.
    pub fn is_top_level(&self) -> bool {
        self.via == Via::Direct && self.list == 0
    }

    /// The words after the program.
    pub fn args(&self) -> &[Word<'a>] {
        self.words.get(1..).unwrap_or_default()
    }

    /// The variables that `export`, `declare`, `typeset`, `readonly` or `local` set.
    pub fn declared(&self) -> std::vec::IntoIter<Assignment<'a>> {
        let mut declared = Vec::new();
        for word in self.declarations() {
            if let Some(assignment) = word.as_assignment() {
                declared.push(assignment);
            }
        }
        declared.into_iter()
    }

    /// The arguments, where the program is one that sets variables.
    pub(super) fn declarations(&self) -> &[Word<'a>] {
        if is_one_of("export declare typeset readonly local", self.program()) {
            self.args()
        } else {
            &[]
        }
    }

    pub(super) fn into_owned<'b>(self) -> Command<'b> {
        let mut owned = Command::at(self.span, Dialect::SHELL);
        for assignment in self.assignments {
            owned.assignments.push(assignment.into_owned());
        }
        for word in self.words {
            owned.words.push(word.into_owned());
        }
        for redirect in self.redirects {
            owned.redirects.push(redirect.into_owned());
        }
        owned.joined = self.joined;
        owned.reads_from = self.reads_from;
        owned.pipes_into = self.pipes_into;
        owned.inside = self.inside;
        owned.via = self.via;
        owned.list = self.list;
        owned.subshell = self.subshell;
        owned
    }
}

/// The last part of a path, without `.exe`.
pub(super) fn file_name(path: &str) -> &str {
    // Most rules ask this of every command, so it looks at bytes.
    let folder = path.bytes().rposition(|byte| matches!(byte, b'/' | b'\\'));
    let name = folder.map_or(path, |at| &path[at + 1..]);
    match name.len().checked_sub(4) {
        Some(at) if name.as_bytes()[at..].eq_ignore_ascii_case(b".exe") => &name[..at],
        _ => name,
    }
}
