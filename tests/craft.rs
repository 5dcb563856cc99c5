//! What the examples in the rules' pages can't hold: very many faults, odd bytes, and texts of
//! another kind than they are taken for.

use cozydock::report::Finding;
use cozydock::source::{Kind, SourceFile};
use cozydock::{Options, check};

fn craft(kind: Kind, text: &str) -> Vec<Finding> {
    let file = SourceFile {
        kind: Some(kind),
        text: text.to_owned(),
        name: None,
    };
    let report = check(&[file], &Options::default());
    let findings = report.findings.into_iter();
    findings
        .filter(|finding| finding.layer == cozydock::report::Layer::Craft)
        .collect()
}

/// Rule and line of each finding.
fn places(kind: Kind, text: &str) -> Vec<(String, u32)> {
    let found = craft(kind, text);
    found
        .into_iter()
        .map(|finding| (finding.rule, finding.range.start.line))
        .collect()
}

#[test]
fn a_thousand_faults_are_told_in_twenty_and_a_number() {
    let keys: String = (0..1000).map(|at| format!("    q{at}: 1\n")).collect();
    for (kind, text) in [
        (
            Kind::Dockerfile,
            format!("FROM a:1\n{}", "COPYY a b\n".repeat(1000)),
        ),
        (
            Kind::Dockerfile,
            format!("FROM a:1\n{}", "RUN\n".repeat(1000)),
        ),
        (
            Kind::Compose,
            format!("services:\n  a:\n    image: b:1\n{keys}"),
        ),
        (
            Kind::DockerRun,
            format!("docker run {}a", "--bogus ".repeat(1000)),
        ),
    ] {
        let found = craft(kind, &text);
        assert_eq!(found.len(), 21, "{kind:?}");
        assert_eq!(
            found.last().map(|last| last.title.as_str()),
            Some("… and 980 more like it in this file.")
        );
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let compose = "\u{feff}services:\r\n  web:\r\n    image: a:1\r\n    prots: []\r\n";
    assert_eq!(
        places(Kind::Compose, compose),
        [("unknown-key".to_owned(), 4)]
    );
    let dockerfile = "\u{feff}FROM a:1\r\nRUNN x\r\n";
    assert_eq!(
        places(Kind::Dockerfile, dockerfile),
        [("unknown-instruction".to_owned(), 2)]
    );
}

#[test]
fn bytes_that_are_no_text_are_told_once() {
    let bytes: String = (0..=255_u8).map(char::from).cycle().take(5000).collect();
    assert_eq!(
        places(Kind::Dockerfile, &bytes),
        [("syntax-error".to_owned(), 1)]
    );
    assert_eq!(
        places(Kind::Compose, &bytes),
        [("invalid-yaml".to_owned(), 1)]
    );
}

#[test]
fn a_long_word_is_not_repeated_since_it_may_be_a_key() {
    let word = "Zm9vYmFy".repeat(8);
    for (kind, text) in [
        (Kind::Dockerfile, format!("FROM a:1\n{word}\n")),
        (Kind::Compose, format!("services:\n{word}\n")),
    ] {
        for finding in craft(kind, &text) {
            let words = finding.title + &finding.detail;
            assert!(!words.contains(&word[..16]), "{words}");
        }
    }
}

/// The closing bracket of a list may stand at its key's column, or further left.
#[test]
fn shallow_brackets_are_read_wherever_they_stand() {
    let service = |at: usize| {
        format!(
            "  s{at}:\n    image: a:1\n    command: [\n      \"a # b\", # c\n\n      # d\n      \"e\"\n    ]\n    labels: {{\n      a: b\n  }}\n"
        )
    };
    let text = format!(
        "services:\n{}",
        (0..200).map(service).collect::<Vec<_>>().concat()
    );
    assert_eq!(places(Kind::Compose, &text), []);
}
