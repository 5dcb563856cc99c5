#![doc = include_str!("stage_description.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/build-checks/invalid-definition-description/>
pub const RULE: Rule = Rule::new("stage-description", Severity::Note)
    .aliases("buildkit:InvalidDefinitionDescription")
    .pedantic()
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for instruction in &file.instructions {
        let name = match &instruction.body {
            Body::From(from) => from.name.as_ref(),
            Body::Arg(pairs) => pairs.first().map(|pair| &pair.name),
            _ => None,
        };
        let Some(name) = name.filter(|_| !instruction.onbuild && !check.is_full()) else {
            continue;
        };
        if let Some(comment) = description(file, instruction) {
            judge(file, instruction, name, comment, check);
        }
    }
}

/// The comment line right above an instruction.
fn description(file: &Dockerfile, instruction: &Instruction) -> Option<Span> {
    let before = file
        .comments
        .partition_point(|comment| comment.end <= instruction.span.start);
    let comment = *file.comments.get(before.checked_sub(1)?)?;
    is_next(file, comment, instruction.span.start).then_some(comment)
}

/// True if nothing but one line break stands between.
fn is_next(file: &Dockerfile, comment: Span, start: u32) -> bool {
    let between = Span {
        start: comment.end,
        end: start,
    };
    let between = between.slice(file.source);
    between.trim().is_empty() && between.matches('\n').count() == 1
}

fn judge(
    file: &Dockerfile,
    instruction: &Instruction,
    name: &Text,
    comment: Span,
    check: &mut Check,
) {
    let own = |text: &str| {
        let words = text.trim_start_matches('#').trim_start();
        words
            .strip_prefix(&*name.value)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '\t']))
    };
    let text = comment.slice(file.source);
    let words = text.trim_start_matches('#');
    let first = words.split_whitespace().next().unwrap_or_default();
    // Drawn lines, settings of tools, and lines of code that wait for better days describe nothing.
    let is_words = first.starts_with(|letter: char| letter.is_alphanumeric())
        && !words.contains('=')
        && !first.contains("://")
        && first.bytes().any(|byte| byte.is_ascii_lowercase());
    let names = match &instruction.body {
        Body::Arg(pairs) => pairs.len(),
        _ => 1,
    };
    if !is_words || names > 1 || own(text) || is_tool(first) {
        return;
    }
    // The last line of several is no beginning.
    let above = file
        .comments
        .partition_point(|other| other.end <= comment.start);
    let above = above.checked_sub(1).and_then(|at| file.comments.get(at));
    let is_alone = above.is_none_or(|above| !is_next(file, *above, comment.start));
    let start = comment.end - words.trim_start().len() as u32;
    let written = excerpt(&name.value);
    let draft = check.report(
            comment,
            format!("This remark describes `{written}`, and doesn't start with its name."),
            format!("`docker build --call=outline` shows remarks that do. Start it with `{written}`, or leave an empty `#` line below it."),
        );
    if is_alone {
        let fix = DraftFix::review(format!("Start with `{written}`"));
        draft.fix(fix.insert(start, format!("{} ", name.value)));
    }
}

/// True for a word that a tool listens to.
fn is_tool(first: &str) -> bool {
    is_one_of(
        "hadolint cozydock renovate checkov kics dclint syntax escape",
        first.split([':', '-']).next().unwrap_or_default(),
    ) || first.starts_with("trivy")
        || first.starts_with("checkov")
}
