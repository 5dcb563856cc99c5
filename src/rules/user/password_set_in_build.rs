#![doc = include_str!("password_set_in_build.md")]

use crate::facts::users;
use crate::rules::prelude::*;
use crate::shell::{Command, Operator, Script, Word};

/// The rule. Checkov's `CKV2_DOCKER_17`; where the hash ends up:
/// <https://man7.org/linux/man-pages/man8/chpasswd.8.html>
pub const RULE: Rule = Rule::new("password-set-in-build", Severity::High)
    .aliases("checkov:CKV2_DOCKER_17")
    .in_step(step);

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    let Some(word) = command.words.first() else {
        return;
    };
    let last = command
        .operands(&[])
        .last()
        .map_or("", |word| word.as_str());
    let (place, user) = match command.program() {
        "chpasswd" => {
            let Some(user) = fed_account(step.script, step.index) else {
                return;
            };
            (word.span, user)
        }
        "passwd" if command.has_flag(Some('d'), "delete") => {
            no_password(word.span, last, step, check);
            return;
        }
        "passwd" => {
            let is_fed = command.has_flag(None, "stdin")
                || command.reads_from.is_some()
                || command.redirects.iter().any(|one| !one.operator.writes());
            if !is_fed || is_safe_input(step.script, step.index) {
                return;
            }
            (word.span, last.to_owned())
        }
        "useradd" | "usermod" => {
            let Some(flag) = command.flags(Some('p'), "password").next() else {
                return;
            };
            let value = flag.value.as_ref().map_or("", |value| value.as_str());
            // `!`, `*` and the like fit no password.
            if is_locked(value) || is_random(value) {
                return;
            }
            (flag.span, last.to_owned())
        }
        _ => return,
    };
    let whose = account(&user);
    let draft = check.report(
        place,
        format!("{whose} gets a password that everyone with this image has too."),
        "The password or its hash is in a layer, and often in the history as well; it can't be taken back. Leave accounts locked: `docker exec` needs none, and a login can use keys that come at the start.",
    );
    if !step.is_shipped() {
        draft.severity(Severity::Low);
    }
}

fn no_password(place: Span, user: &str, step: &Step, check: &mut Check) {
    let draft = check.report(
        place,
        format!("{} can be logged into without any password.", account(user)),
        "`passwd -d` empties it, so `su` and some login services let anyone in. Lock it instead with `passwd -l`; `docker exec` still works.",
    );
    if !step.is_shipped() {
        draft.severity(Severity::Low);
    }
}

/// Who gets it, for a title. What doesn't look like a name isn't repeated.
fn account(user: &str) -> String {
    if user == "root" || users::is_common_name(user) && user.len() <= 32 && !user.contains(':') {
        format!("`{user}`")
    } else {
        "An account".to_owned()
    }
}

fn is_locked(value: &str) -> bool {
    value.starts_with(['!', '*']) || matches!(value, "x" | "")
}

/// True for a password that nobody knows, or that a mounted secret brings.
fn is_random(text: &str) -> bool {
    ["/run/secrets", "rand", "pwgen", "uuid"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// The account in front of the first colon in what `chpasswd` gets; nothing where all is well.
fn fed_account(script: &Script, index: usize) -> Option<String> {
    if is_safe_input(script, index) {
        return None;
    }
    // With hashes, `app:*` fits no password.
    let takes_hashes = script
        .commands
        .get(index)
        .is_some_and(|chpasswd| chpasswd.has_flag(Some('e'), "encrypted"));
    for at in script.pipeline_of(index) {
        let command = script.commands.get(at)?;
        let words = command.args().iter().map(Word::as_str);
        let texts = command
            .redirects
            .iter()
            .map(|redirect| match &redirect.body {
                Some(body) => body.as_str(),
                None if redirect.operator == Operator::HereString => redirect.target.as_str(),
                None => "",
            });
        for text in words.chain(texts) {
            if let Some((user, password)) = text.trim().split_once(':') {
                let is_locked = takes_hashes && is_locked(password);
                return (!is_locked).then(|| user.to_owned());
            }
        }
    }
    Some(String::new())
}

/// True if what a command reads is random or a mounted secret.
fn is_safe_input(script: &Script, index: usize) -> bool {
    let is_safe = |command: &Command| {
        command.args().iter().any(|word| is_random(&word.value))
            || command
                .redirects
                .iter()
                .any(|one| is_random(&one.target.value))
            || is_random(command.program())
    };
    let mut pipeline = script.pipeline_of(index).into_iter();
    pipeline.any(|at| script.commands.get(at).is_some_and(is_safe))
}
