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

const TITLE: &str = "Put a `=` between";

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
    let gap = between.slice(file.source);
    if gap.contains('#') {
        return None;
    }
    if raw.contains('\n') || gap.contains('\n') {
        // Continued lines are joined inside quotes as well.
        let escape = char::from(file.directives.escape);
        for line in raw.lines() {
            let line = line.trim_end();
            let line = line.strip_suffix(escape).unwrap_or(line);
            if line.contains(['"', '\'', '\\', '`']) {
                return None;
            }
        }
        let place = between.to(value.span());
        return Some(DraftFix::safe(TITLE).replace(place, format!("=\"{raw}\"")));
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
    Some(DraftFix::safe(TITLE).replace(place, new))
}
