//! What a service refers to: networks, other services, secrets and configs
//! (<https://docs.docker.com/reference/compose-file/services/>).

use super::Resource;
use super::service::Service;
use super::value::{Route, Value};
use crate::source::Text;

/// A reference by name, with settings where the long form gives some.
#[derive(Clone, Debug)]
pub struct Link<'m> {
    /// The name, with its place.
    pub name: Text<'m>,
    /// The list item, or the value of the mapping's entry (null where it says nothing).
    pub value: Value<'m>,
    /// How it got there.
    pub route: Route,
}

impl<'m> Link<'m> {
    /// A setting of the long form.
    pub fn get(&self, key: &str) -> Option<Value<'m>> {
        self.value.get(key)
    }

    /// The `condition` of a dependency; `service_started` where none is given.
    pub fn condition(&self) -> Text<'m> {
        let condition = self.get("condition").and_then(|value| value.text());
        condition.unwrap_or_else(|| Text::new("service_started", self.name.span))
    }
}

impl<'m> Service<'m> {
    /// The networks it is attached to; none written means the project's own.
    pub fn networks(&self) -> Vec<Link<'m>> {
        links(self.get("networks"), "name")
    }

    /// `host`, `none`, `bridge`, `service:NAME`, `container:NAME`.
    pub fn network_mode(&self) -> Option<Value<'m>> {
        self.given("network_mode")
    }

    /// The services it waits for.
    pub fn depends_on(&self) -> Vec<Link<'m>> {
        links(self.get("depends_on"), "service")
    }

    /// The secrets it gets.
    pub fn secrets(&self) -> Vec<Link<'m>> {
        links(self.get("secrets"), "source")
    }

    /// The configs it gets.
    pub fn configs(&self) -> Vec<Link<'m>> {
        links(self.get("configs"), "source")
    }

    /// The top-level secret behind a reference.
    pub fn secret_of(&self, link: &Link<'_>) -> Option<Resource<'m>> {
        self.compose().resource("secrets", &link.name.value)
    }
}

/// Reads a list of names, a mapping by name, or a list of mappings that name their `source`.
pub fn links<'m>(value: Option<Value<'m>>, name_key: &str) -> Vec<Link<'m>> {
    let Some(value) = value else {
        return Vec::new();
    };
    let mut links = Vec::new();
    by_key(value, &mut links);
    for item in value.items() {
        let name = if item.is_mapping() {
            item.get(name_key).and_then(|value| value.text())
        } else {
            item.text()
        };
        match name {
            Some(name) => links.push(Link {
                name,
                value: item,
                route: item.route(),
            }),
            // A list over a mapping, where one service extends another.
            None => by_key(item, &mut links),
        }
    }
    links
}

/// Adds the entries of a mapping; nothing else has any.
fn by_key<'m>(mapping: Value<'m>, links: &mut Vec<Link<'m>>) {
    for value in mapping.entries() {
        links.push(Link {
            name: Text::new(value.key(), value.key_written()),
            value,
            route: value.route(),
        });
    }
}
