#![doc = include_str!("copied_but_ignored.md")]

use crate::dockerignore::Dockerignore;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/reference/build-checks/copy-ignored-file/>
pub const RULE: Rule = Rule::new("copied-but-ignored", Severity::Medium)
    .aliases("buildkit:CopyIgnoredFile")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let project = check.project;
    let Some((at, ignore)) = project.dockerignore_of(check.file) else {
        return;
    };
    if !project.is_sure_dockerignore(check.file, at) {
        return;
    }
    let text = project.files.get(at).map_or("", |file| file.text);
    for instruction in &file.instructions {
        let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
            continue;
        };
        if instruction.onbuild || instruction.flag("from").is_some() {
            continue;
        }
        for source in &copy.sources {
            if check.is_full() {
                return;
            }
            let Some(path) = source.value() else { continue };
            let Some((pattern, line)) = keeps_out(ignore, path) else {
                continue;
            };
            let name = excerpt(path);
            let draft = check.report(
                source.span(),
                format!("`{name}` is copied here, and `.dockerignore` keeps it out of the build."),
                format!("Docker won't find it: the line `{}` leaves it behind. Drop this `COPY`, or let the file in with a line `!{name}` at the end.", excerpt(pattern)),
            );
            draft.related_in(at, line, "This line leaves it out.");
            // What brings it back must be as plain as the name, and no whole folder.
            let is_file = path
                .rsplit('/')
                .next()
                .is_some_and(|name| name.trim_matches('.').contains('.'));
            if is_file && !path.contains(['*', '?', '[', '\\', '!', '#', ' ']) {
                let gap = if text.is_empty() || text.ends_with('\n') {
                    ""
                } else {
                    "\n"
                };
                let path = path.trim_start_matches("./").trim_start_matches('/');
                let fix = DraftFix::review("Let it in again");
                let fix = fix.replace_in(at, Span::at(text.len()), format!("{gap}!{path}\n"));
                draft.fix(fix);
            }
        }
    }
}

/// The pattern that leaves out all that this source can name, and its place.
fn keeps_out<'i>(ignore: &'i Dockerignore, path: &str) -> Option<(&'i str, Span)> {
    let is_address = path.contains("://") || path.starts_with("git@");
    if is_address || path.is_empty() || path.contains("..") {
        return None;
    }
    let pattern = if matches!(path, "." | "./" | "/" | "*" | "./*") {
        ignore
            .keeps_all_out()
            .filter(|_| !ignore.brings_back_below(""))
    } else if let Some(star) = path.find(['*', '?', '[', '\\']) {
        // Of a pattern, only the folder it looks into is known.
        let folder = path[..star].rfind('/').map(|slash| &path[..slash]);
        let folder = folder.filter(|folder| !folder.is_empty());
        let all = || ignore.keeps_all_out();
        let found = folder.map_or_else(all, |folder| ignore.keeps_out(folder));
        found.filter(|_| !ignore.brings_back_below(folder.unwrap_or_default()))
    } else {
        ignore
            .keeps_out(path)
            .filter(|_| !ignore.brings_back_below(path))
    };
    pattern.map(|pattern| (pattern.text.as_str(), pattern.text.span))
}
