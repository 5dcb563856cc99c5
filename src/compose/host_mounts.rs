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
    pub fn host_mounts(&self) -> impl Iterator<Item = HostMount<'_>> {
        let bound: HashMap<_, _> = self
            .volumes()
            .filter_map(|volume| Some((volume.name.value.clone(), volume.bound_path()?)))
            .collect();
        self.services().flat_map(move |service| {
            let mounts = service.volumes().into_iter();
            let reaching: Vec<_> = mounts
                .filter(|mount| !mount.route.is_inherited())
                .filter_map(|mount| {
                    let source = mount.source.clone()?;
                    let device = match mount.kind {
                        MountKind::Bind | MountKind::NamedPipe => None,
                        MountKind::Volume => Some(bound.get(source.value.as_ref())?.clone()),
                        _ => return None,
                    };
                    Some(HostMount {
                        service,
                        place: mount.route.place(source.span),
                        device: device.as_ref().map(|path| path.span),
                        path: device.unwrap_or(source),
                        mount,
                    })
                })
                .collect();
            reaching
        })
    }
}
