#![doc = include_str!("redundant_platform.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/build-checks/redundant-target-platform/>
pub const RULE: Rule = Rule::new("redundant-platform", Severity::Note)
    .aliases("hadolint:DL3065 buildkit:RedundantTargetPlatform")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if !matches!(instruction.body, Body::From(_)) {
        return;
    }
    let Some(flag) = instruction.flag("platform") else {
        return;
    };
    let Some(platform) = &flag.value else { return };
    if matches!(platform.written(), "$TARGETPLATFORM" | "${TARGETPLATFORM}") {
        check
            .report(
                flag.span,
                "This flag asks for the platform that Docker takes anyway.",
                "Without `--platform`, an image is built for the target platform. The line says the same without it.",
            )
            .fix(
                DraftFix::safe("Drop the flag").delete(file.with_blanks_before(flag.span)),
            );
    }
}
