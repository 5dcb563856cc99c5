//! Limits that are set in two places: on the service and below `deploy.resources.limits`
//! (<https://docs.docker.com/reference/compose-file/deploy/#resources>).

use super::service::Service;
use super::value::Value;

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
}
