//! One value of a Compose file, wherever it comes from: aliases followed, merge keys worked in,
//! variables filled in, and its place known.

use super::Compose;
use super::quantity;
use super::scalar::Scalar;
use super::tree::{Data, Entry, Merged, NodeId, Style};
use crate::compose::Dialect;
use crate::source::{Span, Text};

/// How a value got to where it is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// It is written there.
    #[default]
    Direct,
    /// An alias stands there, at this place.
    Alias(Span),
    /// The service `extends` another one; the place is that key's value.
    Extends(Span),
}

/// Where a finding belongs, and what else it should show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place to point at: in the service's own text.
    pub span: Span,
    /// Where the value really is written, if that is elsewhere (behind an alias, in the service
    /// that is extended).
    pub related: Option<Span>,
}

impl Route {
    /// The place of a finding about something written at `written`.
    pub fn place(self, written: Span) -> Place {
        match self {
            Route::Direct => Place {
                span: written,
                related: None,
            },
            Route::Alias(span) | Route::Extends(span) => Place {
                span,
                related: Some(written),
            },
        }
    }

    /// The same, or by the alias at this place where nothing stood in between so far.
    fn or_alias(self, alias: Span) -> Route {
        if self.is_direct() {
            Route::Alias(alias)
        } else {
            self
        }
    }

    /// True if the value is written where it is used, so that a fix there changes nothing else.
    pub fn is_direct(self) -> bool {
        self == Route::Direct
    }

    /// True if it comes from another service of the file, which is judged by itself.
    pub fn is_inherited(self) -> bool {
        matches!(self, Route::Extends(_))
    }
}

/// A value: a scalar, a list, a mapping or nothing, with the key it belongs to.
#[derive(Clone, Copy)]
pub struct Value<'m> {
    compose: &'m Compose<'m>,
    key: Option<NodeId>,
    node: NodeId,
    route: Route,
}

impl<'m> Value<'m> {
    pub(super) fn new(
        compose: &'m Compose<'m>,
        key: Option<NodeId>,
        node: NodeId,
        route: Route,
    ) -> Self {
        let target = compose.tree.resolve(node);
        let route = if target == node || !route.is_direct() {
            route
        } else {
            let span = compose.tree.node(node).span;
            if compose.is_inherited(node) {
                Route::Extends(span)
            } else {
                Route::Alias(span)
            }
        };
        Value {
            compose,
            key,
            node: target,
            route,
        }
    }

    /// The model it belongs to.
    pub fn compose(&self) -> &'m Compose<'m> {
        self.compose
    }

    /// Its node in [`Compose::tree`], aliases followed.
    pub fn node(&self) -> NodeId {
        self.node
    }

    /// The key's node, for the value of a mapping's entry.
    pub fn key_node(&self) -> Option<NodeId> {
        self.key
    }

    /// How it got here.
    pub fn route(&self) -> Route {
        self.route
    }

    /// Where the value is written, even if that is behind an alias.
    pub fn written(&self) -> Span {
        self.compose.tree.node(self.node).span
    }

    /// The place that a finding about the value points at.
    pub fn span(&self) -> Span {
        self.place().span
    }

    /// The place of a finding about the value, with the place behind the alias.
    pub fn place(&self) -> Place {
        self.route.place(self.written())
    }

    /// The key's text, or nothing for a list item.
    pub fn key(&self) -> &'m str {
        self.key
            .and_then(|key| self.compose.tree.raw(key))
            .unwrap_or_default()
    }

    /// Where the key is written; the value's place for a list item.
    pub fn key_written(&self) -> Span {
        self.key
            .map_or(self.written(), |key| self.compose.tree.node(key).span)
    }

    /// The place that a finding about the whole setting points at.
    pub fn key_span(&self) -> Span {
        self.key_place().span
    }

    /// The place of a finding about the whole setting, with the place behind the alias.
    pub fn key_place(&self) -> Place {
        self.route.place(self.key_written())
    }

    /// An explicit tag such as `!reset`.
    pub fn tag(&self) -> Option<&'m str> {
        self.compose.tree.node(self.node).tag.as_deref()
    }

    /// True for an empty value, `~` and `null`.
    pub fn is_null(&self) -> bool {
        match &self.compose.tree.node(self.node).data {
            Data::Scalar(text, Style::Plain) => {
                matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL")
            }
            Data::Alias(_) => true,
            _ => false,
        }
    }

    /// True for a list.
    pub fn is_list(&self) -> bool {
        matches!(self.compose.tree.node(self.node).data, Data::Sequence(_))
    }

    /// True for a mapping.
    pub fn is_mapping(&self) -> bool {
        matches!(self.compose.tree.node(self.node).data, Data::Mapping(_))
    }

    /// The scalar with its variables filled in; nothing for null, lists and mappings.
    pub fn scalar(&self) -> Option<Scalar<'m>> {
        if self.is_null() {
            return None;
        }
        let node = self.compose.tree.node(self.node);
        let Data::Scalar(raw, style) = &node.data else {
            return None;
        };
        let mut scalar = Scalar::new(self.compose.source, raw, node.span, *style);
        // A pasted line may still hold what only a shell can fill in.
        if self.compose.dialect == Dialect::DockerRun && raw.contains(['`', '$']) {
            scalar.known &= !raw.contains('`') && !raw.contains("$(");
        }
        Some(scalar)
    }

    /// The text of a scalar, variables filled in; its span is where it is written.
    pub fn text(&self) -> Option<Text<'m>> {
        self.scalar().map(|scalar| scalar.text())
    }

    /// The text before variables are filled in.
    pub fn raw(&self) -> Option<&'m str> {
        self.compose.tree.raw(self.node)
    }

    /// How a scalar was written; nothing for lists and mappings.
    pub fn style(&self) -> Option<Style> {
        match self.compose.tree.node(self.node).data {
            Data::Scalar(_, style) => Some(style),
            _ => None,
        }
    }

    /// True if the scalar's text is exactly this.
    pub fn is(&self, text: &str) -> bool {
        self.scalar().is_some_and(|scalar| scalar.value == text)
    }

    /// A boolean as Compose reads it: `true`, `yes`, `on`, `y` and their opposites in any case,
    /// quoted or not, or as a variable's default.
    pub fn as_bool(&self) -> Option<bool> {
        let scalar = self.scalar()?;
        quantity::boolean(&scalar.value)
    }

    /// A whole number.
    pub fn as_integer(&self) -> Option<i64> {
        self.scalar()?.value.trim().parse().ok()
    }

    /// A number, such as a CPU count.
    pub fn as_number(&self) -> Option<f64> {
        quantity::number(self.scalar()?.value.trim())
    }

    /// A size in bytes: `512m`, `1.5g`, `64kb`, `1048576`
    /// (<https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values>).
    pub fn as_bytes(&self) -> Option<i64> {
        quantity::bytes(&self.scalar()?.value)
    }

    /// A duration in seconds: `1m30s`, `10s`, `500ms`
    /// (<https://docs.docker.com/reference/compose-file/extension/#specifying-durations>).
    pub fn as_seconds(&self) -> Option<f64> {
        quantity::seconds(&self.scalar()?.value)
    }

    /// The items of a list; a lone scalar counts as a list of one, since that is what is meant.
    pub fn items(&self) -> Values<'m> {
        Values {
            lone: (self.style().is_some() && !self.is_null()).then_some(*self),
            items: self.compose.tree.items(self.node),
            ..Values::none(self.compose, self.route)
        }
    }

    /// The entries of a mapping, then what merge keys bring in; merge keys themselves left out.
    pub fn entries(&self) -> Values<'m> {
        Values {
            entries: self.compose.tree.entries(self.node),
            merged: self.compose.tree.merged(self.node),
            ..Values::none(self.compose, self.route)
        }
    }

    /// The value of a key; the last one where a key is written twice, and nothing where it is
    /// tagged `!reset`.
    pub fn get(&self, key: &str) -> Option<Value<'m>> {
        let (entry, alias) = self.compose.tree.find(self.node, key)?;
        let route = alias.map_or(self.route, |alias| self.route.or_alias(alias));
        let value = entry_value(self.compose, entry, route);
        (value.tag() != Some("!reset")).then_some(value)
    }

    /// The value behind several keys, one in the other.
    pub fn path(&self, keys: &[&str]) -> Option<Value<'m>> {
        keys.iter().try_fold(*self, |value, key| value.get(key))
    }
}

/// The items of a list or the entries of a mapping, one after the other.
#[derive(Clone)]
pub struct Values<'m> {
    compose: &'m Compose<'m>,
    route: Route,
    lone: Option<Value<'m>>,
    items: &'m [NodeId],
    entries: &'m [Entry],
    merged: &'m [Merged],
}

impl<'m> Values<'m> {
    pub(super) fn none(compose: &'m Compose<'m>, route: Route) -> Self {
        Values {
            compose,
            route,
            lone: None,
            items: &[],
            entries: &[],
            merged: &[],
        }
    }
}

impl<'m> Iterator for Values<'m> {
    type Item = Value<'m>;

    fn next(&mut self) -> Option<Value<'m>> {
        if let Some(lone) = self.lone.take() {
            return Some(lone);
        }
        if let Some((item, rest)) = self.items.split_first() {
            self.items = rest;
            return Some(Value::new(self.compose, None, *item, self.route));
        }
        while let Some((entry, rest)) = self.entries.split_first() {
            self.entries = rest;
            if self.compose.tree.raw(entry.key) != Some("<<") {
                return Some(entry_value(self.compose, *entry, self.route));
            }
        }
        let (merged, rest) = self.merged.split_first()?;
        self.merged = rest;
        let route = self.route.or_alias(merged.alias);
        Some(entry_value(self.compose, merged.entry, route))
    }
}

fn entry_value<'m>(compose: &'m Compose<'m>, entry: Entry, route: Route) -> Value<'m> {
    Value::new(compose, Some(entry.key), entry.value, route)
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{}: {:?}",
            self.key(),
            self.written().slice(self.compose.source)
        )
    }
}
