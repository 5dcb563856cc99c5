//! Where a Compose file doesn't fit the format: unknown keys, and values that the reference
//! loader would refuse (<https://github.com/compose-spec/compose-go>). Worked out once, and only
//! when asked for.

use super::tree::{Data, Entry, NodeId, Style};
use super::{Compose, interpolation, quantity};
use crate::facts::compose_keys::{Key, Object, Shape, Shapes, TOP_LEVEL, object};
use crate::source::Span;
use values::{refused, type_of};

mod values;

/// One place that doesn't fit.
#[derive(Clone, Debug)]
pub struct Misfit {
    /// The key, where that is unknown; else the value.
    pub span: Span,
    /// The key of the service, network, volume … that it belongs to; nothing at the top level.
    pub owner: Option<NodeId>,
    /// The nearest key above: that of the mapping around an unknown key, or the value's own.
    pub key: Option<NodeId>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong at a [`Misfit`]'s place.
#[derive(Clone, Debug)]
pub enum What {
    /// A key that the format doesn't know.
    UnknownKey {
        /// The kind of mapping it stands in, such as `service` or `build`.
        object: Object,
        /// The key.
        key: NodeId,
        /// Its value.
        value: NodeId,
    },
    /// The value is of another type than any that fits.
    Type {
        /// What it is.
        found: Found,
        /// What would fit.
        wanted: Shapes,
        /// True for an item of a list.
        in_list: bool,
    },
    /// The text is none of the values that fit.
    NotAmong(Vec<&'static str>),
    /// A key that must be there is not.
    Lacks(&'static str),
    /// A name with signs that no name may have, or that YAML reads as no text.
    BadName,
    /// The text can't be read in this place; a sentence says what it must look like.
    Form(&'static str),
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Null,
    /// `true` or `false`, without quotes.
    Boolean,
    /// A number without quotes.
    Number,
    /// Text.
    Text,
    /// A list.
    List,
    /// A mapping.
    Mapping,
}

/// A value that is still to be looked at.
struct Visit {
    node: NodeId,
    key: Option<NodeId>,
    owner: Option<NodeId>,
    shapes: Shapes,
    /// The key of the format that the value itself belongs to.
    limits: Option<Key>,
    /// For an item of a list: the key of the format that the list belongs to.
    list_of: Option<Key>,
    /// Brought in by a merge key: what is missing may stand elsewhere.
    fragment: bool,
}

struct Walk<'m, 'a> {
    compose: &'m Compose<'a>,
    open: Vec<Visit>,
    /// For each node, what it was taken for where aliases led to it.
    seen: Vec<Vec<Shapes>>,
    /// The keys of the kinds of mapping met so far, sorted.
    keys: Vec<(Object, Vec<Key>)>,
    found: Vec<Misfit>,
}

/// Every misfit of the file, by place.
pub(super) fn misfits(compose: &Compose<'_>) -> Vec<Misfit> {
    let mut walk = Walk {
        compose,
        open: Vec::new(),
        seen: Vec::new(),
        keys: Vec::new(),
        found: Vec::new(),
    };
    let top = object(TOP_LEVEL);
    let services = top.and_then(|top| top.key("services"));
    let service = services.and_then(|services| services.shapes().find_map(Shape::values));
    for root in &compose.roots {
        if let (true, Some(service)) = (compose.is_first_format(), service) {
            walk.first_format(*root, service);
        } else if let Some(top) = top {
            walk.object(*root, top, None, None, (false, false));
        }
    }
    while let Some(visit) = walk.open.pop() {
        walk.visit(&visit);
    }
    let mut found = walk.found;
    crate::order::by_number(&mut found, |misfit| crate::order::place(0, misfit.span));
    found.dedup_by_key(|misfit| misfit.span);
    found
}

impl Walk<'_, '_> {
    fn tell(&mut self, span: Span, owner: Option<NodeId>, key: Option<NodeId>, what: What) {
        self.found.push(Misfit {
            span,
            owner,
            key,
            what,
        });
    }

    fn span(&self, node: NodeId) -> Span {
        self.compose.tree.node(node).span
    }

    /// Without `services:`, the top level holds them; what isn't one is looked at as usual.
    fn first_format(&mut self, root: NodeId, service: Shapes) {
        let compose = self.compose;
        let top = object(TOP_LEVEL);
        for entry in compose.tree.entries(root) {
            let name = compose.tree.raw(entry.key).unwrap_or_default();
            let named = compose.service(name);
            if named.is_some_and(|named| named.key_node() == entry.key) {
                self.value(*entry, Some(entry.key), service, None);
            } else if let Some(top) = top {
                self.entry(*entry, top, None, None);
            }
        }
    }

    fn value(&mut self, entry: Entry, owner: Option<NodeId>, shapes: Shapes, limits: Option<Key>) {
        self.open.push(Visit {
            node: entry.value,
            key: Some(entry.key),
            owner,
            shapes,
            limits,
            list_of: None,
            fragment: false,
        });
    }

    /// A mapping with known keys.
    fn object(
        &mut self,
        node: NodeId,
        object: Object,
        key: Option<NodeId>,
        owner: Option<NodeId>,
        (fragment, in_list): (bool, bool),
    ) {
        let tree = &self.compose.tree;
        for entry in tree.entries(node) {
            self.entry(*entry, object, key, owner);
        }
        if fragment {
            return;
        }
        let lacking = object.required().find(|key| tree.find(node, key).is_none());
        if let Some(lacking) = lacking {
            let span = match key {
                Some(key) if !in_list => self.span(key),
                _ => self.span(node),
            };
            self.tell(span, owner, key, What::Lacks(lacking));
        }
    }

    fn entry(&mut self, entry: Entry, object: Object, key: Option<NodeId>, owner: Option<NodeId>) {
        let name = self.compose.tree.raw(entry.key);
        if name == Some("<<")
            || name.is_some_and(|name| object.extensions && name.starts_with("x-"))
        {
            return;
        }
        if let Some(known) = name.and_then(|name| self.key_of(object, name)) {
            self.value(entry, owner, known.all_shapes(), Some(known));
        } else if !object.other_keys && !matches!(object.name, "extends" | "include_entry") {
            // The loader works off `extends` and `include` before it looks at their keys.
            let what = What::UnknownKey {
                object,
                key: entry.key,
                value: entry.value,
            };
            self.tell(self.span(entry.key), owner, key, what);
        }
    }

    /// The format's key of this name.
    fn key_of(&mut self, object: Object, name: &str) -> Option<Key> {
        let known = self.keys.iter().position(|(known, _)| *known == object);
        let known = known.unwrap_or_else(|| {
            self.keys.push((object, object.keys().collect()));
            self.keys.len() - 1
        });
        let (_, keys) = self.keys.get(known)?;
        let key = keys.get(keys.partition_point(|key| key.name < name))?;
        (key.name == name).then_some(*key)
    }

    /// True if an alias led to the node before, where the same would have fit.
    fn saw(&mut self, node: NodeId, shapes: Shapes) -> bool {
        if self.seen.len() <= node.index() {
            self.seen.resize(node.index() + 1, Vec::new());
        }
        let Some(seen) = self.seen.get_mut(node.index()) else {
            return false;
        };
        let known = seen.contains(&shapes);
        if !known {
            seen.push(shapes);
        }
        known
    }

    fn visit(&mut self, visit: &Visit) {
        let tree = &self.compose.tree;
        let target = tree.resolve(visit.node);
        if target != visit.node && self.saw(target, visit.shapes) {
            return;
        }
        let node = tree.node(target);
        if node.tag.as_deref() == Some("!reset")
            || tree.node(visit.node).tag.as_deref() == Some("!reset")
        {
            return;
        }
        let fits = |wanted: fn(&Shape) -> bool| visit.shapes.iter().find(wanted);
        match &node.data {
            Data::Alias(_) => {}
            Data::Scalar(raw, style) => {
                let plain = *style == Style::Plain && node.tag.is_none();
                self.scalar(visit, target, raw, plain);
            }
            Data::Sequence(items) => {
                let list = fits(|shape| matches!(shape, Shape::List(_) | Shape::Set(_)));
                let Some(inner) = list.and_then(Shape::values) else {
                    return self.wrong(visit, target, Found::List);
                };
                for item in items {
                    self.open.push(Visit {
                        node: *item,
                        shapes: inner,
                        limits: None,
                        list_of: visit.limits,
                        ..*visit
                    });
                }
                if visit.limits.is_some_and(|key| key.name == "test") {
                    self.health_test(visit, items.first().copied());
                }
            }
            Data::Mapping(_) => self.mapping(visit, target),
        }
    }

    fn mapping(&mut self, visit: &Visit, target: NodeId) {
        let fits = |wanted: fn(&Shape) -> bool| visit.shapes.iter().find(wanted);
        let tree = &self.compose.tree;
        for entry in tree.entries(target) {
            if tree.raw(entry.key) != Some("<<") {
                continue;
            }
            // Some merge keys bring in one mapping, some a list of them.
            let sources = match tree.items(entry.value) {
                [] => std::slice::from_ref(&entry.value),
                items => items,
            };
            for source in sources {
                if matches!(tree.node(tree.resolve(*source)).data, Data::Mapping(_)) {
                    self.open.push(Visit {
                        node: *source,
                        fragment: true,
                        ..*visit
                    });
                }
            }
        }
        if let Some(Shape::Object(name)) = fits(|shape| matches!(shape, Shape::Object(_))) {
            if let Some(object) = object(name) {
                self.object(
                    target,
                    object,
                    visit.key,
                    visit.owner,
                    (visit.fragment, visit.list_of.is_some()),
                );
            }
        } else if let Some(values) =
            fits(|shape| matches!(shape, Shape::Map(_))).and_then(Shape::values)
        {
            let pattern = visit.limits.filter(|key| !key.other_names());
            let pattern = pattern.and_then(Key::name_pattern);
            for entry in tree.entries(target) {
                let name = tree.raw(entry.key).unwrap_or_default();
                if name == "<<" {
                    continue;
                }
                let is_text = match &tree.node(entry.key).data {
                    Data::Scalar(raw, Style::Plain) => type_of(raw) == Found::Text,
                    Data::Scalar(..) => true,
                    _ => false,
                };
                if !is_text || pattern.is_some_and(|pattern| !pattern.matches(name)) {
                    self.tell(self.span(entry.key), visit.owner, visit.key, What::BadName);
                }
                self.value(*entry, visit.owner.or(Some(entry.key)), values, None);
            }
        } else {
            self.wrong(visit, target, Found::Mapping);
        }
    }

    fn wrong(&mut self, visit: &Visit, node: NodeId, found: Found) {
        if visit.shapes.iter().any(|shape| shape == Shape::Any) {
            return;
        }
        // An empty value has no place of its own.
        let span = match visit.key {
            Some(key) if found == Found::Null && visit.list_of.is_none() => self.span(key),
            _ => self.span(node),
        };
        let what = What::Type {
            found,
            wanted: visit.shapes,
            in_list: visit.list_of.is_some(),
        };
        self.tell(span, visit.owner, visit.key, what);
    }

    fn scalar(&mut self, visit: &Visit, node: NodeId, raw: &str, plain: bool) {
        let found = if plain { type_of(raw) } else { Found::Text };
        let has = |wanted: Shape| visit.shapes.iter().any(|shape| shape == wanted);
        let fits = match found {
            Found::Null => has(Shape::Null) || visit.limits.is_some_and(|key| key.name == "dns"),
            Found::Boolean => has(Shape::Boolean),
            Found::Number => {
                has(Shape::Number) || has(Shape::Integer) && !raw.contains(['.', 'e', 'n'])
            }
            // Variables are filled in first, and may turn into numbers and booleans.
            _ => {
                has(Shape::String)
                    || raw.contains('$')
                    || has(Shape::Boolean) && quantity::boolean(raw).is_some()
            }
        };
        if !fits {
            return self.wrong(visit, node, found);
        }
        if matches!(found, Found::Text | Found::Number) {
            let filled = interpolation::interpolate(raw);
            if filled.known
                && let Some(what) = refused(visit, &filled.value, found)
            {
                self.tell(self.span(node), visit.owner, visit.key, what);
            }
        }
    }

    /// A health check's list starts with a word that says how to run it.
    fn health_test(&mut self, visit: &Visit, first: Option<NodeId>) {
        let Some(first) = first else { return };
        let word = self.compose.tree.raw(first).unwrap_or_default();
        if !matches!(word, "CMD" | "CMD-SHELL" | "NONE") && !word.contains('$') {
            let what = What::Form(
                "The list starts with `CMD`, `CMD-SHELL` or `NONE`, then comes the command.",
            );
            self.tell(self.span(first), visit.owner, visit.key, what);
        }
    }
}
