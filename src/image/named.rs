//! An image as a file names it, with the place of each of its parts, variables traced to where
//! their value is written.

use std::borrow::Cow;

use super::ImageReference;
use crate::source::{Origin, Span, Text};

/// An image that a file names.
#[derive(Clone, Debug)]
pub struct NamedImage<'t> {
    source: &'t str,
    /// The reference, its span counted from its own first byte.
    text: Text<'t>,
    /// Where the file names it.
    span: Span,
    origin: Origin,
    editable: bool,
}

impl<'t> NamedImage<'t> {
    /// An image named at `span`. `value` has its variables filled in as far as they are known;
    /// `origin` tells where its bytes stand, be it outside of `span`.
    pub fn new(source: &'t str, value: Cow<'t, str>, span: Span, origin: Origin) -> Self {
        let own = Span::new(0, value.len());
        NamedImage {
            source,
            text: Text::new(value, own),
            span,
            origin,
            editable: true,
        }
    }

    /// The same image where a change would change something else as well.
    #[must_use]
    pub fn fixed(mut self) -> Self {
        self.editable = false;
        self
    }

    /// The reference as Docker reads it, variables filled in as far as they are known.
    pub fn as_str(&self) -> &str {
        &self.text.value
    }

    /// Where the file names it.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its parts; their spans count from the reference's own first byte.
    pub fn reference(&self) -> Option<ImageReference<'_>> {
        ImageReference::parse(&self.text)
    }

    /// The smallest place for a finding about a part: the part itself if it stands where the file
    /// names the image, else the whole name.
    pub fn place(&self, part: Span) -> Span {
        self.exact(part)
            .filter(|place| self.span.contains(*place))
            .unwrap_or(self.span)
    }

    /// Where a part is written, if that is elsewhere: in an ARG's default, behind an alias.
    pub fn written_elsewhere(&self, part: Span) -> Option<Span> {
        self.exact(part).filter(|place| !self.span.contains(*place))
    }

    /// The edits that give it this tag in place of its own; nothing where that isn't sure, or
    /// where a digest says what is pulled.
    pub fn retag(&self, reference: &ImageReference<'_>, tag: &str) -> Option<Vec<(Span, String)>> {
        if !self.editable || reference.digest.is_some() {
            return None;
        }
        let Some(old) = &reference.tag else {
            let end = reference.name_span.end;
            let last = Span {
                start: end.checked_sub(1)?,
                end,
            };
            let at = self.exact(last)?.end;
            return Some(vec![(Span { start: at, end: at }, [":", tag].concat())]);
        };
        if let Some(place) = self.exact(old.span) {
            return Some(vec![(place, tag.to_owned())]);
        }
        // Part of the tag comes from a variable: change the words that differ.
        let mut new_words = tag.split(['-', '_']);
        let mut start = old.span.start;
        let mut edits = Vec::new();
        for old in old.value.split(['-', '_']) {
            let new = new_words.next()?;
            let end = start + old.len() as u32;
            if old != new {
                edits.push((self.exact(Span { start, end })?, new.to_owned()));
            }
            start = end + 1;
        }
        new_words.next().is_none().then_some(edits)
    }

    /// The edit that gives it another name, as [`ImageReference::familiar_name`] tells names.
    pub fn rename(&self, reference: &ImageReference<'_>, name: &str) -> Option<(Span, String)> {
        let familiar = reference.familiar_name();
        let end = reference.name_span.end;
        let start = end.checked_sub(familiar.len() as u32)?;
        let place = self.exact(Span { start, end })?;
        (self.editable && reference.digest.is_none() && place.slice(self.source) == familiar)
            .then(|| (place, name.to_owned()))
    }

    /// Where a part stands in the file as it is.
    fn exact(&self, part: Span) -> Option<Span> {
        let place = self.origin.span(part.start as usize, part.end as usize);
        let written = place.slice(self.source);
        (!written.is_empty() && written == part.slice(&self.text.value)).then_some(place)
    }
}
