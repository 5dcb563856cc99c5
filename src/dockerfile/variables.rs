//! ARG and ENV substitution with the scoping that BuildKit has.
//! <https://docs.docker.com/reference/dockerfile/#environment-replacement>

use std::borrow::Cow;
use std::collections::HashMap;

/// What is known of a variable.
#[derive(Debug, Clone)]
struct Variable<'a> {
    /// The value; nothing for an ARG without default and whatever can't be worked out.
    value: Option<Cow<'a, str>>,
    /// ENV wins over ARG wherever it stands.
    from_env: bool,
}

/// The variables that can be used at one place of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope<'a> {
    variables: HashMap<Cow<'a, str>, Variable<'a>>,
    /// True where those of the stage below are too many to know.
    is_partial: bool,
}

/// Longest value that is worked out, in bytes: `A=$B$B` in a row of lines doubles without end.
pub(super) const LONGEST_VALUE: usize = 1 << 15;

/// How deep `${A:-${B:-…}}` is followed.
const MAX_NESTING: usize = 8;

impl<'a> Scope<'a> {
    /// ENV: always wins.
    pub(super) fn set_env(&mut self, name: Cow<'a, str>, value: Option<Cow<'a, str>>) {
        self.variables.insert(
            name,
            Variable {
                value,
                from_env: true,
            },
        );
    }

    /// ARG: doesn't hide an ENV of the same name.
    pub(super) fn set_arg(&mut self, name: Cow<'a, str>, value: Option<Cow<'a, str>>) {
        if self
            .variables
            .get(name.as_ref())
            .is_none_or(|known| !known.from_env)
        {
            self.variables.insert(
                name,
                Variable {
                    value,
                    from_env: false,
                },
            );
        }
    }

    /// The scope of a stage that builds on this one: ENV travels with the image, ARG does not.
    /// `budget` is how many variables may still travel: a tower of stages hands all on at each.
    pub(super) fn inherited(&self, budget: &mut usize) -> Scope<'a> {
        let Some(left) = budget.checked_sub(self.variables.len()) else {
            return Scope {
                variables: HashMap::new(),
                is_partial: true,
            };
        };
        *budget = left;
        let variables = self
            .variables
            .iter()
            .filter(|(_, variable)| variable.from_env);
        Scope {
            variables: variables
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            is_partial: self.is_partial,
        }
    }

    /// The value of a variable: nothing if it was never set, `Some(None)` if it was set to
    /// something that can't be known from the file.
    #[allow(
        clippy::option_option,
        reason = "never set, and set to something unknown, differ"
    )]
    pub(super) fn get(&self, name: &str) -> Option<Option<&str>> {
        self.variables
            .get(name)
            .map(|variable| variable.value.as_deref())
            .or(self.is_partial.then_some(None))
    }

    /// Fills in the variable that `text` starts with (its first byte is `$`). Answers how many
    /// bytes the expression takes, and its value as far as it is known.
    pub(super) fn expand(&self, text: &str) -> (usize, Option<String>) {
        self.expand_nested(text, 0)
    }

    fn expand_nested(&self, text: &str, depth: usize) -> (usize, Option<String>) {
        let Some(inner) = text.strip_prefix("${") else {
            let name = name_at(&text[1..]);
            return match name {
                "" => (1, Some("$".to_owned())),
                _ => (1 + name.len(), self.get(name).flatten().map(str::to_owned)),
            };
        };
        let Some(end) = closing_brace(inner) else {
            return (text.len(), None);
        };
        let expression = &inner[..end];
        (2 + end + 1, self.evaluate(expression, depth))
    }

    /// The value of what stands between `${` and `}`.
    fn evaluate(&self, expression: &str, depth: usize) -> Option<String> {
        let name = name_at(expression);
        let value = self.get(name);
        let rest = &expression[name.len()..];
        if rest.is_empty() {
            return value.flatten().map(str::to_owned);
        }
        let (or_empty, rest) = rest
            .strip_prefix(':')
            .map_or((false, rest), |rest| (true, rest));
        let mut rest_chars = rest.chars();
        let operator = rest_chars.next()?;
        let word = rest_chars.as_str();
        let is_set = match value {
            Some(Some(text)) => !(or_empty && text.is_empty()),
            Some(None) => {
                return if operator == '-' {
                    self.fill(word, depth)
                } else {
                    None
                };
            }
            None => false,
        };
        match operator {
            '-' if is_set => value.flatten().map(str::to_owned),
            '-' => self.fill(word, depth),
            '+' if is_set => self.fill(word, depth),
            '+' => Some(String::new()),
            '?' => value.flatten().map(str::to_owned),
            // Patterns (`#`, `%`, `/`) are left alone: the value stays unknown.
            _ => None,
        }
    }

    /// Fills in every variable of a text; those without a value are empty. Nothing where an
    /// expression isn't understood.
    pub(super) fn fill_by_default(&self, text: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(dollar) = rest.find('$') {
            filled.push_str(&rest[..dollar]);
            let (used, value) = self.expand(&rest[dollar..]);
            let is_plain =
                !rest[dollar..dollar + used].contains([':', '-', '+', '?', '#', '%', '/']);
            match value {
                Some(value) => filled.push_str(&value),
                None if is_plain => {}
                None => return None,
            }
            if filled.len() > LONGEST_VALUE {
                return None;
            }
            rest = &rest[dollar + used..];
        }
        filled.push_str(rest);
        Some(filled)
    }

    /// Fills in every variable of a text, as of a default word.
    pub(super) fn fill(&self, word: &str, depth: usize) -> Option<String> {
        if depth >= MAX_NESTING {
            return None;
        }
        let bare = word
            .strip_prefix('"')
            .and_then(|word| word.strip_suffix('"'));
        let word = bare.unwrap_or(word);
        let mut filled = String::new();
        let mut rest = word;
        while let Some(dollar) = rest.find('$') {
            filled.push_str(&rest[..dollar]);
            let (used, value) = self.expand_nested(&rest[dollar..], depth + 1);
            filled.push_str(&value?);
            if filled.len() > LONGEST_VALUE {
                return None;
            }
            rest = &rest[dollar + used..];
        }
        filled.push_str(rest);
        Some(filled)
    }
}

/// The names of the variables used in `text`, those inside of defaults too.
pub(super) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('$').skip(1);
    parts
        .map(|part| name_at(part.strip_prefix('{').unwrap_or(part)))
        .filter(|name| !name.is_empty())
}

/// The variable name that `text` starts with; empty where there is none.
pub(super) fn name_at(text: &str) -> &str {
    let end = text
        .bytes()
        .enumerate()
        .find(|(at, byte)| {
            !(byte.is_ascii_alphabetic() || *byte == b'_' || *at > 0 && byte.is_ascii_digit())
        })
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// Where the brace that is already open closes.
pub(super) fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(text: &str) -> Option<String> {
        let mut scope = Scope::default();
        scope.set_arg("TAG".into(), Some("3.20".into()));
        scope.set_arg("EMPTY".into(), Some("".into()));
        scope.set_arg("ASKED".into(), None);
        scope.set_env("BOTH".into(), Some("env".into()));
        scope.set_arg("BOTH".into(), Some("arg".into()));
        let (used, value) = scope.expand(text);
        assert_eq!(used, text.len());
        value
    }

    #[test]
    fn fills_in_as_buildkit_does() {
        let known = |text| expand(text).unwrap_or_default();
        assert_eq!(known("$TAG"), "3.20");
        assert_eq!(known("${TAG}"), "3.20");
        assert_eq!(known("${TAG:-1}"), "3.20");
        assert_eq!(known("${NEVER:-1}"), "1");
        assert_eq!(known("${ASKED:-1}"), "1");
        assert_eq!(known("${EMPTY:-1}"), "1");
        assert_eq!(known("${EMPTY-1}"), "");
        assert_eq!(known("${TAG:+-slim}"), "-slim");
        assert_eq!(known("${NEVER:+-slim}"), "");
        assert_eq!(known("${NEVER:-${TAG}-x}"), "3.20-x");
        assert_eq!(known("${NEVER:-\"1\"}"), "1");
        assert_eq!(known("$BOTH"), "env");
        assert_eq!(expand("${ASKED}"), None);
        assert_eq!(expand("${NEVER}"), None);
        assert_eq!(expand("${TAG%.*}"), None);
    }

    #[test]
    fn says_so_where_too_many_variables_travel() {
        let mut below = Scope::default();
        below.set_env("A".into(), Some("1".into()));
        let mut budget = 1;
        let scope = below.inherited(&mut budget);
        assert_eq!(scope.get("A"), Some(Some("1")));
        assert_eq!(scope.get("NEVER"), None);
        let scope = below.inherited(&mut budget);
        assert_eq!(scope.get("A"), Some(None));
    }

    #[test]
    fn survives_deep_nesting() {
        let scope = Scope::default();
        let deep = format!("{}{}", "${A:-".repeat(100_000), "}".repeat(100_000));
        assert_eq!(scope.expand(&deep).1, None);
    }
}
