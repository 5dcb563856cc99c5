//! One complaint per thing: a finding that says it better replaces the others on its place.

use super::Draft;
use crate::order;
use crate::source::Span;

/// Drops every draft whose rule is absorbed by that of another draft on an overlapping place, be it
/// the draft's own or one it relates in its file. The winner takes over the loser's aliases, so
/// that both names lead to it.
pub(super) fn absorb(drafts: &mut Vec<Draft>) {
    // Both lists are in file order, so the few winners are looked up by place.
    let mut winners: Vec<Winner> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        if !draft.rule.absorbs.is_empty() {
            winners.push((draft.file, draft.span, at));
            for (file, span, _) in &draft.related {
                if *file == draft.file {
                    winners.push((*file, *span, at));
                }
            }
        }
    }
    order::by_number(&mut winners, |(file, span, _)| order::place(*file, *span));
    let mut lost = vec![false; drafts.len()];
    for loser in 0..drafts.len() {
        if let Some(winner) = winner_over(loser, drafts, &winners) {
            lost[loser] = true;
            for alias in std::mem::take(&mut drafts[loser].aliases) {
                if !drafts[winner].aliases.contains(&alias) {
                    drafts[winner].aliases.push(alias);
                }
            }
        }
    }
    let mut keep = lost.iter().map(|lost| !lost);
    drafts.retain(|_| keep.next().unwrap_or(true));
}

/// A place, and the draft that wins there.
type Winner = (usize, Span, usize);

/// The draft that says better what the one at `loser` says.
fn winner_over(loser: usize, drafts: &[Draft], winners: &[Winner]) -> Option<usize> {
    let draft = &drafts[loser];
    // Winners are small places (a value, a word): one that starts after the loser ends, or lies
    // wholly before it, can't touch it.
    let first =
        winners.partition_point(|(file, at, _)| (*file, at.start) < (draft.file, draft.span.start));
    for (file, at, winner) in &winners[first.saturating_sub(1)..] {
        if (*file, at.start) > (draft.file, draft.span.end) {
            break;
        }
        let absorbs = drafts[*winner].rule.absorbs;
        if *file == draft.file && at.overlaps(draft.span) && absorbs.contains(&draft.rule.id) {
            return (*winner != loser).then_some(*winner);
        }
    }
    None
}
