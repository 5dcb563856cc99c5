#![doc = include_str!("secret_in_command.md")]

use std::collections::HashSet;

use crate::dockerfile::Instruction;
use crate::facts::secret_names;
use crate::facts::secret_values;
use crate::rules::prelude::*;
use crate::shell::{Command, Credential, Script, Word};

/// The rule. Build steps, commands and health checks are kept in plain text:
/// <https://docs.docker.com/build/building/secrets/>
pub const RULE: Rule = Rule::new("secret-in-command", Severity::High)
    .aliases("trivy:DS-0031 compose-lint:CL-0020")
    .in_instruction(instruction)
    .in_compose(compose);

const IN_DOCKERFILE: &str = "trivy:DS-0031";
const IN_COMPOSE: &str = "compose-lint:CL-0020";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Some(line) = instruction.command_line() else {
        return;
    };
    for (command, credential) in written_out(&line.script) {
        let at = bare(file.source, &credential.value);
        let shipped = file.is_shipped(instruction);
        let detail = build_detail(instruction, command, shipped);
        let draft = check.report(at, title(command, &credential), detail);
        draft.aliases(if is_login(command) { IN_DOCKERFILE } else { "" });
        if !shipped {
            draft.severity(Severity::Medium);
        }
        if !credential.sure {
            draft.confidence(Confidence::Medium);
        }
    }
}

fn compose(file: &Compose, check: &mut Check) {
    // What many services share behind an alias is told once.
    let mut seen = HashSet::new();
    for service in file.services() {
        if check.is_full() {
            break;
        }
        for setting in service.command_settings() {
            let route = setting.value.route();
            if route.is_inherited() || !seen.insert(setting.value.node()) {
                continue;
            }
            let Some(line) = setting.line() else {
                continue;
            };
            let script = line.script();
            for (command, credential) in written_out(&script) {
                let at = bare(file.source, &credential.value);
                let detail = if service.is_docker_run() {
                    "It stays in your shell's history, and `docker inspect` and `ps` print it. Let the program read it from a variable or a mounted file, and change it."
                } else {
                    "It's in this file's history, and `docker inspect` and `ps` print it. Let the program read it from a file in `/run/secrets`, or write `$$NAME` where the container's shell can fill it in."
                };
                let draft = check.report(route.place(at).span, title(command, &credential), detail);
                draft.written_at(route.place(at)).aliases(IN_COMPOSE);
                if !credential.sure {
                    draft.confidence(Confidence::Medium);
                }
            }
        }
    }
}

/// The credentials of a script that are literals, each once: what a wrapper such as sudo runs is
/// listed a second time.
fn written_out<'s, 'a>(script: &'s Script<'a>) -> Vec<(&'s Command<'a>, Credential<'s, 'a>)> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    // The innermost command is told, and it comes last.
    for command in script.commands.iter().rev() {
        for credential in command.credentials().into_iter().rev() {
            if is_literal(&credential) && seen.insert(credential.value.span.start) {
                found.push((command, credential));
            }
        }
    }
    found.reverse();
    found
}

fn is_literal(credential: &Credential) -> bool {
    let value = &credential.value;
    let text = value.as_str();
    // Only a default is known where a shell fills something in.
    let filled_in = value.expands && text.contains(['$', '`']) && !text.starts_with("${");
    // Java's well-known password for its store of public certificates.
    let public = text == "changeit" && credential.slot.contains("store");
    if filled_in || public {
        return false;
    }
    match secret_names::judge(credential.slot) {
        // Scripts call many things a key.
        Some(name) if credential.is_variable => {
            name.says_enough()
                && secret_values::is_spelled_out(&name, text)
                && !secret_values::is_stand_in(text)
        }
        _ => secret_values::is_given(text),
    }
}

fn title(command: &Command, credential: &Credential) -> String {
    let slot = credential.slot;
    let program = command.program();
    if credential.is_variable {
        format!("`{slot}` gets its value right in this command, for all to read.")
    } else if program.is_empty() || program.starts_with('-') {
        format!("What follows `{slot}` here is a secret that everyone can read.")
    } else {
        format!("`{program}` gets a secret through `{slot}` that everyone can read here.")
    }
}

fn build_detail(instruction: &Instruction, command: &Command, shipped: bool) -> String {
    if instruction.run().is_none() {
        return "`docker inspect` prints the command, and so does `ps` while it runs. Let the program read the value from a variable or a mounted file when the container starts, and change it.".to_owned();
    }
    let stays = if shipped {
        "`docker history` prints this line to everyone who has the image."
    } else {
        "The final image leaves this stage behind, but the build cache keeps the line."
    };
    let way = match command.program() {
        "docker" | "podman" | "buildah" | "skopeo" => {
            "The login itself is kept in a file as well. Log in on the machine that builds instead, and change the value."
        }
        _ => {
            "Mount the value with `RUN --mount=type=secret,id=…`, read it with `$(cat /run/secrets/…)`, and change it."
        }
    };
    format!("{stays} {way}")
}

/// The logins that Trivy knows.
fn is_login(command: &Command) -> bool {
    let told = match command.program() {
        "aws" => "configure",
        "az" => "login",
        "doctl" => "auth",
        _ => return false,
    };
    let mut operands = command.operands(&[]).take(2);
    operands.any(|operand| operand.value == told)
}

/// The place of a value without the quotes around it.
fn bare(source: &str, value: &Word) -> Span {
    let written = value.span.slice(source);
    let surplus = written.len().saturating_sub(value.as_str().len());
    let quote = |letter: Option<char>| matches!(letter, Some('"' | '\''));
    let mut span = value.span;
    if surplus == 2 && quote(written.chars().next()) && quote(written.chars().next_back()) {
        span.start += 1;
        span.end -= 1;
    } else if surplus == 1 && quote(written.chars().next_back()) {
        span.end -= 1;
    }
    span
}
