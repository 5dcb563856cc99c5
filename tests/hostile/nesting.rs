//! Texts nested deeper than any stack.

use cozydock::source::Kind;

use crate::{as_every_kind, as_kind};

#[test]
fn nesting_of_a_hundred_thousand_levels() {
    let pairs = [
        ("[", "]"),
        ("{", "}"),
        ("{a: ", "}"),
        ("(", ")"),
        ("$(", ")"),
        ("\"$(", ")\""),
        ("<(", ")"),
        ("${A:-", "}"),
        ("`", "`"),
        ("{ ", "; }"),
        ("((", "))"),
        ("[[ ", " ]]"),
        ("if true; then ", "; fi"),
        ("while a; do ", "; done"),
        ("case a in a) ", ";; esac"),
        ("f() { ", "; }"),
        ("! ", ""),
        ("sudo ", ""),
        ("env A=1 ", ""),
        ("xargs ", ""),
        ("eval ", ""),
        ("sh -c '", "'"),
        ("bash <<A\n", "\nA"),
        ("ONBUILD ", ""),
        ("- ", ""),
        ("? ", ""),
        ("- a: ", ""),
        ("&a ", ""),
        ("!t ", ""),
        ("\\", ""),
        ("\"", "\""),
        ("docker run ", ""),
        ("-e ", ""),
        ("**/", ""),
    ];
    let contexts = [
        ("FROM a:1\nRUN ", Kind::Dockerfile),
        ("FROM a:1\nENV A=", Kind::Dockerfile),
        ("FROM a:1\nHEALTHCHECK CMD ", Kind::Dockerfile),
        ("services:\n  a:\n    command: ", Kind::Compose),
        ("services:\n  a:\n    command: |\n      ", Kind::Compose),
        ("docker run ", Kind::DockerRun),
    ];
    for (open, close) in pairs {
        let opened = open.repeat(100_000);
        let closed = format!("{opened}a{}\n", close.repeat(100_000));
        as_every_kind(&format!("100,000 times {open:?}, closed"), &closed);
        for (context, kind) in contexts {
            let text = format!("{context}{opened}\n");
            as_kind(
                &format!("{context:?} and 100,000 times {open:?}"),
                &text,
                Some(kind),
            );
        }
    }
}

#[test]
fn indentation_of_two_thousand_levels() {
    for item in ["a:", "-", "- a:", "? a", "RUN a \\"] {
        let text: String = (0..2_000)
            .map(|depth| format!("{:depth$}{item}\n", ""))
            .collect();
        as_every_kind(&format!("indented {item:?}"), &text);
    }
}
