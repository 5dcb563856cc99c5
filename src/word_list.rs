//! Lists of words as one text: an array of texts costs the module eight bytes an entry, and a
//! `match` a comparison each.

/// True if the word is one of those in the list, which are set off by one blank each.
pub(crate) fn is_one_of(list: &str, word: &str) -> bool {
    // Asked several times of every command: a plain walk over bytes is several times as quick as
    // `split`.
    let (list, word) = (list.as_bytes(), word.as_bytes());
    let mut from = 0;
    while !word.is_empty() && from < list.len() {
        let rest = &list[from..];
        let length = rest.iter().position(|byte| *byte == b' ');
        let length = length.unwrap_or(rest.len());
        if rest[..length] == *word {
            return true;
        }
        from += length + 1;
    }
    false
}

/// The words of such a list.
pub(crate) fn listed(list: &'static str) -> Vec<&'static str> {
    let mut words = Vec::new();
    if !list.is_empty() {
        words.extend(list.split(' '));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::is_one_of;

    #[test]
    fn finds_whole_words_only() {
        assert!(is_one_of("make cmake ninja", "cmake"));
        assert!(!is_one_of("make cmake ninja", "mak"));
        assert!(!is_one_of("make cmake ninja", "make cmake"));
        assert!(!is_one_of("", ""));
    }
}
