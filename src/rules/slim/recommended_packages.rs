#![doc = include_str!("recommended_packages.md")]

use crate::rules::prelude::*;
use crate::shell::{PackageAction, PackageTool, Word};

/// The rule. <https://docs.docker.com/build/building/best-practices/#apt-get>, apt-get(8).
pub const RULE: Rule = Rule::new("recommended-packages", Severity::Low)
    .aliases("hadolint:DL3015 trivy:DS-0029 kics:apt_get_not_avoiding_additional_packages")
    .fixes(Safety::Review)
    .in_step(step);

fn step(step: &Step, check: &mut Check) {
    let Some(install) = step.command.package_step() else {
        return;
    };
    let verb = install.verb;
    if install.tool != PackageTool::Apt
        || install.action != PackageAction::Install
        || !is_one_of("install satisfy reinstall", &verb.value)
    {
        return;
    }
    let command = step.command;
    let is_aptitude = command.program() == "aptitude";
    let is_settled = command.args().iter().any(speaks_of_it)
        || is_aptitude && command.has_flag(Some('R'), "")
        || command.args().first().is_some_and(|word| word.expands)
        || is_set_before(step);
    if is_settled {
        return;
    }
    let flag = if is_aptitude {
        "--without-recommends"
    } else {
        "--no-install-recommends"
    };
    let draft = check.report(
        install.place(),
        format!("`{}` brings packages that nobody asked for.", install.label()),
        format!("Debian adds what it recommends beside each package: more to pull, scan and patch. Add `{flag}`, and name whatever turns out to be missing."),
    );
    if !step.is_shipped() {
        draft.severity(Severity::Note);
    }
    if verb.span.slice(step.file.source) == verb.value {
        let fix = DraftFix::review(format!("Add {flag}"));
        draft.fix(fix.insert(verb.span.end, format!(" {flag}")));
    }
}

/// `--no-install-recommends`, `-o APT::Install-Recommends=false`, or the wish for the opposite.
fn speaks_of_it(word: &Word) -> bool {
    let word = &*word.value;
    word.contains("install-recommends")
        || word.contains("Install-Recommends")
        || word.contains("without-recommends")
}

/// True if an earlier step writes the setting into apt's configuration.
fn is_set_before(step: &Step) -> bool {
    let Some(stage) = step.file.stage_of(step.instruction) else {
        return false;
    };
    let found = step.file.last_in_chain(stage, |instruction| {
        let text = match &instruction.body {
            Body::Run(_) | Body::Copy(_) | Body::Add(_) => instruction.span.slice(step.file.source),
            _ => "",
        };
        (instruction.span <= step.instruction.span && text.contains("APT::Install-Recommends"))
            .then_some(())
    });
    found.is_some()
}
