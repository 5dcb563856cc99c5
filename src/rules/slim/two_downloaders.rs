#![doc = include_str!("two_downloaders.md")]

use crate::rules::prelude::*;

/// The rule.
/// <https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages>
pub const RULE: Rule = Rule::new("two-downloaders", Severity::Note)
    .aliases("hadolint:DL4001 trivy:DS-0014 kics:run_using_wget_and_curl")
    .pedantic()
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut stage = None;
    // The first one in this stage, and where; nothing once it's told.
    let mut first: Option<(&str, Span)> = None;
    let mut is_told = false;
    for (instruction, line) in file.runs() {
        if instruction.stage != stage {
            stage = instruction.stage;
            first = None;
            is_told = false;
        }
        for command in &line.script.commands {
            let program = command.program();
            if is_told || !matches!(program, "curl" | "wget") {
                continue;
            }
            let Some(word) = command.words.first() else {
                continue;
            };
            match first {
                None => first = Some((program, word.span)),
                Some((known, place)) if known != program => {
                    is_told = true;
                    check
                        .report(
                            word.span,
                            format!("`{program}` does here what `{known}` does above."),
                            format!("Two tools for one job are two to install and to patch. Stay with `{known}`, and leave the other one out of the image."),
                        )
                        .related(place, "The first of the two is used here.");
                }
                _ => {}
            }
        }
    }
}
