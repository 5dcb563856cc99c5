#![doc = include_str!("archive_unpacked_by_hand.md")]

use crate::rules::prelude::*;
use crate::shell::Command;

/// The rule. <https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives>
pub const RULE: Rule = Rule::new("archive-unpacked-by-hand", Severity::Note)
    .aliases("hadolint:DL3010")
    .in_dockerfile(dockerfile);

/// What ADD unpacks by itself.
const ENDS: [&str; 8] = [
    ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.Z",
];

/// More archives than anyone copies.
const MOST: usize = 50;

/// An archive that was copied.
struct Archive<'d> {
    stage: Option<usize>,
    written: &'d str,
    /// The names by which a later step may call it.
    names: [&'d str; 2],
    place: Span,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut archives: Vec<Archive> = Vec::new();
    for instruction in &file.instructions {
        match &instruction.body {
            Body::Copy(copy) if instruction.flag("from").is_none() => {
                for source in &copy.sources {
                    let path = source.value().unwrap_or(source.written());
                    if ENDS.iter().any(|end| path.ends_with(end)) && archives.len() < MOST {
                        archives.push(Archive {
                            stage: instruction.stage,
                            written: source.written(),
                            names: [last(path), last(copy.destination.written())],
                            place: source.span(),
                        });
                    }
                }
            }
            Body::Run(line) => {
                for command in &line.script.commands {
                    if !unpacks(command) {
                        continue;
                    }
                    let found = archives.iter().position(|one| {
                        one.stage == instruction.stage && names_one(command, &one.names)
                    });
                    if let Some(at) = found {
                        report(&archives.swap_remove(at), command, check);
                    }
                }
            }
            _ => {}
        }
    }
}

fn report(archive: &Archive, command: &Command, check: &mut Check) {
    let written = archive.written;
    let picks = [
        "strip-components",
        "exclude",
        "transform",
        "owner",
        "no-same-owner",
    ]
    .iter()
    .any(|flag| command.has_flag(None, flag));
    let advice = if picks {
        format!(
            "Lend the archive to the step that unpacks it: `RUN --mount=type=bind,source={written},target=/tmp/{} tar …`.",
            archive.names[0]
        )
    } else {
        format!("`ADD {written} FOLDER/` unpacks it as it comes in, and no step is needed.")
    };
    check
        .report(
            archive.place,
            format!("`{written}` is in this image twice: packed and unpacked."),
            format!("The COPY stores the archive in a layer of its own, even if it's removed later. {advice}"),
        )
        .related(command.span, "It's unpacked here.");
}

/// `tar xzf`, `tar -x`, `bsdtar --extract`
fn unpacks(command: &Command) -> bool {
    if !matches!(command.program(), "tar" | "bsdtar" | "gtar") {
        return false;
    }
    let bundle = command.args().first().is_some_and(|first| {
        !first.value.starts_with('-')
            && first.value.contains('x')
            && !first.value.contains(['.', '/'])
    });
    bundle || command.has_flag(Some('x'), "extract") || command.has_flag(None, "get")
}

fn names_one(command: &Command, names: &[&str; 2]) -> bool {
    let mut args = command.args().iter();
    args.any(|word| {
        let name = last(&word.value);
        !name.is_empty() && names.contains(&name)
    })
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
