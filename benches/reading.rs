//! How long a check takes against only reading the file with the libraries it builds on: what
//! the model and the rules cost. Prints one figure a line, for `make bench`.

use std::hint::black_box;
use std::time::Instant;

use cozydock::shell::{self, Dialect};
use cozydock::source::{Kind, Origin, SourceFile};
use cozydock::{Options, check};
use parse_dockerfile::{Command, Instruction};
use saphyr_parser::Parser;

const DOCKERFILE: &str = include_str!("Dockerfile");
const COMPOSE: &str = include_str!("compose.yaml");
const ROUNDS: usize = 2_000;

fn main() {
    report("dockerfile", Kind::Dockerfile, DOCKERFILE, read_dockerfile);
    report("compose", Kind::Compose, COMPOSE, read_compose);
}

/// Prints the median microseconds of reading and of checking. The two take turns, so that a busy
/// moment of the machine meets both.
fn report(name: &str, kind: Kind, text: &str, read: fn(&str) -> usize) {
    let file = SourceFile {
        name: None,
        text: text.to_owned(),
        kind: Some(kind),
    };
    let options = Options {
        today: Some("2026-11-01".to_owned()),
        ..Options::default()
    };
    let files = [file];
    let mut reading = Vec::with_capacity(ROUNDS);
    let mut checking = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        reading.push(microseconds(|| read(black_box(text))));
        checking.push(microseconds(|| check(black_box(&files), &options)));
    }
    println!("{name} reading {:.2}", median(reading));
    println!("{name} checking {:.2}", median(checking));
}

fn microseconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1e6
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The instructions, and the commands of every shell-form `RUN`.
fn read_dockerfile(text: &str) -> usize {
    let file = parse_dockerfile::parse(text).expect("a valid Dockerfile");
    let commands = file.instructions.iter().map(|instruction| {
        let Instruction::Run(run) = instruction else {
            return 0;
        };
        let Command::Shell(body) = &run.arguments else {
            return 0;
        };
        let origin = Origin::Verbatim(body.span.start as u32);
        shell::parse(body.value, &origin, Dialect::DOCKERFILE)
            .commands
            .len()
    });
    commands.sum()
}

/// The events of the YAML.
fn read_compose(text: &str) -> usize {
    Parser::new_from_str(text).flatten().count()
}
