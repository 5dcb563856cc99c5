#![doc = include_str!("secret_file_copied.md")]

use std::collections::HashSet;

use crate::dockerfile::{Argument, Copy, Instruction};
use crate::facts::secret_files::{self, SecretFile};
use crate::rules::prelude::*;

/// The rule. What is copied stays in its layer: <https://docs.docker.com/build/building/secrets/>
pub const RULE: Rule = Rule::new("secret-file-copied", Severity::High)
    .aliases("trivy:DS-0031")
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut seen = HashSet::new();
    for instruction in &file.instructions {
        let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
            continue;
        };
        if instruction.flag("from").is_some() {
            continue;
        }
        let stage = file.stage_of(instruction).map(|stage| stage.index);
        for source in &copy.sources {
            let path = source.value().unwrap_or(source.written());
            if !path.contains("://")
                && let Some(secret) = secret_files::judge(path)
                && seen.insert((stage, path))
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
        format!("`{written}` is copied into {place}, and files like it often hold {why}.")
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
    let later = own.iter().skip(next).take(LOOK_AHEAD);
    let runs = later.filter_map(Instruction::run);
    runs.flat_map(|line| line.script.named("rm"))
        .flat_map(|(_, rm)| rm.operands(&[]))
        .find(|word| {
            let removed = file_name(&word.value);
            !removed.is_empty() && (removed == name || removed == target)
        })
        .map(|word| word.span)
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
    let own = if path.contains(['*', '?', '$']) {
        ".env"
    } else {
        path
    };
    let mount = |id: &str, target: &str| {
        format!(
            "Lend it to the one step that needs it: `RUN --mount=type=secret,id={id},target={target} …`."
        )
    };
    match name {
        _ if windows => "Leave it out, and hand it over when the container starts.".to_owned(),
        ".npmrc" => mount("npmrc", "/root/.npmrc"),
        ".yarnrc.yml" => mount("yarnrc", "/root/.yarnrc.yml"),
        ".netrc" => mount("netrc", "/root/.netrc"),
        ".pypirc" => mount("pypirc", "/root/.pypirc"),
        "pip.conf" => mount("pip", "/etc/pip.conf"),
        "settings.xml" => mount("maven", "/root/.m2/settings.xml"),
        "auth.json" => mount("composer", "/root/.composer/auth.json"),
        "nuget.config" => mount("nuget", "/root/.nuget/NuGet/NuGet.Config"),
        ".git-credentials" => mount("git", "/root/.git-credentials"),
        ".aws" | "credentials" => mount("aws", "/root/.aws/credentials"),
        ".ssh" => SSH.to_owned(),
        _ if name.starts_with("id_") => SSH.to_owned(),
        _ if name.starts_with(".env") || name.rsplit_once('.').is_some_and(|(_, end)| end == "env") => {
            format!("Leave it out of the build, list it in `.dockerignore`, and pass it at the start: `docker run --env-file {own} …`.")
        }
        _ => "Leave it out of the build, and mount it when the container starts; a step that needs it can borrow it with `RUN --mount=type=secret,id=… …`.".to_owned(),
    }
}

const SSH: &str = "Lend the key to the one step that needs it: `RUN --mount=type=ssh git clone …`, built with `docker build --ssh default`.";
