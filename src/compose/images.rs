//! The images that a Compose file pulls: `image`, and volumes of the type `image`
//! (<https://docs.docker.com/reference/compose-file/services/#image>).

use std::collections::HashSet;

use super::Compose;
use super::service::Service;
use super::value::Value;
use super::volumes::MountKind;
use crate::image::NamedImage;

/// An image that a service pulls.
#[derive(Clone, Debug)]
pub struct PulledImage<'m> {
    /// The service that names it.
    pub service: Service<'m>,
    /// The image; behind an alias it is named where the alias stands.
    pub image: NamedImage<'m>,
    /// True for what the container runs, false for an image mounted as a volume.
    pub is_run: bool,
}

impl Compose<'_> {
    /// Every image that is pulled, in the order of the services. Names that a service of this file
    /// builds are its own and left out, and so is what comes from another service of the file.
    pub fn pulled_images<'m>(&'m self) -> Vec<PulledImage<'m>> {
        let mut built = HashSet::new();
        for service in self.services() {
            if let Some(name) = service.image().and_then(|image| image.text())
                && service.has("build")
            {
                built.insert(name.value.into_owned());
            }
        }
        let mut found = Vec::new();
        for service in self.services() {
            let mut add = |value: Option<Value<'m>>, is_run| {
                if let Some(image) = value.and_then(|value| named(self, value))
                    && !built.contains(image.as_str())
                {
                    found.push(PulledImage {
                        service,
                        image,
                        is_run,
                    });
                }
            };
            add(service.image(), true);
            for mount in service.volumes() {
                if mount.kind == MountKind::Image {
                    add(mount.value.get("source"), false);
                }
            }
        }
        found
    }
}

fn named<'m>(compose: &'m Compose<'_>, value: Value<'m>) -> Option<NamedImage<'m>> {
    if value.route().is_inherited() {
        return None;
    }
    let scalar = value.scalar()?;
    let image = NamedImage::new(compose.source, scalar.value, value.span(), scalar.origin);
    Some(if value.route().is_direct() {
        image
    } else {
        image.fixed()
    })
}
