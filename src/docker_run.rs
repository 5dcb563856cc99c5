//! `docker run` lines, read as the services of a Compose file.
//!
//! What people paste is seldom one clean line: prompts, `sudo`, continued lines, several
//! commands, prose and Markdown around them. Every `run` and `create` of Docker, Podman, nerdctl
//! and Finch in a text becomes one service, whose keys are those of Compose and whose places are
//! those of the flags.

mod arguments;
mod flags;
mod mount;
mod part;
mod place;
mod quoting;
mod reader;
mod service;
mod words;

use crate::compose::tree::{NodeId, Tree};
use crate::source::{Span, Text};
use place::{Before, Places};
use reader::Reader;
use words::Splitter;

/// All `docker run` lines of a text.
#[derive(Debug)]
pub struct DockerRun<'a> {
    /// The lines as a Compose file: a mapping with `services`, one for each line.
    ///
    /// A flag that Compose has no key for is under `x-` and its long name (`x-rm`, `x-detach`,
    /// `x-publish-all`). Scalars are plain where the value stands in the text as it is, without
    /// its quotes, and double-quoted otherwise; a `$` that is no variable is `$$`.
    pub tree: Tree<'a>,
    /// The tree's root mapping.
    pub root: NodeId,
    /// The lines, in the order of the services.
    pub lines: Vec<RunLine<'a>>,
    /// What could not be read, in the order of the text.
    pub problems: Vec<Problem>,
}

/// One `docker run` line.
#[derive(Debug)]
pub struct RunLine<'a> {
    /// The service's name: that of `--name`, else the image's, made unique.
    pub name: Text<'a>,
    /// The command from the program to its last word.
    pub span: Span,
    /// The service's mapping in the tree.
    pub service: NodeId,
    /// Byte offset just before the image, where a new flag goes, followed by `separator`;
    /// nothing where there is no image.
    pub insert_at: Option<u32>,
    /// What stands between the last flag and the image: a blank, or a continued line.
    pub separator: &'a str,
    /// The flags, in the order of the text.
    pub flags: Vec<FlagPlace>,
}

/// Where a flag of a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagPlace {
    /// Its long name, without dashes.
    pub name: &'static str,
    /// The flag as written, without its value; of several letters (`-itP`) only the one.
    pub span: Span,
    /// The node that holds its value.
    pub value: NodeId,
    /// What to cut for the flag to be gone: the blank before it, the flag and its value. Of
    /// several letters (`-itP`) only the one; never cut them all.
    pub cut: Span,
}

impl FlagPlace {
    /// The flag with its value.
    pub fn whole(&self) -> Span {
        Span {
            start: self.span.start,
            end: self.cut.end.max(self.span.end),
        }
    }
}

/// Something in a text that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What.
    pub what: What,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// There is text, and no `docker run` in it.
    NoRunCommand,
    /// The engine has no such command; `meant` was read instead.
    UnknownCommand {
        /// As written.
        name: String,
        /// The command that is most likely meant.
        meant: &'static str,
    },
    /// The line ends without an image.
    NoImage,
    /// There is no such flag; if `meant` is there, it was read instead.
    UnknownFlag {
        /// As written, with its dashes.
        name: String,
        /// The flag that is most likely meant, with its dashes.
        meant: Option<String>,
    },
    /// The dashes are wrong: `-name`, `–name`; `meant` was read instead.
    WrongDash {
        /// The flag with the right dashes.
        meant: String,
    },
    /// A flag at the end of the line lacks its value.
    MissingValue {
        /// The flag's long name, without dashes.
        flag: &'static str,
    },
    /// A quote is never closed.
    OpenQuote,
}

/// Reads every `docker run` line of a text. Never fails; what is unclear is in `problems`.
pub fn read(source: &str) -> DockerRun<'_> {
    Reader::read(source)
}

/// True if a `docker run` command stands in the text, outside of comments and sentences.
pub(crate) fn is_in(source: &str) -> bool {
    let mut places = Places::new(source);
    let mut splitter = Splitter::new(source);
    let mut from = 0;
    while let Some(place) = places.next_from(from) {
        splitter.start(place.start, place.delimiter);
        let command = reader::command_word(&mut splitter);
        let is_run = command.is_some_and(|word| matches!(&*word.value, "run" | "create"));
        if is_run && matches!(place.before, Before::Command | Before::Prompt) {
            return true;
        }
        from = splitter.position().max(place.end);
    }
    false
}

/// The long names of all flags that can be read, without dashes.
pub fn flag_names() -> impl Iterator<Item = &'static str> {
    flags::names()
}
