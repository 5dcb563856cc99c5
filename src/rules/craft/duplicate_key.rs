#![doc = include_str!("duplicate_key.md")]

use std::collections::HashSet;

use crate::compose::tree::{Data, Entry, NodeId};
use crate::rules::crowd::Crowd;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::source::Kind;

/// The rule. YAML wants the keys of a mapping to differ:
/// <https://yaml.org/spec/1.2.2/#3211-nodes>
pub const RULE: Rule = Rule::new("duplicate-key", Severity::High)
    .aliases("dclint:invalid-yaml")
    .fixes(Safety::Review)
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    // After a repair, lines may stand below a key that isn't theirs.
    if file.has_lost_lines() {
        return;
    }
    let tree = &file.tree;
    let mut crowd = Crowd::new(check);
    let mut seen: HashSet<&str> = HashSet::new();
    // What is extended is put together from the same entries once more.
    let mut told: HashSet<Span> = HashSet::new();
    for (mapping, entries) in tree.mappings() {
        if entries.len() < 2 {
            continue;
        }
        // Clearing costs as much as the set was ever large.
        if seen.capacity() > 1000 {
            seen = HashSet::new();
        } else {
            seen.clear();
        }
        for entry in entries {
            let Some(key) = tree.raw(entry.key) else {
                continue;
            };
            let span = tree.node(entry.key).span;
            if seen.insert(key) || !told.insert(span) || !crowd.admits(span) {
                continue;
            }
            let same = |first: &&Entry| tree.raw(first.key) == Some(key);
            let Some(first) = entries.iter().find(same) else {
                continue;
            };
            let draft = crowd.check.report(
                span,
                format!("`{}` is written twice in the same place.", excerpt(key)),
                "Compose refuses the file, since only one of the two can count. Put both into one, or drop one.",
            );
            draft
                .related(tree.node(first.key).span, "It's here for the first time.")
                .fix(fix(file, mapping, *first, *entry));
        }
    }
    crowd.close();
}

/// Two that say the same become one; of two that differ the later one stays, as in tools that read
/// such files; and two merge keys become one with a list.
fn fix(file: &Compose, mapping: NodeId, first: Entry, again: Entry) -> Option<DraftFix> {
    let tree = &file.tree;
    let parent = file.value(mapping);
    let (one, other) = (tree.node(first.value), tree.node(again.value));
    let (text, more) = (one.span.slice(file.source), other.span.slice(file.source));
    if text == more {
        let cut = parent.removal_of(again.key)?;
        return Some(DraftFix::safe("Drop the copy").delete(cut));
    }
    if tree.raw(first.key) == Some("<<") {
        let are_aliases = matches!((&one.data, &other.data), (Data::Alias(_), Data::Alias(_)));
        let cut = parent.removal_of(again.key).filter(|_| are_aliases)?;
        let fix = DraftFix::review("Bring in both with one merge key");
        return Some(
            fix.replace(one.span, format!("[{text}, {more}]"))
                .delete(cut),
        );
    }
    let cut = parent.removal_of(first.key)?;
    Some(DraftFix::review("Keep the second one").delete(cut))
}
