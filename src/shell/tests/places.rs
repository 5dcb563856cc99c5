//! Spans are exact places in the file.

use super::*;

/// What the spans of the words of every command cover.
fn covered(text: &str, origin: &Origin, part: &str, dialect: Dialect) -> Vec<String> {
    let script = parse(part, origin, dialect);
    let words = script.commands.iter().flat_map(|command| &command.words);
    words.map(|word| word.span.slice(text).to_owned()).collect()
}

#[test]
fn words_commands_and_redirections() {
    let text = "RUN A=1 foo 'b c'\\\n 2>/x && d";
    let script = parse(&text[4..], &Origin::Verbatim(4), Dialect::DOCKERFILE);
    let first = &script.commands[0];
    assert_eq!(first.span.slice(text), "A=1 foo 'b c'\\\n 2>/x");
    assert_eq!(first.words[1].span.slice(text), "'b c'");
    assert_eq!(first.redirects[0].span.slice(text), "2>/x");
    assert_eq!(first.redirects[0].descriptor, Some(2));
    assert_eq!(first.assignments[0].name.span.slice(text), "A");
    assert_eq!(first.assignments[0].value.span.slice(text), "1");
    assert_eq!(script.commands[1].span.slice(text), "d");
}

#[test]
fn inner_scripts() {
    let verbatim = "sudo sh -c 'curl x \\\n | bash' && sh -c \"pip install y\"";
    let words = covered(
        verbatim,
        &Origin::Verbatim(0),
        verbatim,
        Dialect::DOCKERFILE,
    );
    let inner: Vec<&str> = words.iter().map(String::as_str).collect();
    for word in ["curl", "x", "bash", "pip", "install", "y"] {
        assert!(inner.contains(&word), "{word} in {inner:?}");
    }
    // An escape makes places inside uncertain: the whole word.
    let escaped = "sh -c \"a \\\"b\\\"\"";
    let words = covered(escaped, &Origin::Verbatim(0), escaped, Dialect::DOCKERFILE);
    assert_eq!(
        words,
        [
            "sh",
            "-c",
            "\"a \\\"b\\\"\"",
            "\"a \\\"b\\\"\"",
            "\"a \\\"b\\\"\""
        ]
    );
    let heredoc = "RUN bash <<E\napt-get update\nE\n";
    let words = covered(
        heredoc,
        &Origin::Verbatim(4),
        &heredoc[4..],
        Dialect::DOCKERFILE,
    );
    assert_eq!(words, ["bash", "apt-get", "update"]);
}

#[test]
fn other_origins() {
    let whole = Origin::Whole(Span::new(3, 9));
    let words = covered("...\"a b\"...", &whole, "a b", Dialect::SHELL);
    assert_eq!(words, ["\"a b\".", "\"a b\"."]);
    // A YAML block scalar: two lines without their indent.
    let file = "x: |\n  foo bar\n  baz";
    let pieces = Origin::Pieces(vec![(0, 7), (8, 17)]);
    assert_eq!(
        covered(file, &pieces, "foo bar\nbaz", Dialect::SHELL),
        ["foo", "bar", "baz"]
    );
    let words = vec![
        Word::new(crate::source::Text::new("sh", Span::new(1, 5))),
        Word::new(crate::source::Text::new("-c", Span::new(7, 11))),
        Word::new(crate::source::Text::new("a b", Span::new(13, 18))),
    ];
    let exec = "[\"sh\", \"-c\", \"a b\"]";
    let script = parse_exec(words);
    assert_eq!(script.commands[1].words[1].span.slice(exec), "b");
}

#[test]
fn what_a_word_tells() {
    let script = read("a 'b' c\\ d \"$e\" f$(g) '$h' i$ \"a\"'b'");
    let told: Vec<(&str, bool, bool)> = script.commands[0]
        .words
        .iter()
        .map(|word| (word.as_str(), word.quoted, word.expands))
        .collect();
    assert_eq!(
        told,
        [
            ("a", false, false),
            ("b", true, false),
            ("c d", true, false),
            ("$e", true, true),
            ("f$(g)", false, true),
            ("$h", true, false),
            ("i$", false, false),
            ("ab", true, false),
        ]
    );
    let borrowed = |index: usize| {
        matches!(
            script.commands[0].words[index].value,
            std::borrow::Cow::Borrowed(_)
        )
    };
    assert!(borrowed(0) && borrowed(1) && borrowed(3) && borrowed(4) && !borrowed(7));
    assert_eq!(read("a $'x\\ty\\'z'").commands[0].words[1].value, "x\ty'z");
}
