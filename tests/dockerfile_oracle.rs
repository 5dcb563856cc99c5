//! `dockerfile-parser` as a second opinion: on every file it can read, our model must agree with it
//! on instructions, images, names, values and commands.
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
                lines.extend(pairs.iter().map(|pair| format!("ARG {}", pair.name.value)))
            }
            Body::Copy(copy) if instruction.here_documents.is_empty() => {
                let sources: Vec<_> = copy.sources.iter().map(|source| source.written()).collect();
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

#[test]
fn agrees_with_dockerfile_parser() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files")];
    folders.extend(std::env::var_os("COZYDOCK_ORACLE_DIR").map(PathBuf::from));
    let mut compared = 0;
    let mut wrong = String::new();
    for path in folders.iter().flat_map(|folder| dockerfiles(folder)) {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a readable file")).into_owned();
        // It knows no here-documents, no `escape` directive, no ONBUILD, no ARG with several names,
        // and takes the JSON form of COPY for words.
        let known = !["<<", "escape=", "ONBUILD"]
            .iter()
            .any(|mark| text.contains(mark));
        let Ok(their_file) = dockerfile_parser::Dockerfile::parse(&text) else {
            continue;
        };
        let our_file = Dockerfile::read(&text);
        if !known || !our_file.is_readable() {
            continue;
        }
        compared += 1;
        let (mine, others) = (ours(&our_file), theirs(&their_file));
        for (mine, theirs) in mine
            .iter()
            .zip(&others)
            .filter(|(mine, theirs)| mine != theirs)
        {
            wrong += &format!("{}\n  ours:   {mine}\n  theirs: {theirs}\n", path.display());
        }
        if mine.len() != others.len() {
            wrong += &format!(
                "{}: {} and {} lines\n",
                path.display(),
                mine.len(),
                others.len()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared >= 5, "only {compared} files could be compared");
    println!("compared {compared} files");
}
