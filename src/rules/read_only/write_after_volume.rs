#![doc = include_str!("write_after_volume.md")]

use crate::dockerfile::{Folders, Instruction, is_below};
use crate::rules::prelude::*;
use crate::shell::{Command, Word};

/// The rule. <https://docs.docker.com/reference/dockerfile/#notes-about-specifying-volumes>
pub const RULE: Rule = Rule::new("write-after-volume", Severity::Low)
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// Programs that change each file they name, and those that change the last.
const CHANGE: &str = "mkdir chown chmod chgrp touch rm rmdir tee truncate setfacl";
const FILL: &str = "cp mv install ln rsync";

/// More volumes than an image has.
const MOST: usize = 50;

struct Volume<'d, 'a> {
    instruction: &'d Instruction<'a>,
    path: String,
    place: Span,
    /// The first change, and the RUN with the last one.
    change: Option<Span>,
    last: Option<&'d Instruction<'a>>,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut folders = Folders::default();
    let mut volumes: Vec<Volume> = Vec::new();
    for instruction in &file.instructions {
        folders.pass(file, instruction);
        if !file.is_shipped(instruction) || instruction.onbuild {
            continue;
        }
        match &instruction.body {
            Body::Volume(paths) => {
                for written in paths {
                    let path = written.value().and_then(|path| folders.path(path));
                    if let Some(path) = path.filter(|path| path != "/" && volumes.len() < MOST) {
                        volumes.push(Volume {
                            instruction,
                            path,
                            place: written.span(),
                            change: None,
                            last: None,
                        });
                    }
                }
            }
            Body::Run(line) if !volumes.is_empty() => {
                for command in &line.script.commands {
                    changed(instruction, command, &folders, &mut volumes);
                }
            }
            _ => {}
        }
    }
    for volume in &volumes {
        if let Some(change) = volume.change {
            report(file, volume, change, &volumes, check);
        }
    }
}

/// Takes note of the volumes that a command changes.
fn changed<'d, 'a>(
    instruction: &'d Instruction<'a>,
    command: &Command,
    folders: &Folders,
    volumes: &mut [Volume<'d, 'a>],
) {
    let program = command.program();
    let mut take = |word: &Word| {
        let Some(path) = folders.path(&word.value) else {
            return;
        };
        for volume in volumes.iter_mut() {
            if is_below(&path, &volume.path) {
                volume.change.get_or_insert(word.span);
                volume.last = Some(instruction);
            }
        }
    };
    for redirect in &command.redirects {
        if redirect.operator.writes() {
            take(&redirect.target);
        }
    }
    if is_one_of(CHANGE, program) {
        for word in command.operands(&[]) {
            take(word);
        }
    } else if is_one_of(FILL, program) {
        if let Some(word) = command.operands(&[]).next_back() {
            take(word);
        }
    } else {
        let target = match program {
            "curl" => command.option(Some('o'), "output"),
            "wget" => command.option(Some('O'), "output-document"),
            "tar" => command.option(Some('C'), "directory"),
            "unzip" => command.option(Some('d'), ""),
            "git" if command.subcommand() == "clone" => command.operands(&[]).nth(2).cloned(),
            _ => None,
        };
        if let Some(word) = target {
            take(&word);
        }
    }
}

fn report(file: &Dockerfile, volume: &Volume, change: Span, volumes: &[Volume], check: &mut Check) {
    let path = &volume.path;
    let draft = check.report(
        change,
        format!("What this step does in `{path}` may be lost."),
        format!("`{path}` was named as a volume above. The old builder throws later changes away, BuildKit keeps them, so the image depends on who builds it. Move VOLUME below this step."),
    );
    draft.related(volume.place, "It's named as a volume here.");
    // One move for all that stand in the same line, behind the last change of any.
    let own = volumes
        .iter()
        .filter(|other| other.instruction.span == volume.instruction.span);
    let last = own
        .filter_map(|other| other.last)
        .max_by_key(|last| last.span);
    let instruction = volume.instruction;
    let Some(last) = last.filter(|last| last.stage == instruction.stage) else {
        return;
    };
    let line = instruction.span.slice(file.source);
    if line.contains('\n') || line.contains('$') {
        return;
    }
    let (at, text) = file.line_after(last, line);
    draft.fix(
        DraftFix::review("Move VOLUME below the last change")
            .delete(file.whole_lines(instruction))
            .insert(at, text),
    );
}
