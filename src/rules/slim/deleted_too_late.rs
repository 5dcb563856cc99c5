#![doc = include_str!("deleted_too_late.md")]

use crate::dockerfile::{CommandLine, Copy, Folders, Instruction, is_below};
use crate::facts::secret_files;
use crate::rules::prelude::*;
use crate::shell::{Command, Word};

/// The rule. What a layer keeps: <https://docs.docker.com/build/building/best-practices/#run>,
/// <https://docs.docker.com/build/building/secrets/>.
pub const RULE: Rule = Rule::new("deleted-too-late", Severity::Low)
    .absorbs("archive-unpacked-by-hand")
    .in_dockerfile(dockerfile);

/// More files than anyone brings in one by one.
const MOST: usize = 300;

/// A file that a layer holds.
struct Kept {
    path: String,
    place: Span,
    is_copied: bool,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut folders = Folders::default();
    let mut kept: Vec<Kept> = Vec::new();
    for instruction in &file.instructions {
        folders.pass(file, instruction);
        if !file.is_shipped(instruction) || instruction.onbuild {
            continue;
        }
        match &instruction.body {
            // What counted from an unknown folder counts from another one now.
            Body::From(_) | Body::Workdir(_) => kept.retain(|one| one.path.starts_with('/')),
            Body::Copy(copy) | Body::Add(copy) => {
                copied(instruction, copy, &folders, &mut kept);
            }
            Body::Run(line) => run(line, &folders, &mut kept, check),
            _ => {}
        }
        kept.truncate(MOST);
    }
}

/// The whole path, or the path as written where the folder that it counts from isn't known.
fn whole(folders: &Folders, path: &str) -> Option<String> {
    for home in ["~/", "$HOME/", "${HOME}/"] {
        if let Some(rest) = path.strip_prefix(home) {
            return folders.path(&["/root/", rest].concat());
        }
    }
    let path = path.strip_prefix("./").unwrap_or(path);
    let is_plain = !path.contains(['$', '`', '\\', '*', '?']) && !path.starts_with(['/', '.', '~']);
    folders
        .path(path)
        .or_else(|| (is_plain && !path.is_empty()).then(|| path.to_owned()))
}

fn copied(instruction: &Instruction, copy: &Copy, folders: &Folders, kept: &mut Vec<Kept>) {
    let Some(destination) = copy.destination.value() else {
        return;
    };
    let is_folder = destination.ends_with('/') || copy.sources.len() > 1 || is_dots(destination);
    for source in &copy.sources {
        let name = source.value().unwrap_or_default();
        // A secret of the build context has a finding of its own, with the removal.
        let is_told = instruction.flag("from").is_none() && secret_files::judge(name).is_some();
        let name = name.trim_end_matches('/').rsplit('/').next();
        let name = name.unwrap_or_default();
        let is_named = name.contains('.') && !is_dots(name) && !name.contains('*');
        let path = match (is_folder, is_named) {
            (true, true) => [destination.trim_end_matches('/'), "/", name].concat(),
            (true, false) if is_dots(destination) => continue,
            _ => destination.to_owned(),
        };
        if let Some(path) = whole(folders, &path).filter(|path| !is_told && path != "/") {
            kept.push(Kept {
                path,
                place: source.span(),
                is_copied: true,
            });
        }
    }
}

fn is_dots(path: &str) -> bool {
    matches!(path, "." | ".." | "./" | "../")
}

fn run(line: &CommandLine, folders: &Folders, kept: &mut Vec<Kept>, check: &mut Check) {
    let mut own: Vec<Kept> = Vec::new();
    // Behind a `cd` paths that count from here count from elsewhere.
    let mut is_away = false;
    for command in &line.script.commands {
        if check.is_full() {
            return;
        }
        is_away |= matches!(command.program(), "cd" | "pushd");
        let here = |path: &str| {
            let is_whole = path.starts_with(['/', '~', '$']);
            (is_whole || !is_away)
                .then(|| whole(folders, path))
                .flatten()
        };
        if let Some((path, place)) = written(command)
            && let Some(path) = here(&path)
            && own.len() < MOST
        {
            own.push(Kept {
                path,
                place,
                is_copied: false,
            });
        }
        for (word, path) in command.removed_paths() {
            if is_pattern(word) {
                continue;
            }
            let Some(path) = here(&path) else {
                continue;
            };
            let is_gone = |one: &Kept| {
                if path.starts_with('/') {
                    path != "/" && is_below(&one.path, &path)
                } else {
                    one.path == path
                }
            };
            own.retain(|one| !is_gone(one));
            if let Some(at) = kept.iter().position(is_gone) {
                report(word, &kept.swap_remove(at), check);
                kept.retain(|one| !is_gone(one));
            }
        }
    }
    kept.extend(own);
}

/// `/a/*.md` is less than the whole folder, which `/a/*` is.
fn is_pattern(word: &Word) -> bool {
    let last = word.value.rsplit('/').next().unwrap_or_default();
    last.contains(['*', '?', '[']) && last != "*"
}

/// The file that a command fetches, or writes a secret to, and the place that says so.
fn written(command: &Command) -> Option<(String, Span)> {
    let target = match command.program() {
        "curl" => {
            let remote = command.has_flag(Some('O'), "remote-name");
            command
                .option(Some('o'), "output")
                .or_else(|| last_of_address(command, remote))
        }
        "wget" => {
            let elsewhere = command.has_flag(Some('P'), "directory-prefix")
                || command.has_flag(Some('i'), "input-file");
            command
                .option(Some('O'), "output-document")
                .or_else(|| last_of_address(command, !elsewhere))
        }
        _ => command
            .redirects
            .iter()
            .find(|redirect| {
                redirect.operator.writes() && secret_files::judge(&redirect.target.value).is_some()
            })
            .map(|redirect| redirect.target.clone()),
    }?;
    let is_file = !target.value.starts_with("/dev/") && &*target.value != "-";
    is_file.then(|| (target.value.to_string(), target.span))
}

/// The name that a download gets from its address.
fn last_of_address<'a>(command: &Command<'a>, is_wanted: bool) -> Option<Word<'a>> {
    let mut operands = command.operands(&[]);
    let address = operands.find(|word| is_wanted && word.value.contains("://"))?;
    let slash = address.value.rfind('/')?;
    let name = address.tail(slash + 1);
    (!name.value.is_empty() && !name.value.contains(['?', '$'])).then_some(name)
}

fn report(word: &Word, kept: &Kept, check: &mut Check) {
    let path = &kept.path;
    let secret = secret_files::judge(path);
    let draft = if let Some(secret) = secret {
        let draft = check.report(
            word.span,
            format!("`{path}` is removed here, but an earlier layer still holds it."),
            "Whoever gets the image can take the file out of that layer. Lend it to the one step that needs it with `RUN --mount=type=secret`, and replace what was in it: it may be out already.",
        );
        draft.severity(if secret.sure {
            Severity::High
        } else {
            Severity::Medium
        })
    } else {
        let advice = if kept.is_copied {
            format!(
                "Lend it to the step that uses it: `RUN --mount=type=bind,source=…,target={path} …`."
            )
        } else {
            "Fetch it, use it and remove it in one RUN.".to_owned()
        };
        check.report(
            word.span,
            format!("Removing `{path}` here doesn't make the image any smaller."),
            format!("It came in with an earlier step, and each step is stored as it ended, so every pull still carries it. {advice}"),
        )
    };
    draft.related(kept.place, "It comes in here.");
}
