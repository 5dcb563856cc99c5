//! Reads the words and the examples of every rule from its Markdown.

// Each test that shares this file uses its own part of it.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};

use cozydock::source::{Kind, SourceFile};

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The rule fires exactly on the marked lines.
    Bad,
    /// The rule is silent.
    Good,
    /// What the rule's own fix makes of the `bad` example before it.
    Fixed,
}

/// A fenced example.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub verdict: Verdict,
    pub kind: Kind,
    /// The file's name in the example, where several files are shown together.
    pub name: Option<String>,
    /// The text without its marks.
    pub text: String,
    /// 1-based lines that carry a mark, once for each mark.
    pub marks: Vec<u32>,
    /// Files that stand beside it (`with` fences in front of it).
    pub beside: Vec<SourceFile>,
}

impl Example {
    pub(crate) fn files(&self) -> Vec<SourceFile> {
        let own = SourceFile {
            name: self.name.clone(),
            text: self.text.clone(),
            kind: Some(self.kind),
        };
        std::iter::once(own)
            .chain(self.beside.iter().cloned())
            .collect()
    }
}

/// One rule's Markdown.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub id: String,
    pub layer: String,
    pub path: PathBuf,
    pub markdown: String,
}

/// Every rule's Markdown, by layer and id.
pub(crate) fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut pages = Vec::new();
    for layer in folders(&root) {
        for path in files(&layer, "md") {
            let stem = path
                .file_stem()
                .expect("a stem")
                .to_string_lossy()
                .into_owned();
            // A translation, `runs_as_root.vi.md`, has a second dot.
            if stem.contains('.') {
                continue;
            }
            pages.push(Page {
                id: stem.replace('_', "-"),
                layer: layer
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .replace('_', "-"),
                markdown: fs::read_to_string(&path).expect("a readable page"),
                path,
            });
        }
    }
    pages
}

pub(crate) fn folders(root: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(root)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .collect();
    found.sort();
    found
}

impl Page {
    /// The fenced examples in order. A fence is tagged `dockerfile bad`, `yaml good`, `sh fixed` …;
    /// `name=path` names the file, and a fence tagged `with` stands beside the next example.
    pub(crate) fn examples(&self) -> Vec<Example> {
        let mut found = Vec::new();
        let mut beside = Vec::new();
        let mut lines = self.markdown.lines();
        while let Some(line) = lines.next() {
            let Some(tag) = line.strip_prefix("```").filter(|tag| !tag.is_empty()) else {
                continue;
            };
            let mut body = Vec::new();
            for line in lines.by_ref() {
                if line == "```" {
                    break;
                }
                body.push(line);
            }
            let mut words = tag.split(' ');
            let language = words.next().unwrap_or_default();
            let Some(verdict) = words.next() else {
                continue;
            };
            let name = words
                .find_map(|word| word.strip_prefix("name="))
                .map(str::to_owned);
            let kind = match language {
                "dockerfile" => Kind::Dockerfile,
                "yaml" => Kind::Compose,
                "sh" => Kind::DockerRun,
                "ignore" => Kind::Dockerignore,
                "env" => Kind::Env,
                other => panic!("{}: unknown language {other:?}", self.path.display()),
            };
            let (text, marks) = self.cut_marks(&body);
            let verdict = match verdict {
                "bad" => Verdict::Bad,
                "good" => Verdict::Good,
                "fixed" => Verdict::Fixed,
                "with" => {
                    beside.push(SourceFile {
                        name,
                        text,
                        kind: Some(kind),
                    });
                    continue;
                }
                other => panic!("{}: unknown verdict {other:?}", self.path.display()),
            };
            found.push(Example {
                verdict,
                kind,
                name,
                text,
                marks,
                beside: std::mem::take(&mut beside),
            });
        }
        found
    }

    /// Takes the `#~^ rule-id` lines out; each marks the line above it.
    fn cut_marks(&self, body: &[&str]) -> (String, Vec<u32>) {
        let mut text = String::new();
        let mut marks = Vec::new();
        let mut line = 0;
        for raw in body {
            if let Some(id) = raw.trim_start().strip_prefix("#~^ ") {
                assert_eq!(
                    id,
                    self.id,
                    "{}: a mark names another rule",
                    self.path.display()
                );
                marks.push(line);
            } else {
                line += 1;
                text.push_str(raw);
                text.push('\n');
            }
        }
        (text, marks)
    }
}
