//! The words of every rule: their shape, the house style, and the file the page reads them from.
//!
//! `BLESS=1 cargo test --test texts` rewrites `www/src/generated/rules.en.json`.

#[path = "../examples/mod.rs"]
mod examples;
mod markdown;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cozydock::report::Safety;
use examples::{Verdict, pages};
use markdown::{prose, terms, words};
use serde_json::json;

#[test]
fn the_page_reads_these_very_words() {
    let infos = cozydock::rules();
    let rules: Vec<_> = infos
        .iter()
        .map(|info| {
            let page = pages().into_iter().find(|page| page.id == info.id).expect("a page");
            let words = words(&page.markdown);
            let examples: Vec<_> = page
                .examples()
                .into_iter()
                .map(|example| {
                    let verdict = match example.verdict {
                        Verdict::Bad => "bad",
                        Verdict::Good => "good",
                        Verdict::Fixed => "fixed",
                    };
                    json!({ "verdict": verdict, "kind": example.kind, "text": example.text })
                })
                .collect();
            let fix = cozydock::rules::LAYERS
                .iter()
                .flat_map(|(_, rules)| rules.iter())
                .find(|rule| rule.id == info.id)
                .and_then(|rule| rule.fix)
                .map(|safety| if safety == Safety::Safe { "safe" } else { "review" });
            json!({
                "id": info.id, "layer": info.layer, "severity": info.severity, "pedantic": info.pedantic,
                "kinds": info.kinds, "fix": fix, "aliases": info.aliases, "title": words.title,
                "short": prose(&words.short).trim_end(), "several": prose(&words.several).trim_end(),
                "why": words.why, "attack": words.attack, "doThis": words.do_this, "whenFine": words.when_fine,
                "links": words.links, "examples": examples,
            })
        })
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let glossary = fs::read_to_string(root.join("src/rules/glossary.md")).expect("a glossary");
    let glossary: Vec<_> = terms(&glossary)
        .into_iter()
        .map(|term| json!({ "term": term.term, "also": term.also, "text": term.text }))
        .collect();
    let text = format!(
        "{:#}\n",
        json!({
            "version": cozydock::VERSION, "language": "en", "rules": rules, "glossary": glossary,
        })
    );
    let path = root.join("www/src/generated/rules.en.json");
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(&path, text).expect("a writable file");
    } else {
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "{} is stale: run `make texts`",
            path.display()
        );
    }
}

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
    "please note",
    "TODO",
];

#[test]
fn every_page_keeps_the_house_style() {
    let mut wrong = Vec::new();
    let mut sentences: BTreeMap<String, String> = BTreeMap::new();
    for page in pages() {
        let words = words(&page.markdown);
        let mut fault = |what: String| wrong.push(format!("{}: {what}", page.id));
        if words.title.is_empty() || words.title.chars().count() > 60 {
            fault(format!(
                "title of {} characters",
                words.title.chars().count()
            ));
        }
        let why = prose(&words.why);
        let length = why.split_whitespace().count();
        if !(20..=90).contains(&length) {
            fault(format!("why has {length} words"));
        }
        if grade(&why) > 7.9 {
            fault(format!("why reads at grade {:.1}", grade(&why)));
        }
        if words.do_this.is_empty() {
            fault("no **Do this:**".into());
        }
        if words.links.is_empty() || words.links.len() > 3 {
            fault(format!("{} links under **Dig deeper:**", words.links.len()));
        }
        for link in &words.links {
            let url = link["url"].as_str().unwrap_or_default();
            if !url.starts_with("https://") || url.contains(char::is_whitespace) {
                fault(format!("odd link {url}"));
            }
        }
        let all = format!(
            "{}\n{why}\n{}\n{}",
            words.title,
            prose(&words.do_this),
            prose(&words.when_fine)
        );
        for avoided in AVOIDED {
            if all.to_lowercase().contains(avoided) {
                fault(format!("says {avoided:?}"));
            }
        }
        if all.contains('!') {
            fault("raises its voice".into());
        }
        for sentence in why
            .split(['.', '?', '\n'])
            .map(str::trim)
            .filter(|sentence| sentence.len() > 20)
        {
            if let Some(other) = sentences.insert(sentence.to_lowercase(), page.id.clone()) {
                fault(format!("shares a sentence with {other}: {sentence:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Flesch–Kincaid grade; code words count as one syllable so that names don't weigh it down.
fn grade(text: &str) -> f64 {
    let sentences = text
        .split(['.', '?', ':', '\n'])
        .filter(|part| part.trim().len() > 2)
        .count()
        .max(1);
    let words: Vec<_> = text.split_whitespace().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (words.len() as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

fn syllables(word: &str) -> usize {
    if word.contains(['_', '/', '=', ':', '-']) || word.chars().any(|c| c.is_ascii_digit()) {
        return 1;
    }
    let word = word.to_lowercase();
    let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let letters = letters
        .strip_suffix("es")
        .or(letters.strip_suffix('e'))
        .unwrap_or(letters);
    let mut count = 0;
    let mut in_vowels = false;
    for letter in letters.chars() {
        let vowel = "aeiouy".contains(letter);
        count += usize::from(vowel && !in_vowels);
        in_vowels = vowel;
    }
    count.max(1)
}

/// Titles and details of findings are prose too.
#[test]
fn findings_keep_the_house_style() {
    let mut wrong = BTreeSet::new();
    let options = cozydock::Options {
        today: Some("2026-11-01".into()),
        pedantic: true,
        ..Default::default()
    };
    for page in pages() {
        for example in page.examples() {
            for finding in cozydock::check(&example.files(), &options).findings {
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
                let both = format!("{} {}", finding.title, finding.detail).to_lowercase();
                for avoided in AVOIDED {
                    if both.contains(avoided) {
                        fault(avoided, &both);
                    }
                }
                if finding.title.contains("! ") || finding.title.ends_with('!') {
                    fault("raises its voice", &finding.title);
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
