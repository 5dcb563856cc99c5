//! Any text at all, and text made to be slow.

use cozydock::compose::tree::Data;
use cozydock::docker_run::read;
use proptest::prelude::*;

/// Every span fits the text.
fn check_spans(source: &str) {
    let run = read(source);
    let mut rest = vec![run.root];
    let fits = |span: cozydock::source::Span| {
        let range = span.start as usize..span.end as usize;
        assert!(source.get(range).is_some(), "{span:?} {source:?}");
    };
    while let Some(id) = rest.pop() {
        let node = run.tree.node(id);
        fits(node.span);
        match &node.data {
            Data::Sequence(items) => rest.extend(items),
            Data::Mapping(entries) => {
                rest.extend(entries.iter().flat_map(|entry| [entry.key, entry.value]));
            }
            _ => {}
        }
    }
    for line in &run.lines {
        fits(line.span);
        fits(line.name.span);
        line.flags.iter().for_each(|flag| fits(flag.cut));
        assert!(
            line.insert_at
                .is_none_or(|at| source.is_char_boundary(at as usize))
        );
    }
    run.problems.iter().for_each(|problem| fits(problem.span));
}

const PIECES: [&str; 56] = [
    "docker run ",
    "docker ",
    "run ",
    "-",
    "--",
    "–",
    "p",
    "e",
    "dit",
    " ",
    "=",
    "80:80",
    "\"",
    "'",
    "\\",
    "\n",
    "\r\n",
    "`",
    "^",
    "$",
    "${",
    "}",
    "$(",
    ")",
    "(",
    "é",
    "💡",
    "\u{a0}",
    "nginx",
    "--name ",
    "--mount ",
    "type=bind,",
    ",",
    "#",
    "<",
    ">",
    "&",
    "|",
    ";",
    "@",
    "[",
    "]",
    "--cap-add ",
    "--ulimit ",
    ":",
    "--publish=",
    "sudo ",
    "$ ",
    "> ",
    "--",
    "docker run -",
    "docker run --name '",
    "--read-only",
    "--log-opt ",
    "-e ",
    "\t",
];

proptest! {
    #[test]
    fn any_text_is_read(source in "\\PC*") {
        check_spans(&source);
    }

    #[test]
    fn any_mix_of_its_pieces_is_read(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40),
    ) {
        check_spans(&pieces.concat());
    }
}

#[test]
fn hostile_text_is_read_in_one_go() {
    let rows = [
        "docker run ".repeat(900_000),
        format!("docker run {}", "-p 1:1 ".repeat(1_400_000)),
        format!("docker run x {}", "a ".repeat(5_000_000)),
        format!("docker run {}", "a".repeat(10_000_000)),
        format!("docker run {}", "$(".repeat(100_000)),
        format!("docker run {}{}", "$(".repeat(100_000), ")".repeat(100_000)),
        "docker -H $(".repeat(100_000),
        format!("docker run {}", "\"$(".repeat(100_000)),
        "docker run \"\n".repeat(100_000),
        "docker run `\n".repeat(100_000),
        "docker run --name x y\n".repeat(100_000),
        "docker;".repeat(1_000_000),
        "/docker".repeat(1_000_000),
        format!("docker run {} x", "-e A=1 ".repeat(1_000_000)),
        format!("docker run --mount {}", "\",".repeat(1_000_000)),
        format!("docker run -{} x", "i".repeat(1_000_000)),
        "\\\n".repeat(1_000_000),
    ];
    for (number, source) in rows.iter().enumerate() {
        let start = std::time::Instant::now();
        let run = read(source);
        eprintln!("{number}: {:?}, {} lines", start.elapsed(), run.lines.len());
        assert!(start.elapsed().as_secs() < 20, "row {number}");
    }
}
