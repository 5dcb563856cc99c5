//! The Dockerfile model on the forms that real files use.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cozydock::dockerfile::{Base, Body, Dockerfile, ProblemKind};

fn read(text: &str) -> Dockerfile<'_> {
    let file = Dockerfile::read(text);
    for instruction in &file.instructions {
        assert!(
            text.get(instruction.span.start as usize..instruction.span.end as usize)
                .is_some()
        );
        for flag in &instruction.flags {
            assert!(flag.span.slice(text).starts_with("--"));
        }
    }
    file
}

#[test]
fn stages_and_their_bases() {
    let text = "ARG TAG=3.20\nFROM alpine:${TAG} AS Base\nENV A=1\nFROM base AS build\nRUN make\nFROM scratch\nCOPY --from=build /x /x\n";
    let file = read(text);
    assert!(file.is_readable());
    let bases: Vec<_> = file.stages.iter().map(|stage| stage.base).collect();
    assert_eq!(bases, [Base::Image, Base::Stage(0), Base::Scratch]);
    assert_eq!(
        file.stages.iter().map(|s| s.shipped).collect::<Vec<_>>(),
        [false, false, true]
    );
    let (_, from) = file.froms().next().expect("a FROM");
    assert_eq!(from.image.value(), Some("alpine:3.20"));
    assert_eq!(from.image.span().slice(text), "alpine:${TAG}");
    assert_eq!(file.stages[1].variable("A"), Some(Some("1")));
    assert_eq!(file.stages[2].variable("A"), None);
}

#[test]
fn pairs_keep_their_places() {
    let text = "FROM a\nENV A=1 B=\"two words\" \\\n    # a comment\n    C='$A' D=$A\nENV old the rest of it\nLABEL \"a.b\"=c\nARG X Y=2\n";
    let file = read(text);
    assert!(file.is_readable(), "{:?}", file.problems);
    let pairs: Vec<_> = file
        .instructions
        .iter()
        .flat_map(|instruction| match &instruction.body {
            Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => pairs.as_slice(),
            _ => &[],
        })
        .map(|pair| {
            let value = pair.value.as_ref();
            (
                pair.name.as_str(),
                value.and_then(|value| value.value()),
                pair.span.slice(text),
            )
        })
        .collect();
    assert_eq!(
        pairs,
        [
            ("A", Some("1"), "A=1"),
            ("B", Some("two words"), "B=\"two words\""),
            ("C", Some("$A"), "C='$A'"),
            // A variable of the same ENV isn't set yet.
            ("D", None, "D=$A"),
            ("old", Some("the rest of it"), "old the rest of it"),
            ("a.b", Some("c"), "\"a.b\"=c"),
            ("X", None, "X"),
            ("Y", Some("2"), "Y=2"),
        ]
    );
}

#[test]
fn broken_lines_cost_only_themselves() {
    let text = "FROM a\nRUNN x\nWORKDIR\nUSER app\n";
    let file = read(text);
    assert_eq!(file.problems.len(), 2);
    assert!(matches!(
        file.problems[0].kind,
        ProblemKind::UnknownInstruction("RUNN")
    ));
    assert!(matches!(
        file.problems[1].kind,
        ProblemKind::MissingArgument("WORKDIR")
    ));
    assert_eq!(file.problems[0].span.slice(text), "RUNN");
    assert!(matches!(&file.instructions[3].body, Body::User(user) if user.written() == "app"));
}

#[test]
fn here_documents() {
    let text = "FROM a\nRUN cat <<EOF > /x && echo <<-'B'\nUSER not\nEOF\n\tmore\n\tB\nCOPY <<one.txt <<\"two\" /dir/\n1\none.txt\n2\ntwo\nUSER app\n";
    let file = read(text);
    assert!(file.is_readable(), "{:?}", file.problems);
    let kinds: Vec<_> = file
        .instructions
        .iter()
        .map(|i| i.keyword.as_str())
        .collect();
    assert_eq!(kinds, ["FROM", "RUN", "COPY", "USER"]);
    let bodies: Vec<_> = file
        .instructions
        .iter()
        .flat_map(|i| &i.here_documents)
        .map(|document| {
            (
                document.delimiter.as_ref(),
                document.body.slice(text),
                document.expands,
            )
        })
        .collect();
    assert_eq!(
        bodies,
        [
            ("EOF", "USER not\n", true),
            ("B", "\tmore\n", false),
            ("one.txt", "1\n", true),
            ("two", "2\n", false)
        ]
    );
}

#[test]
fn an_open_here_document_leaves_the_rest() {
    let file = read("FROM a\nRUN <<EOF\napk add curl\nUSER app\n");
    assert!(matches!(&file.problems[0].kind, ProblemKind::OpenHereDocument(end) if end == "EOF"));
    assert!(matches!(&file.instructions[2].body, Body::User(_)));
}

#[test]
fn windows_crlf_bom_and_backtick() {
    let text = "\u{feff}# escape=`\r\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\r\nRUN dir `\r\n  C:\\\r\nWORKDIR C:\\app\r\n";
    let file = read(text);
    assert!(file.is_readable(), "{:?}", file.problems);
    assert_eq!(file.directives.escape, b'`');
    assert_eq!(file.instructions.len(), 3);
    assert!(
        matches!(&file.instructions[2].body, Body::Workdir(dir) if dir.value() == Some("C:\\app"))
    );
}

#[test]
fn directives_flags_and_forms() {
    let text = "# syntax=docker/dockerfile:1\n# check=skip=all\nFROM --platform=$BUILDPLATFORM a AS b\nRUN --mount=type=cache,target=/root/.cache [\"pip\", \"install\"]\nHEALTHCHECK --interval=5s CMD curl -f http://x\nONBUILD RUN make\nVOLUME [\"/a\", \"/b\"]\nEXPOSE 80 443/tcp\nCOPY [\"a b\", \"/x y/\"]\n";
    let file = read(text);
    assert!(file.is_readable(), "{:?}", file.problems);
    assert_eq!(
        file.directives
            .syntax
            .as_ref()
            .map(cozydock::source::Text::as_str),
        Some("docker/dockerfile:1")
    );
    assert_eq!(
        file.directives
            .check
            .as_ref()
            .map(cozydock::source::Text::as_str),
        Some("skip=all")
    );
    let mount = file.instructions[1]
        .flag("mount")
        .and_then(|flag| flag.value.as_ref());
    assert_eq!(
        mount.map(cozydock::dockerfile::Argument::written),
        Some("type=cache,target=/root/.cache")
    );
    assert!(file.instructions[3].onbuild);
    assert!(file.instructions[3].run().is_some());
    let Body::Copy(copy) = &file.instructions[6].body else {
        panic!("{:?}", file.instructions[6])
    };
    assert_eq!(copy.sources[0].value(), Some("a b"));
    assert_eq!(copy.destination.value(), Some("/x y/"));
    let Body::Volume(volumes) = &file.instructions[4].body else {
        panic!()
    };
    assert_eq!(volumes[1].text.span.slice(text), "/b");
}

#[test]
fn no_from_is_a_problem_and_nothing_else() {
    for text in ["", "# only a comment\n", "ARG A=1\n"] {
        let file = read(text);
        assert!(
            matches!(file.problems[0].kind, ProblemKind::NoFrom),
            "{text:?}"
        );
    }
}

mod properties {
    use super::Dockerfile;
    use proptest::prelude::*;

    /// Lines that look like Dockerfiles, and lines that don't.
    fn line() -> impl Strategy<Value = String> {
        let keyword = prop::sample::select(vec![
            "FROM",
            "RUN",
            "COPY",
            "ENV",
            "ARG",
            "LABEL",
            "USER",
            "CMD",
            "HEALTHCHECK",
            "ONBUILD",
            "ADD",
            "SHELL",
            "VOLUME",
            "EXPOSE",
            "from",
            "#",
            "EOF",
            "",
        ]);
        let rest = prop_oneof![
            "[ -~]{0,20}",
            "\\PC{0,12}",
            Just(" <<EOF".to_owned()),
            Just(" a \\".to_owned()),
            Just(" [\"a\", \"b\"".to_owned()),
            Just(" A=${B:-${C}} \"é😀".to_owned()),
        ];
        (
            keyword,
            rest,
            prop::sample::select(vec!["\n", "\r\n", "\r", ""]),
        )
            .prop_map(|(keyword, rest, end)| format!("{keyword}{rest}{end}"))
    }

    proptest! {
        #[test]
        fn any_text_is_read_with_places_inside_it(lines in prop::collection::vec(line(), 0..12)) {
            let text = lines.concat();
            let file = Dockerfile::read(&text);
            let inside = |span: cozydock::source::Span| {
                text.get(span.start as usize..span.end as usize).is_some()
            };
            for instruction in &file.instructions {
                prop_assert!(inside(instruction.span));
                prop_assert!(inside(instruction.keyword.span));
                for document in &instruction.here_documents {
                    prop_assert!(inside(document.body) && inside(document.marker));
                }
                if let Some(line) = instruction.command_line() {
                    prop_assert!(inside(line.span), "{:?}", line);
                    for command in &line.script.commands {
                        prop_assert!(inside(command.span));
                    }
                }
            }
            for problem in &file.problems {
                prop_assert!(inside(problem.span));
            }
        }
    }
}
