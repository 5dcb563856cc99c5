#![doc = include_str!("whole_context_copied.md")]

use crate::rules::prelude::*;

/// The rule. What a `.dockerignore` keeps out:
/// <https://docs.docker.com/build/concepts/context/#dockerignore-files>
pub const RULE: Rule = Rule::new("whole-context-copied", Severity::Medium)
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// What shouldn't get into an image: a path to try, the patterns that keep it out, and the severity
/// of what slips in.
const UNWANTED: [(&str, &str, Severity); 5] = [
    (".env", ".env", Severity::Medium),
    (".git", ".git", Severity::Low),
    (".env.production", ".env.*", Severity::Note),
    ("server.key", "**/*.key", Severity::Note),
    ("id_rsa", "**/id_rsa\n**/id_ed25519", Severity::Note),
];

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // What a build stage takes is told once, and only where nothing worse is.
    let mut in_build = None;
    let mut told = false;
    for instruction in &file.instructions {
        let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
            continue;
        };
        let is_from = |flag: &str| instruction.flag(flag).is_some();
        let Some(source) = copy
            .whole_context()
            .filter(|_| !is_from("from") && !is_from("exclude"))
        else {
            continue;
        };
        let keyword = instruction.keyword.value.to_ascii_uppercase();
        let command = format!("{keyword} {}", source.written());
        if file.is_shipped(instruction) {
            complain(&command, source.span(), true, check);
            told = true;
        } else {
            in_build.get_or_insert((command, source.span()));
        }
    }
    if let Some((command, place)) = in_build.filter(|_| !told) {
        complain(&command, place, false, check);
    }
}

fn complain(command: &str, place: Span, shipped: bool, check: &mut Check) {
    let project = check.project;
    let Some((at, ignores)) = project.dockerignore_of(check.file) else {
        let alone = project.files.len() == 1;
        let title = if alone {
            format!(
                "`{command}` takes the whole folder along, but for what a `.dockerignore` holds back."
            )
        } else {
            format!(
                "`{command}` takes the whole folder along, and no `.dockerignore` holds anything back."
            )
        };
        let unseen = if alone {
            "I can't see one from here. "
        } else {
            ""
        };
        let draft = check.report(
            place,
            title,
            format!(
                "{unseen}An `.env`, a key, or `.git` with all that was ever in it can end up in the image. Write a `.dockerignore` with `.git`, `.env*` and `**/*.key`, or copy what the app needs and no more."
            ),
        );
        if alone {
            draft.severity(Severity::Low).confidence(Confidence::Low);
        } else {
            draft.confidence(Confidence::Medium);
        }
        if !shipped {
            draft.severity(Severity::Note);
        }
        return;
    };
    if ignores.keeps_all_out().is_some() {
        return;
    }
    // Whoever keeps one kind of key out has thought of keys.
    let has_keys = ["server.key", "id_rsa", "server.pem"]
        .iter()
        .any(|path| ignores.keeps_out(path).is_some());
    let (mut names, mut patterns) = (String::new(), String::new());
    let mut severity = Severity::Note;
    for (path, pattern, harm) in UNWANTED {
        let is_key = pattern.starts_with("**");
        if !(is_key && has_keys) && ignores.keeps_out(path).is_none() {
            if !names.is_empty() {
                names.push_str(", ");
            }
            names += &format!("`{path}`");
            patterns += pattern;
            patterns.push('\n');
            severity = severity.max(harm);
        }
    }
    if names.is_empty() {
        return;
    }
    let Some(file) = project.files.get(at) else {
        return;
    };
    if file.text.contains("\r\n") {
        patterns = patterns.replace('\n', "\r\n");
    }
    // On top, so that what the file brings back still comes back.
    let top = if file.text.starts_with('\u{feff}') {
        3
    } else {
        0
    };
    let draft = check.report(
        place,
        format!("`{command}` would still take these along if they're there: {names}."),
        format!(
            "`{}` doesn't keep them out. Whoever gets the image gets all that was copied, and removing it in a later step doesn't help.",
            file.name
        ),
    );
    draft
        .severity(if shipped { severity } else { Severity::Note })
        .fix(
            DraftFix::review(format!("Keep them out in {}", file.name)).replace_in(
                at,
                Span::at(top),
                patterns,
            ),
        );
}
