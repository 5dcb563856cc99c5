#![doc = include_str!("copy_from_itself.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/dockerfile/#copy---from>
pub const RULE: Rule = Rule::new("copy-from-itself", Severity::High)
    .aliases("hadolint:DL3023 trivy:DS-0006 kics:copy_from_references_current_from_alias")
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Some(stage) = file.stage_of(instruction) else {
        return;
    };
    // With two stages of one name, the earlier one may be meant.
    if instruction.onbuild || stage.namesake.is_some() {
        return;
    }
    for name in file.taken_from(instruction) {
        let text: &str = &name.value;
        let is_name = |own: &Text| own.value.eq_ignore_ascii_case(text);
        let is_own = stage.name.as_ref().is_some_and(is_name) || text.parse() == Ok(stage.index);
        if is_own {
            let keyword = instruction.keyword.value.to_ascii_uppercase();
            let draft = check.report(
                name.span,
                format!("This `{keyword}` takes from `{}`, the stage it stands in.", excerpt(text)),
                "The stage would have to be done before it's done, so Docker gives up. Name another stage, or use `RUN cp` for what's here already.",
            );
            if let Some((from, _)) = file.from_of(stage) {
                draft.related(from.keyword.span, "The stage starts here.");
            }
        }
    }
}
