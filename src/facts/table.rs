//! Tables as they travel in the binary: sorted lines, columns set off by `|`, the key first.

/// A table whose lines are sorted by the bytes of their keys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table(pub(crate) &'static str);

impl Table {
    /// The columns after the key, of the line with exactly this key.
    pub(crate) fn find(self, key: &str) -> Option<&'static str> {
        let rest = self.0.get(self.position(key)..)?;
        let line = rest.split('\n').next()?;
        let (found, columns) = line.split_once('|').unwrap_or((line, ""));
        (found == key).then_some(columns)
    }

    /// All lines whose keys start with `prefix`, as (key, columns).
    pub(super) fn with_prefix(
        self,
        prefix: &str,
    ) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let rest = self.0.get(self.position(prefix)..).unwrap_or_default();
        let first = rest.get(..prefix.len()).filter(|first| *first == prefix);
        rest.lines()
            .map(|line| line.split_once('|').unwrap_or((line, "")))
            .take_while(move |(key, _)| first.is_some_and(|prefix| key.starts_with(prefix)))
    }

    /// Byte offset of the first line whose key is not less than `key`: a binary search over
    /// bytes that steps back to the start of the line it lands in.
    fn position(self, key: &str) -> usize {
        let bytes = self.0.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[..middle]
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            let line = &bytes[start..];
            let end = line
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(line.len());
            let length = line[..end]
                .iter()
                .position(|byte| *byte == b'|')
                .unwrap_or(end);
            if line[..length] < *key.as_bytes() {
                low = start + end + 1;
            } else {
                high = start;
            }
        }
        low.min(bytes.len())
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

    const TABLE: Table = Table("a|1|x\nab|2\nb\nb-c|3\nb/d|4|y|z\n");

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
        assert_eq!(Table("").find("a"), None);
    }

    #[test]
    fn lists_keys_by_prefix() {
        let keys = |prefix| {
            TABLE
                .with_prefix(prefix)
                .map(|(key, _)| key)
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
