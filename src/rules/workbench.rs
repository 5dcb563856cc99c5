//! Images that are made for people or pipelines to work in, where tools belong.

use super::prelude::*;
use crate::dockerfile::Stage;
use crate::shell::is_posix_shell;

/// A place where people work or pipelines build, by the name of the file, stage or image.
pub(crate) fn is_for_building(name: &str) -> bool {
    const WORDS: &str = "dev develop development devcontainer devcontainers ci jenkins agent";
    name.split(['/', '.', '-', '_', ':'])
        .any(|word| is_one_of(WORDS, word))
}

/// True if the file, or its last stage, says so by its name.
pub(crate) fn is_named_so(stage: &Stage, check: &Check) -> bool {
    let name = check.project.files.get(check.file).map(|own| &*own.name);
    let stage = stage.name.as_ref().map(Text::as_str);
    name.is_some_and(is_for_building) || stage.is_some_and(is_for_building)
}

/// True if the image opens a shell for whoever starts it.
pub(crate) fn opens_shell<'a>(file: &Dockerfile<'a>, stage: &Stage<'a>) -> bool {
    let start = file.last_in_chain(stage, |instruction| match &instruction.body {
        Body::Cmd(line) | Body::Entrypoint(line) => Some(line),
        _ => None,
    });
    start
        .and_then(|(_, line)| line.script.commands.first())
        .is_some_and(|command| {
            is_posix_shell(command.program())
                && command
                    .args()
                    .iter()
                    .all(|word| matches!(&*word.value, "-l" | "--login"))
        })
}
