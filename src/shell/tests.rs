//! What realistic and broken texts execute.

use super::*;

/// One line for each command: indent by containment, how it is joined, its words.
fn outline(script: &Script<'_>) -> Vec<String> {
    let line = |command: &Command<'_>| {
        let mut depth = 0;
        let mut inside = command.inside;
        while let Some(index) = inside {
            depth += 1;
            inside = script.commands[index].inside;
        }
        let mut parts = Vec::new();
        for set in &command.assignments {
            parts.push(format!("{}={}", set.name.value, set.value.value));
        }
        parts.extend(
            command
                .words
                .iter()
                .map(|word| word.value.clone().into_owned()),
        );
        for redirect in &command.redirects {
            parts.push(format!("{:?}:{}", redirect.operator, redirect.target.value));
        }
        format!("{}{}", ">".repeat(depth), parts.join("|"))
    };
    script.commands.iter().map(line).collect()
}

fn run(text: &str) -> Script<'_> {
    parse(text, &Origin::Verbatim(0), Dialect::DOCKERFILE)
}

#[track_caller]
fn runs(text: &str, expected: &[&str]) {
    let script = run(text);
    assert_eq!(outline(&script), expected, "{text}");
    assert_eq!(script.problem, None, "{text}");
}

#[test]
fn smoke() {
    runs(
        "apt-get update && apt-get install -y curl",
        &["apt-get|update", "apt-get|install|-y|curl"],
    );
    runs(
        "A=1 B='x y' make -j4 2>/dev/null",
        &["A=1|B=x y|make|-j4|Write:/dev/null"],
    );
    runs(
        "if [ -f x ]; then a; elif b; then c; else d; fi && e",
        &["[|-f|x|]", "a", "b", "c", "d", "e"],
    );
    runs(
        "for k in A $(list) B; do gpg \"$k\" || gpg2 $k; done",
        &["list", "gpg|$k", "gpg2|$k"],
    );
    runs(
        "sudo -E -u root env A=1 bash -lc 'x && y z'",
        &[
            "sudo|-E|-u|root|env|A=1|bash|-lc|x && y z",
            ">env|A=1|bash|-lc|x && y z",
            ">>A=1|bash|-lc|x && y z",
            ">>>x",
            ">>>y|z",
        ],
    );
    runs(
        "case \"$(uname -m)\" in x86_64|amd64) a;; *) b ;; esac; c",
        &["uname|-m", "a", "b", "c"],
    );
    runs(
        "cat <<EOF > /x && y\n$(d)\nb && c\nEOF\n",
        &["cat|HereDocument:EOF|Write:/x", ">d", "y"],
    );
}
