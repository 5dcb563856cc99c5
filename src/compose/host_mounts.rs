//! Everything of the host that services can reach through their mounts.

use std::collections::HashMap;

use super::volumes::{Mount, MountKind};
use super::{Compose, Place, Service};
use crate::source::{Span, Text};

/// A path or pipe of the host that is mounted into a service.
#[derive(Clone, Debug)]
pub struct HostMount<'m> {
    /// The service that gets it.
    pub service: Service<'m>,
    /// How it is mounted.
    pub mount: Mount<'m>,
    /// The path on the host, variables filled in as far as the file tells.
    pub path: Text<'m>,
    /// Where a finding points: the path, or the name of the volume, in the service's own text.
    pub place: Place,
    /// Where a volume says that it is a path of the host, for a mount that only names the volume.
    pub device: Option<Span>,
}

impl Compose<'_> {
    /// The mounts of all services that reach the host: bind mounts in both forms, named pipes, and
    /// volumes that are bind mounts in disguise. What a service inherits from another one of the
    /// file is left out: it is told there.
    pub fn host_mounts(&self) -> Vec<HostMount<'_>> {
        let mut paths = Vec::new();
        let mut path_of: HashMap<String, usize> = HashMap::new();
        for volume in self.volumes() {
            if let Some(path) = volume.bound_path() {
                path_of.insert(volume.name.value.into_owned(), paths.len());
                paths.push(path);
            }
        }
        let mut found = Vec::new();
        for service in self.services() {
            for mount in service.volumes() {
                let Some(source) = mount.source.clone() else {
                    continue;
                };
                let device = match mount.kind {
                    _ if mount.route.is_inherited() => continue,
                    MountKind::Bind | MountKind::NamedPipe => None,
                    MountKind::Volume => match path_of.get(&*source.value) {
                        Some(at) => paths.get(*at).cloned(),
                        None => continue,
                    },
                    _ => continue,
                };
                found.push(HostMount {
                    service,
                    place: mount.route.place(source.span),
                    device: device.as_ref().map(|path| path.span),
                    path: device.unwrap_or(source),
                    mount,
                });
            }
        }
        found
    }
}
