#![doc = include_str!("known_token.md")]

use std::collections::{HashMap, HashSet};

use crate::compose::environment::pairs;
use crate::facts::tokens::{self, Token, TokenKind};
use crate::rules::prelude::*;

/// The rule. The formats are those of the vendors; see `data/README.md`.
pub const RULE: Rule = Rule::new("known-token", Severity::Critical)
    .absorbs(
        "secret-in-env secret-in-command secret-in-build-arg credentials-in-url secret-in-config \
        default-password",
    )
    .aliases(
        "hadolint:DL3064 buildkit:SecretsUsedInArgOrEnv trivy:DS-0031 compose-lint:CL-0020 \
        cis:4.10 owasp:12",
    )
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// A token with every place it stands at.
struct Sighting {
    token: Token,
    places: Vec<Span>,
}

/// All tokens of a file, each once.
#[derive(Default)]
struct Sightings<'a> {
    by_text: HashMap<&'a str, usize>,
    all: Vec<Sighting>,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut sightings = Sightings::read(file.source);
    for instruction in &file.instructions {
        let (Body::Env(pairs) | Body::Arg(pairs) | Body::Label(pairs)) = &instruction.body else {
            continue;
        };
        for pair in pairs {
            if let Some(value) = &pair.value {
                sightings.add_named(file.source, &pair.name.value, value.span());
            }
        }
    }
    sightings.tell(file.source, check);
}

fn compose(file: &Compose, check: &mut Check) {
    let mut sightings = Sightings::read(file.source);
    // What many services share behind an alias is read once.
    let mut seen = HashSet::new();
    let settings: [&[&str]; 3] = [&["environment"], &["labels"], &["build", "args"]];
    for service in file.services() {
        for keys in settings {
            let Some(value) = service.path(keys) else {
                continue;
            };
            if !seen.insert(value.node()) {
                continue;
            }
            for variable in &pairs(Some(value)) {
                if let Some(value) = &variable.value {
                    sightings.add_named(file.source, &variable.name.value, value.span);
                }
            }
        }
    }
    sightings.tell(file.source, check);
}

impl<'a> Sightings<'a> {
    /// The tokens that are known by their own marks, wherever they stand.
    fn read(source: &'a str) -> Self {
        let mut sightings = Sightings::default();
        for token in tokens::find(source) {
            sightings.add(source, token);
        }
        sightings
    }

    fn add(&mut self, source: &'a str, token: Token) {
        if !matches!(token.kind, TokenKind::Secret | TokenKind::Identifier) {
            return;
        }
        let place = Span::new(token.range.start, token.range.end);
        let text = place.slice(source);
        let at = *self.by_text.entry(text).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some(known) if known.places.contains(&place) => {}
            Some(known) => known.places.push(place),
            None => self.all.push(Sighting {
                token,
                places: vec![place],
            }),
        }
    }

    /// A value whose format means something only beside the right name.
    fn add_named(&mut self, source: &'a str, name: &str, place: Span) {
        let written = place.slice(source);
        let bare = written.trim_matches(['"', '\'']);
        if bare.len() < SHORTEST || bare.contains([' ', '$', '\n']) {
            return;
        }
        let start =
            place.start as usize + (written.len() - written.trim_start_matches(['"', '\'']).len());
        for mut token in tokens::find_in(name, bare) {
            token.range = start + token.range.start..start + token.range.end;
            self.add(source, token);
        }
    }

    fn tell(self, source: &str, check: &mut Check) {
        for Sighting { token, places } in self.all {
            let Some(first) = places.iter().copied().min() else {
                continue;
            };
            let beginning = beginning(first.slice(source));
            let draft = complain(&token, first, &beginning, check);
            for place in places {
                if place != first {
                    draft.related(place, "Here it is again.");
                }
            }
        }
    }
}

/// No token that is told by its name is shorter.
const SHORTEST: usize = 24;

fn complain<'c>(
    token: &Token,
    place: Span,
    beginning: &str,
    check: &'c mut Check,
) -> &'c mut Draft {
    let name = token.name;
    let (what, detail, severity) = if token.kind == TokenKind::Identifier {
        (
            "Half of a login",
            "It names the account and opens nothing by itself, but its secret half is often close by. Keep both out of the file, and let the program read them when it runs.",
            Severity::Medium,
        )
    } else if token.test_mode {
        (
            "A key for test mode",
            "It moves no real money, but strangers can fill your test account and read what's in it. Pass it in from outside, the way the live one has to be.",
            Severity::Low,
        )
    } else {
        (
            "A key that works for whoever reads it",
            "Revoke it first: bots look for this format, and copies stay in git history and image layers. Then pass the new one in from outside, as a secret.",
            Severity::Critical,
        )
    };
    let title = format!("{what} stands in this file: {name}{beginning}.");
    let draft = check.report(place, title, detail).severity(severity);
    // Such tokens may have run out long ago.
    if token.id == "jwt" {
        draft.confidence(Confidence::Medium);
    }
    draft.aliases("")
}

/// The mark that a vendor puts in front of its tokens, ready to be shown; never the token itself.
fn beginning(token: &str) -> String {
    let mark = token.bytes().take_while(u8::is_ascii_lowercase).count();
    match token.get(mark..=mark) {
        Some("_" | "-") if (2..=8).contains(&mark) => {
            format!(" (`{}…`)", token.get(..=mark).unwrap_or_default())
        }
        _ => String::new(),
    }
}
