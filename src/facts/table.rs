//! Tables as they travel in the binary: sorted lines, columns set off by `|`, the key first.

use std::sync::OnceLock;

/// A line: its key, and the columns behind it.
type Line = (&'static str, &'static str);

/// A table whose lines are sorted by the bytes of their keys.
#[derive(Debug)]
pub(crate) struct Table {
    text: &'static str,
    /// Key and columns of each line, told apart when it is first asked.
    lines: OnceLock<Vec<Line>>,
}

impl Table {
    pub(crate) const fn new(text: &'static str) -> Self {
        Table {
            text,
            lines: OnceLock::new(),
        }
    }

    /// The columns after the key, of the line with exactly this key.
    pub(crate) fn find(&self, key: &str) -> Option<&'static str> {
        let (found, columns) = self.from(key).first()?;
        (*found == key).then_some(columns)
    }

    /// All lines whose keys start with `prefix`.
    pub(super) fn with_prefix(&'static self, prefix: &str) -> &'static [Line] {
        let lines = self.from(prefix);
        let end = lines.partition_point(|(key, _)| key.starts_with(prefix));
        lines.get(..end).unwrap_or_default()
    }

    /// The lines from the first one on whose key is not less than `key`.
    fn from(&self, key: &str) -> &[Line] {
        let lines = self.lines.get_or_init(|| {
            let lines = self.text.lines();
            lines
                .map(|line| line.split_once('|').unwrap_or((line, "")))
                .collect()
        });
        let at = lines.partition_point(|(known, _)| *known < key);
        lines.get(at..).unwrap_or_default()
    }
}

/// The columns of one line, in order; a missing one is empty.
pub(super) struct Columns(&'static str);

impl Columns {
    pub(super) fn new(columns: &'static str) -> Self {
        Columns(columns)
    }

    pub(super) fn next(&mut self) -> &'static str {
        let (next, rest) = self.0.split_once('|').unwrap_or((self.0, ""));
        self.0 = rest;
        next
    }

    /// All that is left, as the last column, which is free to hold the separator.
    pub(super) fn rest(self) -> &'static str {
        self.0
    }
}

/// True if one of the words in a list, which are set off by blanks, fits.
pub(super) fn any_word(list: &str, fits: &dyn Fn(&str) -> bool) -> bool {
    list.split(' ').any(fits)
}

/// What `key=value` pairs set off by spaces say about `key`.
pub(super) fn pair(pairs: &'static str, key: &str) -> Option<&'static str> {
    pairs
        .split(' ')
        .find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: Table = Table::new("a|1|x\nab|2\nb\nb-c|3\nb/d|4|y|z\n");

    #[test]
    fn finds_each_key_and_only_whole_keys() {
        for (key, columns) in [
            ("a", "1|x"),
            ("ab", "2"),
            ("b", ""),
            ("b-c", "3"),
            ("b/d", "4|y|z"),
        ] {
            assert_eq!(TABLE.find(key), Some(columns), "{key}");
        }
        for key in ["", "aa", "abc", "b-", "b/", "c", "\n", "1", "zz", "é"] {
            assert_eq!(TABLE.find(key), None, "{key}");
        }
        assert_eq!(Table::new("").find("a"), None);
    }

    #[test]
    fn lists_keys_by_prefix() {
        let keys = |prefix| {
            TABLE
                .with_prefix(prefix)
                .iter()
                .map(|(key, _)| *key)
                .collect::<Vec<_>>()
        };
        assert_eq!(keys("b"), ["b", "b-c", "b/d"]);
        assert_eq!(keys("b/"), ["b/d"]);
        assert!(keys("c").is_empty());
    }

    #[test]
    fn reads_columns_and_pairs() {
        let mut columns = Columns::new("4|y|z");
        assert_eq!(
            (
                columns.next(),
                columns.next(),
                columns.next(),
                columns.next()
            ),
            ("4", "y", "z", "")
        );
        assert_eq!(pair("latest=13 stable=12", "stable"), Some("12"));
        assert_eq!(pair("latest=13", "late"), None);
    }
}
