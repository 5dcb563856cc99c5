#![doc = include_str!("stage_name_case.md")]

use crate::dockerfile::Base;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/build-checks/stage-name-casing/>
pub const RULE: Rule = Rule::new("stage-name-case", Severity::Note)
    .aliases("buildkit:StageNameCasing")
    .pedantic()
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::From(from) = &instruction.body else {
        return;
    };
    let Some(name) = &from.name else { return };
    let lower = name.value.to_ascii_lowercase();
    if lower == name.value || name.value.contains(['{', '%', '<', '$']) {
        return;
    }
    let mut fix = DraftFix::safe("Write the name small wherever it stands");
    fix = fix.replace(name.span, lower.as_str());
    for other in &file.instructions {
        if let Body::From(from) = &other.body
            && from.base == Base::Stage(instruction.stage.unwrap_or_default())
            && from.image.literal().is_some_and(|image| image != lower)
        {
            fix = fix.replace(from.image.span(), lower.as_str());
        }
        for used in file.taken_from(other) {
            if used.value.eq_ignore_ascii_case(&lower) && used.value != lower {
                fix = fix.replace(used.span, lower.as_str());
            }
        }
    }
    check
        .report(
            name.span,
            format!("The stage name `{}` has capitals in it.", excerpt(&name.value)),
            format!("Docker makes no difference, but other tools do, and so do eyes. Write `{}` everywhere.", excerpt(&lower)),
        )
        .fix(fix);
}
