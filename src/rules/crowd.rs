//! Very many findings of one rule in one file: the first ones in full, then how many more.

use super::Check;
use crate::source::Span;

/// How many findings are told in full.
const TOLD: usize = 20;

/// Counts a rule's findings in one file.
pub(super) struct Crowd<'c, 'p> {
    /// Where the findings go.
    pub(super) check: &'c mut Check<'p>,
    seen: usize,
    /// The place of the first one that is only counted.
    first_left: Option<Span>,
}

impl<'c, 'p> Crowd<'c, 'p> {
    /// Nothing found yet.
    pub(super) fn new(check: &'c mut Check<'p>) -> Self {
        Crowd {
            check,
            seen: 0,
            first_left: None,
        }
    }

    /// Counts one more; true if it should be told.
    pub(super) fn admits(&mut self, place: Span) -> bool {
        self.seen += 1;
        if self.seen == TOLD + 1 {
            self.first_left = Some(place);
        }
        self.seen <= TOLD
    }

    /// True if what follows will only be counted.
    pub(super) fn is_full(&self) -> bool {
        self.seen >= TOLD
    }

    /// Says how many were only counted, if any.
    pub(super) fn close(self) {
        if let Some(place) = self.first_left {
            self.check.report(
                place,
                format!("… and {} more like it in this file.", self.seen - TOLD),
                "Mend the first ones and look again: so many at once often share one cause.",
            );
        }
    }
}
