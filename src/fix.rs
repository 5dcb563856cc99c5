//! Chooses which fixes go together, and applies them.

use crate::order;
use crate::report::{Edit, Finding, Fix, Safety};
use crate::source::{SourceFile, Span};

/// The edits that mend as many of `findings` as fit together: of each finding the first fix that
/// is no bolder than `safety`, in the order of the findings.
///
/// A fix goes in whole or not at all. It is left out where it would touch what an earlier one
/// changes, or does not fit its file, whose length in UTF-16 units is in `lengths`. Insertions at
/// one place are all kept, in the order that [`Insertion`] tells; an edit that two fixes share is
/// made once. The result is sorted by file and place and does not overlap.
pub fn plan<'a>(
    lengths: &[u32],
    findings: impl IntoIterator<Item = &'a [Fix]>,
    safety: Safety,
) -> Vec<Edit> {
    let mut taken = Vec::new();
    let mut insertions: Vec<Insertion<'_>> = Vec::new();
    for fixes in findings {
        let Some(fix) = fixes.iter().find(|fix| fix.safety <= safety) else {
            continue;
        };
        if !fits(fix, lengths) || fix.edits.iter().any(|edit| collides(&taken, edit)) {
            continue;
        }
        let mut first: Option<(&Edit, u32)> = None;
        for edit in &fix.edits {
            let rank = insertions.len() as u32;
            let known = find(&taken, edit);
            let own = known.map_or(rank, |at| taken.get(at).map_or(rank, |taken| taken.1));
            let (head, group) = first
                .filter(|(head, _)| place(head) == place(edit))
                .unwrap_or((edit, own));
            first = Some((head, group));
            if let Err(at) = known {
                taken.insert(at, (key(edit), rank));
                let depth = depth(&head.text);
                insertions.push(Insertion { edit, depth, group });
            }
        }
    }
    order::by_number(&mut insertions, |insertion| {
        u128::from(insertion.depth) << 32 | u128::from(insertion.group)
    });
    order::by_number(&mut insertions, |insertion| place(insertion.edit));
    insertions
        .into_iter()
        .map(|insertion| insertion.edit.clone())
        .collect()
}

/// An edit and its turn among others at its place: by depth, then by group, then in the order of
/// the findings.
struct Insertion<'a> {
    edit: &'a Edit,
    /// What goes on with the line comes first, then whole lines, the deepest first: where two
    /// YAML blocks end together, an item added to the inner one must not land behind a key added
    /// to the outer one.
    depth: u32,
    /// What a fix inserts at one place stays together, and beside what other fixes put below the
    /// same first edit: a `secrets:` that several fixes share, with an item of each.
    group: u32,
}

fn depth(text: &str) -> u32 {
    if !text.contains('\n') {
        return 0;
    }
    let line = text.trim_start_matches(['\r', '\n']);
    u32::MAX - (line.len() - line.trim_start_matches(' ').len()) as u32
}

fn place(edit: &Edit) -> u128 {
    let span = Span {
        start: edit.start,
        end: edit.end,
    };
    order::place(edit.file as usize, span)
}

/// The files with the fixes of `findings` applied, as [`plan`] chooses them.
pub fn apply_fixes(files: &[SourceFile], findings: &[Finding], safety: Safety) -> Vec<SourceFile> {
    let texts: Vec<Vec<u16>> = files
        .iter()
        .map(|file| file.text.encode_utf16().collect())
        .collect();
    let lengths: Vec<u32> = texts.iter().map(|text| text.len() as u32).collect();
    let edits = plan(
        &lengths,
        findings.iter().map(|finding| finding.fixes.as_slice()),
        safety,
    );
    let mut files = files.to_vec();
    for edits in edits.chunk_by(|one, next| one.file == next.file) {
        let index = edits.first().map_or(0, |edit| edit.file as usize);
        if let (Some(file), Some(text)) = (files.get_mut(index), texts.get(index)) {
            file.text = String::from_utf16_lossy(&splice(text, edits));
        }
    }
    files
}

type Key<'a> = (u32, u32, u32, &'a str);

fn key(edit: &Edit) -> Key<'_> {
    (edit.file, edit.start, edit.end, &edit.text)
}

/// True if the fix keeps what [`Fix`] promises, for files of these lengths.
fn fits(fix: &Fix, lengths: &[u32]) -> bool {
    let inside = |edit: &Edit| {
        let length = lengths.get(edit.file as usize);
        edit.start <= edit.end && length.is_some_and(|length| edit.end <= *length)
    };
    fix.edits.iter().all(inside)
        && fix
            .edits
            .is_sorted_by(|one, next| (one.file, one.end) <= (next.file, next.start))
}

/// True if the edit touches text that an edit in `taken` replaces, or replaces a place where one
/// inserts. What is taken never overlaps, so the last one that starts before this one's end
/// reaches the furthest.
fn collides(taken: &[(Key<'_>, u32)], edit: &Edit) -> bool {
    let before = taken.partition_point(|(key, _)| *key < (edit.file, edit.end, 0, ""));
    let last = before.checked_sub(1).and_then(|at| taken.get(at));
    let overlaps =
        last.is_some_and(|&((file, _, end, _), _)| file == edit.file && end > edit.start);
    (overlaps || begins_with_other(taken, edit)) && find(taken, edit).is_err()
}

/// True if one of two edits that begin at the same place replaces a word and the other puts
/// something in front of it: `127.0.0.1:` doesn't belong before a quote that the other adds.
fn begins_with_other(taken: &[(Key<'_>, u32)], edit: &Edit) -> bool {
    let first = taken.partition_point(|(key, _)| *key < (edit.file, edit.start, 0, ""));
    for &((file, start, end, text), _) in &taken[first..] {
        if (file, start) != (edit.file, edit.start) {
            break;
        }
        let inserted = match (start == end, edit.start == edit.end) {
            (true, false) => text,
            (false, true) => &edit.text,
            _ => continue,
        };
        if !inserted.contains('\n') {
            return true;
        }
    }
    false
}

/// Where the edit stands in what is taken, or belongs.
fn find(taken: &[(Key<'_>, u32)], edit: &Edit) -> Result<usize, usize> {
    taken.binary_search_by(|(taken, _)| taken.cmp(&key(edit)))
}

fn splice(text: &[u16], edits: &[Edit]) -> Vec<u16> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.extend_from_slice(text.get(at..edit.start as usize).unwrap_or_default());
        out.extend(edit.text.encode_utf16());
        at = edit.end as usize;
    }
    out.extend_from_slice(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Confidence, Layer, Range, Severity};
    use crate::source::Position;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit {
            file: 0,
            start,
            end,
            text: text.to_owned(),
        }
    }

    fn fix(safety: Safety, edits: &[Edit]) -> Vec<Fix> {
        vec![Fix {
            title: "Change it".to_owned(),
            safety,
            edits: edits.to_vec(),
        }]
    }

    fn apply(text: &str, findings: &[Vec<Fix>], safety: Safety) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let edits = plan(
            &[units.len() as u32],
            findings.iter().map(Vec::as_slice),
            safety,
        );
        String::from_utf16_lossy(&splice(&units, &edits))
    }

    fn apply_safe(text: &str, findings: &[&[Edit]]) -> String {
        let findings: Vec<_> = findings
            .iter()
            .map(|edits| fix(Safety::Safe, edits))
            .collect();
        apply(text, &findings, Safety::Safe)
    }

    #[test]
    fn nothing_is_put_in_front_of_a_word_that_another_fix_replaces() {
        let text = "- 80:80";
        let (bind, quote) = ([edit(2, 2, "127.0.0.1:")], [edit(2, 7, "\"80:80\"")]);
        assert_eq!(apply_safe(text, &[&bind, &quote]), "- 127.0.0.1:80:80");
        assert_eq!(apply_safe(text, &[&quote, &bind]), "- \"80:80\"");
    }

    #[test]
    fn offsets_count_utf16_units() {
        // The whale is two units and four bytes; CRLF is two units.
        let text = "# 🐳\r\nUSER root\r\n";
        assert_eq!(
            apply_safe(text, &[&[edit(11, 15, "app")]]),
            "# 🐳\r\nUSER app\r\n"
        );
    }

    #[test]
    fn edits_are_applied_by_place_whatever_the_order_of_the_findings() {
        let text = "FROM a\nUSER b\n";
        let late = edit(12, 13, "c");
        let early = edit(5, 6, "alpine");
        assert_eq!(
            apply_safe(text, &[&[late], &[early]]),
            "FROM alpine\nUSER c\n"
        );
    }

    #[test]
    fn insertions_at_one_place_are_kept_in_the_order_of_the_findings() {
        let findings: [&[Edit]; 2] = [&[edit(2, 2, "second")], &[edit(2, 2, "first")]];
        assert_eq!(apply_safe("a b", &findings), "a secondfirstb");
    }

    #[test]
    fn where_two_blocks_end_together_the_inner_one_grows_first() {
        let text = "services:\n  app:\n    secrets:\n      - admin\n";
        let end = text.len() as u32 - 1;
        let key = edit(end, end, "\n    read_only: true");
        let item = edit(end, end, "\n      - token");
        let same_line = edit(end, end, "_key");
        let fixed = "services:\n  app:\n    secrets:\n      - admin_key\n      - token\n    read_only: true\n";
        assert_eq!(apply_safe(text, &[&[key], &[item], &[same_line]]), fixed);
    }

    #[test]
    fn what_fixes_put_below_a_shared_key_stays_below_it() {
        let text = "  app:\n    image: app\n";
        let end = text.len() as u32 - 1;
        let line = |text| edit(end, end, text);
        let fixes: [&[Edit]; 3] = [
            &[line("\n    secrets:"), line("\n      - one")],
            &[line("\n    read_only: true")],
            &[line("\n    secrets:"), line("\n      - two")],
        ];
        let added = "\n    secrets:\n      - one\n      - two\n    read_only: true\n";
        assert_eq!(apply_safe(text, &fixes), text.trim_end().to_owned() + added);
    }

    #[test]
    fn an_insertion_may_touch_the_end_of_a_replacement_but_not_its_inside() {
        let replace = [edit(1, 3, "--")];
        let at = |offset| [edit(offset, offset, "+")];
        assert_eq!(apply_safe("abcd", &[&replace, &at(3)]), "a--+d");
        assert_eq!(apply_safe("abcd", &[&replace, &at(2)]), "a--d");
        assert_eq!(apply_safe("abcd", &[&at(2), &replace]), "ab+cd");
    }

    #[test]
    fn of_overlapping_fixes_the_first_wins_and_the_other_is_left_out_whole() {
        let first = [edit(0, 4, "ONE")];
        let other = [edit(3, 5, "TWO"), edit(6, 7, "!")];
        assert_eq!(apply_safe("abcdefgh", &[&first, &other]), "ONEefgh");
        assert_eq!(apply_safe("abcdefgh", &[&other, &first]), "abcTWOf!h");
    }

    #[test]
    fn an_edit_that_two_fixes_share_is_made_once() {
        let header = edit(0, 0, "# syntax=docker/dockerfile:1\n");
        let one = [header.clone(), edit(0, 1, "A")];
        let two = [header, edit(1, 2, "B")];
        assert_eq!(
            apply_safe("ab", &[&one, &two]),
            "# syntax=docker/dockerfile:1\nAB"
        );
    }

    #[test]
    fn a_bolder_fix_waits_until_it_is_asked_for() {
        let mut fixes = fix(Safety::Review, &[edit(0, 1, "bold")]);
        assert_eq!(apply("a", std::slice::from_ref(&fixes), Safety::Safe), "a");
        assert_eq!(
            apply("a", std::slice::from_ref(&fixes), Safety::Review),
            "bold"
        );
        fixes.extend(fix(Safety::Safe, &[edit(0, 1, "calm")]));
        assert_eq!(
            apply("a", std::slice::from_ref(&fixes), Safety::Safe),
            "calm"
        );
    }

    #[test]
    fn a_fix_that_does_not_fit_is_left_out() {
        assert_eq!(apply_safe("abc", &[&[edit(2, 4, "x")]]), "abc");
        assert_eq!(apply_safe("abc", &[&[edit(2, 1, "x")]]), "abc");
        assert_eq!(
            apply_safe("abc", &[&[edit(1, 2, "x"), edit(0, 1, "y")]]),
            "abc"
        );
        assert_eq!(
            apply_safe(
                "abc",
                &[&[Edit {
                    file: 1,
                    ..edit(0, 1, "x")
                }]]
            ),
            "abc"
        );
    }

    #[test]
    fn each_file_gets_its_own_edits() {
        let files = ["FROM a\n", "FROM b\n", "# 🐳\r\nFROM c\r\n"].map(|text| SourceFile {
            text: text.to_owned(),
            ..SourceFile::default()
        });
        let place = Position {
            offset: 0,
            line: 1,
            column: 1,
        };
        let finding = |file, edit: Edit| Finding {
            rule: "untagged-image".to_owned(),
            layer: Layer::Trust,
            severity: Severity::Medium,
            confidence: Confidence::High,
            file,
            range: Range {
                start: place,
                end: place,
            },
            related: Vec::new(),
            title: String::new(),
            detail: String::new(),
            fixes: fix(Safety::Review, &[Edit { file, ..edit }]),
            aliases: Vec::new(),
        };
        let findings = [finding(0, edit(6, 6, ":1")), finding(2, edit(12, 12, ":3"))];
        let fixed = apply_fixes(&files, &findings, Safety::Review);
        let texts: Vec<_> = fixed.iter().map(|file| file.text.as_str()).collect();
        assert_eq!(texts, ["FROM a:1\n", "FROM b\n", "# 🐳\r\nFROM c:3\r\n"]);
        assert_eq!(apply_fixes(&files, &findings, Safety::Safe), files);
    }

    #[test]
    fn many_fixes_take_linear_time() {
        let text = "x ".repeat(200_000);
        let findings: Vec<_> = (0..200_000)
            .map(|at| fix(Safety::Safe, &[edit(at * 2, at * 2 + 1, "yy")]))
            .collect();
        assert_eq!(apply(&text, &findings, Safety::Safe), "yy ".repeat(200_000));
    }
}
