//! The state of one list of commands: the script itself, a block, a branch, a substitution.

use super::builder::Builder;
use super::command::{Joined, Via};
use super::word::Operator;
use crate::source::Text;

/// What opened a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Script,
    Subshell,
    Braces,
    If,
    Loop,
    Case,
    Dollar,
    Backtick,
    Process,
}

impl Kind {
    /// True if `)` closes it.
    pub(super) fn in_parentheses(self) -> bool {
        matches!(self, Kind::Subshell | Kind::Dollar | Kind::Process)
    }

    /// True if it stands in a word.
    pub(super) fn substitutes(self) -> bool {
        matches!(self, Kind::Dollar | Kind::Backtick | Kind::Process)
    }
}

/// What the next word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    /// Part of a command.
    Command,
    /// Part of `[[ … ]]`.
    Test,
    /// The name after `function`.
    FunctionName,
    /// The name after `for`.
    LoopName,
    /// `in` or `do` after `for NAME`.
    LoopIn,
    /// The words after `for NAME in`.
    LoopWords,
    /// The word after `case`.
    CaseWord,
    /// `in` after `case WORD`.
    CaseIn,
    /// A pattern of `case`.
    Pattern,
    /// Nothing that counts: the text of a here-document.
    Nothing,
}

/// A redirection that waits for its target.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenRedirect {
    pub(super) start: usize,
    pub(super) descriptor: Option<u32>,
    pub(super) operator: Operator,
}

/// A list that is being read. Offsets are bytes of the text.
#[derive(Debug)]
pub(super) struct List<'a> {
    pub(super) kind: Kind,
    pub(super) expect: Expect,
    /// The sign or word that opened it.
    pub(super) opened: usize,
    /// How many quoting modes were open before it.
    pub(super) modes: usize,
    /// How many commands, and how many open outputs, there were before it.
    pub(super) commands_from: usize,
    pub(super) outputs_from: usize,
    /// Lists around it (itself included) that `)` or a backtick can close.
    pub(super) parentheses: u32,
    pub(super) backticks: u32,

    /// What its commands get.
    pub(super) inside: Option<usize>,
    pub(super) via: Via,
    pub(super) subshell: bool,
    pub(super) id: usize,

    /// How the next command follows.
    pub(super) joined: Joined,
    /// An operator that still waits for a command.
    pub(super) dangling: Option<(usize, usize)>,
    /// True if there is a command or block since the last operator.
    pub(super) complete: bool,
    /// True right after a block, where only redirections and operators may follow.
    pub(super) after_block: bool,
    /// The commands that wait for the one that reads their output.
    pub(super) feeding: Vec<usize>,
    /// Where the outputs of the present part of a pipeline start.
    pub(super) stage: usize,

    /// The command that is being read, its extent, and where its words start.
    pub(super) command: Option<usize>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) words_from: usize,
    /// The word that is being read.
    pub(super) word: Option<Builder>,
    pub(super) assignment: Option<Text<'a>>,
    pub(super) redirect: Option<OpenRedirect>,
}

impl List<'_> {
    pub(super) fn new(kind: Kind, opened: usize, id: usize) -> Self {
        List {
            kind,
            expect: Expect::Command,
            opened,
            modes: 0,
            commands_from: 0,
            outputs_from: 0,
            parentheses: 0,
            backticks: 0,
            inside: None,
            via: Via::Direct,
            subshell: false,
            id,
            joined: Joined::First,
            dangling: None,
            complete: false,
            after_block: false,
            feeding: Vec::new(),
            stage: 0,
            command: None,
            start: opened,
            end: opened,
            words_from: 0,
            word: None,
            assignment: None,
            redirect: None,
        }
    }
}
