//! Named volumes that several services write to.

use std::collections::HashMap;

use super::volumes::{Mount, MountKind};
use super::{Compose, Service};

/// A service that may write to a volume, and how it's mounted there.
#[derive(Clone, Debug)]
pub struct Writer<'m> {
    /// The service.
    pub service: Service<'m>,
    /// Its first mount of the volume that isn't read-only.
    pub mount: Mount<'m>,
}

impl Compose<'_> {
    /// For each named volume, by its first use, the services that may write to it.
    pub fn volume_writers(&self) -> Vec<Vec<Writer<'_>>> {
        let mut volumes: Vec<Vec<Writer<'_>>> = Vec::new();
        let mut place_of: HashMap<String, usize> = HashMap::new();
        for service in self.services() {
            for mount in service.volumes() {
                if mount.kind != MountKind::Volume || mount.read_only || mount.unresolved {
                    continue;
                }
                let Some(name) = &mount.source else { continue };
                let next = volumes.len();
                let at = *place_of.entry(name.value.to_string()).or_insert(next);
                let writer = Writer { service, mount };
                match volumes.get_mut(at) {
                    None => volumes.push(vec![writer]),
                    Some(writers) => {
                        let last = writers.last().map(|last| last.service.name_span());
                        if last != Some(service.name_span()) {
                            writers.push(writer);
                        }
                    }
                }
            }
        }
        volumes
    }
}
