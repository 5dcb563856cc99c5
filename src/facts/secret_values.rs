//! Values of secret variables: a real credential, one to be filled in, or none at all?

use std::ops::Range;

use super::secret_names::SecretName;
use super::table::{Table, any_word};

/// Keys only: `w:` passwords that everyone tries, `p:` placeholders, `s:` settings; as
/// beginnings (`p:vault:`) places where a secret is kept.
static VALUES: Table = Table::new(include_str!("secret_values.txt"));

/// What the value of a secret variable is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretValue {
    /// Nothing there.
    Empty,
    /// Filled in from outside: `$X`, `${X}`, `${X:?must be set}`, a template's `{{ x }}`.
    Reference,
    /// A literal default inside a reference, `${X:-literal}`, to be judged in its turn: bytes of
    /// the value.
    Default(Range<usize>),
    /// A path, or a pointer into a secret store.
    Elsewhere,
    /// A setting that is no secret whatever the name says: `true`, `30s`, `rs256`.
    Setting,
    /// To be filled in: `<your-token>`, `xxx`, `...`, `REPLACE_ME`. Nobody starts with it.
    Placeholder,
    /// A default or trivial password: weak, but if the container starts with it, that's it.
    Weak,
    /// Anything else: take it for the real one.
    Literal,
}

/// Judges a value, as Docker would see it (quotes undone).
pub fn judge(value: &str) -> SecretValue {
    let value_start = value.len() - value.trim_start().len();
    let value = value.trim();
    if value.is_empty() {
        return SecretValue::Empty;
    }
    if let Some(judged) = reference(value, value_start) {
        return judged;
    }
    let lower = value
        .get(..value.len().min(80))
        .unwrap_or(value)
        .to_ascii_lowercase();
    let is = |list: &str| value.len() <= 80 && VALUES.find(&format!("{list}:{lower}")).is_some();
    if is("p") || is_placeholder(&lower) {
        SecretValue::Placeholder
    } else if is("w") {
        SecretValue::Weak
    } else if is_elsewhere(value, &lower) {
        SecretValue::Elsewhere
    } else if is("s") || is_setting(&lower) {
        SecretValue::Setting
    } else if is_weak(&lower) {
        SecretValue::Weak
    } else {
        SecretValue::Literal
    }
}

/// Whether a variable of this name holds a credential that is written out in its value, as a
/// literal or as the default of a reference. Names that mean other things as well (`key`, `auth`)
/// need a value that looks made up for the purpose.
pub fn is_spelled_out(name: &SecretName, value: &str) -> bool {
    let (Some(literal), judged) = literal(value) else {
        return false;
    };
    let told_by_name = name.says_enough();
    match judged {
        SecretValue::Weak => told_by_name,
        _ => !is_public(literal) && (told_by_name || is_made_up(literal)),
    }
}

/// Whether a place that takes nothing but credentials is given one here.
pub fn is_given(value: &str) -> bool {
    literal(value).0.is_some_and(|literal| !is_public(literal))
}

/// True for what is set to let a build step run that asks for some value, whichever.
pub fn is_stand_in(value: &str) -> bool {
    let value = value
        .get(..value.len().min(60))
        .unwrap_or(value)
        .to_ascii_lowercase();
    let marks = "dummy fake unused not-used not_used placeholder build-time buildtime";
    any_word(marks, &|mark| value.contains(mark))
}

/// True for a trivial password, or one that manuals print, as a literal or as the default of a
/// reference.
pub fn is_weak_password(value: &str) -> bool {
    literal(value).1 == SecretValue::Weak
}

/// True for a password's hash, as `htpasswd` and `openssl passwd` write it.
pub fn is_password_hash(value: &str) -> bool {
    let marks = "$apr1$ $2a$ $2b$ $2y$ $5$ $6$ $argon2 {SHA}";
    any_word(marks, &|mark| value.contains(mark))
}

/// The literal in a value, behind the defaults of references, and what it is.
fn literal(value: &str) -> (Option<&str>, SecretValue) {
    let mut value = value;
    for _ in 0..MAX_NESTING {
        match judge(value) {
            SecretValue::Default(range) => value = value.get(range).unwrap_or_default(),
            judged @ (SecretValue::Literal | SecretValue::Weak) => {
                return (Some(value.trim()), judged);
            }
            judged => return (None, judged),
        }
    }
    (None, SecretValue::Reference)
}

/// Addresses, public keys, certificates and fingerprints.
fn is_public(value: &str) -> bool {
    let digits = value.bytes().filter(|byte| *byte != b' ').count();
    let fingerprint = digits == 40
        && value
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte));
    let begins = [
        "ssh-",
        "ecdsa-",
        "-----BEGIN PUBLIC",
        "-----BEGIN CERT",
        "-----BEGIN PGP PUBLIC",
    ];
    fingerprint || value.contains("://") || begins.iter().any(|start| value.starts_with(start))
}

/// Long and mixed, as no plain word is.
fn is_made_up(value: &str) -> bool {
    let has = |test: fn(&u8) -> bool| usize::from(value.bytes().any(|byte| test(&byte)));
    let sign = |byte: &u8| !byte.is_ascii_alphanumeric();
    let digit = has(u8::is_ascii_digit);
    let classes = has(u8::is_ascii_lowercase) + has(u8::is_ascii_uppercase) + digit + has(sign);
    value.len() >= 10 && classes > 2
        || value.len() >= 16 && classes > 1 && digit == 1
        || value.len() >= 20 && classes > 1
}

/// How deep `${A:-${B:-…}}` is followed.
const MAX_NESTING: usize = 8;

/// `$X`, `${X}`, `${X:-default}` …, and templates.
fn reference(value: &str, start: usize) -> Option<SecretValue> {
    for pair in "{{ }}|<% %>|%{ }|#{ }|(( ))|$( )".split('|') {
        let (open, close) = pair.split_once(' ').unwrap_or_default();
        if value.contains(open) && value.contains(close) {
            return Some(SecretValue::Reference);
        }
    }
    // Half of a template that blanks took apart.
    if value.starts_with("{{") || value.ends_with("}}") && !value.contains("${") {
        return Some(SecretValue::Reference);
    }
    let is_name = |inner: &str| {
        inner
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    let fenced = any_word("%% @@ __ @ %", &|fence| {
        let inner = value
            .strip_prefix(fence)
            .and_then(|rest| rest.strip_suffix(fence));
        inner.is_some_and(|inner| !inner.is_empty() && is_name(inner))
    });
    if fenced {
        return Some(SecretValue::Reference);
    }
    let rest = value
        .strip_prefix('$')
        .filter(|rest| !rest.starts_with('$'))?;
    let braced = rest
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let Some(inner) = braced else {
        let name = rest
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        return (name && !rest.starts_with(|first: char| first.is_ascii_digit()))
            .then_some(SecretValue::Reference);
    };
    let name = inner
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count();
    let operator = inner.get(name..)?.trim_start_matches(':');
    match operator.chars().next() {
        None | Some('?') => Some(SecretValue::Reference),
        Some('-' | '+' | '=') => {
            let end = start + value.len() - 1;
            let from = end - (operator.len() - 1);
            Some(if from == end {
                SecretValue::Reference
            } else {
                SecretValue::Default(from..end)
            })
        }
        Some(_) => None,
    }
}

fn is_placeholder(lower: &str) -> bool {
    let inner =
        lower.trim_matches(|letter| matches!(letter, '<' | '>' | '[' | ']' | '{' | '}' | '_'));
    let bracketed = inner.len() < lower.len()
        && !inner.is_empty()
        && lower.starts_with(['<', '[', '{'])
        && lower.ends_with(['>', ']', '}']);
    let only = |letter: char, least: usize| {
        lower.len() >= least && lower.chars().all(|other| other == letter)
    };
    let begins = any_word("your insert enter put add replace", &|verb| {
        let rest = inner.strip_prefix(verb).unwrap_or_default();
        rest.starts_with(['-', '_', ' '])
    });
    bracketed
        || only('*', 1)
        || only('x', 3)
        || only('.', 3)
        || begins
        || lower.ends_with("example") && lower.len() > 7
        || lower.ends_with("examplekey")
        || lower.starts_with("replace")
}

/// A trivial password in other clothes: `changeme123`, `change-me-in-production`.
fn is_weak(lower: &str) -> bool {
    let bare = lower.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '!');
    let starts = "changeme change_me change-me changethis change-this change_this";
    any_word(starts, &|start| lower.starts_with(start))
        || lower.starts_with("change this")
        || bare.len() > 2 && bare.len() < lower.len() && VALUES.find(&format!("w:{bare}")).is_some()
}

fn is_elsewhere(value: &str, lower: &str) -> bool {
    let path = value.starts_with(['/', '~']) || value.starts_with("./") || value.starts_with("../");
    let stored = || {
        VALUES.with_prefix("p:").iter().any(|(key, _)| {
            key.get(2..).is_some_and(|start| {
                start.ends_with([':', '/', '+', '[', ';']) && lower.starts_with(start)
            })
        })
    };
    let file = || {
        let ends = ".pem .key .crt .cer .json .yml .yaml .txt .p12 .pfx .jks .conf .env .toml";
        any_word(ends, &|end| lower.ends_with(end)) && !value.contains([' ', '@', '=', '$'])
    };
    path && !value.contains(char::is_whitespace)
        && value.contains('/')
        && value.len() > 4
        && is_pathlike(value)
        || file()
        || stored()
}

/// Base64 may begin with a slash as well: paths are words set off by slashes.
fn is_pathlike(value: &str) -> bool {
    !value.contains(['+', '='])
        && value
            .split('/')
            .all(|part| part.len() <= 32 || part.contains(['.', '-', '_']))
}

fn is_setting(lower: &str) -> bool {
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits == lower.len() && digits <= 5;
    let duration = digits > 0 && matches!(lower.get(digits..), Some("ms" | "s" | "m" | "h" | "d"));
    let hash = any_word("sha1 sha256 sha512", &|kind| {
        let rest = lower.strip_prefix(kind).unwrap_or_default();
        rest.starts_with([':', '-'])
    });
    let version = lower.strip_prefix('v').unwrap_or(lower);
    let version = version.contains('.')
        && version
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    number || duration || hash || version
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_real_from_weak_from_none() {
        for (value, expected) in [
            ("", SecretValue::Empty),
            ("  ", SecretValue::Empty),
            ("$DB_PASSWORD", SecretValue::Reference),
            ("${DB_PASSWORD}", SecretValue::Reference),
            ("${DB_PASSWORD:?set it}", SecretValue::Reference),
            ("${DB_PASSWORD:-}", SecretValue::Reference),
            ("{{ vault_password }}", SecretValue::Reference),
            ("{{", SecretValue::Reference),
            ("%%DB_PASSWORD%%", SecretValue::Reference),
            ("@DB_PASSWORD@", SecretValue::Reference),
            ("%", SecretValue::Literal),
            ("$(cat /run/secrets/x)", SecretValue::Reference),
            ("${DB_PASSWORD:-hunter2}", SecretValue::Default(15..22)),
            (" ${X-abc}", SecretValue::Default(5..8)),
            ("/run/secrets/db_password", SecretValue::Elsewhere),
            ("/run/secrets/db", SecretValue::Elsewhere),
            ("./secrets/key", SecretValue::Elsewhere),
            ("server.key", SecretValue::Elsewhere),
            ("op://vault/item/field", SecretValue::Elsewhere),
            (
                "arn:aws:secretsmanager:eu-west-1:1:secret:x",
                SecretValue::Elsewhere,
            ),
            ("vault:secret/data/x#y", SecretValue::Elsewhere),
            ("true", SecretValue::Setting),
            ("invalid", SecretValue::Setting),
            ("30s", SecretValue::Setting),
            ("RS256", SecretValue::Setting),
            ("1.2.3", SecretValue::Setting),
            ("3600", SecretValue::Setting),
            ("sha256:deadbeef", SecretValue::Setting),
            ("<your-token>", SecretValue::Placeholder),
            ("xxx", SecretValue::Placeholder),
            ("XXXXXXXX", SecretValue::Placeholder),
            ("...", SecretValue::Placeholder),
            ("REPLACE_ME", SecretValue::Placeholder),
            ("your-api-key-here", SecretValue::Placeholder),
            ("****", SecretValue::Placeholder),
            ("AKIAIOSFODNN7EXAMPLE", SecretValue::Placeholder),
            ("TODO", SecretValue::Placeholder),
            ("changeme", SecretValue::Weak),
            ("ChangeMe123!", SecretValue::Weak),
            ("change-me-in-production", SecretValue::Weak),
            ("postgres", SecretValue::Weak),
            ("admin", SecretValue::Weak),
            ("123456", SecretValue::Weak),
            ("1234", SecretValue::Weak),
            ("example", SecretValue::Weak),
            ("hunter2", SecretValue::Weak),
            ("password99", SecretValue::Weak),
            ("my-secret-pw", SecretValue::Weak),
            ("wJalrXUtnFEMI/K7MDENG/bPxRfiCY", SecretValue::Literal),
            ("correct horse battery staple", SecretValue::Literal),
            ("s3cr3tPa$$word", SecretValue::Literal),
            ("$$apr1$$abcdefgh", SecretValue::Literal),
            ("9f86d081884c7d65", SecretValue::Literal),
            ("пароль", SecretValue::Literal),
            ("${unclosed", SecretValue::Literal),
        ] {
            assert_eq!(judge(value), expected, "{value}");
        }
        assert_eq!(judge(&"a".repeat(1_000_000)), SecretValue::Literal);
    }

    #[test]
    fn the_name_decides_how_closely_the_value_is_looked_at() {
        let spelled = |name, value| {
            super::super::secret_names::judge(name).is_some_and(|name| is_spelled_out(&name, value))
        };
        for (name, value) in [
            ("DB_PASSWORD", "walnut"),
            ("DB_PASSWORD", "postgres"),
            ("DB_PASSWORD", "${X:-${Y:-walnut}}"),
            ("DB_PASS", "walnut-Kite-4"),
            ("API_TOKEN", "changeme"),
            ("ENCRYPTION_KEY", "walnut-Kite-4"),
            ("WORDPRESS_AUTH_KEY", "pickle.ferry/moon,basket:plume"),
        ] {
            assert!(spelled(name, value), "{name}={value}");
        }
        for (name, value) in [
            ("DB_PASSWORD", ""),
            ("DB_PASSWORD", "${X:-${Y}}"),
            ("DB_PASSWORD", "<your-password>"),
            ("SIGNING_KEY", "us-east-1"),
            ("SIGNING_KEY", "admin"),
            ("SIGNING_KEY", "7169605F62C751356D054A26A821E680E5FA6305"),
            (
                "SIGNING_KEY",
                "BCA4 3417 C3B4 85DD 128E C6D4 B7B3 B788 A8D3 785C",
            ),
            (
                "DEPLOY_KEY",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ ann@example.org",
            ),
            ("AUTH_TOKEN", "https://login.example.org/token"),
        ] {
            assert!(!spelled(name, value), "{name}={value}");
        }
        assert!(is_given("walnut") && !is_given("$X") && !is_given("/run/secrets/x"));
        let nested = "${A:-".repeat(100_000) + &"}".repeat(100_000);
        assert!(!is_given(&nested));
    }
}
