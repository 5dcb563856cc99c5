#![doc = include_str!("copy_from_unknown_stage.md")]

use crate::facts;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::spelling;

/// The rule. <https://docs.docker.com/reference/dockerfile/#copy---from>
pub const RULE: Rule = Rule::new("copy-from-unknown-stage", Severity::Medium)
    .aliases("hadolint:DL3022")
    .fixes(Safety::Review)
    .in_instruction(instruction);

/// More stages than anyone has.
const MOST_STAGES: usize = 300;

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let own = instruction.stage.unwrap_or_default();
    if instruction.onbuild || !file.is_readable() || file.stages.len() > MOST_STAGES {
        return;
    }
    for name in file.taken_from(instruction) {
        let text: &str = &name.value;
        match file.stage_called(text) {
            Some(stage) if stage.index > own => later(&name, stage.index, file, check),
            Some(_) => {}
            None => unknown(file, &name, own, check),
        }
    }
}

/// A stage further down.
fn later(name: &Text, index: usize, file: &Dockerfile, check: &mut Check) {
    let draft = check.report(
        name.span,
        format!("The stage `{}` only comes further down.", excerpt(&name.value)),
        "Docker promises to copy from stages above, and its older builder takes this for an image. Move that stage up.",
    );
    draft.confidence(Confidence::Medium);
    if let Some(from) = file.stages.get(index).and_then(|stage| file.from_of(stage)) {
        draft.related(from.0.keyword.span, "The stage starts here.");
    }
}

fn unknown(file: &Dockerfile, name: &Text, own: usize, check: &mut Check) {
    let text: &str = &name.value;
    if text.parse::<usize>().is_ok() {
        let count = file.stages.len();
        let draft = check.report(
            name.span,
            format!("There's no stage number {}.", excerpt(text)),
            format!("This file has {count}, and Docker counts them from 0. A name is easier to follow: `FROM … AS build`, then `--from=build`."),
        );
        draft.severity(Severity::High);
        return;
    }
    // Images are another rule's; what is written like a template is nobody's.
    if text.is_empty()
        || text.contains([':', '/', '@', '{', '%', '<', '$'])
        || text.eq_ignore_ascii_case("scratch")
        || facts::knows_image(text)
    {
        return;
    }
    let names = file.stages.iter().take(own);
    let names = names.filter_map(|stage| stage.name.as_ref());
    let near = spelling::nearest(text, names.map(Text::as_str));
    let contexts = check.project.builder_of(check.file);
    let contexts =
        contexts.and_then(|(_, service)| service.path(&["build", "additional_contexts"]));
    if contexts.is_some() {
        return;
    }
    let detail = match near {
        Some(near) => format!("Did you mean `{near}`? As it stands, Docker looks for an image of that name on Docker Hub, and takes what a stranger put there."),
        None => "So Docker looks for an image of that name on Docker Hub. If it's a build context of your own (`--build-context`), all is well.".to_owned(),
    };
    let draft = check.report(
        name.span,
        format!("No stage above is called `{}`.", excerpt(text)),
        detail,
    );
    if let Some(near) = near {
        draft.fix(DraftFix::review(format!("Take it from `{near}`")).replace(name.span, near));
    } else {
        draft.confidence(Confidence::Medium);
    }
}
