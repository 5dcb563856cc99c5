//! Private keys in PEM form.

use std::ops::Range;

/// Least number of Base64 letters behind the first line; fewer are an ellipsis or a search for
/// keys (`grep "BEGIN PRIVATE KEY"`).
const LEAST: usize = 40;

/// Private key blocks (PEM, OpenSSH, PGP, `PuTTY`) in a text, in order: from the first dashes to
/// the end of the last line, or as far as the key goes. Line ends may be written as `\n`.
pub fn private_keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let mut pem = Search {
        needle: "-----BEGIN ",
        found: Some(0),
    };
    let mut putty = Search {
        needle: "PuTTY-User-Key-File-",
        found: Some(0),
    };
    std::iter::from_fn(move || {
        loop {
            let pem = pem.next(text, at).map(|found| (found, true));
            let putty = putty.next(text, at).map(|found| (found, false));
            let (start, is_pem) = [pem, putty].into_iter().flatten().min()?;
            at = start + 11;
            let header = text.get(start..)?;
            let head = if is_pem {
                label(header)
            } else {
                Some("PuTTY-User-Key-File-".len())
            };
            let Some(head) = head else { continue };
            let body = text.get(start + head..)?;
            let length = body_length(body);
            let letters = body
                .get(..length)?
                .bytes()
                .filter(u8::is_ascii_alphanumeric)
                .count();
            if letters < LEAST {
                continue;
            }
            let after = body.get(length..)?;
            let closing = after
                .strip_prefix("-----END ")
                .and_then(|rest| rest.find("-----"));
            let end = closing
                .filter(|length| *length < 60)
                .map_or(0, |length| 9 + length + 5);
            at = start + head + length + end;
            return Some(start..at);
        }
    })
}

/// Remembers where a text was last found, so that it isn't looked for again before that.
struct Search {
    needle: &'static str,
    found: Option<usize>,
}

impl Search {
    fn next(&mut self, text: &str, from: usize) -> Option<usize> {
        let known = self.found?;
        if known < from || from == 0 {
            self.found = text
                .get(from..)
                .and_then(|rest| rest.find(self.needle))
                .map(|at| from + at);
        }
        self.found
    }
}

/// Length of `-----BEGIN … PRIVATE KEY-----`, if that is what stands here.
fn label(text: &str) -> Option<usize> {
    let name = text.get("-----BEGIN ".len()..)?;
    let end = name.bytes().take(40).position(|byte| byte == b'-')?;
    let name = name.get(..end)?;
    let private = name.ends_with("PRIVATE KEY") || name.ends_with("PRIVATE KEY BLOCK");
    (private && text.get(11 + end..)?.starts_with("-----")).then_some(11 + end + 5)
}

/// Bytes up to the closing dashes, or as far as the text looks like the inside of a key.
fn body_length(text: &str) -> usize {
    let inside =
        |byte: u8| byte.is_ascii_alphanumeric() || b"+/=\\ \t\r\n\"',:|>.()#&".contains(&byte);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let closes = bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(b"-----"));
        // Single dashes occur in headers (`Proc-Type`, `DEK-Info`).
        if closes || !(inside(*byte) || *byte == b'-') {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> String {
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7".repeat(3)
    }

    #[test]
    fn finds_private_keys() {
        for kind in ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA "] {
            let key = format!(
                "-----BEGIN {kind}PRIVATE KEY-----\n{}\n-----END {kind}PRIVATE KEY-----",
                body()
            );
            let text = format!("KEY=\"{key}\" # next");
            let found: Vec<&str> = private_keys(&text).map(|range| &text[range]).collect();
            assert_eq!(found, [key.as_str()], "{kind}");
        }
        let escaped = format!(
            r"-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            body()
        );
        assert_eq!(private_keys(&escaped).next(), Some(0..escaped.len() - 2));
        let block = format!(
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{}\n-----END PGP PRIVATE KEY BLOCK-----",
            body()
        );
        assert_eq!(private_keys(&block).count(), 1);
        let headed = format!(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n{}\n-----END RSA PRIVATE KEY-----",
            body()
        );
        assert_eq!(private_keys(&headed).next(), Some(0..headed.len()));
        let two = format!("{escaped} {escaped}");
        assert_eq!(private_keys(&two).count(), 2);
        let open = format!("-----BEGIN PRIVATE KEY-----\n{}", body());
        assert_eq!(private_keys(&open).count(), 1);
        let putty = format!(
            "PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n{}",
            body()
        );
        assert_eq!(private_keys(&putty).count(), 1);
    }

    #[test]
    fn leaves_public_keys_and_mentions_alone() {
        let body = body();
        for text in [
            format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----"),
            format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----"),
            "grep -q -- '-----BEGIN PRIVATE KEY-----' key.pem".to_owned(),
            "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----".to_owned(),
            "-----BEGIN ".repeat(1000),
            "-----BEGIN PRIVATE KEY-----".repeat(1000),
            String::new(),
        ] {
            assert_eq!(
                private_keys(&text).next(),
                None,
                "{}",
                &text[..text.len().min(60)]
            );
        }
    }
}
