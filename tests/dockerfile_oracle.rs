//! Two other parsers as a second opinion: on every file that `dockerfile-parser` or
//! `parse-dockerfile` can read, our model must agree with it on instructions, images, names, values,
//! flags, here-documents and commands.
//!
//! `COZYDOCK_ORACLE_DIR=folder cargo test --test dockerfile_oracle` also compares every Dockerfile
//! below a folder of your own.

use std::fs;
use std::path::{Path, PathBuf};

use cozydock::dockerfile::{Body, Dockerfile, Form};
use dockerfile_parser::{BreakableStringComponent, Instruction as Theirs, ShellOrExecExpr};

/// Every file below `folder` whose name says Dockerfile.
fn dockerfiles(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().contains("Dockerfile"))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// One line for each thing that both should agree on.
fn ours(file: &Dockerfile<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for instruction in file
        .instructions
        .iter()
        .filter(|instruction| !instruction.onbuild)
    {
        match &instruction.body {
            Body::From(from) => {
                let name = from.name.as_ref().map(|name| name.value.to_string());
                lines.push(format!("FROM {} {name:?}", from.image.written()));
            }
            Body::Run(line) => lines.push(command("RUN", line.form, &line.words)),
            Body::Cmd(line) => lines.push(command("CMD", line.form, &line.words)),
            Body::Entrypoint(line) => lines.push(command("ENTRYPOINT", line.form, &line.words)),
            Body::Env(pairs) => {
                for pair in pairs {
                    let value = pair.value.as_ref().map_or("", |value| value.written());
                    lines.push(format!("ENV {}={}", pair.name.value, words(value)));
                }
            }
            Body::Label(pairs) => {
                for pair in pairs {
                    let value = pair.value.as_ref().map_or("", |value| value.written());
                    lines.push(format!("LABEL {}={}", pair.name.value, words(value)));
                }
            }
            Body::Arg(pairs) => {
                lines.extend(pairs.iter().map(|pair| format!("ARG {}", pair.name.value)));
            }
            Body::Copy(copy) if instruction.here_documents.is_empty() => {
                let sources: Vec<_> = copy
                    .sources
                    .iter()
                    .map(cozydock::dockerfile::Argument::written)
                    .collect();
                lines.push(format!("COPY {sources:?} {}", copy.destination.written()));
            }
            _ => lines.push(instruction.keyword.value.to_ascii_uppercase()),
        }
    }
    lines
}

fn command(keyword: &str, form: Form, list: &[cozydock::source::Text<'_>]) -> String {
    match form {
        Form::Exec => format!(
            "{keyword} {:?}",
            list.iter()
                .map(|word| word.value.as_ref())
                .collect::<Vec<_>>()
        ),
        Form::Shell => format!("{keyword} shell"),
    }
}

fn their_command(keyword: &str, expr: &ShellOrExecExpr) -> String {
    match expr {
        ShellOrExecExpr::Exec(list) => {
            format!(
                "{keyword} {:?}",
                list.elements
                    .iter()
                    .map(|word| word.content.as_str())
                    .collect::<Vec<_>>()
            )
        }
        ShellOrExecExpr::Shell(_) => format!("{keyword} shell"),
    }
}

/// Blanks and escapes are where the two spell the same value differently.
fn words(value: &str) -> String {
    value
        .replace('\\', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn theirs(file: &dockerfile_parser::Dockerfile) -> Vec<String> {
    let mut lines = Vec::new();
    for instruction in &file.instructions {
        match instruction {
            Theirs::From(from) => {
                let name = from.alias.as_ref().map(|name| name.content.clone());
                lines.push(format!("FROM {} {name:?}", from.image.content));
            }
            Theirs::Run(run) => lines.push(their_command("RUN", &run.expr)),
            Theirs::Cmd(cmd) => lines.push(their_command("CMD", &cmd.expr)),
            Theirs::Entrypoint(entry) => lines.push(their_command("ENTRYPOINT", &entry.expr)),
            Theirs::Env(env) => {
                for var in &env.vars {
                    let value: String = var
                        .value
                        .components
                        .iter()
                        .filter_map(|part| match part {
                            BreakableStringComponent::String(text) => Some(text.content.as_str()),
                            BreakableStringComponent::Comment(_) => None,
                        })
                        .collect();
                    lines.push(format!("ENV {}={}", var.key.content, words(&value)));
                }
            }
            Theirs::Label(label) => {
                for label in &label.labels {
                    lines.push(format!(
                        "LABEL {}={}",
                        label.name.content,
                        words(&label.value.content)
                    ));
                }
            }
            Theirs::Arg(arg) => lines.push(format!("ARG {}", arg.name.content)),
            Theirs::Copy(copy) => {
                let sources: Vec<_> = copy
                    .sources
                    .iter()
                    .map(|source| source.content.as_str())
                    .collect();
                lines.push(format!("COPY {sources:?} {}", copy.destination.content));
            }
            Theirs::Misc(misc) => lines.push(misc.instruction.content.to_ascii_uppercase()),
        }
    }
    lines
}

/// Every Dockerfile to compare on, with its text.
fn corpus() -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files")];
    folders.extend(std::env::var_os("COZYDOCK_ORACLE_DIR").map(PathBuf::from));
    let paths = folders.iter().flat_map(|folder| dockerfiles(folder));
    paths
        .map(|path| {
            let text = fs::read(&path).expect("a readable file");
            (path, String::from_utf8_lossy(&text).into_owned())
        })
        .collect()
}

fn compare(path: &Path, mine: &[String], others: &[String], wrong: &mut String) {
    for (mine, theirs) in mine
        .iter()
        .zip(others)
        .filter(|(mine, theirs)| mine != theirs)
    {
        *wrong += &format!("{}\n  ours:   {mine}\n  theirs: {theirs}\n", path.display());
    }
    if mine.len() != others.len() {
        *wrong += &format!(
            "{}: {} and {} lines\n",
            path.display(),
            mine.len(),
            others.len()
        );
    }
}

#[test]
fn agrees_with_dockerfile_parser() {
    let mut compared = 0;
    let mut wrong = String::new();
    for (path, text) in corpus() {
        // It knows no here-documents, no `escape` directive and no ONBUILD.
        let known = !["<<", "escape=", "ONBUILD"]
            .iter()
            .any(|mark| text.contains(mark));
        let Ok(their_file) = dockerfile_parser::Dockerfile::parse(&text) else {
            continue;
        };
        let our_file = Dockerfile::read(&text);
        if known && our_file.is_readable() {
            compared += 1;
            compare(&path, &ours(&our_file), &theirs(&their_file), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared >= 5, "only {compared} files could be compared");
    println!("compared {compared} files");
}

mod grammar {
    use super::{Body, Dockerfile, Form};
    use parse_dockerfile::{
        Command, Flag, HealthcheckArguments, Instruction, JsonOrStringArray, Source,
    };

    fn flags<'l, 'a: 'l>(list: impl IntoIterator<Item = &'l Flag<'a>>) -> String {
        list.into_iter()
            .map(|flag| {
                let value = flag.value.as_ref().map_or("", |value| &value.value);
                format!(" --{}={}", flag.name.value, value.replace(['"', '\''], ""))
            })
            .collect()
    }

    fn command(command: &Command<'_>) -> String {
        match command {
            Command::Exec(list) => format!(
                "{:?}",
                list.value
                    .iter()
                    .map(|word| &*word.value)
                    .collect::<Vec<_>>()
            ),
            Command::Shell(text) => format!("shell {}", text.value.trim()),
            _ => String::new(),
        }
    }

    fn paths(sources: &[Source<'_>], destination: &str) -> String {
        let sources: Vec<_> = sources
            .iter()
            .map(|source| match source {
                Source::Path(path) => path.value.replace(['"', '\''], ""),
                Source::HereDoc(document) => format!("here {}", document.value),
                _ => String::new(),
            })
            .collect();
        format!("{sources:?} {destination}")
    }

    fn tell(instruction: &Instruction<'_>) -> String {
        match instruction {
            Instruction::From(from) => {
                let name = from.as_.as_ref().map(|(_, name)| name.value.to_string());
                format!("FROM{} {} {name:?}", flags(&from.options), from.image.value)
            }
            Instruction::Run(run) if run.here_docs.is_empty() => {
                format!("RUN{} {}", flags(&run.options), command(&run.arguments))
            }
            Instruction::Run(run) => {
                format!("RUN{} here {}", flags(&run.options), run.here_docs[0].value)
            }
            Instruction::Cmd(cmd) => format!("CMD {}", command(&cmd.arguments)),
            Instruction::Entrypoint(entry) => format!("ENTRYPOINT {}", command(&entry.arguments)),
            Instruction::Healthcheck(check) => match &check.arguments {
                HealthcheckArguments::Cmd { arguments, .. } => {
                    format!(
                        "HEALTHCHECK{} {}",
                        flags(&check.options),
                        command(arguments)
                    )
                }
                _ => "HEALTHCHECK NONE".to_owned(),
            },
            Instruction::Copy(copy) => format!(
                "COPY{} {}",
                flags(&copy.options),
                paths(&copy.src, &copy.dest.value)
            ),
            Instruction::Add(add) => format!(
                "ADD{} {}",
                flags(&add.options),
                paths(&add.src, &add.dest.value)
            ),
            Instruction::Shell(shell) => {
                format!(
                    "SHELL {:?}",
                    shell
                        .arguments
                        .iter()
                        .map(|word| &*word.value)
                        .collect::<Vec<_>>()
                )
            }
            Instruction::Volume(volume) => {
                let list: Vec<_> = match &volume.arguments {
                    JsonOrStringArray::Json(list) => {
                        list.value.iter().map(|word| &*word.value).collect()
                    }
                    JsonOrStringArray::String(list) => {
                        list.iter().map(|word| &*word.value).collect()
                    }
                };
                format!("VOLUME {list:?}")
            }
            Instruction::Expose(expose) => {
                format!(
                    "EXPOSE {:?}",
                    expose
                        .arguments
                        .iter()
                        .map(|word| &*word.value)
                        .collect::<Vec<_>>()
                )
            }
            Instruction::User(user) => {
                format!("USER {}", user.arguments.value.replace(['"', '\''], ""))
            }
            Instruction::Workdir(dir) => {
                format!("WORKDIR {}", dir.arguments.value.replace(['"', '\''], ""))
            }
            Instruction::Onbuild(onbuild) => format!("ONBUILD {}", tell(&onbuild.instruction)),
            Instruction::Env(_) => "ENV".to_owned(),
            Instruction::Arg(_) => "ARG".to_owned(),
            Instruction::Label(_) => "LABEL".to_owned(),
            Instruction::Stopsignal(_) => "STOPSIGNAL".to_owned(),
            _ => "MAINTAINER".to_owned(),
        }
    }

    pub(super) fn theirs(text: &str) -> Option<Vec<String>> {
        let iterator = parse_dockerfile::parse_iter(text).ok()?;
        iterator
            .map(|instruction| instruction.ok().map(|found| tell(&found)))
            .collect()
    }

    pub(super) fn ours(file: &Dockerfile<'_>) -> Vec<String> {
        file.instructions
            .iter()
            .map(|instruction| {
                let flags: String = instruction
                    .flags
                    .iter()
                    .map(|flag| {
                        let value = flag.value.as_ref().map_or("", |value| value.written());
                        format!(" --{}={value}", flag.name.value)
                    })
                    .collect();
                let keyword = instruction.keyword.value.to_ascii_uppercase();
                let line = |line: &cozydock::dockerfile::CommandLine<'_>| match line.form {
                    Form::Exec => format!(
                        "{:?}",
                        line.words
                            .iter()
                            .map(|word| &*word.value)
                            .collect::<Vec<_>>()
                    ),
                    Form::Shell => format!("shell {}", line.span.slice(file.source)),
                };
                let words = |list: &[cozydock::dockerfile::Argument<'_>]| {
                    format!(
                        "{:?}",
                        list.iter()
                            .map(cozydock::dockerfile::Argument::written)
                            .collect::<Vec<_>>()
                    )
                };
                let here = |index: usize| {
                    let document = &instruction.here_documents[index];
                    let body = document.body.slice(file.source);
                    if document.strips_tabs {
                        body.split_inclusive('\n')
                            .map(|line| line.trim_start_matches('\t'))
                            .collect()
                    } else {
                        body.to_owned()
                    }
                };
                let rest = match &instruction.body {
                    Body::From(from) => {
                        let name = from.name.as_ref().map(|name| name.value.to_string());
                        format!("{} {name:?}", from.image.written())
                    }
                    Body::Run(_) if !instruction.here_documents.is_empty() => {
                        format!("here {}", here(0))
                    }
                    Body::Run(run)
                    | Body::Cmd(run)
                    | Body::Entrypoint(run)
                    | Body::Healthcheck(run) => line(run),
                    Body::HealthcheckNone => "NONE".to_owned(),
                    Body::Copy(copy) | Body::Add(copy) => {
                        let mut sources: Vec<_> = copy
                            .sources
                            .iter()
                            .map(|word| word.written().to_owned())
                            .collect();
                        sources.extend(
                            (0..instruction.here_documents.len())
                                .map(|index| format!("here {}", here(index))),
                        );
                        format!("{sources:?} {}", copy.destination.written())
                    }
                    Body::Volume(list) | Body::Expose(list) => words(list),
                    Body::Shell(list) => format!(
                        "{:?}",
                        list.iter().map(|word| &*word.value).collect::<Vec<_>>()
                    ),
                    Body::User(word) | Body::Workdir(word) => word.written().to_owned(),
                    _ => String::new(),
                };
                let told = format!("{keyword}{flags} {rest}");
                if instruction.onbuild {
                    format!("ONBUILD {}", told.trim_end())
                } else {
                    told.trim_end().to_owned()
                }
            })
            .collect()
    }
}

#[test]
fn agrees_with_parse_dockerfile() {
    let mut compared = 0;
    let mut wrong = String::new();
    for (path, text) in corpus() {
        let Some(theirs) = grammar::theirs(&text) else {
            continue;
        };
        // It only sees a here-document that a RUN begins with.
        let ours = Dockerfile::read(&text);
        let hidden = ours.instructions.iter().any(|instruction| {
            instruction.run().is_some_and(|run| {
                instruction
                    .here_documents
                    .first()
                    .is_some_and(|first| first.marker.start != run.span.start)
            })
        });
        if !hidden {
            compared += 1;
            let theirs: Vec<_> = theirs
                .iter()
                .map(|line| line.trim_end().to_owned())
                .collect();
            compare(&path, &grammar::ours(&ours), &theirs, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared >= 15, "only {compared} files could be compared");
    println!("compared {compared} files");
}
