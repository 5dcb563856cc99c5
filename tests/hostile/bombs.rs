//! Small texts that grow without bound when they are expanded.

use crate::as_every_kind;

#[test]
fn bombs_that_grow_when_expanded() {
    let laughs: String = (1..10)
        .map(|level| {
            format!(
                "x{level}: &x{level} [{}]\n",
                vec![format!("*x{}", level - 1); 10].join(", ")
            )
        })
        .collect();
    let merges: String = (1..10)
        .map(|level| {
            format!(
                "x{level}: &x{level} {{<<: [{}], k{level}: 1}}\n",
                vec![format!("*x{}", level - 1); 10].join(", ")
            )
        })
        .collect();
    let service =
        "services:\n  a:\n    <<: *x9\n    command: *x9\n    ports: *x9\n    environment: *x9\n";
    as_every_kind("billion laughs", &format!("x0: &x0 lol\n{laughs}{service}"));
    as_every_kind(
        "billion merges",
        &format!("x0: &x0 {{image: a}}\n{merges}{service}"),
    );
    for text in [
        "a: &a [*a]\n",
        "a: &a {<<: *a}\n",
        "services: &s\n  a: &a\n    <<: [*a, *s]\n    extends: a\n",
        "services:\n  a: {extends: b, depends_on: [b]}\n  b: {extends: a, depends_on: [a]}\n",
        "services:\n  a: *nowhere\n  b: {<<: *nowhere}\n",
        "FROM a AS a\nFROM b AS a\nCOPY --from=a / /\nFROM ${A}\n",
        "ARG A=${A}\nFROM x:${A}\nARG A=${A}${A}\nENV A=$A$A B=$B$A\nRUN $A\n",
    ] {
        as_every_kind(text, text);
    }
    for word in ["ARG", "ENV"] {
        let doubling: String = (1..64)
            .map(|level| format!("{word} A{level}=$A{0}$A{0}\n", level - 1))
            .collect();
        as_every_kind(
            "doubling variables",
            &format!("ARG A0=aaaa\nFROM a:1\nARG A0\n{doubling}RUN $A63\nUSER $A63\n"),
        );
        as_every_kind(
            "doubling variables before FROM",
            &format!("ARG A0=aaaa\n{doubling}FROM ${{A63}}\n"),
        );
    }
    let chain = |line: fn(usize) -> String| (1..20_000).map(line).collect::<String>();
    as_every_kind(
        "stages in a chain",
        &format!(
            "FROM a:1 AS s0\n{}",
            chain(|at| format!("FROM s{} AS s{at}\nCOPY --from=s{} a b\n", at - 1, at / 2))
        ),
    );
    as_every_kind(
        "extends in a chain",
        &format!(
            "services:\n  s0: {{image: a}}\n{}",
            chain(|at| format!(
                "  s{at}: {{extends: s{}, depends_on: [s{}]}}\n",
                at - 1,
                at / 2
            ))
        ),
    );
    as_every_kind(
        "merges in a chain",
        &format!(
            "x0: &x0 {{image: a}}\n{}services:\n  a: *x19999\n",
            chain(|at| format!("x{at}: &x{at} {{<<: *x{}}}\n", at - 1))
        ),
    );
    as_every_kind(
        "one anchor, many uses",
        &format!(
            "x: &x {{image: redis, ports: [\"6379:6379\"], privileged: true}}\nservices:\n{}",
            chain(|at| format!("  s{at}: *x\n"))
        ),
    );
}
