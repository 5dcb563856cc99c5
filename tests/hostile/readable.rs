//! What holds for every report, however odd the text.

use cozydock::report::{Finding, Layer, Range, Report};
use cozydock::source::SourceFile;

use crate::MEGABYTE;

/// The files and layers are accounted for, every place lies in its text, every message is one
/// that a person can read, and fixes neither overlap nor copy the text many times over.
pub(crate) fn assert_readable(label: &str, report: &Report, files: &[SourceFile]) {
    assert_files(label, report, files);
    let measures: Vec<Measure> = files.iter().map(|file| Measure::new(&file.text)).collect();
    let mut before = (0, 0);
    let mut inserted = 0;
    for found in &report.findings {
        let what = format!("{label}: {} at {:?}", found.rule, found.range);
        assert!(
            holds(&measures, found.file, found.range),
            "{what}: outside the text"
        );
        assert!(
            before <= (found.file, found.range.start.offset),
            "{what}: out of order"
        );
        before = (found.file, found.range.start.offset);
        for related in &found.related {
            assert!(
                holds(&measures, related.file, related.range),
                "{what}: related place outside"
            );
        }
        assert_words(&what, found);
        inserted += assert_edits(&what, found, &measures);
    }
    // A fix that copied its whole line would square the memory of a long line with many findings.
    let given: usize = files.iter().map(|file| file.text.len()).sum();
    assert!(
        inserted <= 64 * given + MEGABYTE,
        "{label}: fixes insert {inserted} bytes"
    );
}

fn assert_files(label: &str, report: &Report, files: &[SourceFile]) {
    assert_eq!(
        report.files.len(),
        files.len(),
        "{label}: every file is accounted for"
    );
    let layers: Vec<Layer> = report.layers.iter().map(|layer| layer.id).collect();
    assert_eq!(layers, Layer::HOUSE, "{label}: the ten layers");
    assert!(
        report.score.is_none_or(|score| score <= 100),
        "{label}: score {:?}",
        report.score
    );
    for (index, (file, given)) in report.files.iter().zip(files).enumerate() {
        assert!(!file.name.is_empty(), "{label}: a file has a name");
        assert!(
            given.kind.is_none_or(|kind| kind == file.kind),
            "{label}: a forced kind stays"
        );
        let explained = report
            .findings
            .iter()
            .any(|found| found.file as usize == index && found.layer == Layer::Craft);
        assert!(
            file.ok || explained,
            "{label}: unreadable, and no finding says why"
        );
    }
}

fn assert_words(what: &str, found: &Finding) {
    assert!(!found.title.is_empty(), "{what}: no title");
    for (words, most) in [(&found.title, 300), (&found.detail, 1500)] {
        let length = words.chars().count();
        assert!(length <= most, "{what}: {length} characters are no message");
        assert!(
            !words.chars().any(char::is_control),
            "{what}: control characters"
        );
    }
}

/// Gives the bytes that the fixes would insert.
fn assert_edits(what: &str, found: &Finding, measures: &[Measure]) -> usize {
    let mut inserted = 0;
    for fix in &found.fixes {
        let mut free = (0, 0);
        for edit in &fix.edits {
            let units = measures
                .get(edit.file as usize)
                .map_or(0, |measure| measure.units);
            assert!(free <= (edit.file, edit.start), "{what}: edits overlap");
            assert!(
                edit.start <= edit.end && edit.end <= units,
                "{what}: edit outside"
            );
            free = (edit.file, edit.end);
            inserted += edit.text.len();
        }
    }
    inserted
}

fn holds(measures: &[Measure], file: u32, range: Range) -> bool {
    measures
        .get(file as usize)
        .is_some_and(|measure| measure.holds(range))
}

/// The lines of a text, in UTF-16 code units.
struct Measure {
    units: u32,
    lines: Vec<u32>,
}

impl Measure {
    fn new(text: &str) -> Self {
        let mut units = 0;
        let mut lines = vec![0];
        for character in text.chars() {
            units += character.len_utf16() as u32;
            if character == '\n' {
                lines.push(units);
            }
        }
        Measure { units, lines }
    }

    /// True if both ends lie in the text, in order, with the right line and column.
    fn holds(&self, range: Range) -> bool {
        let right = [range.start, range.end].iter().all(|at| {
            let line = self.lines.get((at.line as usize).wrapping_sub(1));
            line.is_some_and(|start| start + at.column == at.offset + 1) && at.offset <= self.units
        });
        right && range.start.offset <= range.end.offset
    }
}
