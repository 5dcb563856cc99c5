#![doc = include_str!("copy_from_number.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/build/building/multi-stage/#name-your-build-stages>
pub const RULE: Rule = Rule::new("copy-from-number", Severity::Note)
    .aliases("kics:using_unnamed_build_stages")
    .pedantic()
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let own = instruction.stage.unwrap_or_default();
    for number in file.taken_from(instruction) {
        let Some(index) = number
            .value
            .parse()
            .ok()
            .filter(|index: &usize| *index < own)
        else {
            continue;
        };
        let Some((from, body)) = file.stages.get(index).and_then(|stage| file.from_of(stage))
        else {
            continue;
        };
        let draft = check.report(
            number.span,
            format!("`--from={index}` counts stages, and the count changes with the next one."),
            "One more stage above, and this line takes its files from another place. Give the stage a name with `AS`, and take from that name.",
        );
        draft.related(from.keyword.span, "This stage is meant.");
        let fix = match &body.name {
            Some(name) => {
                let fix = DraftFix::safe(format!("Take it from `{}`", name.value));
                Some(fix.replace(number.span, name.value.as_ref()))
            }
            None => name_it(file, index, body.image.span().end),
        };
        draft.fix(fix);
    }
}

/// Names the stage at `index` `build`, and uses the name wherever its number stands.
fn name_it(file: &Dockerfile, index: usize, end: u32) -> Option<DraftFix> {
    if file.stage_called("build").is_some() || file.stages.len() > 20 {
        return None;
    }
    let mut fix = DraftFix::safe("Name that stage `build`").insert(end, " AS build");
    for one in &file.instructions {
        for number in file.taken_from(one) {
            if number.value.parse() == Ok(index) && one.stage.is_some_and(|own| own > index) {
                fix = fix.replace(number.span, "build");
            }
        }
    }
    Some(fix)
}
