#![doc = include_str!("recommended_packages.md")]

use crate::dockerfile::{Base, Instruction};
use crate::rules::prelude::*;
use crate::shell::{Command, PackageAction, PackageTool, Word};

/// The rule. <https://docs.docker.com/build/building/best-practices/#apt-get>, apt-get(8).
pub const RULE: Rule = Rule::new("recommended-packages", Severity::Low)
    .aliases("hadolint:DL3015 trivy:DS-0029 kics:apt_get_not_avoiding_additional_packages")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // By stage: true once apt's own configuration says so.
    let mut settled = Vec::new();
    for instruction in &file.instructions {
        if let Body::From(from) = &instruction.body {
            settled.push(match from.base {
                Base::Stage(below) => settled.get(below).copied().unwrap_or(false),
                _ => false,
            });
        }
        let Some(settled) = settled.last_mut() else {
            continue;
        };
        for document in &instruction.here_documents {
            *settled |= is_setting(document.body.slice(file.source));
        }
        let Some(line) = instruction.run() else {
            continue;
        };
        for command in &line.script.commands {
            if check.is_full() {
                return;
            }
            let is_install = command.package_step().is_some();
            *settled |= !is_install && command.args().iter().any(|word| is_setting(&word.value));
            if !*settled {
                install(file, instruction, command, check);
            }
        }
    }
}

/// True for a line of apt.conf(5) that says which recommended packages come along.
fn is_setting(text: &str) -> bool {
    text.contains("APT::Install-Recommends")
}

fn install(file: &Dockerfile, instruction: &Instruction, command: &Command, check: &mut Check) {
    let Some(install) = command.package_step() else {
        return;
    };
    let verb = install.verb;
    if install.tool != PackageTool::Apt
        || install.action != PackageAction::Install
        || !is_one_of("install satisfy reinstall", &verb.value)
    {
        return;
    }
    let is_aptitude = command.program() == "aptitude";
    let is_said = command.args().iter().any(speaks_of_it)
        || is_aptitude && command.has_flag(Some('R'), "")
        || command.args().first().is_some_and(|word| word.expands);
    if is_said {
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
    if !file.is_shipped(instruction) {
        draft.severity(Severity::Note);
    }
    if verb.span.slice(file.source) == verb.value {
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
