//! Names with values: environment, labels, build arguments and the like, as a list
//! (`- NAME=value`) or a mapping
//! (<https://docs.docker.com/reference/compose-file/services/#environment>).

use super::scalar::Scalar;
use super::service::Service;
use super::value::{Route, Value};
use crate::source::{Span, Text};

/// One name with its value.
#[derive(Clone, Debug)]
pub struct Variable<'m> {
    /// The name.
    pub name: Text<'m>,
    /// The value; absent where it is passed through from the shell that runs Compose.
    pub value: Option<Scalar<'m>>,
    /// The whole entry.
    pub span: Span,
    /// How it got there.
    pub route: Route,
    /// The list item, or the value of the mapping's entry.
    pub node: Value<'m>,
}

impl Variable<'_> {
    /// The value's text; empty where it is passed through.
    pub fn as_str(&self) -> &str {
        self.value.as_ref().map_or("", |value| &value.value)
    }

    /// True if the value comes from outside the file: passed through, or a variable that has no
    /// default.
    pub fn is_outside(&self) -> bool {
        self.value.as_ref().is_none_or(|value| !value.known)
    }
}

impl<'m> Service<'m> {
    /// The variables of the container.
    pub fn environment(&self) -> Vec<Variable<'m>> {
        pairs(self.get("environment"))
    }

    /// One variable of the container; the last where it is set twice.
    pub fn variable(&self, name: &str) -> Option<Variable<'m>> {
        self.environment()
            .into_iter()
            .rfind(|variable| variable.name.value == name)
    }

    /// The labels of the container.
    pub fn labels(&self) -> Vec<Variable<'m>> {
        pairs(self.get("labels"))
    }
}

/// Reads a list or a mapping of names with values. A mapping inside the list (`- NAME: value`, a
/// common slip) gives its entries.
pub fn pairs(value: Option<Value<'_>>) -> Vec<Variable<'_>> {
    let Some(value) = value else {
        return Vec::new();
    };
    let mut variables = Vec::new();
    by_key(value, &mut variables);
    for item in value.items() {
        by_key(item, &mut variables);
        let Some(scalar) = item.scalar() else {
            continue;
        };
        let text: &str = &scalar.value;
        let equals = super::ports::outside(text, b'=').first().copied();
        let name = scalar.part(0..equals.unwrap_or(text.len()));
        let value = equals.map(|at| scalar.slice(at + 1..text.len()));
        variables.push(Variable {
            name,
            value,
            span: scalar.span,
            route: item.route(),
            node: item,
        });
    }
    variables
}

/// Adds the entries of a mapping; nothing else has any.
fn by_key<'m>(mapping: Value<'m>, variables: &mut Vec<Variable<'m>>) {
    for value in mapping.entries() {
        let name = Text::new(value.key(), value.key_written());
        variables.push(Variable {
            span: name.span.to(value.written()),
            name,
            value: value.scalar(),
            route: value.route(),
            node: value,
        });
    }
}
