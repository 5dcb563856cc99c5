//! The ARGs before the first FROM: where their defaults stand, and how often they are used.
//! <https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact>

use std::collections::HashMap;

use super::images::verbatim;
use super::variables::{closing_brace, name_at, names_in};
use super::{Argument, Body, Dockerfile};
use crate::source::Origin;

/// What FROM can be filled with.
#[derive(Default)]
pub(super) struct Defaults<'d> {
    /// The value of each ARG, and its first byte in the file; nothing where it isn't literal.
    values: Vec<Option<(&'d str, u32)>>,
    /// Which of them is a variable's.
    by_name: HashMap<&'d str, usize>,
    /// How often each variable is used or taken over into a stage.
    uses: HashMap<&'d str, usize>,
}

impl<'d> Defaults<'d> {
    pub(super) fn of(file: &'d Dockerfile<'_>) -> Self {
        let mut defaults = Defaults::default();
        for instruction in &file.instructions {
            for value in instruction
                .flags
                .iter()
                .filter_map(|flag| flag.value.as_ref())
            {
                defaults.count(value);
            }
            match &instruction.body {
                Body::From(from) => defaults.count(&from.image),
                Body::Arg(pairs) | Body::Env(pairs) => {
                    for pair in pairs {
                        let name: &'d str = &pair.name.value;
                        match &pair.value {
                            Some(value) => defaults.count(value),
                            None if instruction.stage.is_some() => {
                                *defaults.uses.entry(name).or_insert(0) += 1;
                            }
                            None => {}
                        }
                        if instruction.stage.is_none() {
                            let value = pair.value.as_ref().and_then(|value| literal(value, file));
                            defaults.by_name.insert(name, defaults.values.len());
                            defaults.values.push(value);
                        }
                    }
                }
                _ => {}
            }
        }
        defaults
    }

    fn count(&mut self, value: &'d Argument<'_>) {
        for name in names_in(value.written()) {
            *self.uses.entry(name).or_insert(0) += 1;
        }
    }

    /// Where the bytes of a FROM's image stand once its variables are filled in, and whether a
    /// change there changes nothing else.
    pub(super) fn origin(&self, image: &Argument<'_>, source: &str) -> (Origin, bool) {
        let whole = (Origin::Whole(image.span()), false);
        let written = image.written();
        let start = match verbatim(&image.text) {
            Origin::Verbatim(start) if image.span().slice(source).contains(written) => start,
            _ => return whole,
        };
        self.pieces(written, start, image.value().unwrap_or_default())
            .unwrap_or(whole)
    }

    /// The literal value of an ARG, and its first byte in the file.
    fn value(&self, name: &str) -> Option<(&'d str, u32)> {
        *self.values.get(*self.by_name.get(name)?)?
    }

    fn pieces(&self, written: &str, start: u32, resolved: &str) -> Option<(Origin, bool)> {
        let mut pieces = Vec::new();
        let (mut at, mut value_at, mut editable) = (0, 0, true);
        while let Some(dollar) = written.get(at..)?.find('$') {
            pieces.push((value_at as u32, start + at as u32));
            value_at += dollar;
            at += dollar;
            let (length, piece) = self.variable(written.get(at..)?)?;
            let (value, place) = match piece {
                Piece::Default(name) => {
                    let (value, place) = self.value(name)?;
                    editable &= self.uses.get(name).is_none_or(|uses| *uses == 1);
                    (value.len(), place)
                }
                Piece::Inline { from, length } => (length, start + (at + from) as u32),
            };
            pieces.push((value_at as u32, place));
            value_at += value;
            at += length;
        }
        pieces.push((value_at as u32, start + at as u32));
        value_at += written.len() - at;
        // Empty pieces give way to the one that follows.
        pieces.dedup_by(|next, before| {
            let same = next.0 == before.0;
            if same {
                *before = *next;
            }
            same
        });
        (value_at == resolved.len()).then_some((Origin::Pieces(pieces), editable))
    }

    /// The variable that `text` starts with: its length, and what fills it.
    fn variable<'t>(&self, text: &'t str) -> Option<(usize, Piece<'t>)> {
        let Some(inner) = text.strip_prefix("${") else {
            let name = name_at(text.get(1..)?);
            return (!name.is_empty()).then_some((1 + name.len(), Piece::Default(name)));
        };
        let expression = inner.get(..closing_brace(inner)?)?;
        let length = expression.len() + 3;
        let name = name_at(expression);
        let rest = expression.get(name.len()..)?;
        let is_set = self.value(name).is_some_and(|(value, _)| !value.is_empty());
        if rest.is_empty() || is_set && rest.starts_with([':', '-']) {
            return Some((length, Piece::Default(name)));
        }
        let word = rest.strip_prefix(":-").or_else(|| rest.strip_prefix('-'))?;
        let from = length - 1 - word.len();
        (!word.contains('$')).then_some((
            length,
            Piece::Inline {
                from,
                length: word.len(),
            },
        ))
    }
}

/// What fills a variable.
enum Piece<'t> {
    /// The default of the ARG of this name.
    Default(&'t str),
    /// The word behind `:-`, as offset from the `$` and length.
    Inline { from: usize, length: usize },
}

/// The value of an argument and its first byte, if the file holds it as it is.
fn literal<'d>(value: &'d Argument<'_>, file: &Dockerfile<'_>) -> Option<(&'d str, u32)> {
    let Origin::Verbatim(start) = verbatim(&value.text) else {
        return None;
    };
    let text = value.value()?;
    let written = file
        .source
        .get(start as usize..start as usize + text.len())?;
    (written == text).then_some((text, start))
}
