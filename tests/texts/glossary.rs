//! The house style of the glossary.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::grade::grade;
use crate::markdown::{Term, plain, terms};
use crate::style::tone;

pub(crate) fn glossary() -> Vec<Term> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/glossary.md");
    terms(&fs::read_to_string(path).expect("a glossary"))
}

fn faults(terms: &[Term]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    for term in terms {
        let mut fault = |what: String| faults.push(format!("{}: {what}", term.name));
        for spelling in std::iter::once(&term.name).chain(&term.also) {
            if spelling.is_empty() || spelling.trim() != spelling {
                fault(format!("odd spelling {spelling:?}"));
            }
            if let Some(other) = spellings.insert(spelling.clone(), &term.name) {
                fault(format!("{spelling:?} is explained under {other} too"));
            }
        }
        let text = plain(&term.text);
        let length = text.split_whitespace().count();
        if !(8..=35).contains(&length) {
            fault(format!("{length} words"));
        }
        if !text.ends_with('.') {
            fault("no full stop".into());
        }
        if grade(&text) > 7.9 {
            fault(format!("reads at grade {:.1}", grade(&text)));
        }
        tone(&text).into_iter().for_each(fault);
    }
    faults
}

#[test]
fn the_glossary_keeps_the_house_style() {
    let terms = glossary();
    assert!((45..=65).contains(&terms.len()), "{} terms", terms.len());
    let wrong = faults(&terms);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_break_of_its_style_is_noticed() {
    let good = "# Words\n\nHello.\n\n## Images\n\n### tag\n\nalso: tags, labels\n\n\
        A name on an image that its owner can move.\n\n### layer\n\n\
        A sheet in the stack that makes up an image.\n";
    assert_eq!(faults(&terms(good)), [""; 0]);
    for (from, to, fault) in [
        (
            "### layer",
            "### tags",
            "tags: \"tags\" is explained under tag too",
        ),
        ("tags, labels", "tags,  labels", "tag: odd spelling"),
        (" that its owner can move", "", "tag: 5 words"),
        ("A sheet", &"so ".repeat(40), "words"),
        ("can move.", "can move", "tag: no full stop"),
        (
            "can move.",
            "can obviously move.",
            "tag: says \"obviously\"",
        ),
        (
            "that its owner can move",
            "of organizational immutability considerations",
            "tag: reads at",
        ),
    ] {
        let found = faults(&terms(&good.replace(from, to)));
        assert!(
            found.iter().any(|found| found.contains(fault)),
            "{to:?} for {from:?} gives {found:?}"
        );
    }
}
