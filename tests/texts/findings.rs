//! Titles and details of findings are prose too.

use std::collections::BTreeSet;

use crate::examples::pages;
use crate::style::{options, tone};

#[test]
fn findings_keep_the_house_style() {
    let mut wrong = BTreeSet::new();
    for page in pages() {
        for example in page.examples() {
            for finding in cozydock::check(&example.files(), &options()).findings {
                let mut fault = |what: &str, text: &str| {
                    wrong.insert(format!("{}: {what}: {text}", finding.rule))
                };
                let length = finding.title.chars().count();
                if !(10..=140).contains(&length) {
                    fault("title's length", &finding.title);
                }
                if !finding.title.ends_with(['.', '?'])
                    || !finding.detail.ends_with(['.', '?', '`'])
                {
                    fault(
                        "no full stop",
                        &format!("{} / {}", finding.title, finding.detail),
                    );
                }
                if finding.detail.chars().count() > 420 {
                    fault("long detail", &finding.detail);
                }
                // Names and values in code are the user's own.
                let both = format!("{} {}", finding.title, finding.detail);
                let prose: String = both.split('`').step_by(2).collect();
                for what in tone(&prose) {
                    fault(&what, &finding.title);
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.into_iter().collect::<Vec<_>>().join("\n")
    );
}
