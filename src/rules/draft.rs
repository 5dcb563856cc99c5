//! A finding while its rule writes it: places in bytes, not yet in UTF-16.

use super::Rule;
use crate::compose::{Place, Service};
use crate::report::{Confidence, Layer, Safety, Severity};
use crate::source::Span;

/// A finding in the making. The setters can be chained.
pub struct Draft {
    pub(crate) rule: &'static Rule,
    pub(crate) layer: Layer,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) file: usize,
    pub(crate) span: Span,
    pub(crate) related: Vec<(usize, Span, String)>,
    pub(crate) title: String,
    pub(crate) detail: String,
    pub(crate) fixes: Vec<DraftFix>,
    pub(crate) aliases: Vec<&'static str>,
}

impl Draft {
    /// Sets the harm in this very file.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Sets how sure this finding is; `High` unless said otherwise.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut Self {
        self.confidence = confidence;
        self
    }

    /// Adds a second place in the same file.
    pub fn related(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.related_in(self.file, span, message)
    }

    /// Adds a second place in another file, by its index in the call.
    pub fn related_in(&mut self, file: usize, span: Span, message: impl Into<String>) -> &mut Self {
        self.related.push((file, span, message.into()));
        self
    }

    /// Points at a value's place, and relates where it is really written if that is elsewhere
    /// (behind an alias, in the service that is extended).
    pub fn written_at(&mut self, place: Place) -> &mut Self {
        match place.related {
            Some(written) => self.related(written, "It is written here."),
            None => self,
        }
    }

    /// Says which of the rule's aliases speak of this very thing; all of them unless said.
    pub fn aliases(&mut self, aliases: &[&'static str]) -> &mut Self {
        self.aliases = aliases.to_vec();
        self
    }

    /// Offers a fix, if there is one; the best comes first.
    pub fn fix(&mut self, fix: impl Into<Option<DraftFix>>) -> &mut Self {
        if let Some(fix) = fix.into() {
            self.fixes.push(fix);
        }
        self
    }
}

/// A fix in the making: edits by byte offsets.
#[derive(Debug, Clone)]
pub struct DraftFix {
    pub(crate) title: String,
    pub(crate) safety: Safety,
    pub(crate) edits: Vec<(Option<usize>, Span, String)>,
}

impl DraftFix {
    /// A fix that changes nothing but safety. `title` is an imperative: "Drop the list".
    pub fn safe(title: impl Into<String>) -> Self {
        DraftFix {
            title: title.into(),
            safety: Safety::Safe,
            edits: Vec::new(),
        }
    }

    /// A fix to look at before it is kept.
    pub fn review(title: impl Into<String>) -> Self {
        DraftFix {
            title: title.into(),
            safety: Safety::Review,
            edits: Vec::new(),
        }
    }

    /// Puts `text` in the place of `span`.
    #[must_use]
    pub fn replace(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edits.push((None, span, text.into()));
        self
    }

    /// Puts `text` in at a byte offset.
    #[must_use]
    pub fn insert(self, offset: u32, text: impl Into<String>) -> Self {
        self.replace(
            Span {
                start: offset,
                end: offset,
            },
            text,
        )
    }

    /// Adds a setting to a service: `line` in a Compose file, `flag` in a `docker run` line. Nothing
    /// where there is no sure place for it.
    #[must_use]
    pub fn add_setting(self, service: &Service, line: &str, flag: &str) -> Option<Self> {
        let (span, text) = service.add_setting(line, flag)?;
        Some(self.replace(span, text))
    }

    /// Makes edits that the model worked out.
    #[must_use]
    pub fn with(mut self, edits: Vec<(Span, String)>) -> Self {
        for (span, text) in edits {
            self.edits.push((None, span, text));
        }
        self
    }

    /// Takes `span` away.
    #[must_use]
    pub fn delete(self, span: Span) -> Self {
        self.replace(span, "")
    }

    /// Puts `text` in the place of `span` in another file of the call.
    #[must_use]
    pub fn replace_in(mut self, file: usize, span: Span, text: impl Into<String>) -> Self {
        self.edits.push((Some(file), span, text.into()));
        self
    }
}
