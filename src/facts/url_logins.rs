//! Logins in addresses: `scheme://user:password@host`
//! (<https://datatracker.ietf.org/doc/html/rfc3986#section-3.2.1>).

use std::ops::Range;

use super::secret_values;
use crate::word_list::is_one_of;

/// A login that is written out in an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlLogin {
    /// What stands in front of `://`.
    pub scheme: Range<usize>,
    /// The password, with `${…}` around it where it is a default.
    pub password: Range<usize>,
    /// Host and port.
    pub host: Range<usize>,
}

/// The longest part of an address that is looked at.
const LONGEST: usize = 1000;

/// The logins in a text whose password is a literal, or the literal default of a variable. Those
/// that only show where a login goes (`user:password@host`), or let a build run, are left out.
pub fn find(text: &str) -> Vec<UrlLogin> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")) {
        let colon = from + at;
        from = colon + 3;
        found.extend(login(text, colon));
    }
    found
}

fn login(text: &str, colon: usize) -> Option<UrlLogin> {
    let before = text.get(..colon)?;
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || b"+.-".contains(byte);
    let length = before
        .bytes()
        .rev()
        .take_while(|byte| is_scheme(byte))
        .count();
    let start = colon + 3;
    let rest = text.get(start..)?;
    let authority = rest.get(..authority(rest))?;
    let at = authority.rfind('@')?;
    let login = authority.get(..at)?;
    let host = authority.get(at + 1..)?;
    let split = colon_in(login)?;
    let password = login.get(split + 1..)?;
    // `alpine:3.22@sha256:…` is an image.
    let is_digest = host.starts_with("sha256:");
    if length < 2 || is_digest || !is_real(login.get(..split)?, password, host) {
        return None;
    }
    let part = |from: usize, text: &str| start + from..start + from + text.len();
    Some(UrlLogin {
        scheme: colon - length..colon,
        password: part(split + 1, password),
        host: part(at + 1, host),
    })
}

/// Length of the part between `://` and the path.
fn authority(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut before = 0;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' if before == b'$' || depth > 0 => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b'/' | b'?' if depth == 0 => return at,
            b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b'`' | b',' | b';' | b'|' => return at,
            _ => {}
        }
        before = byte;
    }
    rest.floor_char_boundary(LONGEST)
}

/// The first colon outside of `${…}`.
fn colon_in(login: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in login.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

fn is_real(user: &str, password: &str, host: &str) -> bool {
    let bare = password.strip_prefix("${").map_or(password, |inner| {
        inner
            .split_once('-')
            .map_or("", |(_, default)| default.trim_end_matches('}'))
    });
    // Patterns, and text that a program or a shell fills in.
    let is_pattern = password.contains(['*', '[', '(', '\\', '<', '^'])
        || bare.contains(['$', '%'])
        || bare.starts_with('{');
    let shows = is_one_of("user username login name u", user)
        && is_one_of("pass password passwd pw secret token p pwd", bare);
    let host = host.split(':').next().unwrap_or(host);
    let nowhere = is_one_of("host hostname server proxy", host)
        || host.starts_with("example.")
        || host.contains("example.com");
    // GitHub's fixed word beside a token, and the user that needs no password.
    let is_filler = bare == "x-oauth-basic" || user == "anonymous";
    let only_shows = is_filler || is_pattern || host.is_empty() || nowhere && shows;
    !only_shows && secret_values::is_given(password) && !secret_values::is_stand_in(bare)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn passwords(text: &str) -> Vec<&str> {
        let found = find(text);
        found
            .iter()
            .map(|login| &text[login.password.clone()])
            .collect()
    }

    #[test]
    fn finds_passwords_in_addresses() {
        for (text, password) in [
            ("postgres://app:walnut-Kite-4@db:5432/shop", "walnut-Kite-4"),
            ("A=redis://:walnut@cache/0", "walnut"),
            ("amqp://u:${PW:-walnut}@mq", "${PW:-walnut}"),
            ("amqp://${U:-guest}:guest@mq", "guest"),
            ("git clone https://ann:a@b@git.example.org/x", "a@b"),
        ] {
            assert_eq!(passwords(text), [password], "{text}");
        }
        let text = "mongodb://a:one-Walnut@m1,m2 and mongodb://b:two-Walnut@m1";
        assert_eq!(passwords(text), ["one-Walnut", "two-Walnut"]);
    }

    #[test]
    fn knows_what_is_no_login() {
        for text in [
            "postgres://db/shop",
            "postgres://app@db/shop",
            "postgres://app:$PW@db",
            "postgres://app:${PW}@db",
            "postgres://app:${PW:?}@db",
            "postgres://app:$$PW@db",
            "postgres://app:{{ pw }}@db",
            "postgres://app:%s@db",
            "postgres://user:password@host:5432/db",
            "https://user:pass@example.com/",
            "postgres://dummy:dummy@localhost/dummy",
            "https://<user>:<password>@example.org",
            "sed s#://[^:]*:[^@]*@##",
            "https://$TOKEN:x-oauth-basic@github.com/",
            "ftp://anonymous:guest@ftp.example.org",
            "docker-image://alpine:3.22@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd1",
            "https://npm:8080/@scope/name",
            "ssh://git@git.example.org:2222/x",
            "://a:b@c",
            "http://",
        ] {
            assert_eq!(passwords(text), [""; 0], "{text}");
        }
        let nested = "x://".repeat(50_000) + &"a:${".repeat(50_000);
        assert_eq!(passwords(&nested), [""; 0]);
    }
}
