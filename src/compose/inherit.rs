//! One mapping over another, as `extends` and several documents in one file do it: scalars of the
//! upper one win, mappings are merged by key, lists are joined
//! (<https://docs.docker.com/reference/compose-file/merge/>).

use std::collections::HashMap;

use super::tree::{Data, Entry, NodeId, Tree};
use crate::source::Span;
use crate::word_list::is_one_of;

/// Lists that replace the lower one instead of following it.
const REPLACED: &str = "command entrypoint test";

/// How the lower mapping's values show up in the result.
#[derive(Clone, Copy)]
pub(super) enum Bring {
    /// As they are: they belong to the same thing, written in another document.
    Own,
    /// As aliases at this place: they come from another service.
    From(Span),
}

/// Puts `over` on top of `base` and returns the node of the result. `allowance` bounds how many
/// entries and items may be brought in; when it is used up, the rest of the lower one is left out.
pub(super) fn merge(
    tree: &mut Tree<'_>,
    over: NodeId,
    base: NodeId,
    bring: Bring,
    allowance: &mut usize,
) -> NodeId {
    let result = placeholder(tree, over);
    let mut work = vec![(result, over, base)];
    while let Some((result, over, base)) = work.pop() {
        if *allowance == 0 {
            tree.node_mut(result).data = Data::Alias(Some(tree.resolve(over)));
            continue;
        }
        let mut entries = tree.entries(over).to_vec();
        let merged = tree.merged(over).to_vec();
        let mut lower = tree.entries(base).to_vec();
        for merged in tree.merged(base) {
            lower.push(merged.entry);
        }
        lower.truncate(*allowance);
        let own = entries.len();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut know = |key: NodeId, at: usize| {
            if let Some(key) = tree.raw(key) {
                known.insert(key.to_owned(), at);
            }
        };
        for merged in &merged {
            know(merged.entry.key, own);
        }
        for (at, entry) in entries.iter().enumerate() {
            know(entry.key, at);
        }
        for entry in lower {
            let Some(key) = tree.raw(entry.key).map(str::to_owned) else {
                continue;
            };
            if key == "<<" || *allowance == 0 {
                continue;
            }
            *allowance -= 1;
            match known.get(&key) {
                None => {
                    let value = brought(tree, entry.value, bring);
                    entries.push(Entry {
                        key: entry.key,
                        value,
                    });
                }
                // A merge key of the upper one says it.
                Some(at) if *at >= own => {}
                Some(at) => {
                    let Some(upper) = entries.get(*at).map(|entry| entry.value) else {
                        continue;
                    };
                    let value =
                        combine(tree, &key, upper, entry.value, bring, allowance, &mut work);
                    if let Some(slot) = entries.get_mut(*at) {
                        slot.value = value;
                    }
                }
            }
        }
        tree.node_mut(result).data = Data::Mapping(entries);
        tree.set_merged(result, merged);
    }
    result
}

/// The value of a key that both have. Two mappings are left to the caller's list of work.
fn combine(
    tree: &mut Tree<'_>,
    key: &str,
    over: NodeId,
    base: NodeId,
    bring: Bring,
    allowance: &mut usize,
    work: &mut Vec<(NodeId, NodeId, NodeId)>,
) -> NodeId {
    let upper = tree.node(tree.resolve(over));
    let lower = tree.node(tree.resolve(base));
    if upper
        .tag
        .as_deref()
        .is_some_and(|tag| matches!(tag, "!reset" | "!override"))
    {
        return over;
    }
    let collection = |data: &Data<'_>| matches!(data, Data::Sequence(_) | Data::Mapping(_));
    match (&upper.data, &lower.data) {
        (Data::Mapping(_), Data::Mapping(_)) => {
            let result = placeholder(tree, over);
            work.push((result, over, base));
            result
        }
        (Data::Scalar(text, _), _) if text.is_empty() => brought(tree, base, bring),
        (upper, lower) if (collection(upper) && collection(lower)) && !is_one_of(REPLACED, key) => {
            let span = tree.node(tree.resolve(over)).span;
            let mut items = Vec::new();
            // A mapping among the items stands for its entries; see the views of lists.
            let below = spread(tree, base);
            *allowance = allowance.saturating_sub(below.len());
            for item in below {
                items.push(brought(tree, item, bring));
            }
            items.extend(spread(tree, over));
            tree.push(span, Data::Sequence(items))
        }
        _ => over,
    }
}

fn spread(tree: &Tree<'_>, node: NodeId) -> Vec<NodeId> {
    match &tree.node(tree.resolve(node)).data {
        Data::Sequence(items) => items.clone(),
        _ => vec![node],
    }
}

fn brought(tree: &mut Tree<'_>, value: NodeId, bring: Bring) -> NodeId {
    match bring {
        Bring::Own => value,
        Bring::From(span) => {
            let target = tree.resolve(value);
            tree.push(span, Data::Alias(Some(target)))
        }
    }
}

fn placeholder(tree: &mut Tree<'_>, over: NodeId) -> NodeId {
    let span = tree.node(tree.resolve(over)).span;
    tree.push(span, Data::Mapping(Vec::new()))
}
