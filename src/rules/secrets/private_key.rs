#![doc = include_str!("private_key.md")]

use crate::facts::tokens::private_keys;
use crate::rules::prelude::*;

/// The rule. The format: <https://www.rfc-editor.org/rfc/rfc7468>
pub const RULE: Rule = Rule::new("private-key", Severity::Critical)
    .absorbs(
        "known-token secret-in-env secret-in-build-arg secret-in-command secret-in-config \
        default-password",
    )
    .in_dockerfile(dockerfile)
    .in_compose(compose);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    judge(
        file.source,
        "Everyone who has this file or the image can pose as its owner, and layers keep it for good. Make a new pair, revoke this one, and lend the new key to the step that needs it: `RUN --mount=type=secret,id=key …` or `--mount=type=ssh`.",
        check,
    );
}

fn compose(file: &Compose, check: &mut Check) {
    judge(
        file.source,
        "Everyone who has this file or its history can pose as its owner. Make a new pair, revoke this one, keep the new key in a file of its own outside git, and hand it over under `secrets:`.",
        check,
    );
}

fn judge(source: &str, detail: &str, check: &mut Check) {
    for range in private_keys(source) {
        let text = source.get(range.clone()).unwrap_or_default();
        let locked = text.contains("ENCRYPTED");
        let kind = kind(text);
        let place = Span::new(range.start, range.end);
        if locked {
            check
                .report(
                    place,
                    format!("{kind} stands in this file, locked only by its passphrase."),
                    detail,
                )
                .severity(Severity::High);
        } else {
            check.report(
                place,
                format!("{kind} stands in this file, ready to be used."),
                detail,
            );
        }
    }
}

/// What the first line says it is.
fn kind(text: &str) -> String {
    let label = text.strip_prefix("-----BEGIN ").unwrap_or_default();
    match label.split("PRIVATE KEY").next().unwrap_or_default().trim() {
        kind @ ("RSA" | "EC" | "DSA" | "PGP") => {
            let article = if kind == "RSA" || kind == "EC" {
                "An"
            } else {
                "A"
            };
            format!("{article} {kind} private key")
        }
        "OPENSSH" => "A private SSH key".to_owned(),
        _ => "A private key".to_owned(),
    }
}
