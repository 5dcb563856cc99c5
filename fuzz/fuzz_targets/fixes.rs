//! Fixes of any text: a file that could be read can still be read, and applying them settles.
//! The first byte chooses the kind.
#![no_main]

use cozydock::report::Safety;
use cozydock::source::{Kind, SourceFile};
use cozydock::{Options, apply_fixes, check};
use libfuzzer_sys::fuzz_target;

const KINDS: [Kind; 3] = [Kind::Dockerfile, Kind::Compose, Kind::DockerRun];
const ROUNDS: usize = 10;

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest).into_owned();
    let kind = KINDS.get(usize::from(*choice) % (KINDS.len() + 1)).copied();
    let options = Options {
        today: Some("2026-11-01".to_owned()),
        ..Options::default()
    };
    let mut files = vec![SourceFile {
        name: None,
        text,
        kind,
    }];
    let mut report = check(&files, &options);
    for _ in 0..ROUNDS {
        let fixed = apply_fixes(&files, &report.findings, Safety::Review);
        if fixed == files {
            return;
        }
        let next = check(&fixed, &options);
        assert!(
            !report.files[0].ok || next.files[0].ok,
            "{files:?} became {fixed:?}"
        );
        (files, report) = (fixed, next);
    }
    panic!("still changing after {ROUNDS} rounds: {files:?}");
});
