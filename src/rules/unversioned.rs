//! What the rules about images without a fixed version share: the images to look at, and the
//! version to name.

use super::prelude::*;
use crate::date::Date;
use crate::facts::lifecycle;
use crate::image::{ImageReference, NamedImage};

/// Judges one image; the aliases are those for its kind of file.
pub(crate) type Judge = fn(&NamedImage, &'static str, &mut Check);

/// Shows every image that a Dockerfile names.
pub(crate) fn in_dockerfile(
    file: &Dockerfile,
    aliases: &'static str,
    judge: Judge,
    check: &mut Check,
) {
    for mention in file.images() {
        if check.is_full() {
            break;
        }
        judge(&mention.named(file), aliases, check);
    }
}

/// Shows every image that a Compose file pulls.
pub(crate) fn in_compose(file: &Compose, aliases: &'static str, judge: Judge, check: &mut Check) {
    for pulled in file.pulled_images() {
        if check.is_full() {
            break;
        }
        judge(&pulled.image, aliases, check);
    }
}

/// The version that a finding asks to name.
pub(crate) struct Version {
    /// The tag of today, where the image is known.
    tag: Option<String>,
    /// What follows "Name the version" in the detail.
    pub(crate) advice: String,
}

impl Version {
    /// The version of the image of this familiar name.
    pub(crate) fn of(name: &str, today: Date) -> Self {
        let tag = lifecycle::current_tag(name, today);
        let advice = match &tag {
            Some(tag) => format!(", such as `{name}:{tag}`"),
            None => " that you tested".to_owned(),
        };
        Version { tag, advice }
    }

    /// The fix that writes it behind the name.
    pub(crate) fn fix(self, image: &NamedImage, reference: &ImageReference) -> Option<DraftFix> {
        let tag = self.tag?;
        let edits = image.retag(reference, &tag)?;
        Some(DraftFix::review(format!("Name the version {tag}")).with(edits))
    }
}
