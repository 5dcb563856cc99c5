//! Checks files from the command line and prints the report as text:
//! `cargo run --example check -- [--pedantic] [--together] FILE…`
//!
//! Each file is judged alone unless `--together` is given.

use std::error::Error;

use cozydock::source::SourceFile;
use cozydock::{Options, check};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, paths): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|word| word.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|word| word == flag);
    let options = Options {
        pedantic: has("--pedantic"),
        ..Options::default()
    };
    let mut files = Vec::new();
    for path in paths {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        files.push(SourceFile {
            name: Some(path),
            text,
            kind: None,
        });
    }
    if has("--together") {
        print(&files, &options);
    } else {
        files.chunks(1).for_each(|file| print(file, &options));
    }
    Ok(())
}

fn print(files: &[SourceFile], options: &Options) {
    let report = check(files, options);
    for (index, file) in report.files.iter().enumerate() {
        println!(
            "== {} ({:?}{})",
            file.name,
            file.kind,
            if file.ok {
                ""
            } else {
                ", not readable in full"
            }
        );
        for finding in report
            .findings
            .iter()
            .filter(|finding| finding.file as usize == index)
        {
            let start = finding.range.start;
            let length = (finding.range.end.offset - start.offset) as usize;
            let units: Vec<u16> = files[index]
                .text
                .encode_utf16()
                .skip(start.offset as usize)
                .take(length.min(60))
                .collect();
            let excerpt = String::from_utf16_lossy(&units).replace('\n', "⏎");
            println!(
                "{:>4}:{:<3} {:?}/{:?} {} `{excerpt}`\n         {}\n         {}",
                start.line,
                start.column,
                finding.severity,
                finding.confidence,
                finding.rule,
                finding.title,
                finding.detail
            );
            for related in &finding.related {
                println!(
                    "         ↳ line {}: {}",
                    related.range.start.line, related.message
                );
            }
            for fix in &finding.fixes {
                println!("         fix ({:?}): {}", fix.safety, fix.title);
            }
        }
    }
    println!(
        "   score {:?}, {} suppressed",
        report.score, report.suppressed
    );
}
