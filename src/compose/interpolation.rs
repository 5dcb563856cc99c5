//! Variables in values, as Compose fills them in: `$X`, `${X}`, `${X:-default}`, `${X-default}`,
//! `${X:?error}`, `${X:+other}`, `$$`
//! (<https://docs.docker.com/reference/compose-file/interpolation/>).
//!
//! The environment is not known here. A default is taken as the value, since that is what runs
//! where nothing is set; a variable without one stays in the text as it is written.

use std::borrow::Cow;
use std::ops::Range;

/// A value with its variables filled in as far as the file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interpolated<'t> {
    /// The value.
    pub value: Cow<'t, str>,
    /// Where the value's bytes stand in the raw text, as (offset in the value, offset in the raw
    /// text), sorted; each piece reaches to the next. Empty where nothing changed.
    pub pieces: Vec<(u32, u32)>,
    /// The variables, in order.
    pub references: Vec<Reference<'t>>,
    /// Byte ranges of the raw text that look like variables and are none.
    pub malformed: Vec<Range<usize>>,
    /// True if no variable is left in the value.
    pub known: bool,
}

/// One use of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'t> {
    /// The variable's name.
    pub name: &'t str,
    /// Bytes of the raw text that the whole `${…}` takes.
    pub at: Range<usize>,
    /// Bytes of the **value** that it fills: its default, or itself as written.
    pub filled: Range<usize>,
    /// True if its default is what stands in the value.
    pub defaulted: bool,
    /// True for `${X:?error}`: Compose refuses to start without a value.
    pub required: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Default,
    Required,
    Alternative,
}

/// A `${NAME:-` whose brace has not come yet.
struct Open {
    /// Where its `${` stands.
    start: usize,
    /// Where its text begins in the value.
    value_start: usize,
    /// Its place in the list of references.
    reference: usize,
}

struct Reader<'t> {
    raw: &'t str,
    value: String,
    pieces: Vec<(u32, u32)>,
    references: Vec<Reference<'t>>,
    malformed: Vec<Range<usize>>,
    open: Vec<Open>,
    known: bool,
}

/// Fills in what can be known.
pub fn interpolate(raw: &str) -> Interpolated<'_> {
    if !raw.as_bytes().contains(&b'$') {
        return Interpolated {
            value: Cow::Borrowed(raw),
            pieces: Vec::new(),
            references: Vec::new(),
            malformed: Vec::new(),
            known: true,
        };
    }
    Reader {
        raw,
        value: String::with_capacity(raw.len()),
        pieces: Vec::new(),
        references: Vec::new(),
        malformed: Vec::new(),
        open: Vec::new(),
        known: true,
    }
    .read()
}

impl<'t> Reader<'t> {
    fn read(mut self) -> Interpolated<'t> {
        let bytes = self.raw.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            at = match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'$'), Some(b'$')) => {
                    self.copy(at + 1..at + 2);
                    at + 2
                }
                (Some(b'$'), Some(b'{')) => self.braced(at),
                (Some(b'$'), Some(byte)) if starts_name(*byte) => {
                    let end = self.name_end(at + 1);
                    self.unknown(at + 1..end, at..end, false);
                    end
                }
                (Some(b'}'), _) if !self.open.is_empty() => {
                    self.close(at + 1);
                    at + 1
                }
                _ => {
                    let rest = bytes.get(at + 1..).unwrap_or_default();
                    let stop = rest.iter().position(|byte| matches!(byte, b'$' | b'}'));
                    let end = at + 1 + stop.unwrap_or(rest.len());
                    self.copy(at..end);
                    end
                }
            };
        }
        if !self.open.is_empty() {
            let Open {
                start,
                value_start,
                reference,
            } = self.open.swap_remove(0);
            self.rewind(value_start);
            self.references.truncate(reference);
            self.malformed.retain(|range| range.start < start);
            self.malformed.push(start..self.raw.len());
            self.known = false;
            self.copy(start..self.raw.len());
        }
        let untouched = self.value.len() == self.raw.len();
        Interpolated {
            value: if untouched {
                Cow::Borrowed(self.raw)
            } else {
                Cow::Owned(self.value)
            },
            pieces: if untouched { Vec::new() } else { self.pieces },
            references: self.references,
            malformed: self.malformed,
            known: self.known,
        }
    }

    /// Reads on behind `${` at `start`; returns where to go on.
    fn braced(&mut self, start: usize) -> usize {
        let bytes = self.raw.as_bytes();
        let name = start + 2..self.name_end(start + 2);
        let after = name.end;
        let (operator, next) = match (bytes.get(after), bytes.get(after + 1)) {
            _ if name.is_empty() => (None, 0),
            (Some(b'}'), _) => {
                self.unknown(name, start..after + 1, false);
                return after + 1;
            }
            (Some(b':'), Some(byte)) => (operator(*byte), after + 2),
            (Some(byte), _) => (operator(*byte), after + 1),
            (None, _) => (None, 0),
        };
        match operator {
            None => {
                // Text, up to its brace where it has one.
                let rest = self.raw.get(start + 2..).unwrap_or_default();
                let end = start + 2 + rest.find(['}', '$']).unwrap_or(rest.len());
                let end = if bytes.get(end) == Some(&b'}') {
                    end + 1
                } else {
                    end
                };
                self.malformed.push(start..end);
                self.known = false;
                self.copy(start..end);
                end
            }
            Some(Operator::Default) => {
                self.open.push(Open {
                    start,
                    value_start: self.value.len(),
                    reference: self.references.len(),
                });
                self.references.push(Reference {
                    name: self.raw.get(name).unwrap_or_default(),
                    at: start..start,
                    filled: self.value.len()..self.value.len(),
                    defaulted: true,
                    required: false,
                });
                next
            }
            Some(operator) => {
                // What stands in it is not what runs: it is skipped, not read.
                if let Some(end) = self.matching_brace(next) {
                    self.unknown(name, start..end, operator == Operator::Required);
                    return end;
                }
                self.malformed.push(start..self.raw.len());
                self.known = false;
                self.copy(start..self.raw.len());
                self.raw.len()
            }
        }
    }

    /// One past the brace that closes a `${` opened before `from`.
    fn matching_brace(&self, from: usize) -> Option<usize> {
        let bytes = self.raw.as_bytes();
        let mut depth = 1_usize;
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'$' if bytes.get(at + 1) == Some(&b'{') => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 {
                return Some(at);
            }
        }
        None
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let filled = open.value_start..self.value.len();
        if let Some(reference) = self.references.get_mut(open.reference) {
            reference.at = open.start..end;
            reference.filled = filled;
        }
    }

    fn unknown(&mut self, name: Range<usize>, at: Range<usize>, required: bool) {
        let from = self.value.len();
        self.copy(at.clone());
        self.known = false;
        let name = self.raw.get(name).unwrap_or_default();
        let filled = from..self.value.len();
        self.references.push(Reference {
            name,
            at,
            filled,
            defaulted: false,
            required,
        });
    }

    fn copy(&mut self, range: Range<usize>) {
        let follows = self.pieces.last().is_some_and(|(value, raw)| {
            range.start - *raw as usize == self.value.len() - *value as usize
        });
        if !follows && !range.is_empty() {
            self.pieces
                .push((self.value.len() as u32, range.start as u32));
        }
        self.value.push_str(self.raw.get(range).unwrap_or_default());
    }

    /// Takes back what was added to the value from an offset on.
    fn rewind(&mut self, value_start: usize) {
        self.value.truncate(value_start);
        let keep = self
            .pieces
            .partition_point(|piece| (piece.0 as usize) < value_start);
        self.pieces.truncate(keep);
    }

    fn name_end(&self, from: usize) -> usize {
        let bytes = self.raw.as_bytes();
        let Some(first) = bytes.get(from) else {
            return from;
        };
        if !starts_name(*first) {
            return from;
        }
        let rest = bytes.get(from..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !starts_name(*byte) && !byte.is_ascii_digit());
        from + length.unwrap_or(rest.len())
    }
}

fn starts_name(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphabetic()
}

fn operator(byte: u8) -> Option<Operator> {
    match byte {
        b'-' => Some(Operator::Default),
        b'?' => Some(Operator::Required),
        b'+' => Some(Operator::Alternative),
        _ => None,
    }
}
