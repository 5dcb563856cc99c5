#![doc = include_str!("legacy_key_value.md")]

use crate::dockerfile::Pair;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/build-checks/legacy-key-value-format/>
pub const RULE: Rule = Rule::new("legacy-key-value", Severity::Note)
    .aliases("buildkit:LegacyKeyValueFormat")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let (Body::Env(pairs) | Body::Label(pairs)) = &instruction.body else {
        return;
    };
    let [pair] = pairs.as_slice() else { return };
    if !file.is_old_form(pair) {
        return;
    }
    let keyword = instruction.keyword.value.to_ascii_uppercase();
    let name = excerpt(&pair.name.value);
    check
        .report(
            pair.name.span,
            format!("`{keyword} {name} …` is the old spelling, without a `=`."),
            "With a blank between, all the rest of the line is one value, and a second pair on it would be swallowed. Docker wants the `=`.",
        )
        .fix(fix(file, pair));
}

/// `NAME=value`, with quotes where the value needs them.
fn fix(file: &Dockerfile, pair: &Pair) -> Option<DraftFix> {
    let value = pair.value.as_ref()?;
    let raw = value.span().slice(file.source);
    let is_quoted = raw.len() > 1
        && raw.starts_with(['"', '\''])
        && raw.ends_with(raw.get(..1)?)
        && !raw.get(1..raw.len() - 1)?.contains(raw.get(..1)?);
    let between = Span {
        start: pair.name.span.end,
        end: value.span().start,
    };
    if raw.contains('\n') || between.slice(file.source).contains('\n') {
        return None;
    }
    let new = if is_quoted || !raw.contains([' ', '\t', '"', '\'', '\\', '`']) {
        format!("={raw}")
    } else if !raw.contains(['"', '\'', '\\', '`']) {
        format!("=\"{raw}\"")
    } else if !raw.contains(['$', '\\', '`']) {
        // The quotes inside are gone once Docker has read them.
        format!("=\"{}\"", value.written().replace('"', "\\\""))
    } else {
        return None;
    };
    let place = between.to(value.span());
    Some(DraftFix::safe("Put a `=` between").replace(place, new))
}
