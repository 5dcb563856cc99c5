//! Writes a `docker run` line into the tree as a Compose service.

use super::arguments::Given;
use super::flags::Meaning;
use super::part::Part;
use crate::compose::tree::{Data, Entry, NodeId, Style, Tree};
use crate::source::{Span, Text};
use crate::word_list::is_one_of;

/// A service mapping that is being written.
pub(super) struct Service<'t, 'a> {
    pub(super) tree: &'t mut Tree<'a>,
    /// The service's mapping.
    pub(super) node: NodeId,
}

impl<'a> Service<'_, 'a> {
    /// Writes one flag and returns the node that holds its value.
    pub(super) fn flag(&mut self, given: &Given<'_, 'a>) -> NodeId {
        let (key, inner, at) = (given.flag.key, given.flag.inner, given.span);
        let Some(value) = given.value.filter(|_| !given.flag.meaning.is_switch()) else {
            let node = self.switch(given);
            if given.flag.meaning == Meaning::InnerSwitch {
                let mapping = self.mapping(self.node, key, at);
                return self.set(mapping, inner, at, node);
            }
            return self.set(self.node, key, at, node);
        };
        match given.flag.meaning {
            Meaning::Inner => {
                let mapping = self.mapping(self.node, key, at);
                let node = self.scalar(&value);
                self.set(mapping, inner, at, node)
            }
            Meaning::Item => {
                let node = self.scalar(&value);
                self.append(key, at, node)
            }
            Meaning::Items => {
                let mut last = self.node;
                for field in value.fields() {
                    let node = self.scalar(&field);
                    last = self.append(key, at, node);
                }
                last
            }
            Meaning::Pair => {
                let mapping = self.mapping(self.node, key, at);
                self.pair(mapping, value)
            }
            Meaning::InnerPair => {
                let outer = self.mapping(self.node, key, at);
                let mapping = self.mapping(outer, inner, at);
                self.pair(mapping, value)
            }
            Meaning::Only => {
                let node = self.scalar(&value);
                let list = self.tree.push(value.span(), Data::Sequence(vec![node]));
                self.set(self.node, key, at, list);
                node
            }
            Meaning::Limit => self.limit(key, at, value),
            Meaning::Network => self.network(key, at, value),
            Meaning::Mount => {
                let node = super::mount::read(self, value);
                self.append(key, at, node)
            }
            _ => {
                let node = self.scalar(&value);
                self.set(self.node, key, at, node)
            }
        }
    }

    /// A scalar with the part's value.
    pub(super) fn scalar(&mut self, part: &Part<'_, 'a>) -> NodeId {
        self.tree.scalar(part.text(), part.style())
    }

    /// True or false, from `--flag`, `--flag=false` and what else Docker takes for a truth.
    fn switch(&mut self, given: &Given<'_, 'a>) -> NodeId {
        let Some(value) = given.value else {
            return self
                .tree
                .scalar(Text::new("true", given.span), Style::Plain);
        };
        let known = if is_one_of("1 t T true TRUE True", value.as_str()) {
            "true"
        } else if is_one_of("0 f F false FALSE False", value.as_str()) {
            "false"
        } else {
            return self.scalar(&value);
        };
        self.tree
            .scalar(Text::new(known, value.span()), Style::Plain)
    }

    /// The mapping under a key, made where it is missing.
    pub(super) fn mapping(&mut self, parent: NodeId, key: &'static str, at: Span) -> NodeId {
        if let Some(entry) = self.find(parent, key) {
            return entry.value;
        }
        let node = self.tree.push(at, Data::Mapping(Vec::new()));
        self.set(parent, key, at, node)
    }

    /// Sets a key; the last value counts, as with Docker.
    pub(super) fn set(
        &mut self,
        mapping: NodeId,
        key: &'static str,
        at: Span,
        value: NodeId,
    ) -> NodeId {
        let new = self.tree.scalar(Text::new(key, at), Style::Plain);
        if let Some(entry) = self.find(mapping, key) {
            if let Data::Mapping(entries) = &mut self.tree.node_mut(mapping).data {
                for known in entries {
                    if known.key == entry.key {
                        *known = Entry { key: new, value };
                    }
                }
            }
            return value;
        }
        self.insert(mapping, new, value);
        value
    }

    /// Adds an item to the list under a key of the service.
    pub(super) fn append(&mut self, key: &'static str, at: Span, item: NodeId) -> NodeId {
        let span = self.tree.node(item).span;
        let list = if let Some(entry) = self.find(self.node, key) {
            entry.value
        } else {
            let list = self.tree.push(span, Data::Sequence(Vec::new()));
            self.set(self.node, key, at, list)
        };
        let list = self.tree.node_mut(list);
        list.span = list.span.to(span);
        if let Data::Sequence(items) = &mut list.data {
            items.push(item);
        }
        item
    }

    /// Adds `name=value` to a mapping; a name alone has no value, as in Compose.
    fn pair(&mut self, mapping: NodeId, pair: Part<'_, 'a>) -> NodeId {
        let (name, value) = if let Some((name, value)) = pair.split_once('=') {
            (name, self.scalar(&value))
        } else {
            let nothing = Text::new("", Span::at(pair.span().end as usize));
            (pair, self.tree.scalar(nothing, Style::Plain))
        };
        let name = self.tree.scalar(name.text(), Style::Plain);
        self.insert(mapping, name, value);
        value
    }

    fn limit(&mut self, key: &'static str, at: Span, pair: Part<'_, 'a>) -> NodeId {
        let limits = self.mapping(self.node, key, at);
        let (name, value) = pair.split_once('=').unwrap_or((pair, pair));
        let node = match value.split_once(':') {
            None => self.scalar(&value),
            Some((soft, hard)) => {
                let both = self.tree.push(value.span(), Data::Mapping(Vec::new()));
                for (key, part) in [("soft", soft), ("hard", hard)] {
                    let node = self.scalar(&part);
                    self.set(both, key, part.span(), node);
                }
                both
            }
        };
        let name = self.tree.scalar(name.text(), Style::Plain);
        self.insert(limits, name, node);
        node
    }

    /// `host`, `none` and their like are modes; everything else is a network's name, which may
    /// stand among options: `name=web,alias=db`.
    fn network(&mut self, key: &'static str, at: Span, value: Part<'_, 'a>) -> NodeId {
        let is_mode = is_one_of("host none bridge default private", value.as_str())
            || ["container:", "ns:", "slirp4netns", "pasta"]
                .iter()
                .any(|mode| value.as_str().starts_with(mode));
        if is_mode {
            let node = self.scalar(&value);
            return self.set(self.node, "network_mode", at, node);
        }
        let mut name = None;
        for field in value.fields() {
            if let Some((key, value)) = field.split_once('=')
                && key.as_str() == "name"
                && name.is_none()
            {
                name = Some(value);
            }
        }
        let node = self.scalar(&name.unwrap_or(value));
        self.append(key, at, node)
    }

    fn find(&self, mapping: NodeId, key: &str) -> Option<Entry> {
        let Data::Mapping(entries) = &self.tree.node(mapping).data else {
            return None;
        };
        for entry in entries {
            if let Data::Scalar(name, _) = &self.tree.node(entry.key).data
                && name == key
            {
                return Some(*entry);
            }
        }
        None
    }

    fn insert(&mut self, mapping: NodeId, key: NodeId, value: NodeId) {
        let span = self.tree.node(key).span.to(self.tree.node(value).span);
        let is_service = mapping == self.node;
        let mapping = self.tree.node_mut(mapping);
        // The service is its whole line from the start.
        if !is_service {
            mapping.span = mapping.span.to(span);
        }
        if let Data::Mapping(entries) = &mut mapping.data {
            entries.push(Entry { key, value });
        }
    }
}
