#![doc = include_str!("from_as_case.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/build-checks/from-as-casing/>
pub const RULE: Rule = Rule::new("from-as-case", Severity::Note)
    .aliases("buildkit:FromAsCasing")
    .pedantic()
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::From(from) = &instruction.body else {
        return;
    };
    let Some(joint) = &from.joint else { return };
    let keyword: &str = &instruction.keyword.value;
    let wanted = match keyword {
        "FROM" => "AS",
        "from" => "as",
        _ => return,
    };
    if joint.value != wanted {
        check
            .report(
                joint.span,
                format!(
                    "`{keyword}` and `{}` on one line are of different sizes.",
                    joint.value
                ),
                format!(
                    "Docker reads both, and warns. Write `{wanted}`, like the word at the start."
                ),
            )
            .fix(DraftFix::safe(format!("Write `{wanted}`")).replace(joint.span, wanted));
    }
}
