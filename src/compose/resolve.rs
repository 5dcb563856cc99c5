//! From documents to services: documents become one mapping, services are found, and `extends`
//! inside the file is worked off.

use std::collections::HashMap;

use super::Compose;
use super::inherit::{self, Bring};
use super::interpolation::interpolate;
use super::problem::{Fault, Problem};
use super::scalar::origin_of;
use super::tree::{Data, Entry, NodeId, Tree};
use super::value::Route;
use crate::word_list::is_one_of;

/// A service in the tree.
#[derive(Clone, Debug)]
pub(super) struct ServiceNode {
    /// The node of its name.
    pub key: NodeId,
    /// Its mapping as written.
    pub own: NodeId,
    /// Its mapping with what it extends and what other documents say.
    pub settings: NodeId,
    /// How the whole service got here (`web: *base`).
    pub route: Route,
    /// Where a new flag goes in a `docker run` line.
    pub insert_at: Option<u32>,
    /// What follows a new flag there: a blank, or a continued line.
    pub separator: String,
}

/// Finds root and services.
pub(super) fn resolve(compose: &mut Compose<'_>, mut allowance: usize) {
    let tree = &mut compose.tree;
    let mut root = None;
    let mut entries: Vec<Entry> = Vec::new();
    for document in &compose.roots {
        if is_mapping(tree, *document) {
            entries.append(&mut service_entries(tree, *document));
            root = Some(match root {
                Some(base) => inherit::merge(tree, *document, base, Bring::Own, &mut allowance),
                None => *document,
            });
        }
    }
    let Some(root) = root else { return };
    let mut written: HashMap<String, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(name) = tree.raw(entry.key) {
            written.insert(name.to_owned(), at);
        }
    }
    compose.root = Some(root);
    compose.first_format = lookup(tree, root, "services").is_none();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in service_entries(tree, root) {
        let Some(name) = tree.raw(entry.key) else {
            continue;
        };
        let at = compose.services.len();
        let known = seen.get(name).and_then(|at| compose.services.get_mut(*at));
        if let Some(known) = known {
            // The name is written twice: as everywhere, the last one counts.
            known.own = tree.resolve(entry.value);
            known.settings = known.own;
            continue;
        }
        seen.insert(name.to_owned(), at);
        let own = written.get(name).and_then(|at| entries.get(*at));
        let own = own.map_or(entry.value, |entry| entry.value);
        let settings = tree.resolve(entry.value);
        let route = if settings == entry.value {
            Route::Direct
        } else {
            Route::Alias(tree.node(entry.value).span)
        };
        compose.services.push(ServiceNode {
            key: entry.key,
            own: tree.resolve(own),
            settings,
            route,
            insert_at: None,
            separator: String::new(),
        });
    }
    let tree = &compose.tree;
    crate::order::by_number(&mut compose.services, |service| {
        crate::order::place(0, tree.node(service.key).span)
    });
    extend(compose, &mut allowance);
}

/// Top-level keys that are no services.
const TOP_LEVEL: &str = "version name include networks volumes secrets configs models";

/// The entries that are services: those of `services:`, or in a file of the first format every
/// mapping of the top level that looks like one.
fn service_entries(tree: &Tree<'_>, root: NodeId) -> Vec<Entry> {
    let services = lookup(tree, root, "services");
    let mut found = Vec::new();
    for entry in tree.entries(services.unwrap_or(root)) {
        let key = tree.raw(entry.key).unwrap_or_default();
        let is_service = if services.is_some() {
            key != "<<"
        } else {
            let has = |setting: &str| lookup(tree, entry.value, setting).is_some();
            !key.starts_with("x-")
                && !is_one_of(TOP_LEVEL, key)
                && (has("image") || has("build") || has("extends"))
        };
        if is_service {
            found.push(*entry);
        }
    }
    if let Some(services) = services {
        for merged in tree.merged(tree.resolve(services)) {
            found.push(merged.entry);
        }
    }
    found
}

/// Works off `extends` that names a service of this file, bases first, circles left out.
fn extend(compose: &mut Compose<'_>, allowance: &mut usize) {
    let tree = &mut compose.tree;
    for (index, service) in compose.services.iter().enumerate() {
        if let Some(name) = tree.raw(service.key) {
            compose.names.insert(name.to_owned(), index);
        }
    }
    // For each service, the one it extends and the node that says so.
    let mut bases: Vec<Option<(usize, NodeId)>> = Vec::new();
    for service in &compose.services {
        let base = base_of(tree, service.settings);
        let found = base.and_then(|node| Some((*compose.names.get(tree.raw(node)?)?, node)));
        if let (Some(node), None) = (base, found) {
            let span = tree.node(node).span;
            compose.problems.push(Problem {
                span,
                what: Fault::UnknownExtends,
            });
        }
        bases.push(found);
    }
    let mut done = vec![false; bases.len()];
    let mut path = Vec::new();
    let mut on_path = vec![false; bases.len()];
    for start in 0..bases.len() {
        // Down to the first base that is done or extends nothing, then back up.
        let mut at = start;
        while !done.get(at).copied().unwrap_or(true) && !on_path.get(at).copied().unwrap_or(true) {
            path.push(at);
            on_path[at] = true;
            match bases.get(at) {
                Some(Some((base, node))) if on_path.get(*base).copied().unwrap_or(false) => {
                    let span = tree.node(*node).span;
                    compose.problems.push(Problem {
                        span,
                        what: Fault::CircularExtends,
                    });
                    break;
                }
                Some(Some((base, _))) => at = *base,
                _ => break,
            }
        }
        while let Some(at) = path.pop() {
            on_path[at] = false;
            done[at] = true;
            let Some(Some((base, node))) = bases.get(at) else {
                continue;
            };
            if !done.get(*base).copied().unwrap_or(false) {
                continue;
            }
            let Some(below) = compose.services.get(*base).map(|service| service.settings) else {
                continue;
            };
            let Some(service) = compose.services.get_mut(at) else {
                continue;
            };
            let bring = Bring::From(tree.node(*node).span);
            service.settings = inherit::merge(tree, service.settings, below, bring, allowance);
        }
    }
}

/// The scalar that names the service of this file that another one extends.
fn base_of(tree: &Tree<'_>, service: NodeId) -> Option<NodeId> {
    let extends = lookup(tree, service, "extends")?;
    if is_mapping(tree, extends) {
        if lookup(tree, extends, "file").is_some() {
            return None;
        }
        let name = lookup(tree, extends, "service")?;
        return tree.raw(name).map(|_| name);
    }
    tree.raw(extends)
        .filter(|name| !name.is_empty())
        .map(|_| extends)
}

fn lookup(tree: &Tree<'_>, mapping: NodeId, key: &str) -> Option<NodeId> {
    tree.find(mapping, key).map(|(entry, _)| entry.value)
}

fn is_mapping(tree: &Tree<'_>, node: NodeId) -> bool {
    matches!(tree.node(tree.resolve(node)).data, Data::Mapping(_))
}

/// Reports variables that are written wrong. Keys are not looked at: Compose fills in values only.
pub(super) fn check_variables(compose: &mut Compose<'_>) {
    let mut found = Vec::new();
    let mut check = |id: NodeId| {
        let node = compose.tree.node(id);
        let Data::Scalar(raw, style) = &node.data else {
            return;
        };
        if !raw.contains("${") {
            return;
        }
        let malformed = interpolate(raw).malformed;
        if !malformed.is_empty() {
            let origin = origin_of(compose.source, raw, node.span, *style);
            for range in malformed {
                found.push(Problem {
                    span: origin.span(range.start, range.end),
                    what: Fault::MalformedVariable,
                });
            }
        }
    };
    for node in compose.tree.nodes() {
        match &node.data {
            Data::Mapping(entries) => entries.iter().for_each(|entry| check(entry.value)),
            Data::Sequence(items) => items.iter().for_each(|item| check(*item)),
            _ => {}
        }
    }
    crate::order::by_number(&mut found, |problem| crate::order::place(0, problem.span));
    found.dedup();
    compose.problems.append(&mut found);
}
