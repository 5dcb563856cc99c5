//! Reads Markdown into pieces that a page can build nodes from without ever handling HTML.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use serde_json::{Value, json};

/// A rule's words, section by section.
#[derive(Default)]
pub(crate) struct Words {
    pub title: String,
    pub why: Vec<Value>,
    pub short: Vec<Value>,
    pub several: Vec<Value>,
    pub attack: Vec<Value>,
    pub do_this: Vec<Value>,
    pub when_fine: Vec<Value>,
    pub links: Vec<Value>,
}

/// An entry of the glossary.
#[derive(Default)]
pub(crate) struct Term {
    pub name: String,
    pub also: Vec<String>,
    pub text: Vec<Value>,
}

enum Piece {
    Heading(HeadingLevel, String),
    /// `{p}`, `{list}` (perhaps `numbered`) or `{code, lang}`; text is a string, `{code}`,
    /// `{strong}`, `{em}` or `{text, url}`.
    Block(Value),
}

/// A bold word at the start of a paragraph opens a section.
const SECTIONS: [&str; 6] = [
    "In short:",
    "Several:",
    "What an attacker would do:",
    "Do this:",
    "When it's fine:",
    "Dig deeper:",
];

pub(crate) fn words(markdown: &str) -> Words {
    let mut words = Words::default();
    let mut section = "";
    for piece in pieces(markdown) {
        let mut block = match piece {
            Piece::Heading(_, title) => {
                words.title = title;
                continue;
            }
            Piece::Block(block) => block,
        };
        if let Some(inline) = block.get_mut("p").and_then(Value::as_array_mut)
            && let Some(name) = SECTIONS.iter().find(|name| {
                inline
                    .first()
                    .is_some_and(|first| first["strong"] == **name)
            })
        {
            section = name;
            inline.remove(0);
            if let Some(Value::String(text)) = inline.first_mut() {
                *text = text.trim_start().to_owned();
            }
            if inline.is_empty() {
                continue;
            }
        }
        match section {
            "In short:" => words.short.push(block),
            "Several:" => words.several.push(block),
            "What an attacker would do:" => match block["list"].as_array() {
                Some(steps) if block["numbered"] == true => {
                    words.attack.extend(steps.iter().cloned());
                }
                _ => words.attack.push(block),
            },
            "Do this:" => words.do_this.push(block),
            "When it's fine:" => words.when_fine.push(block),
            "Dig deeper:" => words.links.extend(
                block["p"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter(|piece| piece["url"].is_string())
                    .cloned(),
            ),
            _ => words.why.push(block),
        }
    }
    words
}

/// A third-level heading is a term; a paragraph that starts with `also:` lists its other spellings.
pub(crate) fn terms(markdown: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for piece in pieces(markdown) {
        match piece {
            Piece::Heading(HeadingLevel::H3, name) => terms.push(Term {
                name,
                ..Term::default()
            }),
            Piece::Heading(..) => {}
            Piece::Block(block) => {
                let Some(term) = terms.last_mut() else {
                    continue;
                };
                let inline = block["p"].as_array().expect("terms have paragraphs alone");
                match plain(inline).strip_prefix("also: ") {
                    Some(list) => term.also.extend(list.split(", ").map(str::to_owned)),
                    None => term.text.extend(inline.iter().cloned()),
                }
            }
        }
    }
    terms
}

fn pieces(markdown: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut inline: Vec<Value> = Vec::new();
    let mut items: Option<(bool, Vec<Value>)> = None;
    let mut marks: Vec<(usize, Tag<'_>)> = Vec::new();
    let mut code: Option<(String, String)> = None;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                code = Some((info.to_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                let (info, text) = code.take().expect("an open block");
                // Fences with a verdict are examples, told apart elsewhere.
                if !info.contains(' ') {
                    pieces.push(Piece::Block(json!({ "code": text, "lang": info })));
                }
            }
            Event::Text(text) => match &mut code {
                Some((_, body)) => body.push_str(&text),
                None => inline.push(json!(text.to_string())),
            },
            Event::Code(text) => inline.push(json!({ "code": text.to_string() })),
            Event::SoftBreak => inline.push(json!(" ")),
            Event::Start(Tag::List(first)) => items = Some((first.is_some(), Vec::new())),
            Event::End(TagEnd::List(_)) => {
                let (numbered, list) = items.take().expect("an open list");
                pieces.push(Piece::Block(if numbered {
                    json!({ "list": list, "numbered": true })
                } else {
                    json!({ "list": list })
                }));
            }
            Event::End(TagEnd::Item) => {
                if let Some((_, items)) = &mut items {
                    items.push(json!(take(&mut inline)));
                }
            }
            Event::Start(tag @ (Tag::Strong | Tag::Emphasis | Tag::Link { .. })) => {
                marks.push((inline.len(), tag));
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {
                let (from, tag) = marks.pop().expect("an open mark");
                let text = plain(&inline.split_off(from));
                inline.push(match tag {
                    Tag::Strong => json!({ "strong": text }),
                    Tag::Link { dest_url, .. } => {
                        json!({ "text": text, "url": dest_url.to_string() })
                    }
                    _ => json!({ "em": text }),
                });
            }
            Event::End(TagEnd::Heading(level)) => {
                pieces.push(Piece::Heading(level, plain(&take(&mut inline))));
            }
            Event::End(TagEnd::Paragraph) if items.is_none() => {
                pieces.push(Piece::Block(json!({ "p": take(&mut inline) })));
            }
            _ => {}
        }
    }
    pieces
}

/// The finished pieces, with neighboring texts made one.
fn take(inline: &mut Vec<Value>) -> Vec<Value> {
    let mut joined: Vec<Value> = Vec::new();
    for piece in inline.drain(..) {
        match (joined.last_mut(), &piece) {
            (Some(Value::String(last)), Value::String(text)) => last.push_str(text),
            _ => joined.push(piece),
        }
    }
    joined
}

/// The letters of inline pieces.
pub(crate) fn plain(inline: &[Value]) -> String {
    inline
        .iter()
        .map(|piece| match piece {
            Value::String(text) => text.clone(),
            Value::Object(fields) => ["code", "strong", "em", "text"]
                .iter()
                .find_map(|key| fields.get(*key)?.as_str())
                .unwrap_or_default()
                .to_owned(),
            _ => String::new(),
        })
        .collect()
}

/// The letters of paragraphs and lists, a line each; code blocks are no prose.
pub(crate) fn prose(blocks: &[Value]) -> String {
    let mut text = String::new();
    for block in blocks {
        let paragraph = block["p"].as_array().into_iter();
        let items = block["list"].as_array().into_iter().flatten();
        let items = items.filter_map(Value::as_array);
        for inline in paragraph.chain(items) {
            text += &plain(inline);
            text.push('\n');
        }
    }
    text
}
