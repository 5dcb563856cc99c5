//! YAML text into a [`Tree`]: parser events with byte offsets, aliases left as they are.
//!
//! The parser counts characters and lets some spans run on over blanks, comments and line breaks;
//! both are put right here. A file that is no YAML is repaired (see `repair.rs`) and read
//! again a bounded number of times, so that what is right in it is still seen.

use super::builder::Builder;
use super::problem::Problem;
use super::repair::Repair;
use super::tree::{NodeId, Tree};
use crate::source::Span;

/// A file read as YAML.
#[derive(Clone, Debug, Default)]
pub struct Documents<'a> {
    /// All nodes of all documents.
    pub tree: Tree<'a>,
    /// The root of each document.
    pub roots: Vec<NodeId>,
    /// What was wrong, by place.
    pub problems: Vec<Problem>,
    /// How many more nodes aliases and `extends` may still bring in.
    pub(super) allowance: usize,
}

/// Repairs are tried while the text read again stays below this many bytes in all.
const REREAD_BYTES: usize = 4 << 20;

/// How many nodes aliases and `extends` may bring in: far more than files made by people need.
pub(super) fn allowance(source: &str) -> usize {
    50_000 + source.len() / 8
}

/// Reads all documents of a text. Never fails: faults are in `problems`.
pub fn read(source: &str) -> Documents<'_> {
    let mut repair = Repair::new(source);
    let attempts = (REREAD_BYTES / source.len().max(1)).clamp(2, 64);
    let mut attempt = 1;
    loop {
        let mut builder = Builder::new(source, repair.text());
        let outcome = builder.run();
        let fault = outcome.err().map(|error| {
            let at = builder.offsets.byte(error.marker().index());
            (error.info().to_owned(), at)
        });
        let done = fault.is_none() || attempt == attempts;
        let documents = done.then(|| builder.finish());
        if let Some((info, at)) = fault {
            repair.mend(&info, at);
        }
        if let Some(mut documents) = documents {
            documents.problems.append(&mut repair.problems);
            for problem in &mut documents.problems {
                problem.span = on_whole_characters(source, problem.span);
            }
            crate::order::by_number(&mut documents.problems, |problem| {
                crate::order::place(0, problem.span)
            });
            return documents;
        }
        attempt += 1;
    }
}

/// A place that may begin or end inside a character that was blanked out, widened to all of it.
fn on_whole_characters(source: &str, span: Span) -> Span {
    Span {
        start: source.floor_char_boundary(span.start as usize) as u32,
        end: source.ceil_char_boundary(span.end as usize) as u32,
    }
}
