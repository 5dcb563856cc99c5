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
    pub fn pulled_images(&self) -> Vec<PulledImage<'_>> {
        let built: HashSet<String> = self
            .services()
            .filter(|service| service.build().is_some())
            .filter_map(|service| Some(service.image()?.text()?.value.into_owned()))
            .collect();
        let mut found = Vec::new();
        for service in self.services() {
            let run = service.image().map(|value| (value, true));
            let mounted = service
                .volumes()
                .into_iter()
                .filter(|mount| mount.kind == MountKind::Image)
                .filter_map(|mount| Some((mount.value.get("source")?, false)));
            for (value, is_run) in run.into_iter().chain(mounted) {
                if let Some(image) = named(self, value)
                    && !built.contains(image.as_str())
                {
                    found.push(PulledImage {
                        service,
                        image,
                        is_run,
                    });
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
