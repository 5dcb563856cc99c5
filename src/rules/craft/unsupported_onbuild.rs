#![doc = include_str!("unsupported_onbuild.md")]

use crate::dockerfile::ProblemKind;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/dockerfile/#onbuild-limitations>
pub const RULE: Rule = Rule::new("unsupported-onbuild", Severity::High)
    .aliases("hadolint:DL3043")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for problem in &file.problems {
        let ProblemKind::NotBehindOnbuild(keyword) = problem.kind else {
            continue;
        };
        if check.is_full() {
            return;
        }
        let keyword = keyword.to_ascii_uppercase();
        let is_twice = keyword == "ONBUILD";
        let detail = if is_twice {
            "One `ONBUILD` waits for one build, and there's no way to wait for the one after it. Keep one of the two words."
        } else if keyword == "FROM" {
            "Whoever builds on this image has a `FROM` already. Docker stops at this line; take it away."
        } else {
            "Docker stops at this line. Who made an image is told with a `LABEL`, and `ONBUILD LABEL …` works."
        };
        let draft = check.report(
            problem.span,
            format!("`ONBUILD` can't be followed by `{keyword}`."),
            detail,
        );
        if is_twice {
            let place = file.with_blanks_before(problem.span);
            draft.fix(DraftFix::review("Keep one `ONBUILD`").delete(place));
        }
    }
}
