//! The answers as JSON text, which JavaScript turns into objects in one call. Written by hand:
//! a serializer's code is copied into the module for every type and field.

use crate::explain::ExplainedPart;
use crate::report::{
    Confidence, Edit, FileReport, Finding, Fix, Layer, LayerReport, LayerState, Range, Related,
    Report, RuleInfo, Safety, Severity,
};
use crate::source::{Kind, Position};

/// JSON text in the making.
#[derive(Default)]
struct Json(String);

/// A report as JSON, with the same names that [`serde::Serialize`] gives.
pub(crate) fn report(report: &Report) -> String {
    let mut json = Json::default();
    json.open('{');
    json.text("version", &report.version);
    json.text("factsDate", &report.facts_date);
    json.list("files", &report.files, file);
    json.list("findings", &report.findings, finding);
    json.list("layers", &report.layers, layer);
    json.key("score");
    match report.score {
        Some(score) => json.bare(&score.to_string()),
        None => json.bare("null"),
    }
    json.number("suppressed", report.suppressed);
    json.close('}');
    json.0
}

/// The rules as JSON.
pub(crate) fn rules(rules: &[RuleInfo]) -> String {
    let mut json = Json::default();
    json.items(rules, rule);
    json.0
}

/// What stands at a place as JSON.
pub(crate) fn parts(parts: &[ExplainedPart]) -> String {
    let mut json = Json::default();
    json.items(parts, part);
    json.0
}

fn part(json: &mut Json, part: &ExplainedPart) {
    json.text("id", &part.id);
    json.range(&part.range);
    if let Some(value) = &part.value {
        json.text("value", value);
    }
}

fn file(json: &mut Json, file: &FileReport) {
    json.text("name", &file.name);
    json.word("kind", Kind::WORDS, file.kind as usize);
    json.flag("ok", file.ok);
}

fn layer(json: &mut Json, layer: &LayerReport) {
    json.word("id", Layer::WORDS, layer.id as usize);
    json.word("state", LayerState::WORDS, layer.state as usize);
    json.number("findings", layer.findings);
}

fn finding(json: &mut Json, finding: &Finding) {
    json.text("rule", &finding.rule);
    json.word("layer", Layer::WORDS, finding.layer as usize);
    json.word("severity", Severity::WORDS, finding.severity as usize);
    json.word("confidence", Confidence::WORDS, finding.confidence as usize);
    json.number("file", finding.file);
    json.range(&finding.range);
    json.list("related", &finding.related, related);
    json.text("title", &finding.title);
    json.text("detail", &finding.detail);
    json.list("fixes", &finding.fixes, fix);
    json.texts("aliases", &finding.aliases);
}

fn related(json: &mut Json, related: &Related) {
    json.number("file", related.file);
    json.range(&related.range);
    json.text("message", &related.message);
}

fn fix(json: &mut Json, fix: &Fix) {
    json.text("title", &fix.title);
    json.word("safety", Safety::WORDS, fix.safety as usize);
    json.list("edits", &fix.edits, edit);
}

fn edit(json: &mut Json, edit: &Edit) {
    json.number("file", edit.file);
    json.number("start", edit.start);
    json.number("end", edit.end);
    json.text("text", &edit.text);
}

fn rule(json: &mut Json, rule: &RuleInfo) {
    json.text("id", &rule.id);
    json.word("layer", Layer::WORDS, rule.layer as usize);
    json.word("severity", Severity::WORDS, rule.severity as usize);
    json.key("kinds");
    json.open('[');
    for kind in &rule.kinds {
        json.quoted(nth(Kind::WORDS, *kind as usize));
    }
    json.close(']');
    json.texts("aliases", &rule.aliases);
    json.flag("hasFix", rule.has_fix);
    json.flag("pedantic", rule.pedantic);
}

impl Json {
    /// A comma, unless this is the first thing in its brackets or the value behind a key.
    fn separate(&mut self) {
        if !matches!(self.0.bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }

    fn open(&mut self, bracket: char) {
        self.separate();
        self.0.push(bracket);
    }

    fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// Text that needs no quotes.
    fn bare(&mut self, text: &str) {
        self.separate();
        self.0.push_str(text);
    }

    fn quoted(&mut self, text: &str) {
        self.open('"');
        let is_plain = |byte: &u8| !matches!(byte, ..b' ' | b'"' | b'\\');
        let mut rest = text;
        loop {
            // What is escaped is one byte, so these are the bounds of characters.
            let plain = rest.bytes().take_while(is_plain).count();
            let (before, from) = rest.split_at(plain);
            self.0.push_str(before);
            let Some(escaped) = from.chars().next() else {
                break;
            };
            self.escaped(escaped);
            rest = from.get(1..).unwrap_or_default();
        }
        self.close('"');
    }

    fn escaped(&mut self, letter: char) {
        self.0.push('\\');
        if letter >= ' ' {
            self.0.push(letter);
            return;
        }
        self.0.push_str("u00");
        self.0.push(if letter < '\u{10}' { '0' } else { '1' });
        self.0.extend(char::from_digit(u32::from(letter) % 16, 16));
    }

    /// A name, which needs no escapes.
    fn key(&mut self, name: &str) {
        self.open('"');
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.key(name);
        self.quoted(text);
    }

    fn word(&mut self, name: &str, words: &'static str, at: usize) {
        self.text(name, nth(words, at));
    }

    fn number(&mut self, name: &str, number: u32) {
        self.key(name);
        self.bare(&number.to_string());
    }

    fn flag(&mut self, name: &str, flag: bool) {
        self.key(name);
        self.bare(if flag { "true" } else { "false" });
    }

    fn texts(&mut self, name: &str, texts: &[String]) {
        self.key(name);
        self.open('[');
        for text in texts {
            self.quoted(text);
        }
        self.close(']');
    }

    fn range(&mut self, range: &Range) {
        self.key("range");
        self.open('{');
        self.position("start", range.start);
        self.position("end", range.end);
        self.close('}');
    }

    fn position(&mut self, name: &str, position: Position) {
        self.key(name);
        self.open('{');
        self.number("offset", position.offset);
        self.number("line", position.line);
        self.number("column", position.column);
        self.close('}');
    }

    fn list<T>(&mut self, name: &str, items: &[T], fields: fn(&mut Json, &T)) {
        self.key(name);
        self.items(items, fields);
    }

    /// A list of objects.
    fn items<T>(&mut self, items: &[T], fields: fn(&mut Json, &T)) {
        self.open('[');
        for item in items {
            self.open('{');
            fields(self, item);
            self.close('}');
        }
        self.close(']');
    }
}

/// One of the words in a list with blanks between them.
fn nth(words: &'static str, at: usize) -> &'static str {
    words.split(' ').nth(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::{Value, from_str, from_value, to_value};

    use super::*;
    use crate::source::SourceFile;
    use crate::{Options, check};

    /// What the JSON text says.
    fn parsed(text: &str) -> Value {
        from_str(text).expect("it is JSON")
    }

    #[test]
    fn says_the_same_as_serde() {
        let file = |name: &str, text: &str| SourceFile {
            name: Some(name.to_owned()),
            text: text.to_owned(),
            kind: None,
        };
        let files = [
            file(
                "Dockerfile",
                "FROM node:16\nENV A_TOKEN=\"s3cr\\\\et😀x9\" \nRUN sudo npm ci\n",
            ),
            file(
                "a \"b\\c\"\u{1}\u{1f}\u{7f}/compose.yaml",
                "services:\n  db:\n    image: postgres\n    ports: ['5432:5432']\n    privileged: true\n",
            ),
            file(".env", ""),
        ];
        let found = check(&files, &Options::default());
        assert!(found.findings.iter().any(|one| !one.fixes.is_empty()));
        assert_eq!(parsed(&report(&found)), to_value(&found).expect("plain"));
        let nothing = check(&[], &Options::default());
        assert_eq!(nothing.score, None);
        assert_eq!(
            parsed(&report(&nothing)),
            to_value(&nothing).expect("plain")
        );
    }

    #[test]
    fn every_rule_is_written() {
        let all = crate::rules();
        assert_eq!(parsed(&rules(&all)), to_value(&all).expect("plain"));
    }

    #[test]
    fn what_stands_at_a_place_is_written() {
        let file = SourceFile {
            name: None,
            text: "services:\n  \"w\\\"eb\":\n    image: nginx:1.31\n".to_owned(),
            kind: Some(Kind::Compose),
        };
        let found = crate::explain(&file, 28, 28);
        assert!(found.iter().any(|part| part.value.is_some()));
        assert!(found.iter().any(|part| part.value.is_none()));
        assert_eq!(parsed(&parts(&found)), to_value(&found).expect("plain"));
    }

    #[test]
    fn the_words_are_those_of_serde() {
        fn same<T: DeserializeOwned>(words: &str, at: fn(T) -> usize) {
            for (index, word) in words.split(' ').enumerate() {
                assert_eq!(at(from_value(word.into()).expect(word)), index, "{word}");
            }
            // The complaint names every word there is, and the wrong one.
            let complaint = from_value::<T>("nonsense".into())
                .err()
                .expect("wrong")
                .to_string();
            assert_eq!(
                complaint.matches('`').count() / 2,
                words.split(' ').count() + 1
            );
        }
        same::<Layer>(Layer::WORDS, |one| one as usize);
        same::<LayerState>(LayerState::WORDS, |one| one as usize);
        same::<Severity>(Severity::WORDS, |one| one as usize);
        same::<Confidence>(Confidence::WORDS, |one| one as usize);
        same::<Safety>(Safety::WORDS, |one| one as usize);
        same::<Kind>(Kind::WORDS, |one| one as usize);
    }
}
