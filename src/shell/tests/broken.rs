//! Broken texts still yield their commands.

use super::*;

#[track_caller]
fn broken(text: &str, fault: Fault, at: &str, expected: &[&str]) {
    let script = read(text);
    assert_eq!(outline(&script), expected, "{text}");
    let problem = script.problem.unwrap();
    assert_eq!(
        (problem.fault, problem.span.slice(text)),
        (fault, at),
        "{text}"
    );
}

#[test]
fn unterminated() {
    broken(
        "a && b \"c && d",
        Fault::UnterminatedQuote,
        "\"",
        &["a", "b|c && d"],
    );
    broken("a && b 'c", Fault::UnterminatedQuote, "'", &["a", "b|c"]);
    broken("a ${b", Fault::UnterminatedExpansion, "$", &["a|${b"]);
    broken(
        "a $(b && c",
        Fault::UnterminatedSubstitution,
        "$",
        &["a|$(b && c", ">b", ">c"],
    );
    broken(
        "a `b",
        Fault::UnterminatedSubstitution,
        "`",
        &["a|`b", ">b"],
    );
    broken("(a; b", Fault::UnclosedBlock, "(", &["a", "b"]);
    broken("if a; then b", Fault::UnclosedBlock, "i", &["a", "b"]);
    broken(
        "cat <<E\nx",
        Fault::UnterminatedHereDocument,
        "<<E",
        &["cat|HereDocument:E"],
    );
    broken("[[ a ; b", Fault::Unexpected, ";", &["[[|a", "b"]);
}

#[test]
fn stray_words_and_operators() {
    broken("a; fi && b", Fault::Unexpected, "fi", &["a", "b"]);
    broken("a && && b", Fault::MissingCommand, "&&", &["a", "b"]);
    broken("&& a", Fault::MissingCommand, "&&", &["a"]);
    broken("a && \\\n", Fault::MissingCommand, "&&", &["a"]);
    broken("a |; b", Fault::MissingCommand, ";", &["a", "b"]);
    broken("a ) b", Fault::Unexpected, ")", &["a", "b"]);
    broken(
        "a; done; b; }; c",
        Fault::Unexpected,
        "done",
        &["a", "b", "c"],
    );
    broken(
        "if a; then b; done; c; fi; d",
        Fault::Unexpected,
        "done",
        &["a", "b", "c", "d"],
    );
    broken(
        "$(if a; then b); c",
        Fault::UnclosedBlock,
        "i",
        &["$(if a; then b)", ">a", ">b", "c"],
    );
    broken("a > && b", Fault::MissingTarget, ">", &["a", "b"]);
    broken("echo a (b)", Fault::Unexpected, "(", &["echo|a", "b"]);
    broken("a;; b", Fault::Unexpected, ";;", &["a", "b"]);
    broken(
        "if a; then b; fi c",
        Fault::Unexpected,
        "c",
        &["a", "b", "c"],
    );
    broken("a && fi", Fault::Unexpected, "fi", &["a"]);
}

#[test]
fn reserved_words_are_words_elsewhere() {
    runs(
        "echo if then fi { } done; x=if y",
        &["echo|if|then|fi|{|}|done", "x=if|y"],
    );
    runs(
        "find . -exec a {} \\; ; 'if' b; ifconfig",
        &["find|.|-exec|a|{}|;", ">a|{}", "if|b", "ifconfig"],
    );
    runs("for do in do in; do echo $do; done", &["echo|$do"]);
    runs("case in in in) a;; esac", &["a"]);
}
