//! Long lines, many lines, and words that invite backtracking.

use cozydock::source::Kind;

use crate::{MEGABYTE, as_every_kind, as_kind};

#[test]
fn lines_of_ten_megabytes() {
    let contexts = [
        ("FROM a:1\nRUN echo ", "\n", Kind::Dockerfile),
        ("FROM a:1\n# ", "\nRUN sudo a\n", Kind::Dockerfile),
        (
            "services: {a: {image: b, command: '",
            "'}}\n",
            Kind::Compose,
        ),
        ("docker run -e A='", "' b\n", Kind::DockerRun),
    ];
    for unit in ["a", " ", "\\", "\"", "é ", "&& a ", "$A", "🦊=1 "] {
        let line = unit.repeat(10 * MEGABYTE / unit.len());
        as_every_kind(&format!("ten megabytes of {unit:?}"), &line);
        for (before, after, kind) in contexts {
            let text = format!("{before}{line}{after}");
            as_kind(
                &format!("{before:?} and ten megabytes of {unit:?}"),
                &text,
                Some(kind),
            );
        }
    }
}

#[test]
fn a_million_short_lines() {
    for line in [
        "\n", "a\n", "#\n", "\\\n", "\r\n", "- a\n", "a: b\n", "A=b\n", "\"\n", "!*\n",
    ] {
        as_every_kind(&format!("a million of {line:?}"), &line.repeat(1_000_000));
    }
    let continued = format!("FROM a:1\nRUN a {}\n", "\\\n#\n".repeat(500_000));
    as_kind(
        "a continuation with comments",
        &continued,
        Some(Kind::Dockerfile),
    );
}

#[test]
fn words_that_invite_backtracking() {
    let contexts = [
        ("FROM a:1\nENV API_TOKEN=", Kind::Dockerfile),
        ("FROM a:1\nRUN curl -H 'x: ", Kind::Dockerfile),
        (
            "services:\n  a:\n    image: b:1\n    environment:\n      API_TOKEN: ",
            Kind::Compose,
        ),
        ("docker run -e API_TOKEN=", Kind::DockerRun),
    ];
    for unit in [
        "ghp_",
        "AKIA",
        "eyJ",
        "eyJhbGciOiJ.",
        "xoxb-1-",
        "sk-",
        "-----BEGIN ",
        "://a:b@",
        "https://a:",
        "a@",
        "..",
        "${A",
        "$$",
        "{{",
        "AccountKey=",
        "a-",
    ] {
        for (context, kind) in contexts {
            let text = format!("{context}{}\n", unit.repeat(MEGABYTE / unit.len()));
            as_kind(
                &format!("{context:?} and a megabyte of {unit:?}"),
                &text,
                Some(kind),
            );
        }
    }
    // Finding the nearest known word for a typo multiplies the two lengths.
    let long = "imagee".repeat(MEGABYTE / 6);
    as_kind(
        "a huge instruction",
        &format!("FROM a:1\n{long} b\n"),
        Some(Kind::Dockerfile),
    );
    as_kind(
        "a huge key",
        &format!("services:\n  a:\n    \"{long}\": b\n"),
        Some(Kind::Compose),
    );
    as_kind(
        "a huge flag",
        &format!("docker run --{long} b\n"),
        Some(Kind::DockerRun),
    );
    as_kind(
        "a huge image",
        &format!("FROM {long}:{long}@sha256:{long}\n"),
        Some(Kind::Dockerfile),
    );
    as_kind(
        "a huge port",
        &format!("docker run -p {} a\n", "1".repeat(MEGABYTE)),
        Some(Kind::DockerRun),
    );
    as_kind(
        "a huge port range",
        "services:\n  a:\n    ports: [\"1-4294967295:1-65535\"]\n",
        Some(Kind::Compose),
    );
}
