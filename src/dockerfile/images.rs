//! Every image that a Dockerfile names: FROM, `COPY --from`, `RUN --mount=from=`.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use super::defaults::Defaults;
use super::{Argument, Base, Body, Dockerfile, Instruction};
use crate::facts;
use crate::image::NamedImage;
use crate::source::{Origin, Span, Text};

/// An image named somewhere in a Dockerfile.
#[derive(Debug)]
pub struct ImageMention<'d, 'a> {
    /// The instruction that names it.
    pub instruction: &'d Instruction<'a>,
    /// The reference with its variables filled in, and the place of what is written.
    pub text: Text<'d>,
    /// True if no variable stands in what is written, so that its parts have places of their own.
    pub is_literal: bool,
    /// True for FROM, the image a stage stands on; false for images that files are taken from.
    pub is_base: bool,
    /// Where the bytes of `text` stand in the file; those of a variable at its ARG's default.
    pub origin: Origin,
    /// False where a change of that default would change something else as well.
    pub is_editable: bool,
}

impl<'d> ImageMention<'d, '_> {
    /// The image with the place of each of its parts.
    pub fn named(&self, file: &'d Dockerfile<'_>) -> NamedImage<'d> {
        let named = NamedImage::new(
            file.source,
            self.text.value.clone(),
            self.text.span,
            self.origin.clone(),
        );
        if self.is_editable {
            named
        } else {
            named.fixed()
        }
    }
}

impl<'a> Dockerfile<'a> {
    /// Every image named, in file order. Stages, `scratch`, and names with variables that can't be
    /// known are left out; a bare name behind `--from` may also be a build context, so it counts
    /// only if it is a known image, and only in a file whose stages are all read.
    pub fn images<'d>(&'d self) -> Vec<ImageMention<'d, 'a>> {
        let names: HashSet<_> = self
            .stages
            .iter()
            .filter_map(|stage| Some(stage.name.as_ref()?.value.to_ascii_lowercase()))
            .collect();
        // A stage can't have such a name; a build context can, but then it is written like an image.
        let is_image = |name: &str| {
            (name.contains([':', '/', '@']) || (self.is_readable() && facts::knows_image(name)))
                && !name.eq_ignore_ascii_case("scratch")
                && !names.contains(&name.to_ascii_lowercase())
        };
        let defaults = OnceCell::new();
        let mut found = Vec::new();
        for instruction in &self.instructions {
            if let Body::From(from) = &instruction.body
                && from.base == Base::Image
                && let Some(text) = resolved(&from.image)
            {
                let is_literal = from.image.written() == text.value;
                let (origin, is_editable) = if is_literal {
                    (verbatim(&text), true)
                } else {
                    defaults
                        .get_or_init(|| Defaults::of(self))
                        .origin(&from.image, self.source)
                };
                found.push(ImageMention {
                    instruction,
                    text,
                    is_literal,
                    is_base: true,
                    origin,
                    is_editable,
                });
            }
            for text in self.taken_from(instruction) {
                if is_image(&text.value) {
                    let is_literal = text.span.slice(self.source) == text.value;
                    found.push(ImageMention {
                        instruction,
                        origin: if is_literal {
                            verbatim(&text)
                        } else {
                            Origin::Whole(text.span)
                        },
                        text,
                        is_literal,
                        is_base: false,
                        is_editable: is_literal,
                    });
                }
            }
        }
        found
    }

    /// The stages, images and build contexts that a COPY or RUN takes files from, by
    /// `--from=` or `--mount=from=`, as far as they are known.
    pub fn taken_from<'d>(&self, instruction: &'d Instruction<'a>) -> Vec<Text<'d>> {
        let mut found = Vec::new();
        if matches!(instruction.body, Body::Copy(_) | Body::Run(_)) {
            for flag in &instruction.flags {
                let source = match (flag.name.as_str(), &flag.value) {
                    ("from", Some(value)) => resolved(value),
                    ("mount", Some(value)) => mount_source(value, self.source),
                    _ => None,
                };
                found.extend(source);
            }
        }
        found
    }
}

/// The origin of a value that stands in the file as it is, perhaps in quotes.
pub(super) fn verbatim(text: &Text<'_>) -> Origin {
    match text.span.len().checked_sub(text.value.len()) {
        Some(0) => Origin::Verbatim(text.span.start),
        Some(2) => Origin::Verbatim(text.span.start + 1),
        _ => Origin::Whole(text.span),
    }
}

fn resolved<'d>(argument: &'d Argument<'_>) -> Option<Text<'d>> {
    Some(Text::new(argument.value()?, argument.span()))
}

/// `from=` of a mount flag's comma-separated options.
fn mount_source<'d>(value: &'d Argument<'_>, source: &str) -> Option<Text<'d>> {
    let resolved = value.value()?;
    let at = option(resolved, "from=")?;
    let name = resolved[at..].split(',').next().unwrap_or_default();
    // Where the value stands in the file as it is, the place is exact.
    let written = value.span().slice(source);
    let span = if written == resolved {
        let start = value.span().start as usize + at;
        Span::new(start, start + name.len())
    } else {
        value.span()
    };
    Some(Text {
        value: Cow::Borrowed(name),
        span,
    })
}

/// Where the value of an option starts in `a=1,b=2`.
fn option(options: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    for part in options.split(',') {
        if part.starts_with(name) {
            return Some(at + name.len());
        }
        at += part.len() + 1;
    }
    None
}
