#![doc = include_str!("empty_continuation.md")]

use crate::dockerfile::KEYWORDS;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/build-checks/no-empty-continuation/>
pub const RULE: Rule = Rule::new("empty-continuation", Severity::Note)
    .aliases("buildkit:NoEmptyContinuation")
    .fixes(Safety::Safe)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut blanks = file.blank_lines.iter().peekable();
    for instruction in &file.instructions {
        let mut own = Vec::new();
        while let Some(blank) = blanks.next_if(|blank| blank.start < instruction.span.end) {
            own.push(*blank);
        }
        let Some(last) = own.last() else { continue };
        if check.is_full() {
            return;
        }
        let behind = Span {
            start: last.end,
            end: instruction.span.end,
        };
        let next = behind.slice(file.source).split_whitespace().next();
        let next = next.unwrap_or_default();
        if KEYWORDS.contains(&next) {
            swallowed(file, *last, instruction, next, check);
            continue;
        }
        let mut fix = DraftFix::safe("Close the gap");
        for blank in &own {
            fix = fix.delete(*blank);
        }
        check
            .report(
                *last,
                format!("A blank line stands in the middle of this `{}`.", instruction.keyword.value.to_ascii_uppercase()),
                "The `\\` above it carries the line on, across the gap. Docker warns that one day it won't.",
            )
            .fix(fix);
    }
}

/// A `\` too many, so that the next instruction is read as part of this one.
fn swallowed(
    file: &Dockerfile,
    blank: Span,
    instruction: &Instruction,
    next: &str,
    check: &mut Check,
) {
    let keyword = instruction.keyword.value.to_ascii_uppercase();
    let draft = check.report(
        blank,
        format!("The `{next}` below is read as part of this `{keyword}`."),
        "The `\\` above the gap carries the line on, and takes the next instruction with it. End the line there.",
    );
    draft
        .severity(Severity::High)
        .confidence(Confidence::Medium);
    let above = &file.source[..blank.start as usize];
    let text = above.trim_end();
    let escape = char::from(file.directives.escape);
    let is_near = above.len() - text.len() < 4;
    if let Some(bare) = text.strip_suffix(escape).filter(|_| is_near) {
        let place = Span::new(bare.trim_end().len(), text.len());
        draft.fix(DraftFix::review("End the line above the gap").delete(place));
    }
}
