//! Shapes of tokens: literals in quotes, and runs of letters as an alphabet and a count (`w36`,
//! `w20-300`, `w80-` for any more), set off by blanks. See `data/tokens.json`.

/// The alphabets' letters, as `contains` knows them.
const ALPHABETS: &[u8; 22] = b"adhHklunwmrsepqzxoygtv";

/// Where the last run seen of each alphabet starts and ends, so that no byte of a text is looked
/// at again for each token that might start before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs([(usize, usize); ALPHABETS.len()]);

impl Runs {
    /// The end of the run of `alphabet` that goes on at `at`.
    fn end(&mut self, alphabet: u8, text: &[u8], at: usize) -> Option<usize> {
        let place = ALPHABETS.iter().position(|known| *known == alphabet)?;
        let run = self.0.get_mut(place)?;
        if !(run.0..run.1).contains(&at) {
            let letters = text
                .get(at..)?
                .iter()
                .take_while(|byte| contains(alphabet, **byte));
            *run = (at, at + letters.count());
        }
        Some(run.1)
    }
}

/// End of a match of `shape` that starts at `start`, or nothing. The last run must be all there
/// is: forty letters don't match a shape of thirty-six.
pub(super) fn matches(shape: &str, text: &[u8], start: usize, runs: &mut Runs) -> Option<usize> {
    let mut at = start;
    let mut segments = shape.split(' ').peekable();
    while let Some(segment) = segments.next() {
        if let Some(literal) = literal(segment) {
            if !text.get(at..)?.starts_with(literal) {
                return None;
            }
            at += literal.len();
            continue;
        }
        let (alphabet, least, most) = run(segment)?;
        let length = runs.end(alphabet, text, at)? - at;
        // A literal stands where the run before it ends, or after a fixed number of letters.
        at += match segments.peek() {
            _ if length < least => return None,
            Some(_) => length.min(most),
            None => Some(length).filter(|length| *length <= most)?,
        };
    }
    // A full stop ends a sentence, not a token.
    while at > start && text.get(at - 1) == Some(&b'.') && !shape.ends_with("w0-") {
        at -= 1;
    }
    Some(at)
}

fn literal(segment: &str) -> Option<&[u8]> {
    segment
        .strip_prefix('\'')?
        .strip_suffix('\'')
        .map(str::as_bytes)
}

/// Alphabet, least and greatest length of a run.
fn run(segment: &str) -> Option<(u8, usize, usize)> {
    let alphabet = *segment.as_bytes().first()?;
    let count = segment.get(1..)?;
    let (least, most) = match count.split_once('-') {
        Some((least, "")) => (least.parse().ok()?, usize::MAX - 1),
        Some((least, most)) => (least.parse().ok()?, most.parse().ok()?),
        None => (count.parse().ok()?, count.parse().ok()?),
    };
    Some((alphabet, least, most))
}

fn contains(alphabet: u8, byte: u8) -> bool {
    let also = |letters: &[u8]| byte.is_ascii_alphanumeric() || letters.contains(&byte);
    let small = byte.is_ascii_lowercase() || byte.is_ascii_digit();
    match alphabet {
        b'a' => byte.is_ascii_lowercase(),
        b'd' => byte.is_ascii_digit(),
        b'h' => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        b'H' => byte.is_ascii_hexdigit(),
        b'k' => byte.is_ascii_digit() || (b'a'..=b'h').contains(&byte),
        b'l' => small,
        b'u' => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        b'n' => byte.is_ascii_alphanumeric(),
        b'w' => also(b"_-"),
        b'm' => also(b"-"),
        b'r' => also(b"_+/="),
        b's' => also(b"+/"),
        b'e' => also(b"+/="),
        b'p' => also(b"%+/="),
        b'q' => also(b"_-="),
        b'z' => also(b"_-."),
        b'x' => also(b"_-.~"),
        b'o' => also(b"_-.="),
        b'y' => small || b"_-".contains(&byte),
        b'g' => small || byte == b'-',
        b't' => byte > b' ' && !b";'\"".contains(&byte),
        b'v' => byte > b' ' && byte < 0x7F && !b"'\"`$<{@".contains(&byte),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_shapes() {
        for (shape, text, end) in [
            ("'ab_' h4", "ab_12ef", Some(7)),
            ("'ab_' h4", "ab_12efZ", Some(7)),
            ("'ab_' h4", "ab_12ef0", None),
            ("'ab_' h4", "ab_12e", None),
            ("'ab_' h2-4", "ab_12e.", Some(6)),
            ("'ab_' h4-", "ab_0123456789", Some(13)),
            ("h4 '-us' d1-2", "12ab-us9", Some(8)),
            ("h4 '-us' d1-2", "12abc-us9", None),
            ("'.x;' t1-9 ';k=' e2-", ".x;abc;k=zz==", Some(13)),
            ("'a.' z2-", "a.bc.d.", Some(6)),
            ("'a' w2 '.'", "a", None),
        ] {
            assert_eq!(
                matches(shape, text.as_bytes(), 0, &mut Runs::default()),
                end,
                "{shape} in {text}"
            );
        }
    }
}
