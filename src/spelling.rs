//! Did-you-mean: the known word that a misspelled one most likely stands for.

/// Words longer than this many bytes are not compared.
const LONGEST: usize = 40;

/// The candidate nearest to `word`, if it is near enough to be a slip of the fingers: one edit in
/// short words, two from six letters on. Case is ignored; the first of equally near ones wins.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let allowed = if word.len() < 6 { 1 } else { 2 };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= allowed)
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words: a letter more, less or other, or two neighbors swapped
/// (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<u8> = left.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
    let right: Vec<u8> = right
        .bytes()
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let mut two_rows_up = vec![0; right.len() + 1];
    let mut row_up: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.iter().enumerate() {
        let mut row = vec![at + 1];
        for (other_at, other) in right.iter().enumerate() {
            let replaced = row_up[other_at] + usize::from(letter != other);
            let mut edits = replaced
                .min(row_up[other_at + 1] + 1)
                .min(row[other_at] + 1);
            let swapped =
                at > 0 && other_at > 0 && *letter == right[other_at - 1] && left[at - 1] == *other;
            if swapped {
                edits = edits.min(two_rows_up[other_at - 1] + 1);
            }
            row.push(edits);
        }
        two_rows_up = std::mem::replace(&mut row_up, row);
    }
    row_up.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognized() {
        let words = [
            "FROM",
            "RUN",
            "WORKDIR",
            "ENTRYPOINT",
            "--publish",
            "--volume",
        ];
        for (word, meant) in [
            ("FORM", Some("FROM")),
            ("from", Some("FROM")),
            ("RNU", Some("RUN")),
            ("WORKIDR", Some("WORKDIR")),
            ("ENTRYPONT", Some("ENTRYPOINT")),
            ("--pubish", Some("--publish")),
            ("--vloumes", Some("--volume")),
            ("FOR", None),
            ("FRM", Some("FROM")),
            ("RUNNING", None),
            ("", None),
            ("--pub", None),
        ] {
            assert_eq!(closest(word, words), meant, "{word}");
        }
        assert_eq!(closest(&"x".repeat(1_000_000), words), None);
    }
}
