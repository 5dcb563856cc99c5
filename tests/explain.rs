//! The words of "explain this line": the house style, that nothing is missing, that the engine
//! tells the names under which they stand, and the file that the page reads them from.
//!
//! `BLESS=1 cargo test --test explain` rewrites `www/src/generated/explain.en.json`.

mod generated;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cozydock::explain;
use cozydock::source::{Kind, SourceFile};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A text and the names under which it is found.
#[derive(Clone, Debug)]
struct Entry {
    file: &'static str,
    names: Vec<String>,
    layer: Option<String>,
    /// The name of the entry that has the text for this one, too.
    same_as: Option<String>,
    markdown: String,
}

impl Entry {
    fn words(&self) -> usize {
        self.markdown.split_whitespace().count()
    }
}

/// The entries of all files. A heading holds the names, set off by commas.
fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for file in ["instructions", "compose", "run-flags", "commands"] {
        let path = Path::new(ROOT).join(format!("src/explain/{file}.md"));
        for line in fs::read_to_string(path).expect("a text").lines() {
            if let Some(names) = line.strip_prefix("## ") {
                entries.push(Entry {
                    file,
                    names: names.split(", ").map(str::to_owned).collect(),
                    layer: None,
                    same_as: None,
                    markdown: String::new(),
                });
            } else if let Some(entry) = entries.last_mut().filter(|_| !line.starts_with("# ")) {
                if let Some(layer) = line.strip_prefix("layer: ") {
                    entry.layer = Some(layer.to_owned());
                } else if let Some(name) = line.strip_prefix("as: ") {
                    entry.same_as = Some(name.to_owned());
                } else if !line.is_empty() {
                    entry.markdown += &format!("{line} ");
                }
            }
        }
    }
    entries
}

/// All names there are.
fn names() -> BTreeSet<String> {
    entries()
        .into_iter()
        .flat_map(|entry| entry.names)
        .collect()
}

/// Text with `code` in it, the only markup that these few words need.
fn inline(entry: &Entry) -> Vec<Value> {
    let pieces = Parser::new(entry.markdown.trim()).filter_map(|event| match event {
        Event::Text(text) => Some(json!(text.to_string())),
        Event::Code(text) => Some(json!({ "code": text.to_string() })),
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        other => panic!("{:?}: {other:?}", entry.names),
    });
    // The parser cuts texts where a mark might have begun.
    pieces.fold(Vec::new(), |mut joined, piece| {
        match (joined.last_mut(), piece.as_str()) {
            (Some(Value::String(last)), Some(text)) => last.push_str(text),
            _ => joined.push(piece),
        }
        joined
    })
}

#[test]
fn the_page_reads_these_very_words() {
    let all = entries();
    let mut also: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in &all {
        if let Some(name) = &entry.same_as {
            let names = also.entry(name.as_str()).or_default();
            names.extend(entry.names.iter().map(String::as_str));
        }
    }
    let lines: Vec<_> = all
        .iter()
        .filter(|entry| entry.same_as.is_none())
        .map(|entry| {
            let mut names: Vec<_> = entry.names.iter().map(String::as_str).collect();
            let own = names.clone();
            names.extend(own.iter().filter_map(|name| also.get(name)).flatten());
            json!([names, entry.layer, inline(entry)]).to_string()
        })
        .collect();
    let text = format!(
        "{{\"version\":\"{}\",\"language\":\"en\",\"entries\":[\n{}\n]}}\n",
        cozydock::VERSION,
        lines.join(",\n")
    );
    generated::keep("www/src/generated/explain.en.json", &text);
}

/// Words that scold, frighten or waffle.
const AVOIDED: [&str; 11] = [
    "simply",
    "just ",
    "obviously",
    "best practice",
    "should be avoided",
    "you forgot",
    "hacker",
    "leverage",
    "utilize",
    "in order to",
    "please",
];

#[test]
fn every_text_keeps_the_house_style() {
    let house: Vec<_> = cozydock::report::Layer::HOUSE
        .iter()
        .map(|layer| json!(layer))
        .collect();
    let known = names();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for entry in entries() {
        let mut fault = |what: &str| wrong.push(format!("{:?}: {what}", entry.names));
        for name in &entry.names {
            if name.trim() != name || name.is_empty() || !seen.insert(name.clone()) {
                fault("a name that is taken, or has blanks around it");
            }
        }
        if let Some(layer) = &entry.layer
            && !house.contains(&json!(layer))
        {
            fault("no such layer");
        }
        if let Some(name) = &entry.same_as {
            if !known.contains(name) || !entry.markdown.is_empty() || entry.layer.is_some() {
                fault("`as:` stands alone and names another entry");
            }
            continue;
        }
        let text = entry.markdown.trim();
        if !(3..=40).contains(&entry.words()) {
            fault(&format!("{} words", entry.words()));
        }
        let prose: String = text.split('`').step_by(2).collect();
        let sentences = prose.matches(['.', '?']).count();
        if !(1..=2).contains(&sentences) || !text.ends_with('.') || prose.contains('!') {
            fault("one or two sentences, calmly, each with a full stop");
        }
        let lower = text.to_lowercase();
        if let Some(avoided) = AVOIDED.iter().find(|avoided| lower.contains(**avoided)) {
            fault(&format!("says {avoided:?}"));
        }
        if text.matches('`').count() % 2 == 1 {
            fault("an odd backtick");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// <https://docs.docker.com/reference/dockerfile/>
const FLAGS: &str = "FROM --platform|RUN --mount|RUN --mount=type=bind|RUN --mount=type=cache|\
    RUN --mount=type=tmpfs|RUN --mount=type=secret|RUN --mount=type=ssh|RUN --network|\
    RUN --network=none|RUN --network=host|RUN --network=default|RUN --security|RUN --device|\
    COPY --from|COPY --chown|COPY --chmod|COPY --link|COPY --parents|COPY --exclude|\
    ADD --keep-git-dir|ADD --checksum|ADD --chown|ADD --chmod|ADD --link|ADD --exclude|ADD --unpack|\
    HEALTHCHECK --interval|HEALTHCHECK --timeout|HEALTHCHECK --start-period|\
    HEALTHCHECK --start-interval|HEALTHCHECK --retries|HEALTHCHECK NONE|FROM AS|FROM stage|\
    FROM scratch|# syntax|# escape|# check|# comment|exec form|shell form|image|image tag|\
    image digest|.dockerignore|.env|docker run|$ARG|$VAR|${VAR}|<<|<<:|*|x-|services.*|networks.*|\
    volumes.*|secrets.*|configs.*|models.*|$()|<()|NAME=value";

#[test]
fn nothing_is_missing() {
    let mut wanted: Vec<String> = FLAGS.split('|').map(str::to_owned).collect();
    let keywords = cozydock::dockerfile::KEYWORDS.iter();
    wanted.extend(keywords.map(|keyword| (*keyword).to_owned()));
    wanted.extend(cozydock::docker_run::flag_names().map(|name| format!("--{name}")));
    let signs = "&& || | ; ;; & ( { ! if then elif else fi for in do done while until case esac";
    wanted.extend(signs.split(' ').map(str::to_owned));
    let facts = fs::read(Path::new(ROOT).join("data/compose-keys.json")).expect("facts");
    let facts: Value = serde_json::from_slice(&facts).expect("JSON");
    for (object, fields) in facts["objects"].as_object().expect("objects") {
        for (key, limits) in fields["keys"].as_object().expect("keys") {
            let name = match object.as_str() {
                "top_level" => key.clone(),
                "service" => format!("services.{key}"),
                _ => format!("{object}.{key}"),
            };
            for value in limits["values"].as_array().into_iter().flatten() {
                wanted.push(format!("{name}={}", value.as_str().expect("a text")));
            }
            wanted.push(name);
        }
    }
    let names = names();
    let missing: Vec<_> = wanted
        .iter()
        .filter(|name| !names.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no text for {missing:#?}");
    let commands = entries()
        .into_iter()
        .filter(|entry| entry.file == "commands")
        .flat_map(|entry| entry.names)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(' '));
    assert!(commands.count() >= 100);
}

/// A text whose name the engine never tells would never be read.
#[test]
fn the_engine_tells_these_names() {
    let tells = |kind, text: &str, name: &str| {
        let at = text.rfind(name).expect("the name") + name.len();
        let file = SourceFile {
            text: text.to_owned(),
            kind: Some(kind),
            ..SourceFile::default()
        };
        let parts = explain(&file, at, at);
        parts.iter().any(|part| part.id == name)
    };
    let mut untold = Vec::new();
    for entry in entries() {
        for name in &entry.names {
            let is_told = match entry.file {
                "commands" if name.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    let is_sign = "if then elif else fi for in do done while until case esac"
                        .split(' ')
                        .any(|sign| sign == name);
                    is_sign || tells(Kind::Dockerfile, &format!("FROM a\nRUN {name} x\n"), name)
                }
                "run-flags" if name.starts_with("--") && !name.contains('=') => tells(
                    Kind::DockerRun,
                    &format!("docker run {name}=x alpine\n"),
                    name,
                ),
                "instructions" if name.contains(" --") && !name.contains("mount") => {
                    let value = if name.contains('=') { "" } else { "=x" };
                    let text = format!("FROM a\n{name}{value} CMD x y\n");
                    tells(Kind::Dockerfile, &text, name)
                }
                "compose" if name.starts_with("services.") && !name.contains(['*', '=']) => {
                    let key = name.trim_start_matches("services.");
                    let text = format!("services:\n  a:\n    {key}: x\n");
                    let file = SourceFile {
                        kind: Some(Kind::Compose),
                        text,
                        ..SourceFile::default()
                    };
                    let parts = explain(&file, 20, 20);
                    parts.last().is_some_and(|part| part.id == *name)
                }
                _ => true,
            };
            if !is_told {
                untold.push(name.clone());
            }
        }
    }
    assert!(untold.is_empty(), "never told: {untold:#?}");
}

/// Half-typed files, with the caret where people type and in odd places.
#[test]
fn every_beginning_of_a_file_has_sound_places() {
    let texts = [
        "# syntax=a\r\nFROM a:1@sha256:0 AS b\nRUN --mount=type=cache,id=é <<-'E' x | sh -c \"a '$B' ${C\" 2>&1\n\tif [ 1 ]; then y; fi\nE\nONBUILD COPY --from=b [\"a\", \"é\"]\n",
        "x: &x\n  a: 1\nservices:\n  'w é':\n    <<: *x\n    image: \"a:${B:-c}\"\n    command: [sh, -c, \"a && b\"]\n    deploy: {resources: {limits: {memory: 1g}}}\n    ports: [{target: 80}]\n",
        "$ sudo docker run -itp \"80:80\" --mount type=bind,src=é,dst=/b \\\n  -e A=$(id) a:b sh -c 'x $Y > z'\n",
    ];
    for text in texts {
        for (end, _) in text.char_indices() {
            let start = &text[..end];
            let units = start.encode_utf16().count();
            for kind in [Kind::Dockerfile, Kind::Compose, Kind::DockerRun, Kind::Env] {
                let file = SourceFile {
                    text: start.to_owned(),
                    kind: Some(kind),
                    ..SourceFile::default()
                };
                for place in [
                    (units, units),
                    (units / 2, units / 2),
                    (units / 3, units),
                    (0, 1),
                ] {
                    for part in explain(&file, place.0, place.1) {
                        let (from, to) = (part.range.start.offset, part.range.end.offset);
                        assert!(from <= to && to as usize <= units, "{start:?}: {part:?}");
                    }
                }
            }
        }
    }
}
