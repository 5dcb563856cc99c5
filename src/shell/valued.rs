//! Which flags of well-known programs take a value in the next word.
//!
//! From the programs' manual pages: Debian 12, Alpine 3.20 (`apk` 2.14, `BusyBox` 1.36), curl 8,
//! GNU Wget 1.21, Git 2.45, pip 24, npm 10, `GnuPG` 2.4, util-linux 2.40, sudo 1.9. Subcommands
//! of one program share a list.

use crate::facts::table::Table;
use crate::word_list::is_one_of;

/// Per program its short flags as one text and its long ones between blanks, or `=` and the
/// program that it shares them with.
static FLAGS: Table = Table::new(include_str!("valued.txt"));

/// How the flags of one program are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flags {
    /// The letters that take a value.
    short: &'static str,
    /// The long names that take one.
    long: &'static str,
    /// True where long names have one dash, so that `-abc` is no cluster.
    pub(super) one_dash: bool,
}

impl Flags {
    pub(super) fn of(program: &str) -> Self {
        let (short, long) = flags(program).unwrap_or_default();
        let one_dash = is_one_of("find java openssl keytool go terraform", program);
        Flags {
            short,
            long,
            one_dash,
        }
    }

    /// True if the flag takes a value.
    pub(super) fn takes_value(&self, name: &str, long: bool) -> bool {
        if long {
            is_one_of(self.long, name)
        } else {
            matches!(name.as_bytes(), [letter] if self.short.as_bytes().contains(letter))
        }
    }
}

fn flags(program: &str) -> Option<(&'static str, &'static str)> {
    look_up(&FLAGS, without_version(program))?.split_once('|')
}

/// What a table says about a program, or about the program that it is like, behind a `=`.
pub(super) fn look_up(table: &Table, program: &str) -> Option<&'static str> {
    let found = table.find(program)?;
    match found.strip_prefix('=') {
        Some(other) => table.find(other),
        None => Some(found),
    }
}

/// `pip` of `pip3.11`, `python` of `python3`.
pub(super) fn without_version(program: &str) -> &str {
    let is_version = |last: char| last.is_ascii_digit() || last == '.';
    program.trim_end_matches(is_version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_found() {
        for (program, _) in FLAGS.with_prefix("") {
            assert!(flags(program).is_some(), "{program}");
        }
    }
}
