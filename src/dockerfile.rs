//! The model of a Dockerfile that rules see: instructions with their places, stages and how they
//! build on each other, and variables filled in the way BuildKit does.

use std::borrow::Cow;
use std::rc::Rc;

use crate::shell::Script;
use crate::source::{Span, Text};

mod append;
mod arguments;
mod defaults;
mod folders;
mod images;
mod lines;
mod mounts;
mod package_caches;
mod place;
mod ports;
mod powershell;
mod read;
mod stages;
mod start;
mod users;
mod variables;

pub use folders::{Folders, is_below};
pub use images::ImageMention;
pub use lines::{HereDocument, KEYWORDS, almost_ends};
pub use mounts::{Mount, SecretMount};
pub use package_caches::KeptCache;
pub use stages::{Base, Stage, is_windows};
pub use start::Start;

/// A Dockerfile, read as far as it can be read.
#[derive(Debug)]
pub struct Dockerfile<'a> {
    /// The whole text.
    pub source: &'a str,
    /// `# syntax=`, `# escape=` and `# check=` at the top.
    pub directives: Directives<'a>,
    /// Every instruction in file order; what could not be read is there as [`Body::Unreadable`].
    pub instructions: Vec<Instruction<'a>>,
    /// The stages in file order.
    pub stages: Vec<Stage<'a>>,
    /// Comment lines from `#` to the end of the line, those inside continuations too.
    pub comments: Vec<Span>,
    /// Empty lines inside continued instructions.
    pub blank_lines: Vec<Span>,
    /// Variables that are used where nothing in the file has set them, in file order.
    pub undefined: Vec<Undefined<'a>>,
    /// What Docker would refuse to read.
    pub problems: Vec<Problem<'a>>,
    globals: Rc<variables::Scope<'a>>,
}

/// A variable that is used where nothing in the file has set it: its own stage, the stages below
/// and, for FROM, the ARGs above. The base image may have. Not told where the use brings its own
/// default, as `${NAME:-value}` does.
#[derive(Debug)]
pub struct Undefined<'a> {
    /// The name, without `$` and braces.
    pub name: Text<'a>,
    /// The index of its instruction.
    pub instruction: usize,
}

/// The parser directives at the top of a Dockerfile.
/// <https://docs.docker.com/reference/dockerfile/#parser-directives>
#[derive(Debug, Clone)]
pub struct Directives<'a> {
    /// The frontend image.
    pub syntax: Option<Text<'a>>,
    /// The character that continues a line: a backslash, or a backtick on Windows.
    pub escape: u8,
    /// Docker's own check settings, such as `skip=JSONArgsRecommended`.
    pub check: Option<Text<'a>>,
}

/// One instruction.
#[derive(Debug)]
pub struct Instruction<'a> {
    /// From the keyword to its last byte, here-documents included.
    pub span: Span,
    /// The keyword as written. Behind ONBUILD it is the inner keyword.
    pub keyword: Text<'a>,
    /// Index of the stage it belongs to; nothing before the first FROM.
    pub stage: Option<usize>,
    /// True if it waits behind ONBUILD for an image that builds on this one.
    pub onbuild: bool,
    /// `--name=value` options in front of the arguments.
    pub flags: Vec<Flag<'a>>,
    /// Here-documents, in order.
    pub here_documents: Vec<HereDocument<'a>>,
    /// The rest.
    pub body: Body<'a>,
}

/// A `--name=value` option of an instruction.
#[derive(Debug, Clone)]
pub struct Flag<'a> {
    /// From the dashes to the end of the value.
    pub span: Span,
    /// The name without its dashes.
    pub name: Text<'a>,
    /// The value, where there is one.
    pub value: Option<Argument<'a>>,
}

/// One word of an instruction: as written, and with its variables filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument<'a> {
    /// The word with quotes and escapes undone, variables as written.
    pub text: Text<'a>,
    /// The value at build time, as far as the file's own ARG and ENV tell; nothing if a variable
    /// in it can't be known.
    pub resolved: Option<Cow<'a, str>>,
}

impl Argument<'_> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        self.text.span
    }

    /// The value at build time, or nothing if a variable in it can't be known.
    pub fn value(&self) -> Option<&str> {
        self.resolved.as_deref()
    }

    /// The text as written, quotes undone.
    pub fn written(&self) -> &str {
        &self.text.value
    }

    /// The value, where the file holds it as it is, perhaps in quotes, so that its parts have
    /// places of their own: see [`Self::part`].
    pub fn literal(&self) -> Option<&str> {
        let value = self.value()?;
        let around = self.span().len().checked_sub(value.len())?;
        (matches!(around, 0 | 2) && value == self.written()).then_some(value)
    }

    /// The place of the bytes `start..end` of a [`Self::literal`] value.
    pub fn part(&self, start: usize, end: usize) -> Span {
        let quote = self.span().len().saturating_sub(self.text.value.len()) / 2;
        let first = self.span().start as usize + quote;
        Span::new(first + start, first + end)
    }
}

/// The ARGs that Docker fills in itself before FROM; a stage takes them over with a bare ARG:
/// <https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope>.
pub const PLATFORM_ARGS: &str = "TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT TARGETSTAGE \
    BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT";

/// A Unix path from the root, or a Windows one with a drive.
pub fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.as_bytes().get(1) == Some(&b':')
}

/// `NAME=value`, as in ENV, ARG and LABEL.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    /// The name.
    pub name: Text<'a>,
    /// The value; nothing for `ARG NAME`.
    pub value: Option<Argument<'a>>,
    /// Name and value.
    pub span: Span,
}

/// How a command was written.
/// <https://docs.docker.com/reference/dockerfile/#shell-and-exec-form>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `["program", "argument"]`
    Exec,
    /// `program argument`, handed to a shell.
    Shell,
}

/// What RUN, CMD, ENTRYPOINT or HEALTHCHECK executes.
#[derive(Debug)]
pub struct CommandLine<'a> {
    /// Exec or shell form.
    pub form: Form,
    /// The command text, or the whole list with its brackets.
    pub span: Span,
    /// The words of the exec form; empty for the shell form.
    pub words: Vec<Text<'a>>,
    /// The commands in it; empty where another shell than a POSIX-like one reads it.
    pub script: Script<'a>,
}

/// FROM.
#[derive(Debug)]
pub struct From<'a> {
    /// The image or the stage as written.
    pub image: Argument<'a>,
    /// The word AS, where a name follows.
    pub joint: Option<Text<'a>>,
    /// The name behind AS.
    pub name: Option<Text<'a>>,
    /// What it stands on.
    pub base: Base,
}

/// COPY or ADD.
#[derive(Debug)]
pub struct Copy<'a> {
    /// The sources; here-documents are in [`Instruction::here_documents`] instead.
    pub sources: Vec<Argument<'a>>,
    /// The destination.
    pub destination: Argument<'a>,
}

/// What an instruction holds behind its keyword and flags.
#[derive(Debug)]
pub enum Body<'a> {
    /// FROM
    From(From<'a>),
    /// RUN
    Run(CommandLine<'a>),
    /// CMD
    Cmd(CommandLine<'a>),
    /// ENTRYPOINT
    Entrypoint(CommandLine<'a>),
    /// HEALTHCHECK CMD
    Healthcheck(CommandLine<'a>),
    /// HEALTHCHECK NONE
    HealthcheckNone,
    /// COPY
    Copy(Copy<'a>),
    /// ADD
    Add(Copy<'a>),
    /// ENV
    Env(Vec<Pair<'a>>),
    /// LABEL
    Label(Vec<Pair<'a>>),
    /// ARG
    Arg(Vec<Pair<'a>>),
    /// EXPOSE
    Expose(Vec<Argument<'a>>),
    /// VOLUME
    Volume(Vec<Argument<'a>>),
    /// SHELL
    Shell(Vec<Text<'a>>),
    /// USER
    User(Argument<'a>),
    /// WORKDIR
    Workdir(Argument<'a>),
    /// STOPSIGNAL
    StopSignal(Argument<'a>),
    /// MAINTAINER
    Maintainer(Text<'a>),
    /// Something Docker would refuse; see [`Dockerfile::problems`].
    Unreadable,
}

/// A place that Docker would refuse to read.
#[derive(Debug)]
pub struct Problem<'a> {
    /// The place.
    pub span: Span,
    /// What is wrong there.
    pub kind: ProblemKind<'a>,
}

/// What is wrong at a [`Problem`]'s place.
#[derive(Debug)]
pub enum ProblemKind<'a> {
    /// The line starts with a word that is no instruction.
    UnknownInstruction(&'a str),
    /// The keyword stands alone, or lacks an argument.
    MissingArgument(&'a str),
    /// The end of a here-document never comes.
    OpenHereDocument(Cow<'a, str>),
    /// No FROM in the whole file.
    NoFrom,
    /// A list in JSON is needed here, or is broken.
    BrokenList(&'a str),
    /// A quote in this instruction is never closed.
    OpenQuote(&'a str),
    /// Among the `NAME=value` pairs of ENV or LABEL stands a word without a `=`.
    NoEquals(&'a str),
    /// An instruction that may not stand behind ONBUILD.
    NotBehindOnbuild(&'a str),
    /// Anything else, as a sentence without a full stop.
    Other(&'static str),
}

impl<'a> Copy<'a> {
    /// The source that is the whole build context: `.`, `./`, `*`.
    pub fn whole_context(&self) -> Option<&Argument<'a>> {
        let is_whole = |source: &&Argument| {
            let path = source.value().unwrap_or(source.written());
            matches!(path, "." | "./" | "/" | "*" | "./*" | "./.")
        };
        self.sources.iter().find(is_whole)
    }
}

impl<'a> Instruction<'a> {
    /// The keyword in capitals is `keyword`.
    pub fn is(&self, keyword: &str) -> bool {
        self.keyword.value.eq_ignore_ascii_case(keyword)
    }

    /// The first flag of this name.
    pub fn flag(&self, name: &str) -> Option<&Flag<'a>> {
        self.flags
            .iter()
            .find(|flag| flag.name.value.eq_ignore_ascii_case(name))
    }

    /// What it executes: RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD.
    pub fn command_line(&self) -> Option<&CommandLine<'a>> {
        match &self.body {
            Body::Run(line)
            | Body::Cmd(line)
            | Body::Entrypoint(line)
            | Body::Healthcheck(line) => Some(line),
            _ => None,
        }
    }

    /// What RUN executes at build time.
    pub fn run(&self) -> Option<&CommandLine<'a>> {
        match &self.body {
            Body::Run(line) => Some(line),
            _ => None,
        }
    }
}

impl<'a> Dockerfile<'a> {
    /// Reads a text as a Dockerfile. Never fails: what can't be read is told in
    /// [`Dockerfile::problems`], and the rest is there.
    pub fn read(source: &'a str) -> Self {
        read::read(source)
    }

    /// True if Docker would accept the file's grammar.
    pub fn is_readable(&self) -> bool {
        self.problems.is_empty()
    }

    /// The instructions of a stage, its FROM first.
    pub fn instructions_of(&self, stage: &Stage<'a>) -> &[Instruction<'a>] {
        &self.instructions[stage.instructions.clone()]
    }

    /// True for a pair in the old form, `NAME value`, without a `=`.
    pub fn is_old_form(&self, pair: &Pair<'a>) -> bool {
        let behind = self.source.as_bytes().get(pair.name.span.end as usize);
        pair.value.is_some() && behind != Some(&b'=')
    }

    /// Every RUN with its instruction, ONBUILD ones included.
    pub fn runs(&self) -> impl Iterator<Item = (&Instruction<'a>, &CommandLine<'a>)> {
        self.instructions
            .iter()
            .filter_map(|instruction| Some((instruction, instruction.run()?)))
    }

    /// Every RUN whose outcome is part of the final image, ONBUILD ones included.
    pub fn shipped_runs(&self) -> impl Iterator<Item = (&Instruction<'a>, &CommandLine<'a>)> {
        self.runs()
            .filter(|(instruction, _)| self.is_shipped(instruction))
    }

    /// Every FROM with its instruction.
    pub fn froms(&self) -> impl Iterator<Item = (&Instruction<'a>, &From<'a>)> {
        self.instructions
            .iter()
            .filter_map(|instruction| match &instruction.body {
                Body::From(from) => Some((instruction, from)),
                _ => None,
            })
    }
}
