//! The words of every rule: their shape, the house style, and the file the page reads them from.
//!
//! `BLESS=1 cargo test --test texts` rewrites `www/src/generated/rules.en.json`.

#[path = "../examples/mod.rs"]
mod examples;
mod findings;
#[path = "../generated/mod.rs"]
mod generated;
mod glossary;
mod grade;
mod markdown;
mod style;

use cozydock::report::Safety;
use examples::{Verdict, pages};
use markdown::{prose, words};
use serde_json::{Value, json};

/// These blocks, begun with a capital: in the Markdown they go on behind "**Do this:**".
fn sentences(blocks: &[Value]) -> Vec<Value> {
    let mut blocks = blocks.to_vec();
    if let Some(Value::String(words)) = blocks
        .first_mut()
        .and_then(|block| block.pointer_mut("/p/0"))
        && let Some(first) = words.get(..1)
    {
        words.replace_range(..1, &first.to_ascii_uppercase());
    }
    blocks
}

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
                "why": words.why, "attack": words.attack, "doThis": sentences(&words.do_this), "whenFine": sentences(&words.when_fine),
                "links": words.links, "examples": examples,
            })
        })
        .collect();
    let glossary: Vec<_> = glossary::glossary()
        .into_iter()
        .map(|term| json!({ "term": term.name, "also": term.also, "text": term.text }))
        .collect();
    let text = format!(
        "{:#}\n",
        json!({
            "version": cozydock::VERSION, "language": "en", "rules": rules, "glossary": glossary,
        })
    );
    generated::keep("www/src/generated/rules.en.json", &text);
}
