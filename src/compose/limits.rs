//! Limits that are set in two places: on the service and below `deploy.resources.limits`
//! (<https://docs.docker.com/reference/compose-file/deploy/#resources>).

use super::quantity;
use super::service::Service;
use super::value::Value;
use crate::source::Span;

/// A limit as both places tell it. Compose refuses two that differ.
#[derive(Clone, Copy, Debug)]
pub struct Limit<'m> {
    /// Set on the service (`mem_limit`, `cpus`, `pids_limit`).
    pub service: Option<Value<'m>>,
    /// Set below `deploy.resources.limits`.
    pub deploy: Option<Value<'m>>,
}

impl<'m> Limit<'m> {
    /// The one that counts: the service's own, else the deployment's.
    pub fn value(&self) -> Option<Value<'m>> {
        self.service.or(self.deploy)
    }
}

/// Bytes of a size such as `512m` or `2gb`; `unit` is that of a figure which tells none.
pub fn bytes(size: &str, unit: &str) -> Option<i64> {
    if size.ends_with(|last: char| last.is_ascii_digit()) {
        return quantity::bytes(&[size, unit].concat());
    }
    quantity::bytes(size)
}

impl<'m> Service<'m> {
    /// Memory (`mem_limit`, `deploy.resources.limits.memory`).
    pub fn memory_limit(&self) -> Limit<'m> {
        self.limit("mem_limit", "memory")
    }

    /// CPUs (`cpus`, `deploy.resources.limits.cpus`).
    pub fn cpu_limit(&self) -> Limit<'m> {
        self.limit("cpus", "cpus")
    }

    /// Processes (`pids_limit`, `deploy.resources.limits.pids`).
    pub fn pids_limit(&self) -> Limit<'m> {
        self.limit("pids_limit", "pids")
    }

    fn limit(&self, service: &str, deploy: &str) -> Limit<'m> {
        let there = |value: &Value<'m>| !value.is_null();
        Limit {
            service: self.get(service).filter(there),
            deploy: self
                .path(&["deploy", "resources", "limits", deploy])
                .filter(there),
        }
    }

    /// Adds a limit: where to insert and what. `deployed` goes beside the other limits below
    /// `deploy.resources.limits`, if there are any, since Compose refuses a service whose two
    /// places differ and Swarm reads only that one; else `line` goes on the service, or `flag` into
    /// the `docker run` line. Nothing where a `deploy` block still has no limits: whoever adds the
    /// first one decides where they stand.
    pub fn add_limit(&self, line: &str, deployed: &str, flag: &str) -> Option<(Span, String)> {
        match self.path(&["deploy", "resources", "limits"]) {
            Some(limits) => {
                limits.entries().next()?;
                limits.insert_entry(deployed)
            }
            None if self.get("deploy").is_some() => None,
            None => self.add_setting(line, flag),
        }
    }
}
