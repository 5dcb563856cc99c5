//! A YAML document as an arena: nodes by number, with places and aliases as written.
//!
//! Nothing is expanded and nothing recurses, so alias bombs and deep nesting cost no more than
//! their length. A `docker run` line is read into the same tree, so that one model serves both.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::source::{Span, Text};

/// A node's number in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// One YAML node.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// Where it stands; for a scalar its text with quotes, for a collection its first to last byte.
    pub span: Span,
    /// What it holds.
    pub data: Data<'a>,
    /// An explicit tag such as `!reset` or `!!str`, without the node's text.
    pub tag: Option<Cow<'a, str>>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Data<'a> {
    /// Text, before any variable is filled in; quotes and escapes are undone.
    Scalar(Cow<'a, str>, Style),
    /// A list.
    Sequence(Vec<NodeId>),
    /// Keys and values, in file order; duplicate keys are kept.
    Mapping(Vec<Entry>),
    /// `*name`: the node that the anchor marks, or nothing where there is no such anchor yet.
    Alias(Option<NodeId>),
}

/// One `key: value` pair of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The key's node.
    pub key: NodeId,
    /// The value's node.
    pub value: NodeId,
}

/// An entry that a merge key (`<<: *name`) brings into a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Merged {
    /// The entry, as it stands in the mapping it was taken from.
    pub entry: Entry,
    /// The `*name` that brought it.
    pub alias: Span,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'single'` quotes.
    SingleQuoted,
    /// In `"double"` quotes.
    DoubleQuoted,
    /// A `|` block.
    Literal,
    /// A `>` block.
    Folded,
}

/// All nodes of a file.
#[derive(Clone, Debug, Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// What merge keys bring, and for each node one more than its place in that list.
    merged: Vec<Vec<Merged>>,
    merged_of: Vec<u32>,
    /// The keys of mappings that are too wide to be searched one by one, with the places of their
    /// entries, the merged ones behind the mapping's own, once one is asked for; and the list's
    /// places as above.
    index: Vec<OnceCell<HashMap<String, usize>>>,
    index_of: Vec<u32>,
}

/// Mappings with more entries than this get an index.
const WIDE: usize = 64;

impl NodeId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

impl<'a> Tree<'a> {
    /// Adds a node and returns its number.
    pub fn push(&mut self, span: Span, data: Data<'a>) -> NodeId {
        self.nodes.push(Node {
            span,
            data,
            tag: None,
        });
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// Adds a scalar.
    pub fn scalar(&mut self, text: Text<'a>, style: Style) -> NodeId {
        self.push(text.span, Data::Scalar(text.value, style))
    }

    /// The node itself, an alias left as it is.
    pub fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }

    /// The node itself, to be changed while the tree is built.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node<'a> {
        &mut self.nodes[id.0 as usize]
    }

    /// The node that an alias stands for, or the node itself. An alias that leads nowhere, or in
    /// a circle, stays as it is.
    pub fn resolve(&self, id: NodeId) -> NodeId {
        // An anchor marks a real node or, rarely, another alias; the steps are bounded all the same.
        let mut at = id;
        for _ in 0..8 {
            match self.node(at).data {
                Data::Alias(Some(target)) => at = target,
                _ => return at,
            }
        }
        id
    }

    /// All nodes, in no useful order.
    pub fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }

    /// Every mapping with what it says itself, in no useful order.
    pub fn mappings(&self) -> impl Iterator<Item = (NodeId, &[Entry])> {
        let numbered = self.nodes.iter().enumerate();
        numbered.filter_map(|(number, node)| match &node.data {
            Data::Mapping(entries) => Some((NodeId(number as u32), entries.as_slice())),
            _ => None,
        })
    }

    /// What merge keys bring into a mapping, without what the mapping says itself.
    pub fn merged(&self, mapping: NodeId) -> &[Merged] {
        place_of(&self.merged_of, mapping)
            .and_then(|at| self.merged.get(at))
            .map_or(&[], Vec::as_slice)
    }

    /// Sets what merge keys bring into a mapping.
    pub fn set_merged(&mut self, mapping: NodeId, entries: Vec<Merged>) {
        if !entries.is_empty() {
            self.merged.push(entries);
            set_place(&mut self.merged_of, mapping, self.merged.len());
        }
    }

    /// The number that the next node will get: every node from here on is a later one.
    pub fn next_id(&self) -> NodeId {
        NodeId(self.nodes.len() as u32)
    }

    /// A scalar's text as written (quotes undone, variables not filled in), aliases followed.
    pub fn raw(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            Data::Scalar(text, _) => Some(text),
            Data::Alias(_) => match &self.node(self.resolve(id)).data {
                Data::Scalar(text, _) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// The pairs that a mapping says itself, merge keys and duplicates included; nothing for
    /// other nodes. Aliases are followed.
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match &self.node(self.resolve(id)).data {
            Data::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; nothing for other nodes. Aliases are followed.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match &self.node(self.resolve(id)).data {
            Data::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The entry of a key, aliases followed: the last one that the mapping has itself, else what
    /// a merge key brings, with the `*name` that brought it.
    pub fn find(&self, mapping: NodeId, key: &str) -> Option<(Entry, Option<Span>)> {
        let mapping = self.resolve(mapping);
        let own = self.entries(mapping);
        let merged = self.merged(mapping);
        let index = place_of(&self.index_of, mapping).and_then(|at| self.index.get(at));
        let at = match index {
            Some(index) => *index.get_or_init(|| self.index(own, merged)).get(key)?,
            None => self.search(own, merged, key)?,
        };
        if let Some(entry) = own.get(at) {
            return Some((*entry, None));
        }
        let merged = merged.get(at - own.len())?;
        Some((merged.entry, Some(merged.alias)))
    }

    fn search(&self, own: &[Entry], merged: &[Merged], key: &str) -> Option<usize> {
        for (at, entry) in own.iter().enumerate().rev() {
            if self.raw(entry.key) == Some(key) {
                return Some(at);
            }
        }
        for (at, merged) in merged.iter().enumerate() {
            if self.raw(merged.entry.key) == Some(key) {
                return Some(own.len() + at);
            }
        }
        None
    }

    /// Makes [`Tree::find`] quick on wide mappings; called once all nodes are there.
    pub fn build_index(&mut self) {
        for (number, node) in self.nodes.iter().enumerate() {
            let Data::Mapping(own) = &node.data else {
                continue;
            };
            let id = NodeId(number as u32);
            let merged = self.merged(id);
            if own.len() + merged.len() <= WIDE {
                continue;
            }
            self.index.push(OnceCell::new());
            set_place(&mut self.index_of, id, self.index.len());
        }
    }

    fn index(&self, own: &[Entry], merged: &[Merged]) -> HashMap<String, usize> {
        let mut index = HashMap::new();
        // What counts comes last: the mapping's own entries, the last of them, and of merged ones
        // the first.
        let mut add = |key: NodeId, at: usize| {
            if let Some(key) = self.raw(key) {
                index.insert(key.to_owned(), at);
            }
        };
        for (at, merged) in merged.iter().enumerate().rev() {
            add(merged.entry.key, own.len() + at);
        }
        for (at, entry) in own.iter().enumerate() {
            add(entry.key, at);
        }
        index
    }
}

/// The place of a node's data in a list, from the table of such places; nothing where it has none.
fn place_of(places: &[u32], node: NodeId) -> Option<usize> {
    let next = *places.get(node.index())?;
    (next as usize).checked_sub(1)
}

/// Notes that the last entry of a list of this length belongs to a node.
fn set_place(places: &mut Vec<u32>, node: NodeId, length: usize) {
    if places.len() <= node.index() {
        places.resize(node.index() + 1, 0);
    }
    if let Some(place) = places.get_mut(node.index()) {
        *place = length as u32;
    }
}
