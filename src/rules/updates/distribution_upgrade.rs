#![doc = include_str!("distribution_upgrade.md")]

use crate::dockerfile::Instruction;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;
use crate::shell::{PackageAction, PackageTool};

/// The rule. What the words allow: apt-get(8), zypper(8), dnf(8).
pub const RULE: Rule = Rule::new("distribution-upgrade", Severity::Low)
    .aliases("hadolint:DL3035 trivy:DS-0024")
    .fixes(Safety::Review)
    .in_step(step);

/// Releases without an end: there it is the usual way to get fixes.
const ROLLING: [&str; 6] = [
    "tumbleweed",
    "kali",
    "rawhide",
    ":sid",
    ":unstable",
    ":testing",
];

fn step(step: &Step, check: &mut Check) {
    if step.command.program() == "do-release-upgrade" {
        report(step, step.command.span, "do-release-upgrade", check);
        return;
    }
    let Some(found) = step.command.package_step() else {
        return;
    };
    let verbs = match found.tool {
        _ if found.action != PackageAction::Upgrade => return,
        PackageTool::Apt => "dist-upgrade full-upgrade",
        PackageTool::Zypper => "dup dist-upgrade",
        PackageTool::Dnf | PackageTool::Yum => "distro-sync",
        _ => return,
    };
    if !is_one_of(verbs, &found.verb.value) || is_rolling(step.file, step.instruction) {
        return;
    }
    let gentle = match found.tool {
        PackageTool::Zypper => "update",
        _ => "upgrade",
    };
    let verb = found.verb.span;
    let is_exact = verb.slice(step.file.source) == found.verb.value;
    let fix = DraftFix::review(format!("Use {gentle}"));
    let draft = report(step, found.place(), &found.label(), check);
    if is_exact {
        draft.fix(fix.replace(verb, gentle));
    }
    draft.aliases(match found.tool {
        PackageTool::Zypper => "hadolint:DL3035",
        PackageTool::Apt => "trivy:DS-0024",
        _ => "",
    });
}

fn report<'c>(step: &Step, place: Span, words: &str, check: &'c mut Check) -> &'c mut Draft {
    let draft = check.report(
        place,
        format!("`{words}` may swap whole parts of the base image."),
        "It may take packages out and bring others in, so what you get is no longer what the tag in FROM says. For a newer release change the tag; for fixes the plain upgrade is enough.",
    );
    draft.aliases("");
    if !step.is_shipped() {
        draft.severity(Severity::Note);
    }
    draft
}

fn is_rolling(file: &Dockerfile, instruction: &Instruction) -> bool {
    let stage = file.stage_of(instruction);
    let name = stage.and_then(|stage| base_name(file, stage));
    name.is_some_and(|name| ROLLING.iter().any(|word| name.value.contains(word)))
}
