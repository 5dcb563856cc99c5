//! A few versions whose holes everybody has heard of. No scanner: what a file fetches by a name and
//! an exact version, scanners often can't see.

use std::cmp::Ordering;
use std::ops::Range;

use super::table::{Columns, Table};
use crate::word_list::is_one_of;

/// Keys: name and first version; columns: last version | title | id | fixed in | `!` where the fault
/// was planted | what it does.
static VERSIONS: Table = Table::new(include_str!("bad_versions.txt"));

/// What may stand between a name and its version in the address of a download.
const BETWEEN: &str = "v releases release download downloads archive refs tags tag source src dist \
    bin versions version oss enterprise utils";

/// Longer addresses are no addresses.
const LONGEST: usize = 1024;

/// A version that is known for its hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadVersion {
    /// The software, for people.
    pub title: &'static str,
    /// The CVE, or the advisory where there is none.
    pub id: &'static str,
    /// The next version without it.
    pub fixed: &'static str,
    /// True if somebody put it in on purpose: a package of this version has it, too, while
    /// distributions mend other faults without a new version.
    pub planted: bool,
    /// What it does, as a clause.
    pub what: &'static str,
    /// Where the version stands in the text.
    pub version: Range<usize>,
}

/// The first bad version that an address or the name of a package names: `openssl-3.0.5.tar.gz`,
/// `runc/releases/download/v1.1.5/runc.amd64`, `ua-parser-js@0.7.29`.
pub fn find(text: &str) -> Option<BadVersion> {
    if text.len() > LONGEST {
        return None;
    }
    for (key, columns) in VERSIONS.with_prefix("") {
        let Some((name, from)) = key.split_once(' ') else {
            continue;
        };
        let mut columns = Columns::new(columns);
        let to = columns.next();
        for (at, _) in text.match_indices(name) {
            let is_start = |last: char| !(last.is_ascii_alphanumeric() || last == '-');
            let Some(version) = version_behind(text, at + name.len())
                .filter(|_| at == 0 || text[..at].ends_with(is_start))
            else {
                continue;
            };
            let found = text.get(version.clone()).unwrap_or_default();
            // Debian's way to go back: `5.6.1+really5.4.5`.
            let goes_back = text[version.end..].starts_with("+really");
            if !goes_back
                && compare(found, from) != Ordering::Less
                && compare(found, to) != Ordering::Greater
            {
                return Some(BadVersion {
                    title: columns.next(),
                    id: columns.next(),
                    fixed: columns.next(),
                    planted: columns.next() == "!",
                    what: columns.rest(),
                    version,
                });
            }
        }
    }
    None
}

/// The version that belongs to the name which ends at `at`.
fn version_behind(text: &str, at: usize) -> Option<Range<usize>> {
    let is_sign = |sign: char| matches!(sign, '-' | '_' | '=' | '@' | '/' | ':' | '~');
    let mut rest = text.get(at..)?.strip_prefix(is_sign)?;
    loop {
        let part = rest.split(is_sign).next().unwrap_or_default();
        let number = part.strip_prefix('v').unwrap_or(part);
        if number.starts_with(|first: char| first.is_ascii_digit()) {
            let start = text.len() - rest.len() + part.len() - number.len();
            let length = version_length(number);
            return number
                .get(..length)
                .is_some_and(|number| number.contains('.') || number.contains('p'))
                .then_some(start..start + length);
        }
        let is_name = text.get(..at)?.ends_with(part) && !part.is_empty();
        if !(part.is_empty() || is_name || is_one_of(BETWEEN, part)) {
            return None;
        }
        rest = rest.get(part.len()..)?.strip_prefix(is_sign)?;
    }
}

/// The length of `1.0.1f` or `9.7p1` in `1.0.1f.tar.gz`.
fn version_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    while let Some(rest) = text.get(length..).and_then(|rest| rest.strip_prefix('.'))
        && digits(rest) > 0
    {
        length += 1 + digits(rest);
    }
    let rest = text.get(length..).unwrap_or_default();
    if rest.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        let more = 1 + digits(&rest[1..]);
        let ends = rest[more..].chars().next();
        if ends.is_none_or(|next| !next.is_ascii_alphanumeric()) {
            length += more;
        }
    }
    length
}

/// Number by number, then by what follows them.
fn compare(one: &str, other: &str) -> Ordering {
    let split = |text: &str| {
        let end = text.find(|sign: char| sign.is_ascii_lowercase());
        end.unwrap_or(text.len())
    };
    let (one, one_end) = one.split_at(split(one));
    let (other, other_end) = other.split_at(split(other));
    let (mut ones, mut others) = (one.split('.'), other.split('.'));
    loop {
        let (left, right) = (ones.next(), others.next());
        if left.is_none() && right.is_none() {
            return one_end.cmp(other_end);
        }
        let number = |part: Option<&str>| part.map_or(0, |part| part.parse().unwrap_or(u64::MAX));
        match number(left).cmp(&number(right)) {
            Ordering::Equal => {}
            order => return order,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn finds_bad_versions_in_addresses_and_packages() {
        for (text, id) in [
            (
                "https://www.openssl.org/source/openssl-3.0.5.tar.gz",
                "CVE-2022-3602",
            ),
            (
                "https://github.com/openssl/openssl/archive/refs/tags/openssl-3.0.0.tar.gz",
                "CVE-2022-3602",
            ),
            ("openssl-1.0.1f.tar.gz", "CVE-2014-0160"),
            ("openssl-1.0.1.tar.gz", "CVE-2014-0160"),
            ("openssh-9.6p1.tar.gz", "CVE-2024-6387"),
            (
                "https://github.com/opencontainers/runc/releases/download/v1.1.5/runc.amd64",
                "CVE-2024-21626",
            ),
            ("xz-utils=5.6.1-1", "CVE-2024-3094"),
            ("ua-parser-js@0.7.29", "GHSA-pjwm-rvh2-c87w"),
            (
                "org.apache.logging.log4j:log4j-core:2.14.1",
                "CVE-2021-44228",
            ),
        ] {
            assert_eq!(find(text).map(|one| one.id), Some(id), "{text}");
        }
    }

    #[test]
    fn leaves_others_alone() {
        for text in [
            "openssl-3.0.7.tar.gz",
            "openssl-1.0.1g.tar.gz",
            "openssl-fips-3.0.5.tar.gz",
            "liboopenssl-3.0.5.tar.gz",
            "xz-utils_5.6.1+really5.4.5-1_amd64.deb",
            "openssh-9.8p1.tar.gz",
            "struts2-core-2.5.10.1.jar",
            "log4j-core-2.12.4.jar",
            "https://grafana.com/api/plugins/x/versions/8.1.0/download",
            "curl",
            "curl-",
            "runc/releases/latest",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
