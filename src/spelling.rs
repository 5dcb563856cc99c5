//! Did you mean …? The nearest known word to one that nobody knows.

/// Longest word that is compared; longer ones are no typos of anything.
const LONGEST: usize = 40;

/// The candidate that `word` was most likely meant to be: the one with the fewest edits (a letter
/// added, lost, changed, or two neighbors swapped), letter case aside. Nothing where `word` is a
/// candidate itself or none is close: one edit up to four letters, two up to eight, else three.
/// Among equals the first candidate wins.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    nearest_of(word, &mut candidates.into_iter())
}

fn nearest_of<'c>(word: &str, candidates: &mut dyn Iterator<Item = &'c str>) -> Option<&'c str> {
    let letters = lower(word)?;
    let allowed = match letters.len() {
        0..=1 => return None,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best = None;
    let mut least = allowed + 1;
    let mut other = Vec::new();
    for candidate in candidates {
        if candidate == word {
            return None;
        }
        // Bytes are letters in nearly all of them: most are out by their length alone.
        if candidate.is_ascii() && candidate.len().abs_diff(letters.len()) >= least {
            continue;
        }
        other.clear();
        other.extend(
            candidate
                .chars()
                .take(LONGEST + 1)
                .map(|c| c.to_ascii_lowercase()),
        );
        if other.len() > LONGEST || other.len().abs_diff(letters.len()) >= least {
            continue;
        }
        let edits = distance(&letters, &other);
        // A word of which nothing is left has not been meant.
        if edits < least && edits * 2 <= other.len() {
            least = edits;
            best = Some(candidate);
        }
    }
    best
}

/// Edits between two words, counting a swap of neighbors as one (optimal string alignment, the
/// bounded form of Damerau and Levenshtein's distance). For short words only.
pub fn edits(one: &str, other: &str) -> Option<usize> {
    Some(distance(&lower(one)?, &lower(other)?))
}

fn lower(word: &str) -> Option<Vec<char>> {
    if word.len() > 4 * LONGEST {
        return None;
    }
    let letters: Vec<char> = word
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    (letters.len() <= LONGEST).then_some(letters)
}

fn distance(one: &[char], other: &[char]) -> usize {
    let mut two_above = [0; LONGEST + 1];
    let mut above: [usize; LONGEST + 1] = std::array::from_fn(|at| at);
    let mut row = [0; LONGEST + 1];
    for (i, a) in one.iter().enumerate() {
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = above[j] + usize::from(a != b);
            let mut least = change.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *b && other[j - 1] == *a {
                least = least.min(two_above[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        (two_above, above) = (above, row);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 8] = [
        "image",
        "ports",
        "volumes",
        "environment",
        "restart",
        "depends_on",
        "mem_limit",
        "tty",
    ];

    #[test]
    fn finds_the_word_that_was_meant() {
        for (typed, meant) in [
            ("imgae", "image"),
            ("port", "ports"),
            ("volume", "volumes"),
            ("enviroment", "environment"),
            ("Environment", "environment"),
            ("enviornmnet", "environment"),
            ("dependson", "depends_on"),
            ("memlimit", "mem_limit"),
            ("ttty", "tty"),
        ] {
            assert_eq!(nearest(typed, KEYS), Some(meant), "{typed}");
        }
    }

    #[test]
    fn stays_silent_where_nothing_is_close() {
        for typed in [
            "image",
            "",
            "x",
            "foo",
            "networks",
            &"volumes".repeat(1000),
            "日本",
        ] {
            assert_eq!(nearest(typed, KEYS), None, "{typed}");
        }
    }

    #[test]
    fn a_swap_is_one_edit() {
        assert_eq!(edits("ngnix", "nginx"), Some(1));
        assert_eq!(edits("pyhton", "python"), Some(1));
        assert_eq!(edits("postgress", "postgres"), Some(1));
        assert_eq!(edits("redis", "redis"), Some(0));
        assert_eq!(edits("kitten", "sitting"), Some(3));
        assert_eq!(edits("", "abc"), Some(3));
    }
}
