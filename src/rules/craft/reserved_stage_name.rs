#![doc = include_str!("reserved_stage_name.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/build-checks/reserved-stage-name/>
pub const RULE: Rule = Rule::new("reserved-stage-name", Severity::High)
    .aliases("hadolint:DL3063 buildkit:ReservedStageName")
    .in_instruction(instruction);

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Body::From(from) = &instruction.body
        && let Some(name) = &from.name
        && is_one_of("scratch context", &name.value.to_ascii_lowercase())
    {
        check.report(
            name.span,
            format!("`{}` can't be a stage's name: Docker uses it itself.", name.value),
            "`scratch` is the empty image, and `context` the folder that's built. Call the stage something else, for example `build`.",
        );
    }
}
