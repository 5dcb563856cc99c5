#![doc = include_str!("secret_mount_leaked.md")]

use crate::dockerfile::SecretMount;
use crate::rules::prelude::*;
use crate::shell::{Command, Script, Via, Word};

/// The rule. A mounted secret is gone after its RUN, a copy isn't:
/// <https://docs.docker.com/build/building/secrets/>
pub const RULE: Rule = Rule::new("secret-mount-leaked", Severity::High).in_instruction(instruction);

/// Programs that hand what they read on to their output.
const HAND_ON: &str = "cat echo printf tee sed tr base64 envsubst head tail awk grep";

/// What a command does with a secret.
enum Leak<'s> {
    /// A copy in a file, with the place that names it.
    File(&'s str, Span),
    /// A setting that the program keeps in a file of its own.
    Kept(&'s str, Span),
    /// Shown in the build's log.
    Shown(Span),
}

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Some(line) = instruction.run() else {
        return;
    };
    let mut secrets = instruction.secret_mounts();
    secrets.truncate(MOST);

    if secrets.is_empty() {
        return;
    }
    let script = &line.script;
    let mut variables: Vec<&str> = Vec::new();
    for secret in &secrets {
        variables.extend(secret.variable);
    }
    let assignments: Vec<_> = script.assignments().collect();
    for (_, set) in &assignments {
        if variables.len() < MOST && is_named(&set.value, &secrets, &[]) {
            variables.push(&set.name.value);
        }
    }
    for (index, command) in script.commands.iter().enumerate() {
        if check.is_full() {
            return;
        }

        let Some(leak) = leak(script, index, command, &secrets, &variables) else {
            continue;
        };
        let is_gone = |target: &str| {
            let scratch = instruction.mounts().any(|mount| {
                mount.kind != "bind"
                    && mount
                        .target
                        .is_some_and(|folder| target.starts_with(folder))
            });
            scratch || is_removed(script, index, target)
        };
        let shipped = file.is_shipped(instruction);
        let stays = if shipped {
            "The mount is gone after this step, but the copy stays in the image's layer."
        } else {
            "The mount is gone after this step, but the build cache keeps the copy."
        };
        let (span, title, detail) = match leak {
            Leak::File(target, span) if !is_gone(target) => (
                span,
                format!("The mounted secret is copied to `{target}`, and stays there."),
                format!(
                    "{stays} Mount it right where it's needed with `target=`, or remove the copy in this same RUN."
                ),
            ),
            Leak::Kept(program, span) if !is_gone("") => (
                span,
                format!("`{program}` writes the mounted secret into a file of its own, and it stays there."),
                format!(
                    "{stays} Hand it over for this one call, through a variable or a mounted settings file, or remove it again in this same RUN."
                ),
            ),
            Leak::Shown(span) => (
                span,
                "The mounted secret is printed into the build's log.".to_owned(),
                "Logs are kept, mailed and shown to more people than the secret is meant for. Take the command out, and change the secret if such a build has run.".to_owned(),
            ),
            _ => continue,
        };
        let is_log = title.contains("log");
        let draft = check.report(span, title, detail);
        if !shipped || is_log {
            draft.severity(Severity::Medium);
        }
    }
}

/// The most secrets and variables that are followed, and commands that are searched.
const MOST: usize = 20;
const LOOK_AHEAD: usize = 200;

fn leak<'s>(
    script: &'s Script,
    index: usize,
    command: &'s Command,
    secrets: &[SecretMount],
    variables: &[&str],
) -> Option<Leak<'s>> {
    let named = |word: &Word| is_named(word, secrets, variables);
    let program = command.program();
    let written = |text: &str| names(text, secrets, variables);
    let reads = command.redirects.iter().any(|redirect| {
        !redirect.operator.writes()
            && (named(&redirect.target)
                || redirect
                    .body
                    .as_ref()
                    .is_some_and(|body| written(&body.value)))
    });
    let words = command.args();
    let secret = words.iter().position(named);
    if is_one_of("cp mv install", program) {
        let target = words.last()?;
        let from = secret.filter(|at| at + 1 < words.len())?;
        let copied = words.get(from)?;
        return (!copied.value.contains('$') && lasts(&target.value))
            .then(|| Leak::File(target.as_str(), target.span));
    }
    let word = secret.and_then(|at| words.get(at));
    if is_one_of(HAND_ON, program) {
        if word.is_none() && !reads {
            return None;
        }
        return handed_on(script, index, command);
    }
    let word = word?;
    let keeps = match program {
        "git" if words.iter().any(|word| word.value == "clone") => word.value.contains("://"),
        "git" => words.iter().any(|word| word.value == "config"),
        "npm" | "pnpm" | "yarn" | "pip" | "pip3" | "poetry" | "composer" | "aws" | "bundle"
        | "nuget" | "conda" | "helm" => words
            .iter()
            .take(3)
            .any(|word| is_one_of("config configure set", &word.value)),
        _ => false,
    };
    let span = command
        .words
        .first()
        .map_or(word.span, |program| program.span);
    keeps.then(|| Leak::Kept(command.program(), span.to(word.span)))
}

/// Where the output of a command that prints the secret ends up.
fn handed_on<'s>(script: &'s Script, index: usize, command: &'s Command) -> Option<Leak<'s>> {
    let pipeline = script.pipeline_of(index);
    let at = pipeline.iter().position(|one| *one == index)?;
    let mut last = command;
    for next in pipeline
        .iter()
        .skip(at)
        .filter_map(|next| script.commands.get(*next))
    {
        if !is_one_of(HAND_ON, next.program()) {
            return None;
        }
        if next.program() == "tee"
            && let Some(target) = next.operands(&[]).next()
        {
            return lasts(&target.value).then(|| Leak::File(target.as_str(), target.span));
        }
        last = next;
    }
    for redirect in &last.redirects {
        if redirect.operator.writes() && redirect.descriptor.is_none_or(|number| number == 1) {
            let target = &redirect.target;
            return lasts(&target.value).then(|| Leak::File(target.as_str(), target.span));
        }
    }
    // A block's redirection stands with its last command; tests and counts print no secret.
    let in_block = |one: &Command| one.list == last.list && !one.redirects.is_empty();
    let prints = is_one_of("cat echo printf base64", last.program())
        && is_one_of("cat echo printf", command.program())
        && command.via != Via::CommandSubstitution
        && command.inside.is_none()
        && last.redirects.is_empty()
        && !script
            .commands
            .iter()
            .skip(index)
            .take(LOOK_AHEAD)
            .any(in_block);
    prints.then_some(Leak::Shown(command.span))
}

/// False for places that no layer keeps, and for certificates and public keys.
fn lasts(path: &str) -> bool {
    let gone = ["/dev/", "/run/", "/proc/", "/sys/"];
    let public = ["/ca-certificates", "/ca-trust", "/anchors/", ".crt", ".pub"];
    !path.is_empty()
        && !gone.iter().any(|start| path.starts_with(start))
        && !public.iter().any(|part| path.contains(part))
}

/// True if a later command of the script removes the file, or whatever it may be where the target
/// is unknown.
fn is_removed(script: &Script, index: usize, target: &str) -> bool {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    for later in script.runs_after(index).iter().take(LOOK_AHEAD) {
        let unset = [
            "unset",
            "--unset",
            "--unset-all",
            "--remove-section",
            "delete",
            "rm",
        ];
        let undone = later
            .args()
            .iter()
            .take(4)
            .any(|word| unset.contains(&word.as_str()));
        if target.is_empty() && undone {
            return true;
        }
        for (_, path) in later.removed_paths() {
            let is_inside = target
                .strip_prefix(&*path)
                .is_some_and(|rest| rest.starts_with('/'));
            if target.is_empty() || is_inside || name(&path) == name(target) {
                return true;
            }
        }
    }
    false
}

/// True if a word names a mounted secret.
fn is_named(word: &Word, secrets: &[SecretMount], variables: &[&str]) -> bool {
    names(
        word.as_str(),
        secrets,
        if word.expands { variables } else { &[] },
    )
}

/// True if a text names a mounted secret: its file, or a variable that holds it.
fn names(text: &str, secrets: &[SecretMount], variables: &[&str]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    for secret in secrets {
        let Some(path) = secret.path.as_deref().filter(|path| path.len() > 1) else {
            continue;
        };
        let ends = |(at, _): (usize, &str)| {
            let next = text.as_bytes().get(at + path.len());
            !next.is_some_and(|next| is_part(next) || b"-./".contains(next))
        };
        if text.match_indices(path).any(ends) {
            return true;
        }
    }
    variables.iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let next = text.as_bytes().get(at + name.len());
            before.ends_with(['$', '{']) && !next.is_some_and(is_part)
        })
    })
}
