//! The model of a Compose file that rules see: services, networks, volumes, secrets, configs,
//! with every value traced to its place. A `docker run` line is read into the same model.
//!
//! Handles such as [`Service`] and [`Value`] are small and borrow from [`Compose`]:
//!
//! ```
//! use cozydock::compose::Compose;
//!
//! let compose = Compose::read("services:\n  web:\n    image: nginx\n    ports: ['80:8080']\n");
//! let web = compose.service("web").unwrap();
//! assert!(web.get("image").unwrap().is("nginx"));
//! assert_eq!(web.ports()[0].published.unwrap().start, 80);
//! ```

pub mod build;
mod builder;
pub mod command;
pub mod environment;
mod extent;
pub mod host_mounts;
pub mod hosts;
pub mod images;
mod inherit;
pub mod interpolation;
pub mod jobs;
pub mod limits;
mod lines;
pub mod links;
mod merge;
pub mod misfits;
mod offsets;
pub mod place;
pub mod ports;
pub mod problem;
mod quantity;
mod repair;
mod resolve;
pub mod resource;
pub mod scalar;
mod scripts;
pub mod service;
pub mod shared_volumes;
pub mod tree;
pub mod value;
pub mod volumes;
pub mod yaml;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::source::Span;
use misfits::Misfit;
use problem::{Fault, Problem};
use resolve::ServiceNode;
pub use resource::Resource;
pub use service::Service;
use tree::{NodeId, Tree};
pub use value::{Place, Route, Value, Values};

/// Where the model was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A Compose file.
    Compose,
    /// One or more `docker run` lines.
    DockerRun,
}

/// A file read as Compose.
#[derive(Clone, Debug)]
pub struct Compose<'a> {
    /// The text.
    pub source: &'a str,
    /// Where the model comes from.
    pub dialect: Dialect,
    /// All nodes, also those that no service uses.
    pub tree: Tree<'a>,
    /// The root of each document, as written.
    pub roots: Vec<NodeId>,
    /// Faults of the text, by place. What is right in the file is read all the same.
    pub problems: Vec<Problem>,
    /// The documents' mappings as one.
    root: Option<NodeId>,
    /// True for a file of Compose's first format, with services at the top level.
    first_format: bool,
    services: Vec<ServiceNode>,
    misfits: OnceCell<Vec<Misfit>>,
    /// What to cut for a flag of a `docker run` line to be gone, by the number of its value's node.
    cuts: Vec<Option<Span>>,
    /// Places of the services in the list, by name.
    names: HashMap<String, usize>,
    /// Nodes from here on were made by putting one mapping over another.
    made_from: NodeId,
}

impl<'a> Compose<'a> {
    /// Reads a Compose file. Never fails: faults are in [`Compose::problems`].
    pub fn read(source: &'a str) -> Self {
        Compose::build(source, yaml::read(source), Dialect::Compose)
    }

    /// Reads a tree that was made by someone else, as for `docker run` lines.
    pub fn from_tree(
        source: &'a str,
        tree: Tree<'a>,
        roots: Vec<NodeId>,
        dialect: Dialect,
    ) -> Self {
        let allowance = yaml::allowance(source);
        let problems = Vec::new();
        let documents = yaml::Documents {
            tree,
            roots,
            problems,
            allowance,
        };
        Compose::build(source, documents, dialect)
    }

    fn build(source: &'a str, documents: yaml::Documents<'a>, dialect: Dialect) -> Self {
        let yaml::Documents {
            tree,
            roots,
            problems,
            allowance,
        } = documents;
        let mut compose = Compose {
            source,
            dialect,
            made_from: tree.next_id(),
            tree,
            roots,
            problems,
            root: None,
            first_format: false,
            services: Vec::new(),
            misfits: OnceCell::new(),
            cuts: Vec::new(),
            names: HashMap::new(),
        };
        resolve::resolve(&mut compose, allowance);
        compose.tree.build_index();
        if dialect == Dialect::Compose {
            resolve::check_variables(&mut compose);
        }
        crate::order::by_number(&mut compose.problems, |problem| {
            crate::order::place(0, problem.span)
        });
        compose
    }

    /// True if there is a mapping to judge at all.
    pub fn is_readable(&self) -> bool {
        self.root.is_some()
    }

    /// True if lines are missing from the tree, or may stand in the wrong place of it, because they
    /// are no YAML.
    pub fn has_lost_lines(&self) -> bool {
        self.problems.iter().any(|problem| {
            matches!(
                problem.what,
                Fault::TabIndent
                    | Fault::UnclosedQuote
                    | Fault::UnclosedBracket
                    | Fault::MissingColon
                    | Fault::Syntax(_)
            )
        })
    }

    /// True for a file of Compose's first format: no `services:`, services at the top level.
    pub fn is_first_format(&self) -> bool {
        self.first_format
    }

    /// The services of all documents, in the order of the file.
    pub fn services(&self) -> impl ExactSizeIterator<Item = Service<'_>> {
        self.services.iter().map(|node| Service::new(self, node))
    }

    /// The services, without those whose setting below `keys` is the very one that an earlier
    /// service has, shared behind an alias: what is wrong in it is told once.
    pub fn services_apart_in(&self, keys: &[&str]) -> Vec<Service<'_>> {
        let mut seen = HashSet::new();
        let mut apart = Vec::new();
        for service in self.services() {
            let shared = service.path(keys);
            if shared.is_none_or(|shared| seen.insert(shared.node())) {
                apart.push(service);
            }
        }
        apart
    }

    /// The service of a name.
    pub fn service(&self, name: &str) -> Option<Service<'_>> {
        let node = self.services.get(*self.names.get(name)?)?;
        Some(Service::new(self, node))
    }

    /// The place of a service in [`Compose::services`], by its name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// A top-level setting such as `name`, `include` or `networks`.
    pub fn get(&self, key: &str) -> Option<Value<'_>> {
        self.top()?.get(key)
    }

    /// All top-level settings, in the order of the file. In a file of the first format these are
    /// the services.
    pub fn top_level(&self) -> Values<'_> {
        self.entries_of(self.top())
    }

    /// The top-level networks.
    pub fn networks(&self) -> impl Iterator<Item = Resource<'_>> {
        self.resources("networks")
    }

    /// The top-level volumes.
    pub fn volumes(&self) -> impl Iterator<Item = Resource<'_>> {
        self.resources("volumes")
    }

    /// The top-level secrets.
    pub fn secrets(&self) -> impl Iterator<Item = Resource<'_>> {
        self.resources("secrets")
    }

    /// The top-level configs.
    pub fn configs(&self) -> impl Iterator<Item = Resource<'_>> {
        self.resources("configs")
    }

    /// The resources below one top-level key.
    pub fn resources<'m>(&'m self, kind: &str) -> impl Iterator<Item = Resource<'m>> + use<'m, 'a> {
        let all = self.get(kind).filter(|_| !self.first_format);
        self.entries_of(all).map(Resource::new)
    }

    /// One resource below a top-level key, such as `resource("volumes", "data")`.
    pub fn resource(&self, kind: &str, name: &str) -> Option<Resource<'_>> {
        let all = self.get(kind).filter(|_| !self.first_format)?;
        all.get(name).map(Resource::new)
    }

    /// Where the file doesn't fit the format, by place.
    pub fn misfits(&self) -> &[Misfit] {
        self.misfits.get_or_init(|| misfits::misfits(self))
    }

    /// A value of the tree by its node, for rules that walk it themselves.
    pub fn value(&self, node: NodeId) -> Value<'_> {
        Value::new(self, None, node, Route::Direct)
    }

    /// Says how the `index`th service's `docker run` line can be changed: the gap before the image, to
    /// whose end a new flag goes, and for each flag's value what to cut for the flag to be gone.
    pub fn set_command_line(
        &mut self,
        index: usize,
        gap: Option<Span>,
        cuts: impl Iterator<Item = (NodeId, Span)>,
    ) {
        if let Some(service) = self.services.get_mut(index) {
            service.gap = gap;
        }
        for (value, cut) in cuts {
            if self.cuts.len() <= value.index() {
                self.cuts.resize(value.index() + 1, None);
            }
            if let Some(slot) = self.cuts.get_mut(value.index()) {
                *slot = Some(cut);
            }
        }
    }

    fn entries_of<'m>(&'m self, value: Option<Value<'m>>) -> Values<'m> {
        value.map_or(Values::none(self, Route::Direct), |value| value.entries())
    }

    fn top(&self) -> Option<Value<'_>> {
        self.root.map(|root| self.value(root))
    }

    /// True for a node that stands for a value of an extended service.
    fn is_inherited(&self, node: NodeId) -> bool {
        node >= self.made_from
    }
}
