//! Merge keys: `<<: *name` and `<<: [*one, *two]` (<https://yaml.org/type/merge.html>).

use std::collections::HashSet;

use super::problem::{Fault, Problem};
use super::tree::{Data, Merged, NodeId, Tree};

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
    let mut seen: HashSet<&str> = HashSet::new();
    seen.extend(
        tree.entries(mapping)
            .iter()
            .filter_map(|entry| tree.raw(entry.key)),
    );
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
        let own = tree.entries(from).iter().copied();
        let inner = tree.merged(from).iter().map(|merged| merged.entry);
        for entry in own.chain(inner) {
            if tree
                .raw(entry.key)
                .is_some_and(|key| key != "<<" && seen.insert(key))
            {
                merged.push(Merged { entry, alias });
            }
        }
    }
    tree.set_merged(mapping, merged);
}
