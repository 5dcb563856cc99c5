//! Files as they were handed in: their kind, places in them, and UTF-16 positions.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What a file is, which decides who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A Dockerfile or Containerfile.
    Dockerfile,
    /// A Compose file (YAML).
    Compose,
    /// One or more `docker run` command lines.
    DockerRun,
    /// A `.dockerignore` file.
    Dockerignore,
    /// An env file (`NAME=value` lines).
    Env,
}

impl Kind {
    /// Every kind, in the order of the words.
    #[cfg(target_arch = "wasm32")]
    pub(crate) const ALL: [Kind; 5] = [
        Kind::Dockerfile,
        Kind::Compose,
        Kind::DockerRun,
        Kind::Dockerignore,
        Kind::Env,
    ];
    /// Their words in JavaScript, in order.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) const WORDS: &str = "dockerfile compose docker-run dockerignore env";
}

/// One file as the user gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SourceFile {
    /// The path or name, with `/` between folders; tells files apart and helps to guess the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The text, exactly as written.
    pub text: String,
    /// The kind, where the caller knows it better than the guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
}

/// A place in a text: byte offsets into its UTF-8 form, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// An empty span: a place between two characters.
    pub fn at(offset: usize) -> Self {
        Span::new(offset, offset)
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// True where nothing is covered.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// True if `other` lies inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The first place inside this one where `part` stands.
    pub fn find(self, part: &str, text: &str) -> Option<Span> {
        let start = self.start as usize + self.slice(text).find(part)?;
        Some(Span::new(start, start + part.len()))
    }

    /// The text at this place; empty where the span does not fit `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// A value and the place it was written at.
///
/// `value` is what Docker would see (quotes and escapes undone); `span` covers what stands in the
/// file, so the two may differ in length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text<'a> {
    /// The value.
    pub value: Cow<'a, str>,
    /// Where it stands.
    pub span: Span,
}

impl<'a> Text<'a> {
    /// A value that stands in the file exactly so.
    pub fn new(value: impl Into<Cow<'a, str>>, span: Span) -> Self {
        Text {
            value: value.into(),
            span,
        }
    }

    /// The value as a string slice.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// Where the bytes of a value stand in the file, for values that get read a second time
/// (a command inside a YAML string, a script inside a here-document).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The value is a verbatim slice of the file that starts at this byte.
    Verbatim(u32),
    /// Escapes make places inside uncertain: everything points at the whole value.
    Whole(Span),
    /// Verbatim pieces (lines of a block scalar), as (offset in the value, offset in the file),
    /// sorted by the first; each reaches to the start of the next.
    Pieces(Vec<(u32, u32)>),
}

impl Origin {
    /// The place in the file of a byte range of the value.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match self {
            Origin::Verbatim(base) => Span {
                start: base + start as u32,
                end: base + end as u32,
            },
            Origin::Whole(span) => *span,
            Origin::Pieces(pieces) => {
                let at = |offset: u32| {
                    let piece = pieces
                        .partition_point(|piece| piece.0 <= offset)
                        .saturating_sub(1);
                    pieces
                        .get(piece)
                        .map_or(0, |(value, file)| file + (offset - value.min(&offset)))
                };
                // The end is exclusive, so it belongs to the piece of the byte before it.
                let end = if end > start {
                    at(end as u32 - 1) + 1
                } else {
                    at(end as u32)
                };
                Span {
                    start: at(start as u32),
                    end,
                }
            }
        }
    }
}

/// A place as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Position {
    /// UTF-16 code units from the start of the text.
    pub offset: u32,
    /// 1-based line; a line ends after `\n` (or `\r\n`).
    pub line: u32,
    /// 1-based column in UTF-16 code units.
    pub column: u32,
}

/// Turns byte offsets into UTF-16 positions. Made once for each file, in one pass; a look-up
/// costs the same wherever it falls, even on a line of many megabytes.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    /// Byte offset of the start of each line.
    lines: Vec<u32>,
    /// UTF-16 units before each block of `BLOCK` bytes; empty where the text is ASCII.
    blocks: Vec<u32>,
}

const BLOCK: usize = 512;

impl<'a> Positions<'a> {
    /// Reads the line starts of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut lines = vec![0];
        lines.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at as u32 + 1),
        );
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                blocks.push(units);
                units += utf16_units(block);
            }
            blocks.push(units);
        }
        Positions {
            text,
            lines,
            blocks,
        }
    }

    /// The position of a byte offset; offsets past the end or inside a character are clamped.
    pub fn position(&self, byte: u32) -> Position {
        let byte = self.text.floor_char_boundary(byte as usize);
        let line = self.lines.partition_point(|start| *start as usize <= byte) - 1;
        let offset = self.units_before(byte);
        let column = offset - self.units_before(self.lines[line] as usize);
        Position {
            offset,
            line: line as u32 + 1,
            column: column + 1,
        }
    }

    /// The 0-based line of a byte offset.
    pub fn line(&self, byte: u32) -> usize {
        self.lines.partition_point(|start| *start <= byte) - 1
    }

    fn units_before(&self, byte: usize) -> u32 {
        match self.blocks.get(byte / BLOCK) {
            Some(units) => units + utf16_units(&self.text.as_bytes()[byte / BLOCK * BLOCK..byte]),
            None => byte as u32,
        }
    }
}

/// Length of UTF-8 bytes in UTF-16 code units, the unit of JavaScript strings: every byte that
/// starts a character is one unit, and four-byte characters are two.
fn utf16_units(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .map(|byte| u32::from(byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0))
        .sum()
}
