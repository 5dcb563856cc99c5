#![doc = include_str!("maintainer_instruction.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/dockerfile/#maintainer-deprecated>,
/// <https://docs.docker.com/reference/build-checks/maintainer-deprecated/>
pub const RULE: Rule = Rule::new("maintainer-instruction", Severity::Note)
    .aliases(
        "hadolint:DL4000 buildkit:MaintainerDeprecated trivy:DS-0022 checkov:CKV_DOCKER_6 \
        kics:maintainer_instruction_being_used",
    )
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::Maintainer(who) = &instruction.body else {
        return;
    };
    let draft = check.report(
        instruction.keyword.span,
        "`MAINTAINER` was retired in 2017.",
        "Docker still reads it, but no one knows for how long. A label says the same, and tools can look it up.",
    );
    let text: &str = who.value.trim();
    let bare = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let text = bare.unwrap_or(text);
    let escape = char::from(file.directives.escape);
    if text.is_empty() || text.contains(['\n', '"', '$', escape]) {
        return;
    }
    let keyword = if instruction.keyword.value == "maintainer" {
        "label"
    } else {
        "LABEL"
    };
    draft.fix(DraftFix::safe("Write it as a label").replace(
        instruction.keyword.span.to(who.span),
        format!("{keyword} org.opencontainers.image.authors=\"{text}\""),
    ));
}
