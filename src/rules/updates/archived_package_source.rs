#![doc = include_str!("archived_package_source.md")]

use crate::dockerfile::Instruction;
use crate::rules::prelude::*;
use crate::shell::{Command, Word};

/// The rule. What moves there gets no more fixes: <https://www.debian.org/distrib/archive>.
pub const RULE: Rule =
    Rule::new("archived-package-source", Severity::Medium).in_instruction(instruction);

/// Where the packages of ended releases are kept.
const ARCHIVES: [&str; 7] = [
    "archive.debian.org",
    "old-releases.ubuntu.com",
    "vault.centos.org",
    "archive.kernel.org/centos-vault",
    "archives.fedoraproject.org",
    "dl.rockylinux.org/vault",
    "vault.almalinux.org",
];

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let mut places = Vec::new();
    match &instruction.body {
        Body::Run(line) => {
            for command in &line.script.commands {
                in_command(command, &mut places);
            }
        }
        Body::Copy(copy) | Body::Add(copy) => {
            for source in &copy.sources {
                if let Some((_, name)) = source.value().and_then(archive) {
                    places.push((source.span(), name));
                }
            }
            for document in &instruction.here_documents {
                if let Some((at, name)) = archive(document.body.slice(file.source)) {
                    let at = document.body.start as usize + at;
                    places.push((Span::new(at, at + name.len()), name));
                }
            }
        }
        _ => {}
    }
    let mut places = places.into_iter();
    let Some((first, name)) = places.next() else {
        return;
    };
    let draft = check.report(
        first,
        format!("`{name}` holds packages that get no more fixes."),
        "A release moves there once nobody mends it, so all that is installed from it keeps the holes of that day. Start from a base image that still gets fixes, and drop this source.",
    );
    if !file.is_shipped(instruction) {
        draft.severity(Severity::Low);
    }
    for (more, _) in places {
        draft.related(more, "The same here.");
    }
}

fn in_command(command: &Command, places: &mut Vec<(Span, &'static str)>) {
    let program = command.program();
    // What only goes to the screen, or is looked for, is no source.
    let is_words = matches!(program, "grep" | "egrep" | "test" | "[")
        || matches!(program, "echo" | "printf")
            && command.redirects.is_empty()
            && command.pipes_into.is_none();
    if is_words {
        return;
    }
    for word in command.args() {
        if let Some((at, name)) = archive(&word.value)
            && !(program == "sed" && is_replaced(word, at))
        {
            let exact = word.verbatim(at, at + name.len());
            places.push((exact.unwrap_or(word.span), name));
        }
    }
    for redirect in &command.redirects {
        let Some(body) = &redirect.body else {
            continue;
        };
        if let Some((_, name)) = archive(&body.value) {
            places.push((redirect.span, name));
        }
    }
}

/// True for the left half of sed's `s/left/right/`.
fn is_replaced(word: &Word, at: usize) -> bool {
    let Some(rest) = word.value.strip_prefix('s') else {
        return false;
    };
    let Some(delimiter) = rest.chars().next().filter(char::is_ascii_punctuation) else {
        return false;
    };
    let before = word.value.get(..at).unwrap_or_default();
    before.matches(delimiter).count() % 3 == 1
}

/// The first archive that a text names, and where.
fn archive(text: &str) -> Option<(usize, &'static str)> {
    let mut found = None;
    for name in ARCHIVES {
        if let Some(at) = text.find(name)
            && !text[..at].ends_with(|last: char| last.is_ascii_alphanumeric() || last == '-')
        {
            found = Some((at, name));
            break;
        }
    }
    found
}
