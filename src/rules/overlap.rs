//! One complaint per thing: a finding that says it better replaces the others on its place.

use super::Draft;
use crate::order;
use crate::source::Span;

/// Drops every draft whose rule is absorbed by that of another draft on an overlapping place, be it
/// the draft's own or one it relates in its file. The winner takes over the loser's aliases, so
/// that both names lead to it.
pub(super) fn absorb(drafts: &mut Vec<Draft>) {
    if drafts.iter().all(|draft| draft.rule.absorbs.is_empty()) {
        return;
    }
    // Both lists are in file order, so the few winners are looked up by place.
    let mut winners: Vec<(usize, Span, usize)> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        if !draft.rule.absorbs.is_empty() {
            let related = draft
                .related
                .iter()
                .map(|(file, span, _)| (*file, *span, at));
            winners.push((draft.file, draft.span, at));
            winners.extend(related.filter(|(file, ..)| *file == draft.file));
        }
    }
    order::by_number(&mut winners, |(file, span, _)| order::place(*file, *span));
    let mut lost = vec![false; drafts.len()];
    for loser in 0..drafts.len() {
        let (file, span, id) = (
            drafts[loser].file,
            drafts[loser].span,
            drafts[loser].rule.id,
        );
        // Winners are small places (a value, a word): one that starts after the loser ends, or lies
        // wholly before it, can't touch it.
        let first =
            winners.partition_point(|(at_file, at, _)| (*at_file, at.start) < (file, span.start));
        let nearby = winners[first.saturating_sub(1)..]
            .iter()
            .take_while(|(at_file, at, _)| (*at_file, at.start) <= (file, span.end));
        let winner = nearby.copied().find(|(at_file, at, winner)| {
            let absorbs = drafts[*winner].rule.absorbs;
            *at_file == file && absorbs.contains(&id) && at.overlaps(span)
        });
        let winner = winner.map(|(.., winner)| winner);
        if let Some(winner) = winner.filter(|winner| *winner != loser) {
            lost[loser] = true;
            let aliases = std::mem::take(&mut drafts[loser].aliases);
            for alias in aliases {
                if !drafts[winner].aliases.contains(&alias) {
                    drafts[winner].aliases.push(alias);
                }
            }
        }
    }
    let mut keep = lost.iter().map(|lost| !lost);
    drafts.retain(|_| keep.next().unwrap_or(true));
}
