//! Any texts of any kind, alone or beside others: no panic, and every place lies in its file.
//! The first byte chooses the kind; the file separator (U+001C) parts the files.
#![no_main]

use cozydock::report::Range;
use cozydock::source::{Kind, SourceFile};
use cozydock::{Options, check};
use libfuzzer_sys::fuzz_target;

const KINDS: [Kind; 5] = [
    Kind::Dockerfile,
    Kind::Compose,
    Kind::DockerRun,
    Kind::Dockerignore,
    Kind::Env,
];

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let kind = KINDS.get(usize::from(*choice) % (KINDS.len() + 1)).copied();
    let files: Vec<_> = text
        .split('\u{1c}')
        .map(|text| SourceFile {
            name: None,
            text: text.to_owned(),
            kind,
        })
        .collect();
    let options = Options {
        today: Some("2026-11-01".to_owned()),
        pedantic: true,
        ..Options::default()
    };
    let report = check(&files, &options);
    assert_eq!(report.files.len(), files.len());
    let lengths: Vec<_> = files
        .iter()
        .map(|file| file.text.encode_utf16().count())
        .collect();
    let inside = |file: u32, range: Range| {
        let (start, end) = (range.start.offset as usize, range.end.offset as usize);
        assert!(start <= end && end <= lengths[file as usize]);
    };
    for finding in &report.findings {
        inside(finding.file, finding.range);
        finding
            .related
            .iter()
            .for_each(|related| inside(related.file, related.range));
    }
});
