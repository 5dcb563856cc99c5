#![doc = include_str!("whole_root_copied.md")]

use crate::dockerfile::{Folders, Instruction};
use crate::rules::prelude::*;
use crate::rules::workbench;

/// The rule. <https://docs.docker.com/build/building/multi-stage/>
pub const RULE: Rule = Rule::new("whole-root-copied", Severity::Low)
    .aliases("hadolint:DL3067")
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
        return;
    };
    let Some(from) = instruction.flag("from") else {
        return;
    };
    let is_root = |path: Option<&str>| {
        let folders = Folders::default();
        path.and_then(|path| folders.path(path)).as_deref() == Some("/")
    };
    let whole = copy.sources.iter().find(|source| is_root(source.value()));
    let Some(source) = whole.filter(|_| is_root(copy.destination.value())) else {
        return;
    };
    // On top of nothing it flattens an image, on purpose.
    let stage = file.stage_of(instruction);
    if stage.is_some_and(|stage| file.base_image(stage).is_none()) {
        return;
    }
    let other = from.value.as_ref().map_or("", |value| value.written());
    let is_bench = stage.is_some_and(|stage| workbench::is_named_so(stage, check));
    let draft = check.report(
        source.span().to(copy.destination.span()),
        format!("All of `{other}` is poured over this image."),
        "Its tools, caches and settings come along, and files of the base image are overwritten without a word. Copy the folders that the app needs, such as `/app` or `/usr/local/lib`.",
    );
    if is_bench || !file.is_shipped(instruction) {
        draft.severity(Severity::Note);
    }
    // An image from elsewhere may hold no more than what is wanted.
    if !file.stages.iter().any(|stage| {
        stage
            .name
            .as_ref()
            .is_some_and(|name| name.value.eq_ignore_ascii_case(other))
    }) {
        draft.confidence(Confidence::Medium);
    }
}
