//! A service, and the settings that are told in one line.

use super::resolve::ServiceNode;
use super::scalar::Scalar;
use super::tree::NodeId;
use super::value::{Place, Route, Value, Values};
use super::{Compose, Dialect};
use crate::source::{Span, Text};

/// A service with all that it says, merges and `extends` worked in. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Service<'m> {
    pub(super) compose: &'m Compose<'m>,
    pub(super) node: &'m ServiceNode,
}

impl<'m> Service<'m> {
    pub(super) fn new(compose: &'m Compose<'m>, node: &'m ServiceNode) -> Self {
        Service { compose, node }
    }

    /// The model it belongs to.
    pub fn compose(&self) -> &'m Compose<'m> {
        self.compose
    }

    /// Its name.
    pub fn name(&self) -> &'m str {
        self.compose.tree.raw(self.node.key).unwrap_or_default()
    }

    /// The node of its name.
    pub fn key_node(&self) -> NodeId {
        self.node.key
    }

    /// The place of its name: where a finding about something missing points.
    pub fn name_span(&self) -> Span {
        self.compose.tree.node(self.node.key).span
    }

    /// The place of the whole service, name included.
    pub fn span(&self) -> Span {
        self.name_span()
            .to(self.compose.tree.node(self.node.own).span)
    }

    /// True for a `docker run` line.
    pub fn is_docker_run(&self) -> bool {
        self.compose.dialect == Dialect::DockerRun
    }

    /// Where a new flag goes in a `docker run` line: just before the image.
    pub fn insert_at(&self) -> Option<u32> {
        self.node.gap.map(|gap| gap.end)
    }

    /// All its settings as one mapping.
    pub fn settings(&self) -> Value<'m> {
        Value::new(
            self.compose,
            Some(self.node.key),
            self.node.settings,
            self.node.route,
        )
    }

    /// Its settings as they stand in its own block: nothing inherited or merged from elsewhere,
    /// duplicates kept.
    pub fn own_settings(&self) -> Value<'m> {
        Value::new(
            self.compose,
            Some(self.node.key),
            self.node.own,
            self.node.route,
        )
    }

    /// A setting, wherever it comes from.
    pub fn get(&self, key: &str) -> Option<Value<'m>> {
        self.settings().get(key)
    }

    /// A setting some keys deep: `path(&["deploy", "resources", "limits", "memory"])`.
    pub fn path(&self, keys: &[&str]) -> Option<Value<'m>> {
        self.settings().path(keys)
    }

    /// True if the setting is there and not null.
    pub fn has(&self, key: &str) -> bool {
        self.given(key).is_some()
    }

    /// True if the boolean setting is there and on.
    pub fn is_on(&self, key: &str) -> bool {
        self.get(key).and_then(|value| value.as_bool()) == Some(true)
    }

    /// The text of a setting, with the place it is written at.
    pub fn text(&self, key: &str) -> Option<Text<'m>> {
        self.get(key)?.text()
    }

    /// The values of a list setting; none where it is not there.
    pub(super) fn values(&self, key: &str) -> Values<'m> {
        self.get(key)
            .map_or(Values::none(self.compose, Route::Direct), |list| {
                list.items()
            })
    }

    /// A setting that is there and not null.
    pub(super) fn given(&self, key: &str) -> Option<Value<'m>> {
        self.get(key).filter(|value| !value.is_null())
    }

    /// The items of a list setting; a lone scalar counts as one item.
    pub fn list(&self, key: &str) -> Vec<Item<'m>> {
        let mut items = Vec::new();
        for value in self.values(key) {
            if let Some(scalar) = value.scalar() {
                items.push(Item {
                    scalar,
                    route: value.route(),
                    value,
                });
            }
        }
        items
    }

    /// True if it starts a container from what this file says: it names an image or builds one. Not
    /// so for services that a provider runs, and fragments that another file completes.
    pub fn is_container(&self) -> bool {
        self.is_docker_run() || self.has("image") || self.has("build")
    }

    /// True if settings may come from a service in another file.
    pub fn extends_elsewhere(&self) -> bool {
        self.path(&["extends", "file"]).is_some()
    }

    /// The `image` setting.
    pub fn image(&self) -> Option<Value<'m>> {
        self.given("image")
    }

    /// The user it runs as, as written: `1000:1000`, `root`.
    pub fn user(&self) -> Option<Value<'m>> {
        self.given("user")
    }

    /// Capabilities added.
    pub fn cap_add(&self) -> Vec<Item<'m>> {
        self.list("cap_add")
    }

    /// Capabilities dropped.
    pub fn cap_drop(&self) -> Vec<Item<'m>> {
        self.list("cap_drop")
    }

    /// Security options, such as `no-new-privileges:true`.
    pub fn security_opt(&self) -> Vec<Item<'m>> {
        self.list("security_opt")
    }

    /// The profiles that switch it on.
    pub fn profiles(&self) -> Vec<Item<'m>> {
        self.list("profiles")
    }

    /// True if the two never run together: each needs profiles, and none switches on both.
    pub fn excludes(&self, other: &Service<'_>) -> bool {
        let (own, others) = (self.profiles(), other.profiles());
        let shares = |item: &Item<'_>| others.iter().any(|other| other.as_str() == item.as_str());
        !own.is_empty() && !others.is_empty() && !own.iter().any(shares)
    }

    /// How many containers it starts, where that is told (`deploy.replicas`, `scale`).
    pub fn copies(&self) -> Option<i64> {
        let told = self.path(&["deploy", "replicas"]).or(self.get("scale"))?;
        told.as_integer()
    }

    /// The `restart` policy: `no`, `always`, `on-failure:5`, `unless-stopped`.
    pub fn restart(&self) -> Option<Value<'m>> {
        self.given("restart")
    }

    /// True if an init process is asked for.
    pub fn init(&self) -> bool {
        self.is_on("init")
    }

    /// The `logging` setting; its `driver` and `options` are keys of it.
    pub fn logging(&self) -> Option<Value<'m>> {
        self.given("logging")
    }
}

impl std::fmt::Debug for Service<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "service {}", self.name())
    }
}

/// A scalar in a list.
#[derive(Clone, Debug)]
pub struct Item<'m> {
    /// Its value and places.
    pub scalar: Scalar<'m>,
    /// How it got there.
    pub route: Route,
    /// The value it is read from.
    pub value: Value<'m>,
}

impl Item<'_> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.scalar.value
    }

    /// The place of a finding about it.
    pub fn place(&self) -> Place {
        self.value.place()
    }

    /// Where it is written.
    pub fn span(&self) -> Span {
        self.scalar.span
    }
}
