//! Lists of words as one text: an array of texts costs the module eight bytes an entry, and a
//! `match` a comparison each.

/// True if the word is one of those in the list, which are set off by one blank each.
pub(crate) fn is_one_of(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|known| known == word)
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
