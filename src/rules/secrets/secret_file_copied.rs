#![doc = include_str!("secret_file_copied.md")]

use crate::dockerfile::{Argument, Copy, Instruction};
use crate::facts::secret_files::{self, SecretFile};
use crate::rules::prelude::*;

/// The rule. What is copied stays in its layer: <https://docs.docker.com/build/building/secrets/>
pub const RULE: Rule = Rule::new("secret-file-copied", Severity::High)
    .aliases(&["trivy:DS-0031"])
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for instruction in &file.instructions {
        let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
            continue;
        };
        if instruction.flag("from").is_some() {
            continue;
        }
        for source in &copy.sources {
            let path = source.value().unwrap_or(source.written());
            if !path.contains("://")
                && let Some(secret) = secret_files::judge(path)
            {
                complain(file, instruction, copy, source, secret, check);
            }
        }
    }
}

fn complain(
    file: &Dockerfile,
    instruction: &Instruction,
    copy: &Copy,
    source: &Argument,
    secret: SecretFile,
    check: &mut Check,
) {
    let written = source.written();
    let why = secret.why;
    let shipped = file.is_shipped(instruction);
    let place = if shipped {
        "the image"
    } else {
        "a build stage"
    };
    let title = if secret.sure {
        format!("`{written}` is copied into {place}: {why}.")
    } else {
        format!("`{written}` is copied into {place}, and such files often hold {why}.")
    };
    let removed = shipped
        .then(|| removal(file, instruction, copy, source))
        .flatten();
    let stays = match removed {
        Some(_) => "Removing it later doesn't help: the layer below keeps it.",
        None if shipped => "Whoever gets the image gets the file.",
        None => "The final image leaves this stage behind, but the build cache keeps it.",
    };
    let windows = file.directives.escape == b'`';
    let draft = check.report(
        source.span(),
        title,
        format!("{stays} {}", advice(written, windows)),
    );
    draft
        .severity(match (shipped, secret.sure) {
            (true, true) => Severity::High,
            (true, false) | (false, true) => Severity::Medium,
            (false, false) => Severity::Low,
        })
        .confidence(if secret.sure {
            Confidence::High
        } else {
            Confidence::Medium
        });
    if let Some(removed) = removed {
        draft.related(removed, "It's removed here, one layer too late.");
    }
}

/// The word of a later `rm` in the same stage that names the file.
fn removal(
    file: &Dockerfile,
    instruction: &Instruction,
    copy: &Copy,
    source: &Argument,
) -> Option<Span> {
    let stage = file.stage_of(instruction)?;
    let destination = copy.destination.written();
    let (name, target) = (file_name(source.written()), file_name(destination));
    let own = file.instructions_of(stage);
    let next = own.partition_point(|other| other.span <= instruction.span);
    for later in own.iter().skip(next).take(LOOK_AHEAD) {
        let Some(line) = later.run() else { continue };
        for command in &line.script.commands {
            if command.program() != "rm" {
                continue;
            }
            for word in command.operands(&[]) {
                let removed = file_name(&word.value);
                if !removed.is_empty() && (removed == name || removed == target) {
                    return Some(word.span);
                }
            }
        }
    }
    None
}

/// How many instructions are searched for the removal.
const LOOK_AHEAD: usize = 50;

fn file_name(path: &str) -> &str {
    path.trim_end_matches(['/', '\\'])
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
}

/// What to do instead.
fn advice(path: &str, windows: bool) -> String {
    let name = file_name(path);
    if windows {
        return "Leave it out, and hand it over when the container starts.".to_owned();
    }
    let (id, target) = match name {
        ".npmrc" => ("npmrc", "/root/.npmrc"),
        ".yarnrc.yml" => ("yarnrc", "/root/.yarnrc.yml"),
        ".netrc" => ("netrc", "/root/.netrc"),
        ".pypirc" => ("pypirc", "/root/.pypirc"),
        "pip.conf" => ("pip", "/etc/pip.conf"),
        "settings.xml" => ("maven", "/root/.m2/settings.xml"),
        "auth.json" => ("composer", "/root/.composer/auth.json"),
        "nuget.config" => ("nuget", "/root/.nuget/NuGet/NuGet.Config"),
        ".git-credentials" => ("git", "/root/.git-credentials"),
        ".aws" | "credentials" => ("aws", "/root/.aws/credentials"),
        _ => {
            let advice = if name == ".ssh" || name.starts_with("id_") {
                SSH
            } else if name.starts_with(".env") || name.strip_suffix(".env").is_some() {
                "Leave it out of the build, list it in `.dockerignore`, and pass it at the start: `docker run --env-file .env …`."
            } else {
                "Leave it out of the build, and mount it when the container starts; a step that needs it can borrow it with `RUN --mount=type=secret,id=… …`."
            };
            return advice.to_owned();
        }
    };
    format!(
        "Lend it to the one step that needs it: `RUN --mount=type=secret,id={id},target={target} …`."
    )
}

const SSH: &str = "Lend the key to the one step that needs it: `RUN --mount=type=ssh git clone …`, built with `docker build --ssh default`.";
