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
        let command = format!(
            "{} {}",
            instruction.keyword.value.to_ascii_uppercase(),
            source.written()
        );
        complain(&command, source.span(), file.is_shipped(instruction), check);
    }
}

fn complain(command: &str, place: Span, shipped: bool, check: &mut Check) {
    let project = check.project;
    let Some((at, ignores)) = project.dockerignore_of(check.file) else {
        let alone = project.files.len() == 1;
        let unseen = if alone {
            "I can't see a `.dockerignore` from here. "
        } else {
            ""
        };
        let draft = check.report(
            place,
            format!("`{command}` takes the whole folder along, and no `.dockerignore` holds anything back."),
            format!(
                "{unseen}An `.env`, a key, or `.git` with all that was ever in it can end up in the image. Write a `.dockerignore` with `.git`, `.env*` and `**/*.key`, or copy what the app needs and no more."
            ),
        );
        draft.confidence(if alone {
            Confidence::Low
        } else {
            Confidence::Medium
        });
        if !shipped {
            draft.severity(Severity::Note);
        }
        return;
    };
    if ignores.keeps_all_out().is_some() {
        return;
    }
    let (mut names, mut patterns) = (String::new(), String::new());
    let mut severity = Severity::Note;
    for (path, pattern, harm) in UNWANTED {
        if ignores.keeps_out(path).is_none() {
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
