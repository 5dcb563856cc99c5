#![doc = include_str!("unexplained_suppression.md")]

use crate::rules::prelude::*;
use crate::suppress;

/// The rule. How hadolint and we are told to be silent:
/// <https://github.com/hadolint/hadolint#ignoring-rules>
pub const RULE: Rule = Rule::new("unexplained-suppression", Severity::Note)
    .aliases("hadolint:DL1001")
    .pedantic()
    .in_dockerfile(dockerfile)
    .in_compose(compose);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    judge(file.source, check);
}

fn compose(file: &Compose, check: &mut Check) {
    judge(file.source, check);
}

fn judge(text: &str, check: &mut Check) {
    for comment in suppress::comments(text) {
        if comment.is_bare && !check.is_full() {
            check
                .report(
                    comment.span,
                    "This comment silences a finding and doesn't say why.",
                    "In a year nobody knows whether it was looked into or only in the way. Add the reason in a few words behind it, or on a line above.",
                )
                .aliases(if comment.is_hadolint {
                    "hadolint:DL1001"
                } else {
                    ""
                });
        }
    }
}
