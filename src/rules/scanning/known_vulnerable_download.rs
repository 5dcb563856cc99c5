#![doc = include_str!("known_vulnerable_download.md")]

use crate::dockerfile::Instruction;
use crate::facts::bad_versions::{self, BadVersion};
use crate::rules::prelude::*;
use crate::shell::Command;

/// The rule. The versions and their advisories: `data/bad-versions.json`.
pub const RULE: Rule = Rule::new("known-vulnerable-download", Severity::High)
    .aliases("kics:vulnerable_openssl_version")
    .fixes(Safety::Review)
    .in_instruction(instruction);

/// What fetches a thing whose version stands in its address or name.
const FETCHERS: &str = "curl wget aria2c axel git pip pip3 npm yarn pnpm npx gem mvn go";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    match &instruction.body {
        Body::Add(add) => {
            for source in &add.sources {
                let text = source.value().unwrap_or(source.written());
                if text.contains("://")
                    && let Some(bad) = bad_versions::find(text)
                {
                    let is_literal = source.span().slice(file.source) == text;
                    judge(
                        file,
                        instruction,
                        text,
                        &bad,
                        source.span(),
                        is_literal,
                        check,
                    );
                }
            }
        }
        Body::Run(line) => {
            // An archive and its signature are one download.
            let mut last = "";
            for command in &line.script.commands {
                if !check.is_full() {
                    fetched(file, instruction, command, &mut last, check);
                }
            }
        }
        _ => {}
    }
}

fn fetched(
    file: &Dockerfile,
    instruction: &Instruction,
    command: &Command,
    last: &mut &'static str,
    check: &mut Check,
) {
    let is_fetcher = is_one_of(FETCHERS, command.program());
    let step = command.package_step();
    if !is_fetcher && step.is_none() {
        return;
    }
    let stage = file.stage_of(instruction);
    for word in command.args() {
        // Nothing else has a version in it.
        if !word.value.contains(['.', '$']) {
            continue;
        }
        let filled = stage.filter(|_| word.expands);
        let filled = filled.and_then(|stage| stage.filled(&word.value));
        let text = filled.as_deref().unwrap_or(&word.value);
        let Some(bad) = bad_versions::find(text) else {
            continue;
        };
        // A distribution mends its own packages, and keeps the number.
        let is_package = !is_fetcher
            || [".deb", ".rpm", ".apk"]
                .iter()
                .any(|end| text.ends_with(end));
        if *last != bad.id && (bad.planted || !is_package) {
            *last = bad.id;
            let is_literal = word.span.slice(file.source) == text;
            judge(file, instruction, text, &bad, word.span, is_literal, check);
            return;
        }
    }
}

fn judge(
    file: &Dockerfile,
    instruction: &Instruction,
    text: &str,
    bad: &BadVersion,
    place: Span,
    is_literal: bool,
    check: &mut Check,
) {
    let version = text.get(bad.version.clone()).unwrap_or_default();
    let BadVersion {
        title,
        id,
        fixed,
        what,
        ..
    } = bad;
    let draft = check.report(
        place,
        format!("{title} {version} has a hole that everybody knows: {id}."),
        format!("In short, {what}. A scanner may not see it, as no package list tells of a thing that was fetched by hand. Take {fixed} or later."),
    );
    if !file.is_shipped(instruction) {
        draft.severity(Severity::Medium);
    }
    if is_literal {
        let fix = DraftFix::review(format!("Take {fixed}"));
        draft.fix(fix.replace(place, text.replace(version, fixed)));
    }
}
