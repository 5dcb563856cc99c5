#![doc = include_str!("fixed_platform.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule.
/// <https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/>
pub const RULE: Rule = Rule::new("fixed-platform", Severity::Note)
    .aliases(
        "hadolint:DL3029 buildkit:FromPlatformFlagConstDisallowed kics:using_platform_with_from",
    )
    .fixes(Safety::Review)
    .in_instruction(instruction);

/// Systems and processors that can be named alone.
const ALONE: &str = "linux windows darwin freebsd wasip1 amd64 x86_64 arm64 aarch64 arm armhf armel 386 i386 \
    ppc64le s390x riscv64 loong64 mips64le";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::From(from) = &instruction.body else {
        return;
    };
    let Some(flag) = instruction.flag("platform") else {
        return;
    };
    let Some(platform) = &flag.value else { return };
    let written = platform.written();
    let is_platform = written.contains('/') || is_one_of(ALONE, written);
    if !is_platform || written.contains(['$', '{', '%', '<']) {
        return;
    }
    // A stage that is named after its platform is one of several.
    let name = from
        .name
        .as_ref()
        .map_or("", Text::as_str)
        .to_ascii_lowercase();
    if written
        .split('/')
        .any(|part| !part.is_empty() && name.contains(part))
    {
        return;
    }
    check
        .report(
            platform.span(),
            format!("This image is always built for `{}`, on every machine.", excerpt(written)),
            "On another processor it runs in emulation, slowly, or not at all. Leave the flag out, and choose at build time: `docker build --platform …`.",
        )
        .fix(
            DraftFix::review("Let the build choose the platform")
                .delete(file.with_blanks_before(flag.span)),
        );
}
