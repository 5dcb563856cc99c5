//! Words, assignments and redirections, as the shell hands them on.

use std::borrow::Cow;

use crate::source::{Span, Text};

/// One argument of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word with its quotes and escapes undone; expansions stay as written (`$X`, `$(cmd)`).
    pub value: Cow<'a, str>,
    /// Where it stands in the file, with its quotes.
    pub span: Span,
    /// True if any part is quoted or escaped.
    pub quoted: bool,
    /// True if it holds a live `$` or backtick, so that its value is known only at run time.
    pub expands: bool,
    /// How many bytes from the start of `value` stand in the file verbatim from `span.start`.
    plain: u32,
    /// The text inside the quotes as it stands in the source, and its first byte in the file,
    /// where nothing but joined lines tells it from the value.
    raw: Option<(&'a str, u32)>,
}

impl<'a> Word<'a> {
    /// A word that no shell expands, such as one of the exec form. `text.span` may include the
    /// quotes around it.
    pub fn new(text: Text<'a>) -> Self {
        let Text { value, span } = text;
        let quotes = span.len().wrapping_sub(value.len());
        let raw = match &value {
            Cow::Borrowed(value) if quotes == 0 => Some((*value, span.start)),
            Cow::Borrowed(value) if quotes == 2 => Some((*value, span.start + 1)),
            _ => None,
        };
        let plain = if quotes == 0 { value.len() as u32 } else { 0 };
        Word {
            value,
            span,
            quoted: quotes != 0,
            expands: false,
            plain,
            raw,
        }
    }

    pub(super) fn read(
        value: Cow<'a, str>,
        span: Span,
        (quoted, expands): (bool, bool),
        plain: u32,
        raw: Option<(&'a str, u32)>,
    ) -> Self {
        Word {
            value,
            span,
            quoted,
            expands,
            plain,
            raw,
        }
    }

    /// The value, if it is known without running anything.
    pub fn literal(&self) -> Option<&str> {
        (!self.expands).then_some(&*self.value)
    }

    /// The value, with expansions as they are written.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// The word without the first `skip` bytes of its value: `v` of `--opt=v`. The span is
    /// narrowed where the skipped bytes stand in the file verbatim.
    #[must_use]
    pub fn tail(&self, skip: usize) -> Word<'a> {
        let skip = self.value.floor_char_boundary(skip);
        let value = match &self.value {
            Cow::Borrowed(value) => Cow::Borrowed(value.get(skip..).unwrap_or_default()),
            Cow::Owned(value) => Cow::Owned(value.get(skip..).unwrap_or_default().to_owned()),
        };
        let narrowed = skip <= self.plain as usize;
        let raw = self
            .raw
            .filter(|(raw, _)| *raw == self.value)
            .and_then(|(raw, start)| Some((raw.get(skip..)?, start + skip as u32)));
        let mut span = self.span;
        if narrowed {
            span.start = (span.start + skip as u32).min(span.end);
        } else if let Some((_, start)) = raw {
            span.start = start;
        }
        Word {
            value,
            span,
            quoted: self.quoted,
            expands: self.expands,
            plain: if narrowed {
                self.plain - skip as u32
            } else {
                0
            },
            raw,
        }
    }

    /// The place of some bytes of the value; nothing where quotes, escapes or joined lines make it
    /// unsure.
    pub fn verbatim(&self, start: usize, end: usize) -> Option<Span> {
        let base = self.span.start as usize;
        (end <= self.plain as usize).then(|| Span::new(base + start, base + end))
    }

    /// The name and value of a `NAME=value` word, as `export` and `env` take them.
    pub fn as_assignment(&self) -> Option<Assignment<'a>> {
        let (name, _) = self.value.split_once('=')?;
        let name = name.strip_suffix('+').unwrap_or(name);
        if !is_name(name) {
            return None;
        }
        let length = name.len();
        let skip = self.value.find('=')? + 1;
        let value = self.tail(skip);
        let name = match &self.value {
            Cow::Borrowed(all) => Cow::Borrowed(all.get(..length).unwrap_or_default()),
            Cow::Owned(_) => Cow::Owned(name.to_owned()),
        };
        let verbatim = if length <= self.plain as usize {
            Some(self.span.start)
        } else {
            self.raw
                .filter(|(raw, _)| *raw == self.value)
                .map(|(_, start)| start)
        };
        let span = verbatim.map_or(self.span, |start| Span {
            start,
            end: start + length as u32,
        });
        Some(Assignment {
            name: Text::new(name, span),
            value,
        })
    }

    /// The text to read if this word is a script, and its first byte in the file.
    pub(super) fn raw(&self) -> Option<(&'a str, u32)> {
        self.raw
    }

    pub(super) fn into_owned<'b>(self) -> Word<'b> {
        Word {
            value: Cow::Owned(self.value.into_owned()),
            span: self.span,
            quoted: self.quoted,
            expands: self.expands,
            plain: self.plain,
            raw: None,
        }
    }
}

/// `NAME=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment<'a> {
    /// The name of the variable.
    pub name: Text<'a>,
    /// What it is set to; empty in `NAME=`.
    pub value: Word<'a>,
}

impl Assignment<'_> {
    pub(super) fn into_owned<'b>(self) -> Assignment<'b> {
        let name = Text::new(self.name.value.into_owned(), self.name.span);
        Assignment {
            name,
            value: self.value.into_owned(),
        }
    }
}

/// What a redirection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `<`
    Read,
    /// `>` and `>|`
    Write,
    /// `>>`
    Append,
    /// `<>`
    ReadWrite,
    /// `<&`
    DuplicateInput,
    /// `>&`
    DuplicateOutput,
    /// `&>`: standard output and standard error
    WriteBoth,
    /// `&>>`
    AppendBoth,
    /// `<<<`
    HereString,
    /// `<<`
    HereDocument,
    /// `<<-`: tabs at the start of lines are dropped
    HereDocumentTabs,
}

impl Operator {
    /// True if it writes to the file that it names.
    pub fn writes(self) -> bool {
        matches!(
            self,
            Operator::Write
                | Operator::Append
                | Operator::ReadWrite
                | Operator::WriteBoth
                | Operator::AppendBoth
        )
    }
}

/// A redirection of a command: `2>/dev/null`, `<<EOF`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect<'a> {
    /// From the file descriptor or operator to the end of the target.
    pub span: Span,
    /// The file descriptor that is named, as in `2>`.
    pub descriptor: Option<u32>,
    /// What is done.
    pub operator: Operator,
    /// The file, the descriptor, the text of a here-string or the closing word of a
    /// here-document.
    pub target: Word<'a>,
    /// The lines of a here-document, without the closing word.
    pub body: Option<Text<'a>>,
    /// The body as it stands in the source.
    pub(super) raw_body: Option<&'a str>,
}

impl Redirect<'_> {
    pub(super) fn into_owned<'b>(self) -> Redirect<'b> {
        Redirect {
            span: self.span,
            descriptor: self.descriptor,
            operator: self.operator,
            target: self.target.into_owned(),
            body: self
                .body
                .map(|body| Text::new(body.value.into_owned(), body.span)),
            raw_body: None,
        }
    }
}

/// True for a name that a shell variable may have.
pub(super) fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|byte| byte == b'_' || byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}
