#![doc = include_str!("passwordless_sudo.md")]

use crate::facts::users;
use crate::rules::prelude::*;
use crate::shell::Script;

/// The rule. What NOPASSWD does: <https://man7.org/linux/man-pages/man5/sudoers.5.html>
pub const RULE: Rule = Rule::new("passwordless-sudo", Severity::High)
    .in_instruction(instruction)
    .in_step(step);

const TAG: &str = "NOPASSWD";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Body::Copy(copy) | Body::Add(copy) = &instruction.body
        && copy.destination.written().contains("sudoers")
    {
        for document in &instruction.here_documents {
            rules_in(document.body, file, file.is_shipped(instruction), check);
        }
    }
}

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    let is_shipped = step.is_shipped();
    for member in command.memberships() {
        if is_one_of("sudo wheel admin", &member.group) && !users::is_root(&member.user) {
            let user = match member.user.as_str() {
                "" => "The user".to_owned(),
                user => format!("`{user}`"),
            };
            check
                .report(
                    member.span,
                    format!("{user} joins `{}`, whose members may become root with `sudo`.", member.group),
                    "Whoever takes over the app is then one command away from root. Do the root work in RUN steps, and leave the app's user out of this group.",
                )
                .severity(severity(is_shipped));
        }
    }
    // `sudo sh -c …` is told at the command inside.
    if step.script.unwrapped(step.index) != step.index {
        return;
    }
    for redirect in &command.redirects {
        if let Some(body) = &redirect.body
            && body.value.contains(TAG)
            && writes_rules(step.script, step.index)
        {
            rules_in(body.span, step.file, is_shipped, check);
        }
    }
    if !is_one_of("echo printf sed", command.program()) {
        return;
    }
    for word in command.args() {
        // `sed /NOPASSWD/d` takes such a line away.
        let is_removal = command.program() == "sed" && word.value.ends_with("/d");
        if word.value.contains(TAG) && !is_removal && writes_rules(step.script, step.index) {
            let place = word.span.find(TAG, step.file.source);
            let text = word.value.trim_start();
            complain(place.unwrap_or(word.span), text, is_shipped, check);
        }
    }
}

/// True if what the command writes, or changes, are sudo's rules.
fn writes_rules(script: &Script, index: usize) -> bool {
    script.pipeline_of(index).into_iter().any(|at| {
        script.commands.get(at).is_some_and(|command| {
            let names = |text: &str| text.contains("sudoers");
            command.program() == "visudo"
                || command.redirects.iter().any(|one| names(&one.target.value))
                || command.args().iter().any(|word| names(&word.value))
        })
    })
}

/// Every such line of a here-document.
fn rules_in(body: Span, file: &Dockerfile, is_shipped: bool, check: &mut Check) {
    let mut start = body.start;
    for line in body.slice(file.source).split_inclusive('\n') {
        let end = start + line.len() as u32;
        let text = line.trim();
        let place = Span { start, end }.find(TAG, file.source);
        if let Some(place) = place.filter(|_| !text.starts_with('#')) {
            complain(place, text, is_shipped, check);
        }
        start = end;
    }
}

fn severity(is_shipped: bool) -> Severity {
    if is_shipped {
        Severity::High
    } else {
        Severity::Low
    }
}

fn complain(place: Span, rule: &str, is_shipped: bool, check: &mut Check) {
    let who = rule.split_whitespace().next().unwrap_or_default();
    let is_name = who.len() <= 32
        && who
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.%$".contains(&byte));
    let who = match who.strip_prefix('%') {
        _ if !is_name => "This rule lets someone".to_owned(),
        Some(group) => format!("Everyone in `{group}` may"),
        None => format!("`{who}` may"),
    };
    // Behind the tag stand the commands it's for.
    let is_for_all = rule
        .split_once(TAG)
        .is_some_and(|(_, commands)| commands.contains("ALL"));
    let (what, detail) = if is_for_all {
        (
            "become root without a password",
            "Whoever takes over the app is root with one word, and USER is no help. Do the root work in RUN steps above `USER`, and leave sudo out of the image.",
        )
    } else {
        (
            "run some commands as root without a password",
            "Many commands open a shell or write a file if asked the right way, and then it's all of root. Do that work in a RUN step, or before the app drops its rights.",
        )
    };
    let draft = check.report(place, format!("{who} {what}."), detail);
    draft.severity(match severity(is_shipped) {
        Severity::High if !is_for_all => Severity::Medium,
        severity => severity,
    });
}
