//! The text under the reader: which bytes mean something, and how lines are joined.

use super::Dialect;

/// Ends a run of ordinary characters in a word.
pub(super) const BREAKS_WORD: u8 = 1;
/// Ends a run of ordinary characters between double quotes.
pub(super) const BREAKS_QUOTE: u8 = 2;
/// Ends a run of ordinary characters in `${…}` and arrays.
pub(super) const BREAKS_BRACES: u8 = 4;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut at = 0;
    let word = b" \t\r\n'\"\\$`;&|()<>";
    while at < word.len() {
        classes[word[at] as usize] |= BREAKS_WORD;
        at += 1;
    }
    at = 0;
    let quote = b"\"\\$`";
    while at < quote.len() {
        classes[quote[at] as usize] |= BREAKS_QUOTE;
        at += 1;
    }
    at = 0;
    let braces = b"'\"\\$`})";
    while at < braces.len() {
        classes[braces[at] as usize] |= BREAKS_BRACES;
        at += 1;
    }
    classes
};

/// One past the run of bytes from `from` that are not of this class.
pub(super) fn run(bytes: &[u8], from: usize, class: u8) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let length = rest
        .iter()
        .position(|byte| CLASSES[*byte as usize] & class != 0);
    length.map_or(bytes.len(), |length| from + length)
}

/// One past the blanks from `from`; a carriage return counts as one.
pub(super) fn after_blanks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let length = rest
        .iter()
        .position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    length.map_or(bytes.len(), |length| from + length)
}

/// One past the end of the line that `from` is on, its line feed included.
pub(super) fn after_line(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let length = rest.iter().position(|byte| *byte == b'\n');
    length.map_or(bytes.len(), |length| from + length + 1)
}

/// If lines are joined at `at`: where the text goes on.
///
/// In a Dockerfile, blanks may follow the continuation character, a doubled one joins nothing,
/// and comment lines and empty lines in between are dropped (`BuildKit`'s
/// `frontend/dockerfile/parser`). The text's own end counts as a line's end.
pub(super) fn after_joint(bytes: &[u8], at: usize, dialect: Dialect) -> Option<usize> {
    if !dialect.dockerfile {
        return match bytes.get(at..)? {
            [b'\\', b'\n', ..] => Some(at + 2),
            [b'\\', b'\r', b'\n', ..] => Some(at + 3),
            _ => None,
        };
    }
    let doubled = at.checked_sub(1).and_then(|before| bytes.get(before));
    if bytes.get(at) != Some(&dialect.continuation) || doubled == Some(&dialect.continuation) {
        return None;
    }
    let line_end = after_blanks(bytes, at + 1);
    match bytes.get(line_end) {
        None => return Some(bytes.len()),
        Some(b'\n') => {}
        Some(_) => return None,
    }
    let mut next = line_end + 1;
    loop {
        let content = after_blanks(bytes, next);
        match bytes.get(content) {
            Some(b'#') => next = after_line(bytes, content),
            Some(b'\n') => next = content + 1,
            _ => return Some(next),
        }
    }
}

/// One past a comment that starts at `from`: the line's end, which in a Dockerfile is the end
/// of the joined lines.
pub(super) fn after_comment(bytes: &[u8], from: usize, dialect: Dialect) -> usize {
    let mut at = from;
    loop {
        let next = after_line(bytes, at);
        let line = bytes.get(at..next).unwrap_or_default();
        let content = line.trim_ascii_end().len();
        let joint = content.checked_sub(1).filter(|_| dialect.dockerfile);
        match joint.and_then(|sign| after_joint(bytes, at + sign, dialect)) {
            Some(joined) if joined > at => at = joined,
            _ if line.ends_with(b"\n") => return next - 1,
            _ => return next,
        }
        if at >= bytes.len() {
            return bytes.len();
        }
    }
}
