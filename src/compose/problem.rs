//! What can be wrong with a file as YAML or as a Compose text, before any rule looks at it.

use std::fmt;

use crate::source::Span;

/// A fault in the text, and its place. The rest of the file is still read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The smallest place that is at fault.
    pub span: Span,
    /// What the fault is.
    pub what: Fault,
}

/// The kinds of fault that reading tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A tab in the indentation; YAML allows blanks only.
    TabIndent,
    /// A quote that is opened and not closed where it should be.
    UnclosedQuote,
    /// A `[` or `{` that is opened and not closed.
    UnclosedBracket,
    /// A word where a `key:` was expected.
    MissingColon,
    /// A backslash in double quotes that starts no escape sequence.
    UnknownEscape,
    /// `*name` with no `&name` before it in the same document.
    UnknownAlias,
    /// `*name` inside the very node that `&name` marks.
    CircularAlias,
    /// Aliases and `extends` that multiply past what anyone needs; the rest is left out.
    TooManyAliases,
    /// A merge key (`<<:`) whose value is neither a mapping nor a list of mappings.
    MergeOfNoMapping,
    /// A control character (or a second byte order mark) that YAML does not allow.
    ControlCharacter,
    /// `extends` that leads back to its own service.
    CircularExtends,
    /// `extends` of a service that this file does not have.
    UnknownExtends,
    /// A `${…}` that is not closed or has no proper name.
    MalformedVariable,
    /// Anything else, in the YAML parser's own words.
    Syntax(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Fault::TabIndent => "a tab is used as indentation",
            Fault::UnclosedQuote => "a quote is opened and not closed",
            Fault::UnclosedBracket => "a bracket is opened and not closed",
            Fault::MissingColon => "a key is missing its colon",
            Fault::UnknownEscape => "a backslash in double quotes starts no known escape",
            Fault::UnknownAlias => "an alias has no anchor before it",
            Fault::CircularAlias => "an alias stands inside its own anchor",
            Fault::TooManyAliases => "aliases multiply too far",
            Fault::MergeOfNoMapping => "a merge key needs a mapping",
            Fault::ControlCharacter => "a control character is in the text",
            Fault::CircularExtends => "a service extends itself",
            Fault::UnknownExtends => "a service extends one that is not in this file",
            Fault::MalformedVariable => "a variable is not written as `$NAME` or `${NAME}`",
            Fault::Syntax(words) => words,
        })
    }
}
