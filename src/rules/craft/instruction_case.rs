#![doc = include_str!("instruction_case.md")]

use crate::dockerfile::KEYWORDS;
use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/reference/build-checks/consistent-instruction-casing/>
pub const RULE: Rule = Rule::new("instruction-case", Severity::Note)
    .aliases("buildkit:ConsistentInstructionCasing")
    .pedantic()
    .fixes(Safety::Safe)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // More large ones than small ones, or as many.
    let mut balance = 0_i32;
    for word in keywords(file) {
        balance += i32::from(word.value.bytes().all(|byte| byte.is_ascii_uppercase()));
        balance -= i32::from(word.value.bytes().all(|byte| byte.is_ascii_lowercase()));
    }
    for word in keywords(file) {
        let wanted = if balance < 0 {
            word.value.to_ascii_lowercase()
        } else {
            word.value.to_ascii_uppercase()
        };
        if check.is_full() {
            return;
        }
        if wanted != word.value {
            check
                .report(
                    word.span,
                    format!(
                        "`{}` is written unlike the other instructions here.",
                        word.value
                    ),
                    format!("Docker doesn't mind, but eyes that look for `{wanted}` pass over it."),
                )
                .fix(DraftFix::safe(format!("Write `{wanted}`")).replace(word.span, wanted));
        }
    }
}

/// The first words of the lines that Docker knows.
fn keywords<'d, 'a>(file: &'d Dockerfile<'a>) -> impl Iterator<Item = &'d Text<'a>> {
    let words = file.instructions.iter().map(|one| &one.keyword);
    words.filter(|word| {
        let known = |keyword: &str| keyword.eq_ignore_ascii_case(&word.value);
        KEYWORDS.iter().any(|keyword| known(keyword))
    })
}
