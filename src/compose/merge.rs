//! Merge keys: `<<: *name` and `<<: [*one, *two]` (<https://yaml.org/type/merge.html>).

use std::collections::HashMap;

use super::problem::{Fault, Problem};
use super::tree::{Data, Entry, Merged, NodeId, Tree};

/// Works out what the merge keys of a finished mapping bring in: own keys win, then earlier
/// merges.
pub(super) fn work_out(tree: &mut Tree<'_>, mapping: NodeId, problems: &mut Vec<Problem>) {
    let mut sources = Vec::new();
    for entry in tree.entries(mapping) {
        if tree.raw(entry.key) == Some("<<") {
            match &tree.node(tree.resolve(entry.value)).data {
                Data::Sequence(items) => sources.extend(items),
                _ => sources.push(entry.value),
            }
        }
    }
    let mut merged = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in tree.entries(mapping) {
        if let Some(key) = tree.raw(entry.key) {
            seen.insert(key.to_owned(), 0);
        }
    }
    for source in sources {
        let alias = tree.node(source).span;
        let from = tree.resolve(source);
        match tree.node(from).data {
            Data::Mapping(_) => {}
            // An alias without its anchor was told already.
            Data::Alias(_) => continue,
            _ => {
                problems.push(Problem {
                    span: alias,
                    what: Fault::MergeOfNoMapping,
                });
                continue;
            }
        }
        let mut bring = |entry: Entry| {
            if let Some(key) = tree.raw(entry.key)
                && key != "<<"
                && seen.insert(key.to_owned(), 0).is_none()
            {
                merged.push(Merged { entry, alias });
            }
        };
        for entry in tree.entries(from) {
            bring(*entry);
        }
        for inner in tree.merged(from) {
            bring(inner.entry);
        }
    }
    tree.set_merged(mapping, merged);
}
