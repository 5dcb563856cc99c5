#![doc = include_str!("repeated_instruction.md")]

use crate::rules::prelude::*;

/// The rule. Only the last one counts: <https://docs.docker.com/reference/dockerfile/#cmd>,
/// <https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/>
pub const RULE: Rule = Rule::new("repeated-instruction", Severity::Medium)
    .aliases(
        "hadolint:DL4003 hadolint:DL4004 hadolint:DL3012 buildkit:MultipleInstructionsDisallowed \
        trivy:DS-0016 trivy:DS-0007 trivy:DS-0023 kics:multiple_cmd_instructions_listed \
        kics:multiple_entrypoint_instructions_listed",
    )
    .fixes(Safety::Safe)
    .in_dockerfile(dockerfile);

/// The instructions that count once, and what others call it.
const ONCE: [(&str, &str); 3] = [
    (
        "CMD",
        "hadolint:DL4003 buildkit:MultipleInstructionsDisallowed trivy:DS-0016 \
        kics:multiple_cmd_instructions_listed",
    ),
    (
        "ENTRYPOINT",
        "hadolint:DL4004 buildkit:MultipleInstructionsDisallowed trivy:DS-0007 \
        kics:multiple_entrypoint_instructions_listed",
    ),
    (
        "HEALTHCHECK",
        "hadolint:DL3012 buildkit:MultipleInstructionsDisallowed trivy:DS-0023",
    ),
];

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for stage in &file.stages {
        for (keyword, aliases) in ONCE {
            let mut before: Option<&Instruction> = None;
            for one in file.instructions_of(stage) {
                if check.is_full() {
                    return;
                }
                let counts = !one.onbuild && !matches!(one.body, Body::Unreadable);
                if counts
                    && one.is(keyword)
                    && let Some(dead) = before.replace(one)
                {
                    complain(file, dead, one, keyword, check).aliases(aliases);
                }
            }
        }
    }
}

fn complain<'c>(
    file: &Dockerfile,
    dead: &Instruction,
    winner: &Instruction,
    keyword: &str,
    check: &'c mut Check,
) -> &'c mut Draft {
    let draft = check.report(
        dead.keyword.span,
        format!("This `{keyword}` never counts: another one comes further down."),
        "Of several in one stage, Docker keeps the last and says nothing about the rest. Keep the one you mean.",
    );
    draft.related(winner.keyword.span, "This one takes its place.");
    let has_comment = file
        .comments
        .iter()
        .any(|comment| dead.span.contains(*comment));
    if !has_comment {
        let fix = DraftFix::safe(format!("Take the dead `{keyword}` away"));
        draft.fix(fix.delete(file.whole_lines(dead)));
    }
    draft
}
