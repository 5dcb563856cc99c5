//! Texts that try to overflow the stack or to cost more than their length.

use proptest::prelude::*;

use super::*;

fn depth(text: &str) -> Option<Fault> {
    read(text).problem.map(|problem| problem.fault)
}

#[test]
fn deep_nesting() {
    for open in [
        "( ",
        "$(",
        "{ ",
        "\"$(",
        "if ",
        "while ",
        "<(",
        "${x:-",
        "case a in b) ",
        "a $(",
    ] {
        assert_eq!(depth(&open.repeat(100_000)), Some(Fault::TooDeep), "{open}");
    }
    for open in [
        "((",
        "$((",
        "`",
        "'",
        "\"",
        "[[ ",
        "bash -c \"",
        "f() ",
        "a=(",
        "@(",
    ] {
        read(&open.repeat(20_000));
    }
    let blocks = format!("{}inner x{}; after", "( ".repeat(5000), " )".repeat(5000));
    assert_eq!(outline(&read(&blocks)), ["inner|x", "after"]);
}

#[test]
fn wrappers_in_wrappers() {
    assert_eq!(count(&format!("{}true", "sudo ".repeat(30))), (31, None));
    let (commands, fault) = count(&"sudo ".repeat(100_000));
    assert!(commands < 100 && fault == Some(Fault::TooDeep));
    let (commands, fault) = count(&"eval ".repeat(100_000));
    assert!(commands < 100 && fault == Some(Fault::TooDeep));
}

fn count(text: &str) -> (usize, Option<Fault>) {
    let script = read(text);
    (
        script.commands.len(),
        script.problem.map(|problem| problem.fault),
    )
}

#[test]
fn more_words_than_anyone_writes() {
    let (commands, fault) = count(&"a;".repeat(110_000));
    assert_eq!((commands, fault), (100_001, Some(Fault::TooLong)));
}

/// Pieces that mean something to the reader, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(" "),
        Just("\n"),
        Just("\\\n"),
        Just("\r\n"),
        Just("\\"),
        Just("'"),
        Just("\""),
        Just("`"),
        Just("$"),
        Just("$("),
        Just("$(("),
        Just("${"),
        Just("}"),
        Just("("),
        Just(")"),
        Just("(("),
        Just("))"),
        Just("{ "),
        Just("; "),
        Just(";;"),
        Just("&&"),
        Just("|"),
        Just("&"),
        Just("<"),
        Just(">"),
        Just("<<E\n"),
        Just("\nE\n"),
        Just("<<<"),
        Just("<("),
        Just("2>&1"),
        Just("#"),
        Just("if "),
        Just("then "),
        Just("fi "),
        Just("for x in "),
        Just("do "),
        Just("done "),
        Just("case x in "),
        Just("esac "),
        Just("[[ "),
        Just(" ]]"),
        Just("A="),
        Just("a[0]+="),
        Just("=("),
        Just("sudo "),
        Just("env "),
        Just("sh -c "),
        Just("eval "),
        Just("bash "),
        Just("find -exec "),
        Just("xargs "),
        Just("x"),
        Just("ü"),
        Just("-o"),
        Just("--"),
        Just("--a=b"),
        Just("f()"),
        Just("!"),
        Just("time "),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn sound(text: &str, dialect: Dialect) {
    let script = parse(text, &Origin::Verbatim(0), dialect);
    let fits = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    for (index, command) in script.commands.iter().enumerate() {
        assert!(fits(command.span), "{command:?}");
        assert!(
            command.inside.is_none_or(|inside| inside < index),
            "{command:?}"
        );
        assert!(
            command.reads_from.is_none_or(|writer| writer < index),
            "{command:?}"
        );
        assert!(
            command
                .pipes_into
                .is_none_or(|reader| reader < script.commands.len())
        );
        for word in &command.words {
            assert!(
                fits(word.span) && command.span.contains(word.span),
                "{command:?}"
            );
            assert!(
                fits(word.tail(1).span) && fits(word.tail(99).span),
                "{word:?}"
            );
            if word.span.slice(text).len() == word.value.len() && !word.quoted {
                assert!(word.span.slice(text) == word.value || text.contains("\\\n"));
            }
        }
        for set in &command.assignments {
            assert!(fits(set.name.span) && fits(set.value.span), "{set:?}");
        }
        assert!(command.arguments(&["-o"]).count() <= text.len());
        assert!(!script.pipeline_of(index).is_empty());
        assert!(script.unwrapped(index) >= index);
    }
    assert!(script.assignments().count() <= text.len());
    assert!(
        script
            .problem
            .is_none_or(|problem| problem.span.start as usize <= text.len())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_pieces(text in pieces(), dockerfile: bool, backtick: bool) {
        let continuation = if backtick { b'`' } else { b'\\' };
        sound(&text, Dialect { continuation, dockerfile });
    }

    #[test]
    fn any_text(text in any::<String>()) {
        sound(&text, Dialect::DOCKERFILE);
    }
}
