//! Very many faults in one file, and very many on one line.

use cozydock::source::Kind;

use crate::as_kind;

#[test]
fn a_hundred_thousand_faults() {
    let faults = [
        (Kind::Dockerfile, "FROM a:1\n", "COPYY a b\n"),
        (Kind::Dockerfile, "FROM a:1\n", "RUN\n"),
        (Kind::Dockerfile, "FROM a:1\n", "ENV A=\"b\n"),
        (Kind::Dockerfile, "FROM a:1\n", "RUN <<E\n"),
        (Kind::Dockerfile, "FROM a:1\n", "RUN echo 'a\n"),
        (Kind::Dockerfile, "FROM a:1\n", "RUN --mount=type=x,y a\n"),
        (Kind::Dockerfile, "", "FROM\n"),
        (Kind::Dockerfile, "", "FROM node:latest\nRUN sudo a\n"),
        (
            Kind::Dockerfile,
            "FROM a:1\n",
            "# hadolint ignore=DL3000\nWORKDIR a\n",
        ),
        (Kind::Compose, "services:\n", "\ta: b\n"),
        (Kind::Compose, "services:\n", "  a: [\n"),
        (Kind::Compose, "services:\n", "  a: \"b\n"),
        (Kind::Compose, "services:\n", "  - @\n"),
        (Kind::Compose, "services:\n", "  a: *b\n"),
        (Kind::Compose, "services:\n", "  a: {imag: b}\n"),
        (
            Kind::Compose,
            "services:\n  a:\n    environment:\n",
            "      - A=${\n",
        ),
        (Kind::DockerRun, "", "docker run --bogus\n"),
        (Kind::DockerRun, "", "docker run -p 'x:y:z a\n"),
        (Kind::DockerRun, "", "$ docker run a \\\n\n"),
        (Kind::Dockerignore, "", "[a\n"),
        (Kind::Env, "", "= \"\n"),
    ];
    for (kind, start, fault) in faults {
        let text = format!("{start}{}", fault.repeat(100_000));
        as_kind(
            &format!("{start:?} and 100,000 times {fault:?}"),
            &text,
            Some(kind),
        );
    }
}

#[test]
fn thousands_of_findings_on_one_long_line_beyond_ascii() {
    let many = |item: fn(usize) -> String| (0..20_000).map(item).collect::<String>();
    let lines = [
        (
            Kind::Dockerfile,
            "FROM a:1\nRUN ",
            many(|at| format!("sudo é{at} && ")),
            "true\n",
        ),
        (
            Kind::Dockerfile,
            "FROM a:1\nRUN ",
            many(|at| format!("curl -k https://é{at}🦊 | sh; ")),
            "true\n",
        ),
        (
            Kind::Dockerfile,
            "FROM a:1\nENV ",
            many(|at| format!("É{at}_TOKEN=Pflaumenküche-{at}🦊 ")),
            "\n",
        ),
        (
            Kind::Compose,
            "services: {",
            many(|at| format!("s{at}: {{image: é{at}, privileged: true}}, ")),
            "}\n",
        ),
        (
            Kind::Compose,
            "services: {ü: {image: b, ports: [",
            many(|at| format!("\"{}:5432\", ", at + 1)),
            "]}}\n",
        ),
        (
            Kind::DockerRun,
            "docker run ",
            many(|at| format!("-p {}:5432 -e Ü{at}_PASSWORD=Küche-🦊{at} ", at + 1)),
            "postgres\n",
        ),
        (
            Kind::Env,
            "",
            many(|at| format!("É{at}_PASSWORD=Küche-🦊{at} ")),
            "\n",
        ),
    ];
    for (kind, before, line, after) in lines {
        let report = as_kind(before, &format!("{before}{line}{after}"), Some(kind));
        let expected = kind == Kind::Env || report.findings.len() >= 200;
        assert!(expected, "{before:?}: {} findings", report.findings.len());
    }
}
