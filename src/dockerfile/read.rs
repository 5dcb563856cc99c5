//! Reads a Dockerfile instruction by instruction, so that a broken one costs only itself.
//!
//! The grammar is BuildKit's: <https://github.com/moby/buildkit/tree/master/frontend/dockerfile/parser>.

use super::arguments::Words;
use super::lines::{self, Lines};
use super::stages::StageBuilder;
use super::{
    Argument, Body, CommandLine, Copy, Directives, Dockerfile, Form, Instruction, Pair, Problem,
    ProblemKind, Undefined,
};
use crate::shell::{self, Dialect, Script, Word};
use crate::source::{Origin, Span, Text};

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn read(source: &str) -> Dockerfile<'_> {
    let start = if source.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let directives = directives(source, start);
    let mut comments = Vec::new();
    let mut blank_lines = Vec::new();
    let lines = lines::split(
        source,
        start,
        directives.escape,
        &mut comments,
        &mut blank_lines,
    );
    let mut reader = Reader {
        source,
        escape: directives.escape,
        stages: StageBuilder::new(),
        problems: Vec::new(),
        undefined: Vec::new(),
        count: 0,
    };
    let instructions: Vec<_> = lines
        .into_iter()
        .map(|lines| reader.instruction(lines))
        .collect();
    let globals = reader.stages.globals();
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
        blank_lines,
        undefined: reader.undefined,
        problems,
        globals,
    }
}

/// The parser directives: `# name=value` lines before anything else, another comment included.
fn directives(source: &str, start: usize) -> Directives<'_> {
    let mut found = Directives {
        syntax: None,
        escape: b'\\',
        check: None,
    };
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        let Some((name, value)) = line.strip_prefix('#').and_then(|line| line.split_once('='))
        else {
            break;
        };
        let text = value.trim();
        let value_start = at + line.len() - value.len() + (value.len() - value.trim_start().len());
        let text = Text::new(text, Span::new(value_start, value_start + text.len()));
        match name.trim() {
            name if name.eq_ignore_ascii_case("syntax") => found.syntax = Some(text),
            name if name.eq_ignore_ascii_case("check") => found.check = Some(text),
            name if name.eq_ignore_ascii_case("escape") => {
                if text.value == "`" {
                    found.escape = b'`';
                }
            }
            _ => break,
        }
        at += line.len();
    }
    found
}

struct Reader<'a> {
    source: &'a str,
    escape: u8,
    stages: StageBuilder<'a>,
    problems: Vec<Problem<'a>>,
    undefined: Vec<Undefined<'a>>,
    /// How many instructions were read before this one.
    count: usize,
}

impl<'a> Reader<'a> {
    fn instruction(&mut self, lines: Lines<'a>) -> Instruction<'a> {
        let mut instruction = Instruction {
            span: lines.span,
            keyword: self.word_at(lines.span.start as usize, lines.head_end),
            stage: None,
            onbuild: false,
            flags: Vec::new(),
            here_documents: lines.here_documents,
            body: Body::Unreadable,
        };
        for document in &instruction.here_documents {
            if !document.closed {
                self.problems.push(Problem {
                    span: document.marker,
                    kind: ProblemKind::OpenHereDocument(document.delimiter.clone()),
                });
            }
        }
        let mut is_lone_onbuild = false;
        if instruction.is("ONBUILD") {
            let scope = self.stages.scope("ONBUILD");
            let rest = Span {
                start: instruction.keyword.span.end,
                end: lines.head_end as u32,
            };
            let rest = Words::new(self.source, rest, self.escape, &scope).rest();
            let inner = self.word_at(rest.start as usize, lines.head_end);
            if inner.value.is_empty() {
                is_lone_onbuild = true;
                let kind = ProblemKind::MissingArgument("ONBUILD");
                self.fault(instruction.keyword.span, kind);
            } else {
                instruction.onbuild = true;
                instruction.keyword = inner;
            }
        }
        if !is_lone_onbuild {
            instruction.body = self.body(&mut instruction, lines.head_end);
        }
        self.stages.add(&mut instruction);
        self.count += 1;
        instruction
    }

    /// Takes note of the variables that nothing has set.
    fn note_undefined(&mut self, words: &mut Words<'a, '_>) {
        for name in words.undefined() {
            self.undefined.push(Undefined {
                name,
                instruction: self.count,
            });
        }
    }

    /// The word that starts at `start`, up to a blank.
    fn word_at(&self, start: usize, end: usize) -> Text<'a> {
        let rest = self.source.get(start..end).unwrap_or_default();
        let length = rest
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        Text::new(&rest[..length], Span::new(start, start + length))
    }

    fn fault(&mut self, span: Span, kind: ProblemKind<'a>) -> Body<'a> {
        self.problems.push(Problem { span, kind });
        Body::Unreadable
    }

    fn body(&mut self, instruction: &mut Instruction<'a>, end: usize) -> Body<'a> {
        let source: &'a str = self.source;
        let keyword = instruction.keyword.span;
        let written = keyword.slice(source);
        let upper = written.to_ascii_uppercase();
        let scope = self.stages.scope(&upper);
        let rest = Span {
            start: keyword.end,
            end: end as u32,
        };
        let mut words = Words::new(source, rest, self.escape, &scope);
        if matches!(
            upper.as_str(),
            "FROM" | "RUN" | "COPY" | "ADD" | "HEALTHCHECK"
        ) {
            instruction.flags = words.flags();
        }
        let rest = words.rest();
        let nothing = rest.is_empty() && instruction.here_documents.is_empty();
        if nothing && lines::is_keyword(&upper) {
            return self.fault(keyword, ProblemKind::MissingArgument(written));
        }
        let missing = (keyword, ProblemKind::MissingArgument(written));
        if instruction.onbuild && matches!(upper.as_str(), "FROM" | "MAINTAINER" | "ONBUILD") {
            return self.fault(keyword, ProblemKind::NotBehindOnbuild(written));
        }
        let body = match upper.as_str() {
            "FROM" => self.from(&mut words),
            "RUN" => Ok(Body::Run(self.run(instruction, &mut words, end))),
            "CMD" => Ok(Body::Cmd(self.command(&mut words))),
            "ENTRYPOINT" => Ok(Body::Entrypoint(self.command(&mut words))),
            "HEALTHCHECK" => self.health_check(&mut words),
            "COPY" => copied(&mut words, instruction)
                .map(Body::Copy)
                .ok_or(missing),
            "ADD" => copied(&mut words, instruction)
                .map(Body::Add)
                .ok_or(missing),
            "ENV" | "LABEL" => {
                let pairs = words.pairs(false);
                self.check_pairs(&pairs, written, keyword);
                Ok(if upper == "ENV" {
                    Body::Env(pairs)
                } else {
                    Body::Label(pairs)
                })
            }
            "ARG" => Ok(Body::Arg(words.pairs(true))),
            "EXPOSE" => Ok(Body::Expose(words.all())),
            "VOLUME" => Ok(Body::Volume(match words.list() {
                Some((_, list)) => list.into_iter().map(literal).collect(),
                None => words.all(),
            })),
            "SHELL" => match words.list() {
                Some((_, list)) if !list.is_empty() => Ok(Body::Shell(list)),
                _ => Err((rest, ProblemKind::BrokenList(written))),
            },
            "USER" => words.one().map(Body::User).ok_or(missing),
            "WORKDIR" => words.one().map(Body::Workdir).ok_or(missing),
            "STOPSIGNAL" => words.one().map(Body::StopSignal).ok_or(missing),
            "MAINTAINER" => Ok(Body::Maintainer(Text::new(rest.slice(source), rest))),
            _ => Err((keyword, ProblemKind::UnknownInstruction(written))),
        };
        self.note_undefined(&mut words);
        if matches!(upper.as_str(), "COPY" | "ADD") {
            for document in &instruction.here_documents {
                if document.expands && document.closed {
                    let mut words = Words::new(source, document.body, self.escape, &scope);
                    words.here_document();
                    self.note_undefined(&mut words);
                }
            }
        }
        if let Some(span) = words.open_quote() {
            self.problems.push(Problem {
                span,
                kind: ProblemKind::OpenQuote(written),
            });
            return body.unwrap_or(Body::Unreadable);
        }
        body.unwrap_or_else(|(span, kind)| self.fault(span, kind))
    }

    /// ENV and LABEL: a name needs a value, and behind the first `NAME=value` every word is one.
    fn check_pairs(&mut self, pairs: &[Pair<'a>], written: &'a str, keyword: Span) {
        let problem = pairs.iter().enumerate().find_map(|(index, pair)| {
            if pair.value.is_none() && index == 0 {
                return Some((keyword, ProblemKind::MissingArgument(written)));
            }
            let next = self.source.as_bytes().get(pair.name.span.end as usize);
            (index > 0 && next != Some(&b'='))
                .then_some((pair.name.span, ProblemKind::NoEquals(written)))
        });
        self.problems
            .extend(problem.map(|(span, kind)| Problem { span, kind }));
    }

    fn from(&self, words: &mut Words<'a, '_>) -> Result<Body<'a>, (Span, ProblemKind<'a>)> {
        let whole = words.rest();
        let other = |message: &'static str| (whole, ProblemKind::Other(message));
        let image = words.next().ok_or(other("`FROM` needs an image"))?;
        let (joint, name) = match (words.next(), words.next(), words.next()) {
            (None, ..) => (None, None),
            (Some(word), Some(name), None) if word.written().eq_ignore_ascii_case("AS") => {
                (Some(word.text), Some(name.text))
            }
            _ => return Err(other("`FROM` takes an image, or an image, `AS` and a name")),
        };
        let mut from = self.stages.from(image, name);
        from.joint = joint;
        Ok(Body::From(from))
    }

    fn health_check(&self, words: &mut Words<'a, '_>) -> Result<Body<'a>, (Span, ProblemKind<'a>)> {
        let whole = words.rest();
        let kind = words.next();
        match kind.as_ref().map(Argument::written) {
            Some(kind) if kind.eq_ignore_ascii_case("NONE") && words.rest().is_empty() => {
                Ok(Body::HealthcheckNone)
            }
            Some(kind) if kind.eq_ignore_ascii_case("CMD") && !words.rest().is_empty() => {
                Ok(Body::Healthcheck(self.command(words)))
            }
            _ => Err((
                whole,
                ProblemKind::Other("`HEALTHCHECK` takes `CMD` and a command, or `NONE` alone"),
            )),
        }
    }

    /// RUN: the whole raw text is the script, here-documents included, unless the here-document
    /// itself is the script.
    fn run(
        &self,
        instruction: &Instruction<'a>,
        words: &mut Words<'a, '_>,
        head_end: usize,
    ) -> CommandLine<'a> {
        let rest = words.rest();
        let documents = &instruction.here_documents;
        let Some(document) = documents.first() else {
            return self.command(words);
        };
        let span = Span {
            start: rest.start,
            end: head_end as u32,
        };
        let script = if document.marker.start == rest.start {
            let text: &'a str = document.body.slice(self.source);
            if self.stages.reads_posix_shell() && runs_in_shell(text) {
                let origin = Origin::Verbatim(document.body.start);
                shell::parse(text, &origin, self.dialect(false))
            } else {
                Script::default()
            }
        } else {
            self.script(Span {
                start: rest.start,
                end: instruction.span.end,
            })
        };
        CommandLine {
            form: Form::Shell,
            span,
            words: Vec::new(),
            script,
        }
    }

    fn command(&self, words: &mut Words<'a, '_>) -> CommandLine<'a> {
        if let Some((span, words)) = words.list() {
            let script = shell::parse_exec(words.iter().cloned().map(Word::new).collect());
            return CommandLine {
                form: Form::Exec,
                span,
                words,
                script,
            };
        }
        let span = words.rest();
        CommandLine {
            form: Form::Shell,
            span,
            words: Vec::new(),
            script: self.script(span),
        }
    }

    fn script(&self, span: Span) -> Script<'a> {
        if self.stages.reads_posix_shell() {
            let origin = Origin::Verbatim(span.start);
            shell::parse(span.slice(self.source), &origin, self.dialect(true))
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

/// COPY and ADD: at least one source (or a here-document) and a destination.
fn copied<'a>(words: &mut Words<'a, '_>, instruction: &Instruction<'a>) -> Option<Copy<'a>> {
    let mut sources = match words.list() {
        Some((_, list)) => list.into_iter().map(literal).collect(),
        None => words.all(),
    };
    let destination = sources.pop()?;
    let documents = &instruction.here_documents;
    sources.retain(|source| {
        documents
            .iter()
            .all(|document| document.marker != source.span())
    });
    (!sources.is_empty() || !documents.is_empty()).then_some(Copy {
        sources,
        destination,
    })
}
