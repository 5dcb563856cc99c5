//! Which keys a Compose file may have, and what their values must look like.
//!
//! From the JSON schema of the Compose specification and what its reference loader accepts on
//! top; see `data/README.md`.

use super::table::{Columns, Table, pair};

/// Objects as key | flags (`x` extensions, `o` other keys) | required keys; their keys as
/// `object/key` | limits | types.
static KEYS: Table = Table::new(include_str!("compose_keys.txt"));

/// A kind of mapping: `top_level`, `service`, `build`, `deploy.resources.limits` …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its name.
    pub name: &'static str,
    /// Keys with `x-` in front may hold anything.
    pub extensions: bool,
    /// Keys that aren't listed pass unchecked.
    pub other_keys: bool,
    required: &'static str,
}

/// The mapping that a whole file is.
pub const TOP_LEVEL: &str = "top_level";

/// The object of this name.
pub fn object(name: &str) -> Option<Object> {
    if name.contains('/') {
        return None;
    }
    let (name, columns) = KEYS
        .with_prefix(name)
        .first()
        .filter(|(found, _)| *found == name)?;
    let mut columns = Columns::new(columns);
    let flags = columns.next();
    Some(Object {
        name,
        extensions: flags.contains('x'),
        other_keys: flags.contains('o'),
        required: columns.next(),
    })
}

impl Object {
    /// Keys that must be there.
    pub fn required(self) -> impl Iterator<Item = &'static str> {
        self.required.split(' ').filter(|key| !key.is_empty())
    }

    /// All keys, sorted.
    pub fn keys(self) -> impl Iterator<Item = Key> {
        let skip = self.name.len() + 1;
        let rows = KEYS.with_prefix(&format!("{}/", self.name));
        rows.iter()
            .filter_map(move |(key, columns)| Some(Key::read(key.get(skip..)?, columns)))
    }

    /// The key of this name.
    pub fn key(self, name: &str) -> Option<Key> {
        let path = format!("{}/{name}", self.name);
        let (found, columns) = KEYS
            .with_prefix(&path)
            .first()
            .filter(|(found, _)| *found == path)?;
        Some(Key::read(found.get(self.name.len() + 1..)?, columns))
    }
}

/// One key of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    limits: &'static str,
    types: &'static str,
}

/// What a value, an item or a name must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Letters, digits, `.`, `_` and `-`: names of services, networks, volumes …
    Name,
    /// Small letters: names of limits.
    Letters,
    /// A letter or digit, then at least one of those or of `_.-`, anywhere in the text.
    Container,
    /// One of the policies, or `every_` and periods such as `12h`.
    PullPolicy,
}

/// The form of a text that Compose reads further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `1m30s`.
    Duration,
    /// `512m`.
    ByteSize,
    /// `0.5`.
    CpuCount,
    /// `0440`.
    OctalMode,
}

impl Key {
    fn read(name: &'static str, columns: &'static str) -> Self {
        let (limits, types) = columns.split_once('|').unwrap_or_default();
        Key {
            name,
            limits,
            types,
        }
    }

    /// What its value may be, to be kept and asked later.
    pub fn all_shapes(self) -> Shapes {
        Shapes(self.types)
    }

    /// What its value may be, as alternatives.
    pub fn shapes(self) -> impl Iterator<Item = Shape> {
        shapes(self.types)
    }

    /// The only values that a scalar may have; empty where any will do.
    pub fn values(self) -> impl Iterator<Item = &'static str> {
        pair(self.limits, "values")
            .unwrap_or_default()
            .split(',')
            .filter(|value| !value.is_empty())
    }

    /// Least number.
    pub fn min(self) -> Option<i64> {
        pair(self.limits, "min")?.parse().ok()
    }

    /// Greatest number.
    pub fn max(self) -> Option<i64> {
        pair(self.limits, "max")?.parse().ok()
    }

    /// What a scalar must look like.
    pub fn pattern(self) -> Option<Pattern> {
        Pattern::read(pair(self.limits, "pattern")?)
    }

    /// What the free names of a map must look like. Where `other_names` is true, names that
    /// don't pass unchecked.
    pub fn name_pattern(self) -> Option<Pattern> {
        Pattern::read(pair(self.limits, "key_pattern")?)
    }

    /// Names that don't match `name_pattern` are let through.
    pub fn other_names(self) -> bool {
        self.has("other_names")
    }

    /// The schema calls it deprecated.
    pub fn is_deprecated(self) -> bool {
        self.has("deprecated")
    }

    /// The form in which Compose reads a text here.
    pub fn format(self) -> Option<Format> {
        Some(match pair(self.limits, "format")? {
            "duration" => Format::Duration,
            "byte_size" => Format::ByteSize,
            "cpu_count" => Format::CpuCount,
            _ => Format::OctalMode,
        })
    }

    fn has(self, flag: &str) -> bool {
        self.limits.split(' ').any(|limit| limit == flag)
    }
}

impl Pattern {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "name" => Pattern::Name,
            "letters" => Pattern::Letters,
            "container" => Pattern::Container,
            "pull" => Pattern::PullPolicy,
            _ => return None,
        })
    }

    /// True if `text` is as it must be.
    pub fn matches(self, text: &str) -> bool {
        let named = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        match self {
            Pattern::Name => !text.is_empty() && text.bytes().all(named),
            Pattern::Letters => {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase())
            }
            Pattern::Container => text
                .as_bytes()
                .windows(2)
                .any(|pair| pair[0].is_ascii_alphanumeric() && named(pair[1])),
            Pattern::PullPolicy => {
                let policies = [
                    "always",
                    "never",
                    "build",
                    "if_not_present",
                    "missing",
                    "refresh",
                    "daily",
                    "weekly",
                ];
                policies.iter().any(|policy| text.contains(policy))
                    || text.split("every_").skip(1).any(|rest| {
                        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                        digits > 0
                            && rest
                                .get(digits..)
                                .is_some_and(|unit| unit.starts_with(['w', 'd', 'h', 'm', 's']))
                    })
            }
        }
    }
}

/// One alternative of what a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    String,
    /// A number, whole or not.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// Nothing.
    Null,
    /// Anything.
    Any,
    /// A list of these.
    List(Shapes),
    /// A list of these, all different.
    Set(Shapes),
    /// A mapping with free names whose values are these.
    Map(Shapes),
    /// The object of this name.
    Object(&'static str),
}

impl Shape {
    /// What the items of a list, or the values of a mapping with free names, may be.
    pub fn values(self) -> Option<Shapes> {
        match self {
            Shape::List(inner) | Shape::Set(inner) | Shape::Map(inner) => Some(inner),
            _ => None,
        }
    }
}

/// Alternatives inside a list or mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shapes(&'static str);

impl Shapes {
    /// The alternatives.
    pub fn iter(self) -> impl Iterator<Item = Shape> {
        shapes(self.0)
    }
}

/// Splits `string|list<string|object:port>` at its outer bars.
fn shapes(types: &'static str) -> impl Iterator<Item = Shape> {
    let mut rest = types;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut depth = 0;
        let end = rest.bytes().position(|byte| {
            match byte {
                b'<' => depth += 1,
                b'>' => depth -= 1,
                _ => {}
            }
            byte == b'|' && depth == 0
        });
        let (one, after) = match end {
            Some(end) => (rest.get(..end)?, rest.get(end + 1..)?),
            None => (rest, ""),
        };
        rest = after;
        Some(shape(one))
    })
}

fn shape(text: &'static str) -> Shape {
    let inner = |kind: &str| {
        let inner = text
            .strip_prefix(kind)?
            .strip_prefix('<')?
            .strip_suffix('>')?;
        Some(Shapes(inner))
    };
    match text {
        "string" => Shape::String,
        "number" => Shape::Number,
        "integer" => Shape::Integer,
        "boolean" => Shape::Boolean,
        "null" => Shape::Null,
        _ => match (
            text.strip_prefix("object:"),
            inner("list"),
            inner("set"),
            inner("map"),
        ) {
            (Some(name), ..) => Shape::Object(name),
            (_, Some(items), ..) => Shape::List(items),
            (_, _, Some(items), _) => Shape::Set(items),
            (_, _, _, Some(values)) => Shape::Map(values),
            _ => Shape::Any,
        },
    }
}

#[cfg(test)]
mod tests;
