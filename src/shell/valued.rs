//! Which flags of well-known programs take a value in the next word.
//!
//! From the programs' manual pages: Debian 12, Alpine 3.20 (`apk` 2.14, `BusyBox` 1.36), curl 8,
//! GNU Wget 1.21, Git 2.45, pip 24, npm 10, `GnuPG` 2.4, util-linux 2.40, sudo 1.9. Subcommands
//! of one program share a list.

use crate::facts::table::Table;
use crate::word_list::is_one_of;

/// Per program its short flags as one text and its long ones between blanks, or `=` and the
/// program that it shares them with.
const FLAGS: Table = Table(include_str!("valued.txt"));

/// True if the flag takes a value.
pub(super) fn takes_value(program: &str, name: &str, long: bool) -> bool {
    let (short_flags, long_flags) = flags(program).unwrap_or_default();
    if long {
        is_one_of(long_flags, name)
    } else {
        short_flags.contains(name)
    }
}

/// True for programs whose long flags have one dash, so that `-abc` is no cluster.
pub(super) fn has_long_names_after_one_dash(program: &str) -> bool {
    is_one_of("find java openssl keytool go terraform", program)
}

fn flags(program: &str) -> Option<(&'static str, &'static str)> {
    let found = FLAGS.find(without_version(program))?;
    let own = match found.strip_prefix('=') {
        Some(other) => FLAGS.find(other)?,
        None => found,
    };
    own.split_once('|')
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
        for line in FLAGS.0.lines() {
            let (program, _) = line.split_once('|').unwrap_or_default();
            assert!(flags(program).is_some(), "{program}");
        }
    }
}
