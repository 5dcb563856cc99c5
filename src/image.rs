//! Image references: the parts of `registry/repository:tag@digest` and where they stand.
//!
//! The grammar is that of the distribution project's `reference` package, which Docker, Podman
//! and Compose share: <https://pkg.go.dev/github.com/distribution/reference>.

mod named;

pub use named::NamedImage;

use std::borrow::Cow;

use crate::facts::images::{self, ImageFacts};
use crate::source::{Span, Text};

/// Longest name (registry and repository) that the grammar takes, in bytes.
const LONGEST_NAME: usize = 255;
/// Longest tag that the grammar takes, in bytes.
const LONGEST_TAG: usize = 128;

/// An image reference in its parts, borrowed from the text it was read from.
///
/// Variables that nobody could fill in (`$TAG`, `${REPO:-x}`) are taken as one letter of the
/// part they stand in; [`ImageReference::has_variable`] tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageReference<'a> {
    /// The whole reference.
    pub span: Span,
    /// The host in front, with its port: `ghcr.io`, `localhost:5000`.
    pub registry: Option<&'a str>,
    /// The path as written, without the registry: `redis`, `library/redis`, `a/b/c`.
    pub repository: &'a str,
    /// Where the name (registry and repository) stands; a missing tag goes to its end.
    pub name_span: Span,
    /// The tag, without the colon.
    pub tag: Option<Text<'a>>,
    /// The digest with its algorithm: `sha256:…`.
    pub digest: Option<Text<'a>>,
}

/// A tag taken apart: `v3.12-slim-bookworm` is version `3.12` with the words `slim`, `bookworm`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagWords<'a> {
    /// The first part that starts with a digit, without a leading `v`.
    pub version: Option<&'a str>,
    /// The other parts, in order.
    pub words: Vec<&'a str>,
}

impl<'a> ImageReference<'a> {
    /// Reads a reference; nothing where Docker would refuse it (upper case in the repository, an
    /// empty tag, blanks …) or take it for an image id.
    pub fn parse(text: &'a Text<'_>) -> Option<Self> {
        let value: &'a str = &text.value;
        let marks = Marks::of(value);
        let (rest, digest) = match marks.at {
            Some(at) => (value.get(..at)?, Some(at + 1)),
            None => (value, None),
        };
        let (name, tag) = match marks.colon {
            Some(colon) => (rest.get(..colon)?, Some(colon + 1)),
            None => (rest, None),
        };
        let (registry, repository) = split_registry(name, marks.slash);
        let known = tag.is_none_or(|start| rest.get(start..).is_some_and(is_tag))
            && digest.is_none_or(|start| value.get(start..).is_some_and(is_digest))
            && registry.is_none_or(is_registry)
            && name.len() <= LONGEST_NAME
            && variables_to_letters(repository)
                .split('/')
                .all(is_path_component)
            && !is_image_id(value);
        if !known {
            return None;
        }
        let place = Place::of(text);
        let part = |start: Option<usize>, end: usize| {
            let start = start?;
            Some(Text::new(value.get(start..end)?, place.span(start, end)))
        };
        Some(ImageReference {
            span: text.span,
            registry,
            repository,
            name_span: place.span(0, name.len()),
            tag: part(tag, rest.len()),
            digest: part(digest, value.len()),
        })
    }

    /// True if it comes from Docker Hub.
    pub fn is_docker_hub(&self) -> bool {
        self.registry
            .is_none_or(|host| matches!(host, "docker.io" | "index.docker.io"))
    }

    /// The name as people say it: `redis`, `bitnami/redis`, `ghcr.io/a/b`; Docker Hub's host and
    /// its `library/` are left out.
    pub fn familiar_name(&self) -> Cow<'a, str> {
        match self.registry {
            Some(registry) if !self.is_docker_hub() => {
                Cow::Owned([registry, "/", self.repository].concat())
            }
            _ => Cow::Borrowed(match self.repository.strip_prefix("library/") {
                Some(official) if !official.contains('/') => official,
                _ => self.repository,
            }),
        }
    }

    /// The last part of the path: `redis` of `ghcr.io/acme/redis`.
    pub fn last_component(&self) -> &'a str {
        self.repository
            .rsplit('/')
            .next()
            .unwrap_or(self.repository)
    }

    /// What is known about the image with this tag; nothing about images that we don't know.
    pub fn facts(&self) -> Option<ImageFacts<'_>> {
        let tag = self.tag.as_ref().map(Text::as_str);
        images::lookup(&self.familiar_name(), tag)
    }

    /// True if a variable stands in it, so that parts of it are not known from here.
    pub fn has_variable(&self) -> bool {
        let holds =
            |part: &Option<Text>| part.as_ref().is_some_and(|text| text.value.contains('$'));
        self.registry.is_some_and(|host| host.contains('$'))
            || self.repository.contains('$')
            || holds(&self.tag)
            || holds(&self.digest)
    }

    /// Where a tag would be inserted: an empty span right after the name.
    pub fn tag_place(&self) -> Span {
        Span {
            start: self.name_span.end,
            end: self.name_span.end,
        }
    }

    /// The tag's version and words; nothing where there is no tag.
    pub fn tag_words(&self) -> TagWords<'_> {
        self.tag
            .as_ref()
            .map(|tag| TagWords::of(tag.as_str()))
            .unwrap_or_default()
    }
}

impl<'a> TagWords<'a> {
    /// Splits a tag at `-`, `_` and `+`.
    pub fn of(tag: &'a str) -> Self {
        let mut parts = TagWords::default();
        for part in tag.split(['-', '_', '+']).filter(|part| !part.is_empty()) {
            let number = part.strip_prefix(['v', 'V']).unwrap_or(part);
            let first = number.bytes().next();
            if parts.version.is_none() && first.is_some_and(|first| first.is_ascii_digit()) {
                parts.version = Some(number);
            } else {
                parts.words.push(part);
            }
        }
        parts
    }
}

/// Byte offsets of the marks that divide a reference, those inside `${…}` passed over.
#[derive(Default)]
struct Marks {
    /// The first slash.
    slash: Option<usize>,
    /// The colon in front of the tag.
    colon: Option<usize>,
    /// The `@` in front of the digest.
    at: Option<usize>,
}

impl Marks {
    fn of(value: &str) -> Marks {
        let mut marks = Marks::default();
        let mut braces = 0_usize;
        let mut before = 0;
        for (offset, byte) in value.bytes().enumerate() {
            match byte {
                b'{' if braces > 0 || before == b'$' => braces += 1,
                b'}' if braces > 0 => braces -= 1,
                _ if braces > 0 => {}
                b'/' => {
                    marks.slash = marks.slash.or(Some(offset));
                    // A colon before a slash belongs to the registry's port.
                    marks.colon = None;
                }
                b':' => marks.colon = marks.colon.or(Some(offset)),
                b'@' => {
                    marks.at = Some(offset);
                    break;
                }
                _ => {}
            }
            before = byte;
        }
        marks
    }
}

/// What a reference starts with is a registry if it has a dot, a port or upper case, or is
/// `localhost`.
fn split_registry(name: &str, slash: Option<usize>) -> (Option<&str>, &str) {
    let Some((first, rest)) = slash.and_then(|at| Some((name.get(..at)?, name.get(at + 1..)?)))
    else {
        return (None, name);
    };
    let is_sign = |byte| matches!(byte, b'.' | b':' | b'[' | b'A'..=b'Z');
    let is_host = first == "localhost" || variables_to_letters(first).bytes().any(is_sign);
    if is_host {
        (Some(first), rest)
    } else {
        (None, name)
    }
}

/// The text with each variable replaced by one letter, so that the grammar can judge the rest.
fn variables_to_letters(text: &str) -> Cow<'_, str> {
    if !text.contains('$') {
        return Cow::Borrowed(text);
    }
    let mut letters = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        letters.push_str(before);
        let end = variable_end(after);
        letters.push(if end == 0 { '$' } else { 'x' });
        rest = after.get(end..).unwrap_or_default();
        if end == 0 && rest.starts_with(['{', '(']) {
            // What is open stays open: looking again from each `$` would take forever.
            break;
        }
    }
    letters.push_str(rest);
    Cow::Owned(letters)
}

/// Where the variable ends whose `$` stands right before `text`; 0 where there is none.
fn variable_end(text: &str) -> usize {
    if !text.starts_with(['{', '(']) {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        return text.find(|letter| !is_name(letter)).unwrap_or(text.len());
    }
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'(' => depth += 1,
            b'}' | b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return offset + 1;
        }
    }
    0
}

/// True if every byte is of this kind or one of these signs.
fn consists_of(text: &str, signs: &str, kind: fn(&u8) -> bool) -> bool {
    text.bytes()
        .all(|byte| kind(&byte) || signs.as_bytes().contains(&byte))
}

fn is_tag(tag: &str) -> bool {
    let tag = variables_to_letters(tag);
    tag.len() <= LONGEST_TAG
        && !tag.is_empty()
        && !tag.starts_with(['.', '-'])
        && consists_of(&tag, "_.-", u8::is_ascii_alphanumeric)
}

fn is_digest(digest: &str) -> bool {
    if digest.contains('$') {
        return true;
    }
    let Some((algorithm, hex)) = digest.split_once(':') else {
        return false;
    };
    let enough = match algorithm {
        "sha256" => hex.len() == 64,
        "sha512" => hex.len() == 128,
        _ => hex.len() >= 32,
    };
    enough
        && consists_of(hex, "", u8::is_ascii_hexdigit)
        && algorithm.split(['-', '_', '+', '.']).all(|part| {
            let first = part.bytes().next();
            first.is_some_and(|first| first.is_ascii_alphabetic())
                && consists_of(part, "", u8::is_ascii_alphanumeric)
        })
}

fn is_registry(registry: &str) -> bool {
    let registry = variables_to_letters(registry);
    let is_port = |port: &str| {
        // A port that is a variable has become one letter.
        port == "x" || (!port.is_empty() && consists_of(port, "", u8::is_ascii_digit))
    };
    if let Some((address, after)) = registry
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        return !address.is_empty()
            && consists_of(address, ":", u8::is_ascii_hexdigit)
            && (after.is_empty() || after.strip_prefix(':').is_some_and(is_port));
    }
    let (host, port) = match registry.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (&*registry, None),
    };
    port.is_none_or(is_port)
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && consists_of(label, "-", u8::is_ascii_alphanumeric)
        })
}

/// Lower-case letters and digits, with one `.`, one or two `_` or any number of `-` between them.
fn is_path_component(component: &str) -> bool {
    let signs = ['.', '_', '-'];
    !component.is_empty()
        && !component.starts_with(signs)
        && !component.ends_with(signs)
        && consists_of(component, "0123456789._-", u8::is_ascii_lowercase)
        && !".. ___ ._ _. -. .- -_ _-"
            .split(' ')
            .any(|mix| component.contains(mix))
}

fn is_image_id(value: &str) -> bool {
    value.len() == 64 && consists_of(value, "abcdef", u8::is_ascii_digit)
}

/// Turns offsets in the value into places in the file.
struct Place {
    whole: Span,
    start: Option<usize>,
}

impl Place {
    fn of(text: &Text) -> Place {
        // Nothing in a valid reference needs escaping: either it stands there as it is, or it
        // stands between quotes, or it was put together and has one place only.
        let start = match text.span.len().checked_sub(text.value.len()) {
            Some(0) => Some(text.span.start as usize),
            Some(2) => Some(text.span.start as usize + 1),
            _ => None,
        };
        Place {
            whole: text.span,
            start,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.start
            .map_or(self.whole, |base| Span::new(base + start, base + end))
    }
}

#[cfg(test)]
mod tests;
