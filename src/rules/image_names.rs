//! The images that rules ask about, by name.

use super::prelude::*;
use crate::dockerfile::Stage;
use crate::facts::images::PackageManager;
use crate::facts::users::is_root;
use crate::image::ImageReference;

/// The image a stage stands on in the end, where it is known.
pub(crate) fn base_name<'d>(file: &'d Dockerfile, stage: &'d Stage) -> Option<Text<'d>> {
    let (_, from) = file.base_image(stage)?;
    Some(Text::new(from.image.value()?, from.image.span()))
}

/// The package manager of the image that an instruction works on; `None` where it isn't known.
pub(crate) fn packages_at(file: &Dockerfile, instruction: &Instruction) -> PackageManager {
    let stage = file.stage_of(instruction);
    let text = stage.and_then(|stage| base_name(file, stage));
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    facts.map_or(PackageManager::None, |facts| facts.packages())
}

/// The last part of the name of a service's image; empty where there is none.
pub(crate) fn tool_of(service: &Service) -> String {
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    image.map_or("", |image| image.last_component()).to_owned()
}

/// A sensible first memory limit for a service, where its image is known and not built here; it
/// may be empty.
pub(crate) fn memory_of(service: &Service) -> Option<&'static str> {
    if service.has("build") {
        return None;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    Some(image.as_ref()?.facts()?.memory)
}

/// The capabilities that a service can't do without, where its image is known and not built here.
pub(crate) fn capabilities_of(service: &Service) -> Option<&'static str> {
    if service.has("build") || service.has("entrypoint") {
        return None;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    image
        .as_ref()?
        .facts()?
        .capabilities(starts_as_root(service)?)
}

/// Whether a service starts as root, as far as the file and the facts tell.
pub(crate) fn starts_as_root(service: &Service) -> Option<bool> {
    if let Some(user) = service.user() {
        let user = user.scalar().filter(|user| user.known)?;
        return Some(is_root(&user.value));
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    Some(image.as_ref()?.facts()?.root).filter(|_| !service.has("build"))
}
