//! Which bytes a selection or a caret means.

use crate::source::Span;

/// The selection without the blanks around it; for a caret the character that it means. Nothing
/// on an empty line.
pub(super) fn find(text: &str, start: usize, end: usize) -> Option<Span> {
    let from = byte(text, start.min(end));
    let to = byte(text, start.max(end));
    let chosen = text.get(from..to)?;
    let words = chosen.trim();
    if words.is_empty() {
        return caret(text, from);
    }
    let from = from + chosen.len() - chosen.trim_start().len();
    Some(Span::new(from, from + words.len()))
}

/// The character behind the caret; before a blank the one in front of it, and before the first word
/// of a line that word's first one.
fn caret(text: &str, at: usize) -> Option<Span> {
    let line = line(text, Span::at(at));
    let before = text.get(line.start as usize..at)?;
    let after = text.get(at..line.end as usize)?;
    // What joins lines, and what joins their commands, is not what a line is about.
    let touched = before.trim_end_matches(['\\', ' ', '\t']);
    let is_blank = |c: char| c.is_whitespace();
    if touched.trim().is_empty() {
        let word = after.trim_start_matches(|c| is_blank(c) || matches!(c, '&' | '|' | ';'));
        let start = line.end as usize - word.len();
        let length = word.chars().next()?.len_utf8();
        return Some(Span::new(start, start + length));
    }
    let on_word = after.chars().next().filter(|c| !is_blank(*c));
    if let Some(c) = on_word {
        return Some(Span::new(at, at + c.len_utf8()));
    }
    let last = touched.chars().next_back()?;
    let end = line.start as usize + touched.len();
    Some(Span::new(end - last.len_utf8(), end))
}

/// The line around a place, without its end.
pub(super) fn line(text: &str, place: Span) -> Span {
    let (start, end) = (place.start as usize, place.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let length = after.find('\n').unwrap_or(after.len());
    let ends_with_return = after.get(..length).is_some_and(|line| line.ends_with('\r'));
    Span::new(
        before.rfind('\n').map_or(0, |at| at + 1),
        end + length - usize::from(ends_with_return),
    )
}

/// The byte of an offset in UTF-16 code units; past the end, the end.
fn byte(text: &str, units: usize) -> usize {
    let mut passed = 0;
    let found = text.char_indices().find(|(_, c)| {
        passed += c.len_utf16();
        passed > units
    });
    found.map_or(text.len(), |(at, _)| at)
}
