//! What a rule gets besides its file: the other files, the day, and a place for its findings.

use std::collections::HashSet;

use super::{Draft, Rule};
use crate::compose::{Compose, Service};
use crate::date::Date;
use crate::project::Project;
use crate::report::{Confidence, Layer};
use crate::source::Span;
use crate::word_list::listed;

/// One rule's run over one file.
pub struct Check<'p> {
    /// All files of the call.
    pub project: &'p Project<'p>,
    /// The day that counts as today.
    pub today: Date,
    /// Index of the file that is being read.
    pub file: usize,
    /// Registries that images may come from; empty means any.
    pub trusted_registries: &'p [String],
    pub(crate) rule: &'static Rule,
    pub(crate) layer: Layer,
    drafts: Vec<Draft>,
    /// How many of the drafts were there before.
    before: usize,
    /// The first one too many, which is told in other words.
    spare: Option<Draft>,
    /// The jobs among the file's services, once somebody asks.
    jobs: Option<HashSet<String>>,
}

/// The most findings of one rule in one file. No real file has so many.
const MOST: usize = 200;

impl<'p> Check<'p> {
    /// A run whose findings go behind `drafts`.
    pub(super) fn new(
        project: &'p Project<'p>,
        today: Date,
        file: usize,
        rule: &'static Rule,
        layer: Layer,
        drafts: Vec<Draft>,
    ) -> Self {
        Check {
            project,
            today,
            file,
            trusted_registries: &[],
            rule,
            layer,
            before: drafts.len(),
            drafts,
            spare: None,
            jobs: None,
        }
    }

    /// True if nothing more needs to be looked for.
    pub fn is_full(&self) -> bool {
        self.spare.is_some()
    }

    /// True for a service that does its work and ends: see [`Compose::jobs`].
    pub fn is_job(&mut self, service: &Service) -> bool {
        let file = self.project.files.get(self.file);
        let jobs = self.jobs.get_or_insert_with(|| {
            let compose = file.and_then(|file| file.model.compose());
            compose.map(Compose::jobs).unwrap_or_default()
        });
        jobs.contains(service.name())
    }

    /// True if a setting that the service lacks is worth a word. It isn't in a file that goes on
    /// top of another one, nor in a job of a Compose file, which soon ends.
    pub fn should_say_all(&mut self, service: &Service) -> bool {
        let file = self.project.files.get(self.file);
        file.is_none_or(|file| !file.is_override())
            && (service.is_docker_run() || !self.is_job(service))
    }

    /// All findings so far, and a word on those that were left out.
    pub(super) fn close(mut self) -> Vec<Draft> {
        if let Some(spare) = self.spare.take() {
            self.before = self.drafts.len();
            self.report(
                spare.span,
                "… and more like it in this file.",
                "Mend the first ones and look again: so many at once often share one cause.",
            );
        }
        self.drafts
    }

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
        let draft = Draft {
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
            aliases: listed(self.rule.aliases),
        };
        if self.drafts.len() - self.before >= MOST {
            self.spare.get_or_insert(draft)
        } else {
            self.drafts.push_mut(draft)
        }
    }
}

/// Longest title and detail, in characters; only names of absurd length reach them.
const LONGEST_TITLE: usize = 140;
const LONGEST_DETAIL: usize = 420;

/// Keeps what a file's own names bring along from spoiling a sentence: control characters become
/// blanks, and a text that runs on is cut.
fn readable(text: String, longest: usize) -> String {
    // 0xC2 begins, among others, the control characters beyond ASCII.
    let may_control = |byte: u8| matches!(byte, ..b' ' | 0x7F | 0xC2);
    if text.len() <= longest && !text.bytes().any(may_control) {
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

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::source::SourceFile;
    use crate::{Options, check};

    /// The titles of one rule's findings on a file with this many privileged services.
    fn titles(services: usize) -> Vec<String> {
        let mut text = "services:\n".to_owned();
        for number in 0..services {
            text += &format!("  s{number}:\n    image: a:1\n    privileged: true\n");
        }
        let file = SourceFile {
            text,
            ..SourceFile::default()
        };
        let found = check(&[file], &Options::default()).findings;
        let of_rule = found
            .into_iter()
            .filter(|one| one.rule == "privileged-container");
        of_rule.map(|one| one.title).collect()
    }

    #[test]
    fn what_is_more_than_any_real_file_has_is_summed_up() {
        let all = titles(MOST);
        assert_eq!(all.len(), MOST);
        assert!(all.iter().all(|title| title.contains("privileged")));
        let cut = titles(MOST + 50);
        assert_eq!(cut[..MOST], all);
        assert_eq!(cut[MOST..], ["… and more like it in this file."]);
    }
}
