#![doc = include_str!("copy_target_not_folder.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/dockerfile/#destination>
pub const RULE: Rule = Rule::new("copy-target-not-folder", Severity::Low)
    .aliases("hadolint:DL3021 trivy:DS-0011 kics:copy_with_more_than_two_arguments_not_ending_with_slash")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
        return;
    };
    let count = copy.sources.len() + instruction.here_documents.len();
    let Some(path) = copy.destination.value() else {
        return;
    };
    for flag in &instruction.flags {
        // Of `--from build a b`, the first word is no source.
        if flag.value.is_none() && is_one_of("from chown chmod exclude", &flag.name.value) {
            return;
        }
    }
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    if count < 2 || matches!(last, "" | "." | "..") {
        return;
    }
    let slash = if path.contains('\\') { '\\' } else { '/' };
    let draft = check.report(
        copy.destination.span(),
        format!("{count} things go to `{path}`, which doesn't say that it's a folder."),
        format!("Today's builder makes a folder of it; Docker's older one stops here. With `{path}{slash}` nobody has to guess."),
    );
    // Behind a variable, the slash goes in front of the closing quote too.
    let span = copy.destination.span();
    let quote = span.len().checked_sub(copy.destination.written().len());
    if let Some(quotes @ (0 | 2)) = quote {
        let at = span.end - quotes as u32 / 2;
        draft.fix(DraftFix::safe(format!("End it with `{slash}`")).insert(at, slash.to_string()));
    }
}
