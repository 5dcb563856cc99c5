//! Real token formats in any text, found in one pass without a regular-expression engine.
//!
//! The formats come from the published rule sets of gitleaks, Trivy, detect-secrets and
//! Kingfisher and from vendors' documentation; see `data/README.md`.

mod index;
mod pem;
mod shape;

use std::ops::Range;

use index::INDEX;
pub use pem::private_keys;
use shape::Runs;

use super::table::any_word;

/// Formats that mean something only beside the right name: hints | id | kind | name | shape.
const HINTED: &str = include_str!("tokens/hinted.txt");

/// What finding such a token means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Whoever has it can use it.
    Secret,
    /// No secret itself, but its partner is near: `AKIA…`.
    Identifier,
    /// Meant to be seen: `pk_live_…`.
    Public,
    /// A published default that was to be changed.
    Weak,
}

/// A token in a text. Its text itself must not be repeated to anyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The format: `github-classic-pat`.
    pub id: &'static str,
    /// The format for people: "GitHub personal access token (classic)".
    pub name: &'static str,
    /// What it means.
    pub kind: TokenKind,
    /// A key of a vendor's test mode: less harm.
    pub test_mode: bool,
}

/// All tokens in a text, in order, without those from documentation: `…EXAMPLE`, `xxxx`, and
/// whatever has too few different characters to be random.
pub fn find(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut runs = Runs::default();
    while let Some(token) = INDEX.next(text, at, &mut runs) {
        at = token.range.end;
        if !is_documentation(text.get(token.range.clone()).unwrap_or_default(), token.id) {
            tokens.push(token);
        }
    }
    tokens
}

/// All tokens in a value with a name: also the formats that have no mark of their own, if the
/// name says whose they are (`CLOUDFLARE_API_TOKEN`) and they are the whole value.
pub fn find_in(name: &str, value: &str) -> Vec<Token> {
    let mut tokens = find(value);
    let trimmed = value.trim();
    if tokens.is_empty() && name.len() < 200 && trimmed.len() < 4096 {
        let start = value.len() - value.trim_start().len();
        let name = name.to_ascii_lowercase();
        tokens.extend(hinted(&name, trimmed, start));
    }
    tokens
}

fn hinted(name: &str, value: &str, start: usize) -> Option<Token> {
    HINTED.lines().find_map(|line| {
        let mut columns = line.splitn(5, '|');
        let hints = columns.next()?;
        if !hints
            .split(' ')
            .any(|hint| hint.split('+').all(|word| name.contains(word)))
        {
            return None;
        }
        let (id, kind, title, shape) = (
            columns.next()?,
            columns.next()?,
            columns.next()?,
            columns.next()?,
        );
        // Forty hex digits are a commit, whoever's name stands in front of them.
        let commit = id != "datadog" && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        let whole =
            shape::matches(shape, value.as_bytes(), 0, &mut Runs::default()) == Some(value.len());
        (whole && !commit && !is_documentation(value, id))
            .then(|| Token::new(start..start + value.len(), id, kind, title, false))
    })
}

impl Token {
    fn new(
        range: Range<usize>,
        id: &'static str,
        kind: &str,
        name: &'static str,
        test_mode: bool,
    ) -> Self {
        let kind = match kind {
            "i" => TokenKind::Identifier,
            "p" => TokenKind::Public,
            "w" => TokenKind::Weak,
            _ => TokenKind::Secret,
        };
        Token {
            range,
            id,
            name,
            kind,
            test_mode,
        }
    }
}

/// True for tokens that were never real.
fn is_documentation(token: &str, id: &str) -> bool {
    if id == "symfony-default" {
        return false;
    }
    let lower = token.to_ascii_lowercase();
    let marks = "example xxxx placeholder your_ your- redacted changeme fake dummy 000000000000";
    // The header and payload of the token that jwt.io shows, and the key of Azure's emulator.
    let published = "eyJzdWIiOiIxMjM0NTY3ODkwI Eby8vdM02xNOcqFl";
    any_word(marks, &|mark| lower.contains(mark))
        || any_word(published, &|known| token.contains(known))
        || is_monotonous(token)
}

/// True where the longest run of letters and digits has fewer than six different ones, or one
/// character makes up half of it.
fn is_monotonous(token: &str) -> bool {
    let runs = token.split(|letter: char| !letter.is_ascii_alphanumeric());
    let Some(longest) = runs
        .max_by_key(|run| run.len())
        .filter(|run| run.len() >= 10)
    else {
        return false;
    };
    let mut counts = [0usize; 128];
    for byte in longest.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let different = counts.iter().filter(|count| **count > 0).count();
    let most = counts.iter().max().copied().unwrap_or_default();
    different < 6 || most * 2 >= longest.len()
}

/// True for a JSON Web Token whose payload gives the public role of a browser key (Supabase's
/// `anon`).
fn is_anonymous(jwt: &str) -> bool {
    let payload = jwt.split('.').nth(1).unwrap_or_default();
    let mut decoded = String::new();
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in payload.bytes().take(4096) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            _ => 63,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push(char::from((bits >> held & 0xFF) as u8));
        }
    }
    decoded.contains("\"role\":\"anon\"")
}

#[cfg(test)]
mod tests;
