#![doc = include_str!("instruction_before_from.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::spelling;

/// The rule. FROM comes first: <https://docs.docker.com/reference/dockerfile/#format>
pub const RULE: Rule = Rule::new("instruction-before-from", Severity::High)
    .aliases("hadolint:DL3061")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.stages.first() else {
        return;
    };
    let from = stage.instructions.start;
    let above = file.instructions.get(..from).unwrap_or_default();
    let mut first: Option<&Instruction> = None;
    let mut fix = DraftFix::review("Move what stands too high below `FROM`");
    let mut moved = String::new();
    for one in above {
        // A FROM that can't be read stands above it.
        if one.is("FROM") || spelling::nearest(&one.keyword.value, ["FROM"]).is_some() {
            break;
        }
        if matches!(one.body, Body::Arg(_) | Body::Unreadable) {
            continue;
        }
        first = first.or(Some(one));
        fix = fix.delete(file.whole_lines(one));
        moved += file.line_break();
        moved += one.span.slice(file.source);
    }
    let (Some(first), Some(from)) = (first, file.instructions.get(from)) else {
        return;
    };
    check
        .report(
            first.keyword.span,
            format!("`{}` stands above the first `FROM`.", excerpt(&first.keyword.value)),
            "There's no image yet that it could change; only `ARG` may come first. Move it below `FROM`.",
        )
        .related(from.keyword.span, "The first image starts here.")
        .fix(fix.insert(from.span.end, moved));
}
