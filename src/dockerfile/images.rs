//! Every image that a Dockerfile names: FROM, `COPY --from`, `RUN --mount=from=`.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Argument, Base, Body, Dockerfile, Instruction};
use crate::source::{Span, Text};

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
}

impl<'a> Dockerfile<'a> {
    /// Every image named, in file order. Stages, `scratch`, and names with variables that can't be
    /// known are left out; a bare name behind `--from` may also be a build context, so it counts
    /// only with a tag, a digest or a slash.
    pub fn images<'d>(&'d self) -> Vec<ImageMention<'d, 'a>> {
        let names: HashSet<_> = self
            .stages
            .iter()
            .filter_map(|stage| Some(stage.name.as_ref()?.value.to_ascii_lowercase()))
            .collect();
        // A stage can't have such a name; a build context can, but then it is written like an image.
        let is_image = |name: &str| {
            name.contains([':', '/', '@']) && !names.contains(&name.to_ascii_lowercase())
        };
        let mut found = Vec::new();
        for instruction in &self.instructions {
            if let Body::From(from) = &instruction.body
                && from.base == Base::Image
                && let Some(text) = resolved(&from.image)
            {
                let is_literal = from.image.written() == text.value;
                found.push(ImageMention {
                    instruction,
                    text,
                    is_literal,
                    is_base: true,
                });
            }
            if matches!(
                instruction.body,
                Body::Copy(_) | Body::Add(_) | Body::Run(_)
            ) {
                let sources = instruction.flags.iter().filter_map(|flag| {
                    let value = flag.value.as_ref()?;
                    match flag.name.as_str() {
                        "from" => resolved(value),
                        "mount" => mount_source(value, self.source),
                        _ => None,
                    }
                });
                for text in sources.filter(|text| is_image(&text.value)) {
                    let is_literal = text.span.slice(self.source) == text.value;
                    found.push(ImageMention {
                        instruction,
                        text,
                        is_literal,
                        is_base: false,
                    });
                }
            }
        }
        found
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
