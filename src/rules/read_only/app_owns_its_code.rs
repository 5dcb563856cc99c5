#![doc = include_str!("app_owns_its_code.md")]

use crate::dockerfile::Copy;
use crate::facts::users;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/dockerfile/#copy---chown---chmod>
pub const RULE: Rule = Rule::new("app-owns-its-code", Severity::Note)
    .aliases("kics:chown_flag_exists")
    .pedantic()
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// Folders that an app is meant to write to.
const WRITABLE: &str = "data tmp temp cache caches log logs run upload uploads storage state var \
    home node_modules .cache bundle";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let last = file.final_stage().and_then(|stage| file.last_user(stage));
    // Who the app is at the end; nothing where it isn't known.
    let user = last.and_then(|(_, user)| user.value());
    let Some(name) = user.filter(|user| !users::is_root(user)).map(owner) else {
        return;
    };
    for instruction in &file.instructions {
        let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
            continue;
        };
        let Some(flag) = instruction.flag("chown") else {
            continue;
        };
        let value = flag.value.as_ref().and_then(|value| value.value());
        if !file.is_shipped(instruction)
            || instruction.onbuild
            || value.is_none_or(|value| owner(value) != name)
            || is_written_to(copy)
        {
            continue;
        }
        let mode = instruction
            .flag("chmod")
            .and_then(|mode| mode.value.as_ref());
        if mode.is_some_and(|mode| mode.value().is_none_or(keeps_owner_out)) {
            continue;
        }
        let cut = file.with_blanks_before(flag.span);
        check
            .report(
                flag.span,
                format!("`{name}` owns these files, so the app can rewrite them."),
                "Whoever breaks into the app can rewrite it and stay. Files that belong to root can still be read, so drop the flag for code, and keep it for folders that the app writes to.",
            )
            .fix(DraftFix::review("Leave the files to root").delete(cut));
    }
}

/// The user without the group.
fn owner(user: &str) -> &str {
    user.split(':').next().unwrap_or(user)
}

/// True for a folder or file that by its name isn't code.
fn is_written_to(copy: &Copy) -> bool {
    let Some(path) = copy.destination.value() else {
        return true;
    };
    let mut parts = path.split('/');
    let last = path.trim_end_matches('/').rsplit('/').next();
    parts.any(|part| is_one_of(WRITABLE, part))
        || last
            .and_then(|name| name.rsplit_once('.'))
            .is_some_and(|(_, end)| is_one_of("db sqlite sqlite3", end))
}

/// True for a mode without the owner's right to write: `555`, `0500`, `a-w`.
fn keeps_owner_out(mode: &str) -> bool {
    let digits = mode.trim_start_matches('0');
    match digits.len() {
        3 => matches!(digits.as_bytes().first(), Some(b'4' | b'5' | b'1')),
        _ => mode.contains("a-w") || mode.contains("u-w"),
    }
}
