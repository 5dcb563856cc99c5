#![doc = include_str!("syntax_error.md")]

use crate::docker_run::What;
use crate::dockerfile::{CommandLine, Form, Instruction, Problem, ProblemKind, almost_ends};
use crate::kind;
use crate::project::Model;
use crate::rules::crowd::Crowd;
use crate::rules::prelude::*;
use crate::rules::stray::{excerpt, kind_name, template_tag};
use crate::shell::Fault;
use crate::source::Kind;
use crate::spelling;

/// The rule. The grammar: <https://docs.docker.com/reference/dockerfile/>
pub const RULE: Rule = Rule::new("syntax-error", Severity::High)
    .aliases("hadolint:DL1000")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(docker_run)
    .only(Kind::DockerRun);

/// A line that Docker reads, for each instruction.
const LINES: [(&str, &str); 18] = [
    ("ADD", "https://example.com/app.tar.gz /srv/"),
    ("ARG", "VERSION=1.4"),
    ("CMD", "[\"node\", \"server.js\"]"),
    ("COPY", "package.json /app/"),
    ("ENTRYPOINT", "[\"/app/start\"]"),
    ("ENV", "PORT=8080"),
    ("EXPOSE", "8080"),
    ("FROM", "alpine:3.24"),
    ("HEALTHCHECK", "CMD wget -q --spider http://localhost/"),
    ("LABEL", "org.opencontainers.image.title=\"shop\""),
    ("MAINTAINER", "you@example.com"),
    ("ONBUILD", "RUN make"),
    ("RUN", "make"),
    ("SHELL", "[\"/bin/bash\", \"-c\"]"),
    ("STOPSIGNAL", "SIGTERM"),
    ("USER", "app"),
    ("VOLUME", "[\"/data\"]"),
    ("WORKDIR", "/app"),
];

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    if file.stages.is_empty()
        && let Some(kind) = kind::plainly_other(Kind::Dockerfile, file.source)
    {
        another_kind(check, kind);
        return;
    }
    if !file.is_readable() && template_tag(file).is_some() {
        // `unknown-instruction` tells that this is a template.
        return;
    }
    let mut crowd = Crowd::new(check);
    for problem in &file.problems {
        let is_told = match problem.kind {
            ProblemKind::UnknownInstruction(_) | ProblemKind::NotBehindOnbuild(_) => true,
            ProblemKind::NoFrom => lost_from(file),
            _ => false,
        };
        if !is_told && crowd.admits(problem.span) {
            complain(file, problem, crowd.check);
        }
    }
    for instruction in &file.instructions {
        match instruction.command_line() {
            Some(line) if line.form == Form::Shell => command(file, instruction, line, &mut crowd),
            None => path_list(file, instruction, &mut crowd),
            Some(_) => {}
        }
    }
    crowd.close();
}

/// The text is of another kind than it is taken for.
fn another_kind(check: &mut Check, kind: Kind) {
    check.report(
        Span::at(0),
        format!("This looks like {}.", kind_name(kind)),
        "It's read as a Dockerfile here, and nothing fits. Choose the other kind, or give the file its usual name.",
    );
}

/// True if another problem says it better than "there is no FROM": a broken or misspelled FROM, or
/// a first line that is no instruction.
fn lost_from(file: &Dockerfile) -> bool {
    let first = file.problems.first();
    let stray = first.is_some_and(|first| matches!(first.kind, ProblemKind::UnknownInstruction(_)));
    if file.source.contains('\0') {
        return false;
    }
    if stray {
        return true;
    }
    file.instructions.iter().take(50).any(|instruction| {
        let word: &str = &instruction.keyword.value;
        instruction.is("FROM") || spelling::nearest(word, ["FROM"]).is_some()
    })
}

fn complain(file: &Dockerfile, problem: &Problem, check: &mut Check) {
    let (title, detail) = match &problem.kind {
        ProblemKind::MissingArgument(keyword) => {
            let upper = keyword.to_ascii_uppercase();
            let line = LINES.iter().find(|line| line.0 == upper);
            let rest = line.map_or("", |line| line.1);
            (
                format!("`{upper}` stops before it has said everything."),
                format!("Docker wants more on this line, for example `{upper} {rest}`."),
            )
        }
        ProblemKind::OpenHereDocument(word) => return here_document(file, problem.span, word, check),
        ProblemKind::NoFrom => return no_from(file, problem.span, check),
        ProblemKind::BrokenList(keyword) => (
            format!("`{}` wants a list in square brackets and double quotes.", excerpt(keyword)),
            "Write it like this: `SHELL [\"/bin/bash\", \"-c\"]`.".to_owned(),
        ),
        ProblemKind::OpenQuote(keyword) => (
            format!("A quote in this `{}` line is opened and never closed.", excerpt(keyword)),
            "Docker waits for its partner until the line ends, then stops. Close the quote behind the value.".to_owned(),
        ),
        ProblemKind::NoEquals(keyword) => (
            format!("A word in this `{}` line has no `=`.", excerpt(keyword)),
            "Behind the first `NAME=value`, Docker takes nothing but more of them. If the value has a blank in it, put quotes around the value.".to_owned(),
        ),
        ProblemKind::Other(words) => (
            format!("{words}."),
            "Docker refuses anything else on this line, and the build stops here.".to_owned(),
        ),
        ProblemKind::UnknownInstruction(_) | ProblemKind::NotBehindOnbuild(_) => return,
    };
    check.report(problem.span, title, detail);
}

/// A here-document without its end, with the line that may have been meant.
fn here_document(file: &Dockerfile, marker: Span, word: &str, check: &mut Check) {
    let documents = file.instructions.iter().flat_map(|one| &one.here_documents);
    let body = documents
        .filter(|document| document.marker == marker)
        .map(|document| document.body)
        .next()
        .unwrap_or_default();
    let end = body.end as usize;
    let rest = file.source.get(end..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let meant = almost_ends(line, word).then(|| {
        let start = end + line.len() - line.trim_start().len();
        Span::new(start, start + line.trim().len())
    });
    let word = excerpt(word);
    let draft = check.report(
        marker,
        format!("The text that `<<{word}` opens here is never closed."),
        format!("Docker reads on to the end of the file, looking for a line that says `{word}` and nothing else. Put that line below the text, without blanks around it."),
    );
    if let Some(meant) = meant {
        draft.related(meant, "Is this line meant to end it?");
    }
}

fn no_from(file: &Dockerfile, span: Span, check: &mut Check) {
    let start = "Start with the image you build on, for example `FROM alpine:3.24`.";
    if file.source.contains('\0') {
        check.report(
            span,
            "This is no text file.",
            "It has bytes in it that no Dockerfile holds. A program or an archive, perhaps?",
        );
    } else if file.instructions.is_empty() {
        let title = if file.comments.is_empty() {
            "There's nothing here yet."
        } else {
            "There are only comments here so far."
        };
        check.report(span, title, start).severity(Severity::Note);
    } else if file.instructions.iter().all(|one| one.is("ARG")) {
        check.report(
            span,
            "There's an `ARG` here, and no `FROM` that could use it.",
            start,
        );
    } else {
        check.report(span, "This Dockerfile has no `FROM`.", start);
    }
}

/// A list that isn't one to Docker, or what the shell would refuse.
fn command(file: &Dockerfile, instruction: &Instruction, line: &CommandLine, crowd: &mut Crowd) {
    let text = line.span.slice(file.source);
    let quoted = |text: &str| text.starts_with(['"', '\'']);
    let is_list = text.strip_prefix('[').is_some_and(|rest| {
        // `RUN [ "$A" = b ]` is a test; nobody starts a service with one.
        let starts = matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_));
        starts || quoted(rest)
    });
    if is_list {
        almost_list(instruction, line.span, text, crowd);
    } else if let Some(problem) = line.script.problem
        && crowd.admits(problem.span)
    {
        // Of a word such as `if`, the reader points at the first letter.
        let rest = file.source.get(problem.span.start as usize..);
        let letters = rest.unwrap_or_default().bytes().take(10);
        let letters = letters.take_while(u8::is_ascii_alphabetic).count() as u32;
        let span = Span {
            start: problem.span.start,
            end: problem.span.end.max(problem.span.start + letters),
        };
        let (title, confidence) = shell(problem.fault, span.slice(file.source));
        let is_ours = matches!(problem.fault, Fault::TooDeep | Fault::TooLong);
        let detail = if is_ours {
            "What's inside isn't checked."
        } else {
            "Docker hands this line to the shell as it is, and the shell gives up when the build gets here. Mend it, or join the lines with `\\`."
        };
        let severity = if is_ours {
            Severity::Note
        } else {
            Severity::Medium
        };
        crowd
            .check
            .report(span, title, detail)
            .severity(severity)
            .confidence(confidence);
    }
}

/// VOLUME, COPY and ADD take such a list as a strange path.
fn path_list(file: &Dockerfile, instruction: &Instruction, crowd: &mut Crowd) {
    let first = match &instruction.body {
        Body::Volume(paths) => paths.first(),
        Body::Copy(copy) | Body::Add(copy) => copy.sources.first(),
        _ => None,
    };
    let Some(first) = first else { return };
    let span = Span {
        start: first.span().start,
        end: instruction.span.end,
    };
    let text = span.slice(file.source);
    let quoted = text.strip_prefix('[').map(str::trim_start);
    if instruction.here_documents.is_empty()
        && quoted.is_some_and(|rest| rest.starts_with(['"', '\'']))
    {
        almost_list(instruction, span, text, crowd);
    }
}

fn almost_list(instruction: &Instruction, span: Span, text: &str, crowd: &mut Crowd) {
    if !crowd.admits(span) {
        return;
    }
    let keyword = instruction.keyword.value.to_ascii_uppercase();
    let draft = crowd.check.report(
        span,
        format!("Docker doesn't read this `{keyword}` as a list."),
        "It takes a list only with double quotes around every word, commas between them, and both brackets. As it stands, brackets and quotes become part of the text.",
    );
    draft.severity(Severity::Medium);
    draft.fix(mended(&keyword, text).map(|list| {
        DraftFix::review("Write it as a list that Docker can read").replace(span, list)
    }));
}

/// The list with double quotes and its closing bracket, if Docker then reads it as one.
fn mended(keyword: &str, text: &str) -> Option<String> {
    if text.len() > 1000 || text.contains(['\\', '\n', '`']) {
        return None;
    }
    let list = text.replace('\'', "\"");
    let list = list.trim_end_matches([']', ',', ' ']).to_owned() + "]";
    let trial = format!("FROM a\nCMD {list}");
    let read = Dockerfile::read(&trial);
    let line = read.instructions.last()?.command_line()?;
    let least = if matches!(keyword, "COPY" | "ADD") {
        2
    } else {
        1
    };
    (line.form == Form::Exec && line.words.len() >= least).then_some(list)
}

/// What is wrong with a shell text at `sign`.
fn shell(fault: Fault, sign: &str) -> (String, Confidence) {
    let sign = if sign.contains('`') {
        "A backtick".to_owned()
    } else {
        format!("`{}`", excerpt(sign))
    };
    let (words, confidence) = match fault {
        Fault::UnterminatedQuote
        | Fault::UnterminatedExpansion
        | Fault::UnterminatedSubstitution
        | Fault::UnterminatedHereDocument
        | Fault::UnclosedBlock => ("is opened here and never closed", Confidence::Medium),
        Fault::MissingCommand => ("has no command beside it", Confidence::Low),
        Fault::MissingTarget => ("names no file", Confidence::Low),
        Fault::Unexpected => ("has no place here", Confidence::Low),
        Fault::TooDeep => ("is nested deeper than I read", Confidence::Low),
        Fault::TooLong => (
            "is where I stopped reading: the command is too long",
            Confidence::Low,
        ),
    };
    (format!("{sign} {words}."), confidence)
}

fn docker_run(_: &Compose, check: &mut Check) {
    let project = check.project;
    let Some(Model::DockerRun(lines)) = project.files.get(check.file).map(|file| &file.model)
    else {
        return;
    };
    let text = project.files.get(check.file).map_or("", |file| file.text);
    let mut crowd = Crowd::new(check);
    if text.trim().is_empty() {
        crowd
            .check
            .report(
                Span::at(0),
                "There's nothing here yet.",
                "Paste a `docker run` line, with all its flags.",
            )
            .severity(Severity::Note);
    }
    for problem in &lines.problems {
        if !crowd.admits(problem.span) {
            continue;
        }
        let word = excerpt(problem.span.slice(text));
        let (title, detail) = match &problem.what {
            What::NoRunCommand => (
                "There's no `docker run` in this text.".to_owned(),
                "A line starts with `docker run`, then flags, an image, and what the image runs."
                    .to_owned(),
            ),
            What::UnknownCommand { meant, .. } => (
                format!("Docker has no command `{word}`."),
                format!("Did you mean `docker {meant}`? I've read it that way."),
            ),
            What::NoImage => (
                "This line ends before it names an image.".to_owned(),
                "The image comes behind the flags, as in `docker run -d nginx`. Is a `\\` missing at the end of a line?".to_owned(),
            ),
            What::UnknownFlag { meant, .. } => (
                format!("`docker run` has no flag `{word}`."),
                match meant {
                    Some(meant) => format!("Did you mean `{meant}`? I've read it that way."),
                    None => "I've passed over it. `docker run --help` lists the flags; those of the program itself come behind the image.".to_owned(),
                },
            ),
            What::WrongDash { meant } => (
                format!("`{word}` has the wrong dashes."),
                format!("Write `{}`: web pages like to turn two short dashes into a long one.", excerpt(meant)),
            ),
            What::MissingValue { flag } => (
                format!("`--{flag}` needs a value."),
                "The line ends right behind it. Is a `\\` missing at the end of the line?".to_owned(),
            ),
            What::OpenQuote => (
                "A quote is opened here and never closed.".to_owned(),
                "The shell waits for its partner and takes everything below into it. Close it behind the value.".to_owned(),
            ),
        };
        crowd.check.report(problem.span, title, detail);
    }
    crowd.close();
}
