#![doc = include_str!("undefined_from_argument.md")]

use crate::dockerfile::PLATFORM_ARGS;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::spelling;

/// The rule. <https://docs.docker.com/reference/build-checks/undefined-arg-in-from/>
pub const RULE: Rule = Rule::new("undefined-from-argument", Severity::Medium)
    .aliases("buildkit:UndefinedArgInFrom")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for undefined in &file.undefined {
        let Some(instruction) = file.instructions.get(undefined.instruction) else {
            continue;
        };
        let name: &str = &undefined.name.value;
        if check.is_full() {
            return;
        }
        if instruction.onbuild
            || !matches!(instruction.body, Body::From(_))
            || is_one_of(PLATFORM_ARGS, name)
        {
            continue;
        }
        complain(file, &undefined.name, check);
    }
}

fn complain(file: &Dockerfile, name: &Text, check: &mut Check) {
    let mut below = None;
    let mut near = None;
    let mut least = usize::MAX;
    for instruction in file.instructions.iter().take(MOST_LINES) {
        let Body::Arg(pairs) = &instruction.body else {
            continue;
        };
        for pair in pairs {
            let own: &str = &pair.name.value;
            if instruction.stage.is_some() {
                if own == name.value && below.is_none() {
                    below = Some((instruction, pair));
                }
            } else if let Some(found) = spelling::nearest(&name.value, [own])
                && let Some(edits) =
                    spelling::edits(&name.value, own).filter(|edits| *edits < least)
            {
                least = edits;
                near = Some(found);
            }
        }
    }
    let written = excerpt(&name.value);
    let detail = match (&below, near) {
        (Some(_), _) => "It's declared further down, inside a stage. `FROM` sees only what stands above the first `FROM`.".to_owned(),
        (None, Some(near)) => format!("It's empty there, so Docker looks for another image, or none. Did you mean `{near}`?"),
        (None, None) => format!("It's empty there, so Docker looks for another image, or none. Put a line `ARG {written}=…` above the first `FROM`."),
    };
    let draft = check.report(
        name.span,
        format!("No `ARG` above the first `FROM` declares `{written}`."),
        detail,
    );
    if let Some((_, pair)) = below {
        draft.related(pair.span, "It's declared here.");
        if let (Some(_), Some(first)) = (&pair.value, file.instructions.first())
            && let written = pair.span.slice(file.source)
            && !written.contains(['\n', '$'])
        {
            let (at, line) = file.line_before(first, &format!("ARG {written}"));
            draft.fix(DraftFix::review("Declare it above the first `FROM`").insert(at, line));
        }
    } else if let Some(near) = near {
        draft.fix(DraftFix::review(format!("Write `{near}`")).replace(name.span, near));
    }
}

/// How far the name is looked for.
const MOST_LINES: usize = 1000;
