//! Taking words out of a command.

use super::command::Command;
use crate::source::Span;

impl Command<'_> {
    /// What goes if the words from the one at `first` up to the one at `last` go: they, and the
    /// blanks and joined lines in front. Nothing where a comment stands between, or for the program.
    pub fn cut(&self, first: Span, last: Span, source: &str) -> Option<Span> {
        let at = self.words.iter().position(|word| word.span == first)?;
        let before = self.words.get(at.checked_sub(1)?)?;
        let cut = Span {
            start: before.span.end,
            end: last.end,
        };
        (!cut.slice(source).contains('#')).then_some(cut)
    }
}
