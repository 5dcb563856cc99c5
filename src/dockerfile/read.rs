//! Reads a Dockerfile instruction by instruction.
//!
//! `parse-dockerfile` knows the grammar but stops at its first error, so each instruction is handed
//! to it alone, behind a FROM of our own; a broken one then costs only itself, and the work stays
//! linear. What it leaves as raw text (ENV pairs, quotes, variables, shell) is read here.

use std::borrow::Cow;

use parse_dockerfile as grammar;

use super::arguments::Words;
use super::lines::{self, Lines};
use super::stages::StageBuilder;
use super::variables::Scope;
use super::{
    Argument, Body, CommandLine, Copy, Directives, Dockerfile, Flag, Form, Instruction, Problem,
    ProblemKind,
};
use crate::shell::{self, Dialect, Script, Word};
use crate::source::{Origin, Span, Text};

const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Stands before each instruction that is parsed alone; the backtick form also sets the escape.
const LEAD: &str = "FROM a\n";
const LEAD_BACKTICK: &str = "# escape=`\nFROM a\n";

pub(super) fn read(source: &str) -> Dockerfile<'_> {
    let start = if source.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let directives = directives(source, start);
    let mut comments = Vec::new();
    let lines = lines::split(source, start, directives.escape, &mut comments);
    let lead = if directives.escape == b'`' {
        LEAD_BACKTICK
    } else {
        LEAD
    };
    let mut reader = Reader {
        source,
        escape: directives.escape,
        lead,
        scratch: String::new(),
        stages: StageBuilder::new(),
        problems: Vec::new(),
    };
    let instructions: Vec<_> = lines
        .into_iter()
        .map(|lines| reader.instruction(lines))
        .collect();
    let stages = reader.stages.finish();
    let mut problems = reader.problems;
    if stages.is_empty() {
        let first = instructions
            .first()
            .map_or(Span::at(start), |first| first.keyword.span);
        problems.push(Problem {
            span: first,
            kind: ProblemKind::NoFrom,
        });
    }
    Dockerfile {
        source,
        directives,
        instructions,
        stages,
        comments,
        problems,
    }
}

/// The parser directives: they stand in the comment lines before anything else.
fn directives(source: &str, start: usize) -> Directives<'_> {
    let mut found = Directives {
        syntax: None,
        escape: b'\\',
        check: None,
    };
    let mut head_end = start;
    for line in source[start..].split_inclusive('\n') {
        if !line.starts_with('#') {
            break;
        }
        head_end += line.len();
    }
    if head_end == start {
        return found;
    }
    let head = format!("{}\n{LEAD}", &source[start..head_end]);
    if let Ok(file) = grammar::parse(&head) {
        let text = |value: &grammar::Spanned<&str>| {
            let span = Span::new(value.span.start + start, value.span.end + start);
            Text::new(span.slice(source).trim_end(), span)
        };
        found.syntax = file
            .parser_directives
            .syntax
            .as_ref()
            .map(|syntax| text(&syntax.value));
        found.check = file
            .parser_directives
            .check
            .as_ref()
            .map(|check| text(&check.value));
        if let Some(escape) = &file.parser_directives.escape {
            found.escape = escape.value.value as u8;
        }
    }
    found
}

struct Reader<'a> {
    source: &'a str,
    escape: u8,
    lead: &'static str,
    scratch: String,
    stages: StageBuilder<'a>,
    problems: Vec<Problem<'a>>,
}

impl<'a> Reader<'a> {
    fn instruction(&mut self, lines: Lines<'a>) -> Instruction<'a> {
        let source: &'a str = self.source;
        let text = lines.span.slice(source);
        let word = text
            .split(|c: char| c.is_ascii_whitespace())
            .next()
            .unwrap_or_default();
        let mut instruction = Instruction {
            span: lines.span,
            keyword: Text::new(
                word,
                Span::new(
                    lines.span.start as usize,
                    lines.span.start as usize + word.len(),
                ),
            ),
            stage: None,
            onbuild: false,
            flags: Vec::new(),
            here_documents: lines.here_documents,
            body: Body::Unreadable,
        };
        for document in instruction
            .here_documents
            .iter()
            .filter(|document| !document.closed)
        {
            let kind = ProblemKind::OpenHereDocument(document.delimiter.clone());
            self.problems.push(Problem {
                span: document.marker,
                kind,
            });
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.push_str(self.lead);
        scratch.push_str(text);
        // A here-document that never ends is closed here, so that the line in front of it is read.
        for document in instruction
            .here_documents
            .iter()
            .filter(|document| !document.closed)
        {
            scratch.push('\n');
            scratch.push_str(&document.delimiter);
        }
        scratch.push('\n');
        let shift = Shift {
            source,
            from: self.lead.len(),
            to: lines.span.start as usize,
        };
        match grammar::parse_iter(&scratch).map(|mut found| found.nth(1)) {
            Ok(Some(Ok(found))) => {
                let head = Span::new(lines.span.start as usize, lines.head_end);
                self.convert(&mut instruction, &found, &shift, head);
            }
            Ok(Some(Err(error))) => {
                let kind = problem(word, text, &error);
                let span = match kind {
                    ProblemKind::UnknownInstruction(_) | ProblemKind::MissingArgument(_) => {
                        instruction.keyword.span
                    }
                    _ => Span::new(lines.span.start as usize, lines.head_end),
                };
                self.problems.push(Problem { span, kind });
            }
            _ => {}
        }
        self.scratch = scratch;
        self.stages.add(&mut instruction);
        instruction
    }

    fn convert(
        &mut self,
        instruction: &mut Instruction<'a>,
        found: &grammar::Instruction<'_>,
        shift: &Shift<'a>,
        head: Span,
    ) {
        use grammar::Instruction as G;
        let scope = self.stages.scope(found);
        let words = |span: Span| Words::new(self.source, span, self.escape, &scope);
        let after = |keyword: &grammar::Keyword| Span {
            start: shift.span(&keyword.span).end,
            end: head.end,
        };
        let name = |keyword: &grammar::Keyword| {
            let span = shift.span(&keyword.span);
            Text::new(span.slice(self.source), span)
        };
        let (keyword, body) = match found {
            G::Onbuild(onbuild) => {
                instruction.onbuild = true;
                self.convert(instruction, &onbuild.instruction, shift, head);
                return;
            }
            G::From(from) => {
                instruction.flags = flags(&from.options, shift, self.escape, &scope);
                let image = words(shift.span(&from.image.span)).all().into_iter().next();
                let name_of_stage = from.as_.as_ref().map(|(_, name)| shift.text(name));
                let body = image.map_or(Body::Unreadable, |image| {
                    Body::From(self.stages.from(image, name_of_stage))
                });
                (name(&from.from), body)
            }
            G::Run(run) => {
                instruction.flags = flags(&run.options, shift, self.escape, &scope);
                let line = self.run(run, instruction, shift, head);
                (name(&run.run), Body::Run(line))
            }
            G::Cmd(cmd) => (
                name(&cmd.cmd),
                Body::Cmd(self.command(&cmd.arguments, shift)),
            ),
            G::Entrypoint(entry) => (
                name(&entry.entrypoint),
                Body::Entrypoint(self.command(&entry.arguments, shift)),
            ),
            G::Healthcheck(check) => {
                instruction.flags = flags(&check.options, shift, self.escape, &scope);
                let body = match &check.arguments {
                    grammar::HealthcheckArguments::Cmd { arguments, .. } => {
                        Body::Healthcheck(self.command(arguments, shift))
                    }
                    _ => Body::HealthcheckNone,
                };
                (name(&check.healthcheck), body)
            }
            G::Copy(copy) => {
                instruction.flags = flags(&copy.options, shift, self.escape, &scope);
                let copied = copied(&copy.src, &copy.dest, shift, &words);
                (
                    name(&copy.copy),
                    copied.map_or(Body::Unreadable, Body::Copy),
                )
            }
            G::Add(add) => {
                instruction.flags = flags(&add.options, shift, self.escape, &scope);
                let copied = copied(&add.src, &add.dest, shift, &words);
                (name(&add.add), copied.map_or(Body::Unreadable, Body::Add))
            }
            G::Env(env) => (
                name(&env.env),
                Body::Env(words(after(&env.env)).pairs(false)),
            ),
            G::Label(label) => (
                name(&label.label),
                Body::Label(words(after(&label.label)).pairs(false)),
            ),
            G::Arg(arg) => (
                name(&arg.arg),
                Body::Arg(words(after(&arg.arg)).pairs(true)),
            ),
            G::Expose(expose) => (
                name(&expose.expose),
                Body::Expose(words(after(&expose.expose)).all()),
            ),
            G::Volume(volume) => {
                let volumes = match &volume.arguments {
                    grammar::JsonOrStringArray::Json(list) => list
                        .value
                        .iter()
                        .map(|item| shift.quoted(item))
                        .map(literal)
                        .collect(),
                    grammar::JsonOrStringArray::String(_) => words(after(&volume.volume)).all(),
                };
                (name(&volume.volume), Body::Volume(volumes))
            }
            G::Shell(shell) => {
                let list = shell
                    .arguments
                    .iter()
                    .map(|item| shift.quoted(item))
                    .collect();
                (name(&shell.shell), Body::Shell(list))
            }
            G::User(user) => (
                name(&user.user),
                words(after(&user.user))
                    .one()
                    .map_or(Body::Unreadable, Body::User),
            ),
            G::Workdir(dir) => {
                let argument = words(after(&dir.workdir)).one();
                (
                    name(&dir.workdir),
                    argument.map_or(Body::Unreadable, Body::Workdir),
                )
            }
            G::Stopsignal(signal) => {
                let argument = words(after(&signal.stopsignal)).one();
                (
                    name(&signal.stopsignal),
                    argument.map_or(Body::Unreadable, Body::StopSignal),
                )
            }
            G::Maintainer(maintainer) => (
                name(&maintainer.maintainer),
                Body::Maintainer(shift.text(&maintainer.name)),
            ),
            _ => return,
        };
        instruction.keyword = keyword;
        instruction.body = body;
        if let Body::Run(line) | Body::Cmd(line) | Body::Entrypoint(line) = &instruction.body
            && line.form == Form::Shell
            && line.span.is_empty()
            && instruction.here_documents.is_empty()
        {
            let kind = ProblemKind::MissingArgument(instruction.keyword.span.slice(self.source));
            self.problems.push(Problem {
                span: instruction.keyword.span,
                kind,
            });
        }
    }

    /// RUN: the whole raw text is the script, here-documents included, unless the here-document
    /// itself is the script.
    fn run(
        &self,
        run: &grammar::RunInstruction<'_>,
        instruction: &Instruction<'a>,
        shift: &Shift<'a>,
        head: Span,
    ) -> CommandLine<'a> {
        let grammar::Command::Shell(text) = &run.arguments else {
            return self.command(&run.arguments, shift);
        };
        let script = match instruction.here_documents.first() {
            Some(document) if !run.here_docs.is_empty() => {
                let body = document.body;
                let text: &'a str = body.slice(self.source);
                let whole = Span {
                    start: document.marker.start,
                    end: head.end,
                };
                let script = if self.stages.reads_posix_shell() && runs_in_shell(text) {
                    shell::parse(text, &Origin::Verbatim(body.start), self.dialect(false))
                } else {
                    Script::default()
                };
                return CommandLine {
                    form: Form::Shell,
                    span: whole,
                    words: Vec::new(),
                    script,
                };
            }
            _ => {
                let span = Span {
                    start: shift.span(&text.span).start,
                    end: instruction.span.end,
                };
                self.script(span)
            }
        };
        let span = Span {
            start: shift.span(&text.span).start,
            end: head.end,
        };
        CommandLine {
            form: Form::Shell,
            span,
            words: Vec::new(),
            script,
        }
    }

    fn command(&self, command: &grammar::Command<'_>, shift: &Shift<'a>) -> CommandLine<'a> {
        match command {
            grammar::Command::Exec(list) => {
                let words: Vec<Text<'a>> =
                    list.value.iter().map(|item| shift.quoted(item)).collect();
                let script = shell::parse_exec(words.iter().cloned().map(Word::new).collect());
                CommandLine {
                    form: Form::Exec,
                    span: shift.span(&list.span),
                    words,
                    script,
                }
            }
            grammar::Command::Shell(text) => {
                let span = shift.span(&text.span);
                CommandLine {
                    form: Form::Shell,
                    span,
                    words: Vec::new(),
                    script: self.script(span),
                }
            }
            _ => CommandLine {
                form: Form::Shell,
                span: Span::default(),
                words: Vec::new(),
                script: Script::default(),
            },
        }
    }

    fn script(&self, span: Span) -> Script<'a> {
        if self.stages.reads_posix_shell() {
            shell::parse(
                span.slice(self.source),
                &Origin::Verbatim(span.start),
                self.dialect(true),
            )
        } else {
            Script::default()
        }
    }

    fn dialect(&self, dockerfile: bool) -> Dialect {
        Dialect {
            continuation: self.escape,
            dockerfile,
        }
    }
}

/// True unless a here-document script names another interpreter in its first line.
fn runs_in_shell(script: &str) -> bool {
    let Some(interpreter) = script.strip_prefix("#!") else {
        return true;
    };
    let line = interpreter.lines().next().unwrap_or_default();
    line.split_ascii_whitespace().any(shell::is_posix_shell)
}

fn literal(text: Text<'_>) -> Argument<'_> {
    Argument {
        resolved: Some(text.value.clone()),
        text,
    }
}

fn flags<'a>(
    options: &[grammar::Flag<'_>],
    shift: &Shift<'a>,
    escape: u8,
    scope: &Scope<'a>,
) -> Vec<Flag<'a>> {
    options
        .iter()
        .map(|flag| Flag {
            span: shift.span(&flag.span()),
            name: shift.text(&flag.name),
            value: flag.value.as_ref().and_then(|value| {
                Words::new(shift.source, shift.span(&value.span), escape, scope).one()
            }),
        })
        .collect()
}

fn copied<'a, 's>(
    sources: &[grammar::Source<'_>],
    destination: &grammar::UnescapedString<'_>,
    shift: &Shift<'a>,
    words: &impl Fn(Span) -> Words<'a, 's>,
) -> Option<Copy<'a>>
where
    'a: 's,
{
    // Words of the JSON form keep their quotes here; they are cut off like shell quotes.
    let word = |text: &grammar::UnescapedString<'_>| words(shift.span(&text.span)).one();
    Some(Copy {
        sources: sources
            .iter()
            .filter_map(|source| match source {
                grammar::Source::Path(path) => word(path),
                _ => None,
            })
            .collect(),
        destination: word(destination)?,
    })
}

/// What the parser's error says, in our terms.
fn problem<'a>(word: &'a str, text: &'a str, error: &grammar::Error) -> ProblemKind<'a> {
    if !lines::is_keyword(word) {
        return ProblemKind::UnknownInstruction(word);
    }
    if let Some(inner) = text.split_ascii_whitespace().nth(1)
        && word.eq_ignore_ascii_case("ONBUILD")
        && !lines::is_keyword(inner)
    {
        return ProblemKind::UnknownInstruction(inner);
    }
    let message = format!("{error:#}");
    if message.contains("argument") && message.contains("requires") {
        ProblemKind::MissingArgument(word)
    } else if message.contains("JSON") {
        ProblemKind::BrokenList(word)
    } else {
        ProblemKind::Other(message)
    }
}

/// From offsets in the scratch text to places in the file.
struct Shift<'a> {
    source: &'a str,
    from: usize,
    to: usize,
}

impl<'a> Shift<'a> {
    fn span(&self, span: &grammar::Span) -> Span {
        // The parser may point at the line break that was added behind the instruction.
        let at =
            |offset: usize| (offset.saturating_sub(self.from) + self.to).min(self.source.len());
        Span::new(at(span.start), at(span.end))
    }

    fn text(&self, text: &grammar::UnescapedString<'_>) -> Text<'a> {
        let span = self.span(&text.span);
        let raw: &'a str = span.slice(self.source);
        let value = if raw == text.value {
            Cow::Borrowed(raw)
        } else {
            Cow::Owned(text.value.clone().into_owned())
        };
        Text::new(value, span)
    }

    /// A JSON string: the parser's span is what stands between the quotes.
    fn quoted(&self, text: &grammar::UnescapedString<'_>) -> Text<'a> {
        self.text(text)
    }
}
