//! The documented examples of every rule are its tests, and the list of rules is its folders.

mod examples;

use std::collections::BTreeSet;

use cozydock::report::{Finding, Safety};
use cozydock::source::SourceFile;
use cozydock::{Options, apply_fixes, check, rules};
use examples::{Example, Verdict, pages};

fn options() -> Options {
    Options {
        today: Some("2026-11-01".into()),
        pedantic: true,
        ..Options::default()
    }
}

/// This rule's findings in the first of the files. The one that asks which registries are trusted
/// is told some.
fn findings(files: &[SourceFile], id: &str) -> Vec<Finding> {
    let mut options = options();
    if id == "untrusted-registry" {
        options.trusted_registries = ["docker.io", "*.corp.example", "ghcr.io/acme"]
            .map(str::to_owned)
            .into();
    }
    let report = check(files, &options);
    report
        .findings
        .into_iter()
        .filter(|finding| finding.rule == id && finding.file == 0)
        .collect()
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let listed: Vec<_> = rules();
    let ids: BTreeSet<_> = listed.iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(ids.len(), listed.len(), "an id is used twice");
    let paged: BTreeSet<_> = pages().into_iter().map(|page| page.id).collect();
    assert_eq!(ids, paged);
    for page in pages() {
        let rule = listed
            .iter()
            .find(|rule| rule.id == page.id)
            .expect("listed");
        let layer = serde_json::to_value(rule.layer).expect("a layer");
        assert_eq!(
            layer, page.layer,
            "{} is listed under another layer than its folder",
            page.id
        );
        let code = page.path.with_extension("rs");
        assert!(code.exists(), "{} has no logic", page.id);
    }
}

#[test]
fn bad_examples_fire_where_marked_and_good_ones_are_silent() {
    let mut wrong = String::new();
    for page in pages() {
        for example in page
            .examples()
            .iter()
            .filter(|example| example.verdict != Verdict::Fixed)
        {
            let mut lines: Vec<_> = findings(&example.files(), &page.id)
                .iter()
                .map(|finding| finding.range.start.line)
                .collect();
            lines.sort_unstable();
            let mut marks = example.marks.clone();
            marks.sort_unstable();
            let is_honest = (example.verdict == Verdict::Bad) != marks.is_empty();
            if lines != marks || !is_honest {
                wrong += &format!(
                    "{} ({:?} {:?}): marked {marks:?}, found {lines:?}\n{}\n",
                    page.id, example.kind, example.verdict, example.text
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_shows_bad_and_good_for_each_kind() {
    use cozydock::source::Kind;
    for rule in rules() {
        let page = pages()
            .into_iter()
            .find(|page| page.id == rule.id)
            .expect("a page");
        let shown = |verdict, kind| {
            page.examples()
                .iter()
                .any(|example| example.verdict == verdict && example.kind == kind)
        };
        for kind in rule.kinds.iter().filter(|kind| **kind != Kind::DockerRun) {
            assert!(
                shown(Verdict::Bad, *kind),
                "{} has no bad {kind:?} example",
                rule.id
            );
            assert!(
                shown(Verdict::Good, *kind),
                "{} has no good {kind:?} example",
                rule.id
            );
        }
        if rule.has_fix {
            let fixed = page
                .examples()
                .iter()
                .any(|example| example.verdict == Verdict::Fixed);
            assert!(fixed, "{} offers fixes but shows none", rule.id);
        }
    }
}

/// Applies the rule's fixes until nothing changes.
fn fixed(files: &[SourceFile], id: &str) -> Vec<SourceFile> {
    let mut files = files.to_vec();
    for _ in 0..10 {
        let found = findings(&files, id);
        let next = apply_fixes(&files, &found, Safety::Review);
        if next == files {
            return files;
        }
        files = next;
    }
    panic!("{id}: the fixes don't settle");
}

#[test]
fn fixed_examples_are_what_the_fix_makes_of_the_bad_one() {
    let mut wrong = String::new();
    for page in pages() {
        let mut bad: Option<Example> = None;
        for example in page.examples() {
            match example.verdict {
                Verdict::Bad => bad = Some(example),
                Verdict::Fixed => {
                    let bad = bad.as_ref().expect("a bad example before the fixed one");
                    let result = fixed(&bad.files(), &page.id);
                    if result[0].text != example.text {
                        wrong += &format!(
                            "{}: expected\n{}\nbut the fix gives\n{}\n",
                            page.id, example.text, result[0].text
                        );
                    }
                }
                Verdict::Good => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A fix removes its finding, adds none above a note, still parses, and is declared.
#[test]
fn fixes_keep_their_promises_on_every_example() {
    for page in pages() {
        let rule = rules()
            .into_iter()
            .find(|rule| rule.id == page.id)
            .expect("listed");
        for example in page.examples() {
            for finding in findings(&example.files(), &page.id) {
                assert!(
                    rule.has_fix || finding.fixes.is_empty(),
                    "{} has an undeclared fix",
                    rule.id
                );
                for alias in &finding.aliases {
                    let known = rules().iter().any(|rule| rule.aliases.contains(alias));
                    assert!(known, "{}: {alias} is on a finding but on no rule", rule.id);
                }
                if !finding.fixes.is_empty() {
                    promises::hold(&example.files(), &finding);
                }
            }
        }
    }
}

mod promises {
    use super::{Finding, Safety, SourceFile, apply_fixes, check, options};
    use cozydock::report::Severity;
    use std::collections::BTreeMap;

    /// How many findings of each rule there are above a note.
    fn count(files: &[SourceFile]) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for finding in check(files, &options()).findings {
            if finding.severity > Severity::Note {
                *counts.entry(finding.rule).or_insert(0) += 1;
            }
        }
        counts
    }

    pub(super) fn hold(files: &[SourceFile], finding: &Finding) {
        let before = check(files, &options());
        for which in 0..finding.fixes.len() {
            let mut chosen = finding.clone();
            chosen.fixes = vec![finding.fixes[which].clone()];
            let after = apply_fixes(files, &[chosen], Safety::Review);
            let story = format!(
                "{} / {}\n--- before\n{}\n--- after\n{}",
                finding.rule, finding.fixes[which].title, files[0].text, after[0].text
            );
            let report = check(&after, &options());
            // A fix may heal a file that couldn't be read.
            for (was, is) in before.files.iter().zip(&report.files) {
                assert!(is.ok || !was.ok, "the fix breaks the file: {story}");
            }
            let gone = before
                .findings
                .iter()
                .filter(|f| f.rule == finding.rule)
                .count();
            let left = report
                .findings
                .iter()
                .filter(|f| f.rule == finding.rule)
                .count();
            assert!(left < gone, "the fix leaves its finding: {story}");
            let old = count(files);
            for (rule, now) in count(&after) {
                assert!(
                    now <= old.get(&rule).copied().unwrap_or(0),
                    "the fix brings {rule}: {story}"
                );
            }
        }
    }
}
