#![doc = include_str!("duplicate_stage_name.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/build-checks/duplicate-stage-name/>
pub const RULE: Rule = Rule::new("duplicate-stage-name", Severity::High)
    .aliases(
        "hadolint:DL3024 buildkit:DuplicateStageName trivy:DS-0012 checkov:CKV_DOCKER_11 \
        kics:same_alias_in_different_froms",
    )
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::From(from) = &instruction.body else {
        return;
    };
    let stage = file.stage_of(instruction);
    let first = stage.and_then(|stage| file.stages.get(stage.namesake?));
    if let (Some(name), Some(first)) = (&from.name, first) {
        let draft = check.report(
            name.span,
            format!("Two stages are called `{}`.", excerpt(&name.value)),
            "A line that says `--from=` or `--target` with this name gets one of them, and nothing tells which. Give this one a name of its own.",
        );
        if let Some(first) = &first.name {
            draft.related(first.span, "The other one is here.");
        }
    }
}
