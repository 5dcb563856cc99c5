//! What the checker says about realistic files, word for word.
//!
//! One snapshot for each folder of `tests/files`: every file alone, then the folder's files
//! together. `INSTA_UPDATE=always cargo test --test reports` rewrites them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use cozydock::report::{Edit, Finding, Fix, Range, Report};
use cozydock::source::SourceFile;
use cozydock::{Options, check};
use serde::Serialize;

#[test]
fn reports_on_realistic_files() {
    let mut stories = BTreeSet::new();
    let mut changed = Vec::new();
    for folder in entries(&tests().join("files"))
        .into_iter()
        .filter(|path| path.is_dir())
    {
        let story = file_name(&folder);
        let text = tell(&read(&folder));
        let settings = {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("reports");
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings
        };
        let same = catch_unwind(AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!(story.as_str(), text));
        }));
        if same.is_err() {
            changed.push(story.clone());
        }
        stories.insert(story);
    }
    assert!(
        changed.is_empty(),
        "the reports on these folders changed: {changed:?}"
    );

    let kept: BTreeSet<String> = entries(&tests().join("reports"))
        .iter()
        .filter_map(|path| file_name(path).strip_suffix(".snap").map(str::to_owned))
        .collect();
    assert_eq!(
        kept, stories,
        "a snapshot without its folder, or a folder without its snapshot"
    );
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// What a folder holds, by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = listing
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The files below a folder, under their paths from it.
fn read(folder: &Path) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path
                .strip_prefix(folder)
                .expect("it lies below")
                .to_string_lossy();
            files.push(SourceFile {
                name: Some(name.replace('\\', "/")),
                text: fs::read_to_string(&path).expect("it is UTF-8"),
                kind: None,
            });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

fn tell(files: &[SourceFile]) -> String {
    let options = Options {
        today: Some("2026-11-01".to_owned()),
        ..Options::default()
    };
    let mut told = String::new();
    for file in files {
        let alone = std::slice::from_ref(file);
        told += &render(alone, &check(alone, &options));
    }
    if files.len() > 1 {
        told += "========== together ==========\n\n";
        told += &render(files, &check(files, &options));
    }
    told
}

fn render(files: &[SourceFile], report: &Report) -> String {
    let texts: Vec<Text> = files.iter().map(|file| Text::new(&file.text)).collect();
    let mut out = String::new();
    for (index, file) in report.files.iter().enumerate() {
        let read = if file.ok { "" } else { ", with errors" };
        let _ = writeln!(out, "##### {} ({}{read})\n", file.name, word(&file.kind));
        for found in report
            .findings
            .iter()
            .filter(|found| found.file as usize == index)
        {
            out += &render_finding(found, report, &texts);
        }
    }
    let layers: Vec<String> = report
        .layers
        .iter()
        .map(|layer| {
            format!(
                "{} {} {}",
                word(&layer.id),
                word(&layer.state),
                layer.findings
            )
        })
        .collect();
    let score = report
        .score
        .map_or("none".to_owned(), |score| score.to_string());
    let _ = writeln!(
        out,
        "score {score}, suppressed {}; {}\n",
        report.suppressed,
        layers.join(", ")
    );
    out
}

fn render_finding(found: &Finding, report: &Report, texts: &[Text]) -> String {
    let mut out = format!(
        "{} {} {} — {}\n",
        word(&found.severity),
        found.rule,
        place(found.range, texts.get(found.file as usize)),
        found.title,
    );
    let _ = writeln!(
        out,
        "    ({}, confidence {}) {}",
        word(&found.layer),
        word(&found.confidence),
        found.detail
    );
    for related in &found.related {
        let name = report
            .files
            .get(related.file as usize)
            .map_or("?", |file| &file.name);
        let at = place(related.range, texts.get(related.file as usize));
        let _ = writeln!(out, "    see {name} {at} — {}", related.message);
    }
    for fix in &found.fixes {
        out += &render_fix(fix, report, texts);
    }
    if !found.aliases.is_empty() {
        let _ = writeln!(out, "    = {}", found.aliases.join(", "));
    }
    out.push('\n');
    out
}

/// `line:column-line:column "what stands there"`.
fn place(range: Range, text: Option<&Text>) -> String {
    let Range { start, end } = range;
    let excerpt = text.map_or_else(String::new, |text| text.slice(start.offset, end.offset));
    let mut shown: String = excerpt.chars().take(60).collect();
    if shown.len() < excerpt.len() {
        shown.push('…');
    }
    format!(
        "{}:{}-{}:{} {shown:?}",
        start.line, start.column, end.line, end.column
    )
}

/// The lines that a fix changes, before and after.
fn render_fix(fix: &Fix, report: &Report, texts: &[Text]) -> String {
    let mut out = format!("    fix ({}): {}\n", word(&fix.safety), fix.title);
    let mut rest = fix.edits.as_slice();
    while let Some(first) = rest.first() {
        let Some(text) = texts.get(first.file as usize) else {
            break;
        };
        let (start, mut end) = (text.line_start(first.start), text.line_end(first.end));
        let mut count = 1;
        while let Some(next) = rest
            .get(count)
            .filter(|next| next.file == first.file && next.start <= end)
        {
            end = end.max(text.line_end(next.end));
            count += 1;
        }
        let (hunk, after) = rest.split_at(count);
        let before = text.slice(start, end);
        let name = report
            .files
            .get(first.file as usize)
            .map_or("?", |file| &file.name);
        let line = text.slice(0, start).matches('\n').count() + 1;
        let _ = writeln!(out, "      @@ {name}:{line}");
        out += &difference(&before, &text.edited(hunk, start, end));
        rest = after;
    }
    out
}

/// Both versions without the lines that they share at either end.
fn difference(before: &str, after: &str) -> String {
    let (mut old, mut new): (Vec<&str>, Vec<&str>) = (
        before.split_inclusive('\n').collect(),
        after.split_inclusive('\n').collect(),
    );
    let shared = old
        .iter()
        .zip(&new)
        .take_while(|(one, other)| one == other)
        .count();
    old.drain(..shared);
    new.drain(..shared);
    while old.last().is_some_and(|line| new.last() == Some(line)) {
        old.pop();
        new.pop();
    }
    let signed = |sign: char, lines: Vec<&str>| -> String {
        let shown = lines
            .iter()
            .map(|line| line.trim_end_matches('\n').replace('\r', "\\r"));
        shown.fold(String::new(), |all, line| {
            format!("{all}      {sign} {line}\n")
        })
    };
    signed('-', old) + &signed('+', new)
}

/// The kebab-case word that stands for a value in the report's JSON.
fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("it is a plain word");
    json.trim_matches('"').to_owned()
}

/// A text in UTF-16 code units, the unit of every offset in a report.
struct Text(Vec<u16>);

impl Text {
    fn new(text: &str) -> Self {
        Text(text.encode_utf16().collect())
    }

    fn slice(&self, start: u32, end: u32) -> String {
        let units = self.0.get(start as usize..end as usize);
        units.map_or_else(|| "outside the text".to_owned(), String::from_utf16_lossy)
    }

    fn line_start(&self, offset: u32) -> u32 {
        let mut before = self.0.iter().take(offset as usize);
        before
            .rposition(|unit| *unit == u16::from(b'\n'))
            .map_or(0, |at| at as u32 + 1)
    }

    /// One past the line's end, its line feed included.
    fn line_end(&self, offset: u32) -> u32 {
        let mut after = self.0.iter().skip(offset as usize);
        let length = after
            .position(|unit| *unit == u16::from(b'\n'))
            .map(|at| at as u32 + 1);
        length.map_or(self.0.len() as u32, |length| offset + length)
    }

    /// What stands between `start` and `end` once the edits there are made.
    fn edited(&self, edits: &[Edit], start: u32, end: u32) -> String {
        let mut out = String::new();
        let mut at = start;
        for edit in edits {
            out += &self.slice(at, edit.start);
            out += &edit.text;
            at = edit.end;
        }
        out + &self.slice(at, end)
    }
}
