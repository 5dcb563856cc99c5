#![doc = include_str!("obsolete_version_key.md")]

use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. <https://docs.docker.com/reference/compose-file/version-and-name/#version-top-level-element-obsolete>
pub const RULE: Rule = Rule::new("obsolete-version-key", Severity::Note)
    .aliases("dclint:no-version-field")
    .fixes(Safety::Safe)
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    for root in &file.roots {
        let root = file.value(*root);
        // In the oldest files, a service may have this name.
        let Some(version) = root.get("version").filter(|value| !value.is_mapping()) else {
            continue;
        };
        let written = version.written().slice(file.source);
        let title = if written.is_empty() {
            "`version` means nothing here.".to_owned()
        } else {
            format!(
                "`version: {}` means nothing here.",
                crate::rules::stray::excerpt(written)
            )
        };
        check
            .report(
                version.key_written(),
                title,
                "Compose has ignored it since 2020 and prints a warning at each start. Drop the line: the file works the same.",
            )
            .fix(version.removal(&root).map(|cut| {
                DraftFix::safe("Drop the line").delete(with_blank_line(file.source, cut))
            }));
    }
}

/// At the very top, the empty line below goes with it.
fn with_blank_line(source: &str, cut: Span) -> Span {
    let rest = source.get(cut.end as usize..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    Span::new(
        cut.start as usize,
        cut.end as usize + if cut.start == 0 { blank } else { 0 },
    )
}
