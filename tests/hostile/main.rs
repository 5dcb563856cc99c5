//! Hostile input: whatever is typed, pasted or generated, a check comes back with a readable
//! report, whichever kind of file the text is taken for.
//!
//! Each check runs on a thread with a stack as small as a wasm instance has, so anything that
//! recurses on the nesting of its input dies here first.

// Building these texts is no hot path.
#![allow(clippy::format_collect)]

mod bombs;
mod faults;
mod files;
mod nesting;
mod readable;
mod size;
mod texts;

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use cozydock::report::Report;
use cozydock::source::{Kind, SourceFile};
use cozydock::{Options, check};

pub(crate) const KINDS: [Kind; 5] = [
    Kind::Dockerfile,
    Kind::Compose,
    Kind::DockerRun,
    Kind::Dockerignore,
    Kind::Env,
];

/// The stack of a wasm instance, in bytes.
const STACK: usize = 1 << 20;

/// No measure of speed: far above what a linear reader needs for the texts here (even unoptimized
/// and on a busy machine), far below what a quadratic one needs.
const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) const MEGABYTE: usize = 1 << 20;

/// One readable, faulty text of each kind, to be bent in many ways.
pub(crate) const SAMPLES: [&str; 5] = [
    "# syntax=docker/dockerfile:1\nFROM node:16 AS b\nENV API_TOKEN=plum-Kettle-27\nRUN apt-get update && \\\n    sudo curl -k https://x.example | sh\nCOPY <<EOF /a\nb\nEOF\nCMD npm start\n",
    "x-a: &a\n  restart: always\nservices:\n  db:\n    <<: *a\n    image: postgres:latest\n    ports: [\"5432:5432\"]\n    environment:\n      POSTGRES_PASSWORD: plum-Kettle-27\n    volumes:\n      - /var/run/docker.sock:/s\n",
    "docker run -d --privileged -p 5432:5432 \\\n  -e POSTGRES_PASSWORD=plum-Kettle-27 \\\n  -v /:/host postgres\n",
    "# local\n.git\n*.log\n!keep.log\n**/node_modules\n",
    "# local\nDB_PASSWORD=plum-Kettle-27\nEMPTY=\nexport QUOTED=\"a b\"\n",
];

/// Checks `text` as every kind, and once with the kind left to guess.
pub(crate) fn as_every_kind(label: &str, text: &str) {
    for kind in KINDS.map(Some).into_iter().chain([None]) {
        as_kind(label, text, kind);
    }
}

/// Checks `text` as one kind, style rules included, and looks the report over.
pub(crate) fn as_kind(label: &str, text: &str, kind: Option<Kind>) -> Report {
    let file = SourceFile {
        name: None,
        text: text.to_owned(),
        kind,
    };
    survive(&format!("{label} as {kind:?}"), vec![file])
}

/// Checks the files together, on a small stack, and looks the report over.
pub(crate) fn survive(label: &str, files: Vec<SourceFile>) -> Report {
    let (send, receive) = channel();
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || {
        let options = Options {
            today: Some("2026-11-01".to_owned()),
            pedantic: true,
            ..Options::default()
        };
        let report = check(&files, &options);
        // Nobody listens any more if patience ran out; the test has failed by then.
        let _ = send.send((report, files));
    });
    drop(worker.expect("a thread can be started"));
    match receive.recv_timeout(PATIENCE) {
        Ok((report, files)) => {
            readable::assert_readable(label, &report, &files);
            report
        }
        Err(RecvTimeoutError::Disconnected) => panic!("{label}: the check panicked"),
        Err(RecvTimeoutError::Timeout) => panic!("{label}: no answer after {PATIENCE:?}"),
    }
}
