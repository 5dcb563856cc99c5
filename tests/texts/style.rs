//! The house style, as far as it can be counted.

use std::collections::BTreeMap;

use cozydock::report::Severity;
use serde_json::Value;

use crate::examples::{Page, pages};
use crate::grade::grade;
use crate::markdown::{Words, plain, prose, words};

/// Words that scold, frighten or waffle.
const AVOIDED: [&str; 12] = [
    "simply",
    "just ",
    "obviously",
    "best practice",
    "should be avoided",
    "you forgot",
    "hackers",
    "leverage",
    "utilize",
    "in order to",
    "please",
    "TODO",
];

/// Names that may start a clause, which is lower case otherwise.
const NAMES: [&str; 2] = ["Compose", "Docker"];

/// Whether a rule's findings can be high or critical: by itself, or in one of its examples.
fn is_serious(page: &Page) -> bool {
    let rules = cozydock::rules();
    let rule = rules
        .iter()
        .find(|rule| rule.id == page.id)
        .expect("a rule");
    rule.severity >= Severity::High
        || page.examples().iter().any(|example| {
            cozydock::check(&example.files(), &options())
                .findings
                .iter()
                .any(|finding| finding.rule == page.id && finding.severity >= Severity::High)
        })
}

pub(crate) fn options() -> cozydock::Options {
    cozydock::Options {
        today: Some("2026-11-01".into()),
        pedantic: true,
        ..Default::default()
    }
}

/// What is wrong with the tone of any text.
pub(crate) fn tone(text: &str) -> Vec<String> {
    let mut faults: Vec<_> = AVOIDED
        .iter()
        .filter(|avoided| text.to_lowercase().contains(&avoided.to_lowercase()))
        .map(|avoided| format!("says {avoided:?}"))
        .collect();
    if text.contains('!') {
        faults.push("raises its voice".into());
    }
    faults
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The text of a section that is one plain line, such as **In short:**.
fn line(name: &str, blocks: &[Value], most: usize, faults: &mut Vec<String>) -> String {
    let text = prose(blocks).trim_end().to_owned();
    let plain = matches!(blocks, [block] if block["p"].as_array().is_some_and(|inline| {
        matches!(inline.as_slice(), [Value::String(_)])
    }));
    if !plain {
        faults.push(format!("{name} isn't one plain line"));
    }
    if !(2..=most).contains(&count(&text)) {
        faults.push(format!("{name} has {} words", count(&text)));
    }
    if text.ends_with(['.', '?', ':', ',', ';']) {
        faults.push(format!("{name} ends with a mark: {text:?}"));
    }
    if text.starts_with(char::is_uppercase)
        && !NAMES
            .iter()
            .any(|name| text.split(' ').next() == Some(name))
    {
        faults.push(format!("{name} starts with a capital: {text:?}"));
    }
    text
}

fn attack_faults(attack: &[Value], is_serious: bool, faults: &mut Vec<String>) {
    let expected = if is_serious { 3 } else { 0 };
    if attack.len() != expected {
        faults.push(format!(
            "{} numbered steps of an attack, not {expected}",
            attack.len()
        ));
    }
    for step in attack {
        let text = plain(step.as_array().map_or(&[], Vec::as_slice));
        if !(4..=22).contains(&count(&text)) {
            faults.push(format!("a step of {} words: {text:?}", count(&text)));
        }
        if !text.ends_with('.') || text.contains(". ") || text.contains('?') {
            faults.push(format!("a step isn't one sentence: {text:?}"));
        }
        if has_command(step) {
            faults.push(format!("a step shows how: {text:?}"));
        }
    }
}

/// Whether a step holds code of more than one word: something to copy and run.
fn has_command(step: &Value) -> bool {
    step.as_array()
        .into_iter()
        .flatten()
        .filter_map(|piece| piece["code"].as_str())
        .any(|code| code.contains(' '))
}

/// What is wrong with one rule's words.
fn faults(words: &Words, is_serious: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let title = words.title.chars().count();
    if !(1..=60).contains(&title) {
        faults.push(format!("title of {title} characters"));
    }
    let why = prose(&words.why);
    if !(20..=90).contains(&count(&why)) {
        faults.push(format!("why has {} words", count(&why)));
    }
    if grade(&why) > 7.9 {
        faults.push(format!("why reads at grade {:.1}", grade(&why)));
    }
    let short = line("short", &words.short, 9, &mut faults);
    let several = line("several", &words.several, 6, &mut faults);
    if ["a ", "an ", "the ", "one "]
        .iter()
        .any(|article| several.starts_with(article))
        || !several.split(' ').any(|word| word.ends_with('s'))
    {
        faults.push(format!("several isn't a plural: {several:?}"));
    }
    attack_faults(&words.attack, is_serious, &mut faults);
    if words.do_this.is_empty() {
        faults.push("no **Do this:**".into());
    }
    if !(1..=3).contains(&words.links.len()) {
        faults.push(format!("{} links under **Dig deeper:**", words.links.len()));
    }
    for link in &words.links {
        let url = link["url"].as_str().unwrap_or_default();
        if !url.starts_with("https://") || url.contains(char::is_whitespace) {
            faults.push(format!("odd link {url}"));
        }
    }
    let steps: Vec<_> = steps(words).collect();
    let all = [
        &words.title,
        &why,
        &short,
        &several,
        &steps.join("\n"),
        &prose(&words.do_this),
        &prose(&words.when_fine),
    ];
    faults.extend(all.iter().flat_map(|text| tone(text)));
    faults
}

fn steps(words: &Words) -> impl Iterator<Item = String> {
    words
        .attack
        .iter()
        .map(|step| plain(step.as_array().map_or(&[], Vec::as_slice)))
}

#[test]
fn every_page_keeps_the_house_style() {
    let mut wrong = Vec::new();
    let mut sentences: BTreeMap<String, String> = BTreeMap::new();
    for page in pages() {
        let words = words(&page.markdown);
        let found = faults(&words, is_serious(&page));
        wrong.extend(found.iter().map(|fault| format!("{}: {fault}", page.id)));
        let why = prose(&words.why);
        let told = why
            .split(['.', '?', '\n'])
            .map(str::to_owned)
            .chain(steps(&words))
            .map(|sentence| sentence.trim_matches([' ', '.']).to_lowercase())
            .filter(|sentence| sentence.len() > 20);
        let lines = [&words.short, &words.several].map(|blocks| prose(blocks));
        for sentence in told.chain(lines) {
            if let Some(other) = sentences.insert(sentence.clone(), page.id.clone()) {
                wrong.push(format!("{} and {other} both say {sentence:?}", page.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page in the house style, for breaking it in one place at a time.
const GOOD: &str = "# A door stands open

Anyone can walk in. It's a house with the door left open, and a note on it that says so. \
The rest is up to luck.

**In short:** a door stands open

**Several:** open doors

**What an attacker would do:**

1. They find the door, and `curl` tells them that it's open.
2. They walk in.
3. They take what they like.

**Do this:** close it.

**Dig deeper:** [Doors](https://docs.docker.com/)
";

#[test]
fn a_break_of_the_house_style_is_noticed() {
    let good = GOOD.replace("They walk in.", "They walk in by it.");
    assert_eq!(faults(&words(&good), true), [""; 0]);
    for (from, to, fault) in [
        (
            "# A door",
            "# A door that is much too wide for any house in this whole street",
            "title",
        ),
        (
            "The rest is up to luck.",
            "Obviously.",
            "says \"obviously\"",
        ),
        ("The rest is up to luck.", "Mind it!", "raises its voice"),
        (
            "**In short:** a door stands open\n\n",
            "",
            "short isn't one plain line",
        ),
        (
            "** a door stands open",
            "** a `door` stands open",
            "short isn't one plain line",
        ),
        (
            "** a door stands open",
            "** a door stands open.",
            "short ends with a mark",
        ),
        (
            "** a door stands open",
            "** A door stands open",
            "short starts with a capital",
        ),
        (
            "** a door stands open",
            "** a door stands open for all who come by here",
            "short has 10",
        ),
        (
            "** a door stands open",
            "** a door simply stands open",
            "says \"simply\"",
        ),
        (
            "**Several:** open doors\n\n",
            "",
            "several isn't one plain line",
        ),
        ("** open doors", "** an open door", "several isn't a plural"),
        (
            "** open doors",
            "** doors that stand open all day long",
            "several has 7",
        ),
        ("3. They take what they like.\n", "", "2 numbered steps"),
        ("3. They", "3. They look.\n4. They", "4 numbered steps"),
        ("1. They", "They", "numbered steps"),
        ("like.", "like. They leave.", "isn't one sentence"),
        ("like.", "like", "isn't one sentence"),
        ("what they like", "what hackers like", "says \"hackers\""),
        ("`curl`", "`curl -k x`", "a step shows how"),
        (
            "what they like.",
            &"more and ".repeat(11),
            "a step of 24 words",
        ),
        ("**Do this:** close it.\n\n", "", "no **Do this:**"),
        ("https://docs", "http://docs", "odd link"),
    ] {
        assert!(good.contains(from), "{from:?} is no part of the page");
        let found = faults(&words(&good.replace(from, to)), true);
        assert!(
            found.iter().any(|found| found.contains(fault)),
            "{to:?} for {from:?} gives {found:?}"
        );
    }
    let mild = faults(&words(&good), false);
    assert_eq!(mild, ["3 numbered steps of an attack, not 0"]);
}
