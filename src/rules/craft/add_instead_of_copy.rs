#![doc = include_str!("add_instead_of_copy.md")]

use crate::dockerfile::Argument;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/build/building/best-practices/#add-or-copy>
pub const RULE: Rule = Rule::new("add-instead-of-copy", Severity::Low)
    .aliases("hadolint:DL3020 trivy:DS-0005 checkov:CKV_DOCKER_4 kics:add_instead_of_copy")
    .fixes(Safety::Safe)
    .in_instruction(instruction);

/// Endings of what ADD unpacks, or may: <https://docs.docker.com/reference/dockerfile/#add>.
const ARCHIVES: &str = "tar tgz tbz tbz2 tb2 txz tzst tlz tpz tZ gz bz2 xz zst lz lzma Z";

/// The flags that COPY has too.
const SHARED: &str = "chown chmod link exclude";

fn instruction(_: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::Add(add) = &instruction.body else {
        return;
    };
    for flag in &instruction.flags {
        if !is_one_of(SHARED, &flag.name.value) {
            return;
        }
    }
    let mut is_sure = true;
    for source in &add.sources {
        match job_for_add(source) {
            Some(true) => return,
            Some(false) => {}
            None => is_sure = false,
        }
    }
    let what = add.sources.first().map_or("this text", Argument::written);
    let write = if instruction.keyword.value == "add" {
        "copy"
    } else {
        "COPY"
    };
    let fix = if is_sure {
        DraftFix::safe("Write `COPY`")
    } else {
        DraftFix::review("Write `COPY`")
    };
    check
        .report(
            instruction.keyword.span,
            format!("`ADD` brings in `{what}`, and `COPY` would do."),
            "`ADD` also unpacks archives and downloads from addresses, which can surprise you one day. `COPY` puts files where you say, and nothing else.",
        )
        .fix(fix.replace(instruction.keyword.span, write));
}

/// True for an archive or an address, which COPY doesn't treat alike; nothing if it may be one.
fn job_for_add(source: &Argument) -> Option<bool> {
    let Some(path) = source.value() else {
        return Some(true);
    };
    let is_remote = path.contains("://") || path.starts_with("git@");
    let file = path.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    if is_remote || is_one_of(ARCHIVES, ending) {
        return Some(true);
    }
    // A pattern may find archives among the files; so may a variable that is set elsewhere.
    let is_open = |text: &str| text.contains(['*', '?', '[', '$']);
    let may_be =
        is_open(ending) || (ending.is_empty() && is_open(file)) || source.written().contains('$');
    (!may_be).then_some(false)
}
