//! What a rule gets besides its file: the other files, the day, and a place for its findings.

use super::{Draft, Rule};
use crate::date::Date;
use crate::project::Project;
use crate::report::{Confidence, Layer};
use crate::source::Span;

/// One rule's run over one file.
pub struct Check<'p> {
    /// All files of the call.
    pub project: &'p Project<'p>,
    /// The day that counts as today.
    pub today: Date,
    /// Index of the file that is being read.
    pub file: usize,
    pub(crate) rule: &'static Rule,
    pub(crate) layer: Layer,
    pub(crate) drafts: Vec<Draft>,
}

impl Check<'_> {
    /// Complains about a place. `title` is one sentence that names the user's own thing; `detail`
    /// one or two more: what it means here, and the move. What is set on the draft afterwards
    /// (severity, fixes …) overrides the rule's defaults.
    pub fn report(
        &mut self,
        span: Span,
        title: impl Into<String>,
        detail: impl Into<String>,
    ) -> &mut Draft {
        self.push(span, title.into(), detail.into())
    }

    fn push(&mut self, span: Span, title: String, detail: String) -> &mut Draft {
        self.drafts.push(Draft {
            rule: self.rule,
            layer: self.layer,
            severity: self.rule.severity,
            confidence: Confidence::High,
            file: self.file,
            span,
            related: Vec::new(),
            title: readable(title, LONGEST_TITLE),
            detail: readable(detail, LONGEST_DETAIL),
            fixes: Vec::new(),
            aliases: self.rule.aliases.to_vec(),
        });
        let last = self.drafts.len() - 1;
        &mut self.drafts[last]
    }
}

/// Longest title and detail, in characters; only names of absurd length reach them.
const LONGEST_TITLE: usize = 140;
const LONGEST_DETAIL: usize = 420;

/// Keeps what a file's own names bring along from spoiling a sentence: control characters become
/// blanks, and a text that runs on is cut.
fn readable(text: String, longest: usize) -> String {
    if text.len() <= longest && !text.contains(char::is_control) {
        return text;
    }
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    if text.chars().count() <= longest {
        return clean.collect();
    }
    let mut cut: String = clean.take(longest - 2).collect();
    cut.push_str("….");
    cut
}
