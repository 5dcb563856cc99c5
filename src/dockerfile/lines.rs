//! Where each instruction of a Dockerfile starts and ends: continued lines, comments between
//! them, and here-documents.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::source::Span;
use crate::spelling;

/// A here-document of RUN, COPY or ADD.
/// <https://docs.docker.com/reference/dockerfile/#here-documents>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HereDocument<'a> {
    /// The `<<EOF` that announces it.
    pub marker: Span,
    /// The word that ends it.
    pub delimiter: Cow<'a, str>,
    /// The lines between, without the one that ends it.
    pub body: Span,
    /// True for `<<-`: leading tabs don't count.
    pub strips_tabs: bool,
    /// False where the delimiter is quoted: variables stay as they are.
    pub expands: bool,
    /// False if the file ended first.
    pub closed: bool,
}

/// One instruction's lines.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    /// From the keyword to the last byte, here-documents included.
    pub(super) span: Span,
    /// End of the part before the here-documents.
    pub(super) head_end: usize,
    pub(super) here_documents: Vec<HereDocument<'a>>,
}

/// Every instruction that Docker knows: <https://docs.docker.com/reference/dockerfile/>.
pub const KEYWORDS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// True for an instruction that Docker knows, in any case.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS
        .iter()
        .any(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// Splits `source` from byte `start` on into instructions; comment lines go to `comments`, empty
/// lines inside instructions to `blank_lines`.
pub(super) fn split<'a>(
    source: &'a str,
    start: usize,
    escape: u8,
    comments: &mut Vec<Span>,
    blank_lines: &mut Vec<Span>,
) -> Vec<Lines<'a>> {
    let mut found = Vec::new();
    let mut ends = Ends { source, last: None };
    let mut at = start;
    while at < source.len() {
        let (line, next) = line_at(source, at);
        let first = at + (line.len() - line.trim_start().len());
        if line.trim().is_empty() {
            at = next;
        } else if source.as_bytes()[first] == b'#' {
            comments.push(Span::new(first, at + line.len()));
            at = next;
        } else {
            let blanks = blank_lines.len();
            let (lines, next) =
                instruction_at(source, first, escape, comments, blank_lines, &mut ends);
            // Those at its end are no part of it.
            let inside =
                blank_lines[blanks..].partition_point(|blank| blank.start < lines.span.end);
            blank_lines.truncate(blanks + inside);
            found.push(lines);
            at = next;
        }
    }
    found
}

/// The line that starts at `at` without its line break, and where the next one starts.
fn line_at(source: &str, at: usize) -> (&str, usize) {
    let rest = &source[at..];
    let (line, next) = rest
        .find('\n')
        .map_or((rest, source.len()), |end| (&rest[..end], at + end + 1));
    (line.strip_suffix('\r').unwrap_or(line), next)
}

fn instruction_at<'a>(
    source: &'a str,
    first: usize,
    escape: u8,
    comments: &mut Vec<Span>,
    blank_lines: &mut Vec<Span>,
    ends: &mut Ends<'a>,
) -> (Lines<'a>, usize) {
    let mut end = first;
    let mut at = first;
    // True once a line without the escape character has been read.
    let mut complete = false;
    while !complete && at < source.len() {
        let (line, next) = line_at(source, at);
        let trimmed = line.trim();
        if at > first && trimmed.starts_with('#') {
            let start = at + (line.len() - line.trim_start().len());
            comments.push(Span::new(start, at + line.len()));
        } else if at == first || !trimmed.is_empty() {
            complete = trimmed.as_bytes().last() != Some(&escape);
            end = at + line.trim_end().len();
        } else {
            blank_lines.push(Span::new(at, next));
        }
        at = next;
    }
    let mut here_documents = markers(source, first, end, escape);
    let head_end = end;
    for document in &mut here_documents {
        at = read_body(source, at, document, ends);
        end = document.body.end as usize;
        if document.closed {
            let (line, next) = line_at(source, at);
            end = at + line.trim_end().len();
            at = next;
        }
    }
    (
        Lines {
            span: Span::new(first, end.max(first)),
            head_end,
            here_documents,
        },
        at,
    )
}

/// Where each line of the file stands for the last time, so that a here-document that never ends
/// is known at once, however many of them there are.
struct Ends<'a> {
    source: &'a str,
    last: Option<HashMap<&'a str, usize>>,
}

impl Ends<'_> {
    /// True if a line that ends the document stands at `from` or later.
    fn closes(&mut self, document: &HereDocument<'_>, from: usize) -> bool {
        let source = self.source;
        let last = self.last.get_or_insert_with(|| {
            let mut last = HashMap::new();
            let mut at = 0;
            while at < source.len() {
                let (line, next) = line_at(source, at);
                last.insert(line, at);
                last.insert(line.trim_start_matches('\t'), at);
                at = next;
            }
            last
        });
        last.get(document.delimiter.as_ref())
            .is_some_and(|at| *at >= from)
    }
}

/// Fills in the body of a here-document that starts at `start`; answers where its last line starts.
fn read_body<'a>(
    source: &'a str,
    start: usize,
    document: &mut HereDocument<'_>,
    ends: &mut Ends<'a>,
) -> usize {
    let mut at = start;
    if ends.closes(document, start) {
        while at < source.len() {
            let (line, next) = line_at(source, at);
            let word = if document.strips_tabs {
                line.trim_start_matches('\t')
            } else {
                line
            };
            if word == document.delimiter {
                document.body = Span::new(start, at);
                document.closed = true;
                return at;
            }
            at = next;
        }
        at = start;
    }
    // Never closed. A line nearby may be meant to end it: a letter too many, blanks around it.
    let mut ahead = start;
    for _ in 0..NEARBY {
        if ahead >= source.len() {
            break;
        }
        let (line, next) = line_at(source, ahead);
        if almost_ends(line, &document.delimiter) {
            document.body = Span::new(start, ahead);
            return next;
        }
        ahead = next;
    }
    // Else give the rest of the file back at the next line that looks like an instruction.
    while at < source.len() {
        let (line, next) = line_at(source, at);
        let word = line.split([' ', '\t']).next().unwrap_or_default();
        if KEYWORDS.contains(&word) && word.len() < line.len() {
            break;
        }
        at = next;
    }
    document.body = Span::new(start, at);
    at
}

/// How many lines a misspelled end of a here-document is looked for.
const NEARBY: usize = 30;

/// How many blanks around such an end are looked past.
const LONGEST_INDENT: usize = 40;

/// True for a line that is no end of a here-document, and was most likely meant to be.
pub fn almost_ends(line: &str, delimiter: &str) -> bool {
    if line.len() > delimiter.len() + LONGEST_INDENT {
        return false;
    }
    let line = line.trim();
    line == delimiter
        || (delimiter.len() > 2
            && line.len().abs_diff(delimiter.len()) < 2
            && spelling::edits(line, delimiter).is_some_and(|edits| edits < 2))
}

/// The `<<NAME` words on an instruction's line; only RUN, COPY and ADD take them.
fn markers(source: &str, start: usize, end: usize, escape: u8) -> Vec<HereDocument<'_>> {
    let text = &source[start..end];
    if !text.contains("<<") {
        return Vec::new();
    }
    let mut words = text.split_ascii_whitespace();
    let mut keyword = words.next().unwrap_or_default();
    if keyword.eq_ignore_ascii_case("ONBUILD") {
        keyword = words.next().unwrap_or_default();
    }
    if !["RUN", "COPY", "ADD"]
        .iter()
        .any(|taker| taker.eq_ignore_ascii_case(keyword))
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let word_start = at;
        let mut quote = None;
        while at < bytes.len() && (quote.is_some() || !bytes[at].is_ascii_whitespace()) {
            match (bytes[at], quote) {
                (byte, _) if byte == escape && quote != Some(b'\'') => at += 1,
                (byte, Some(open)) if byte == open => quote = None,
                (byte @ (b'"' | b'\''), None) => quote = Some(byte),
                _ => {}
            }
            at += 1;
        }
        let word_end = at.min(bytes.len());
        let word = text.get(word_start..word_end).unwrap_or_default();
        if let Some(document) = marker(word, start + word_start) {
            found.push(document);
        }
    }
    found
}

/// `<<EOF`, `<<-EOF`, `<<"EOF"`, with an optional file descriptor in front.
fn marker(word: &str, offset: usize) -> Option<HereDocument<'_>> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word[digits..].strip_prefix("<<")?;
    let (strips_tabs, name) = rest
        .strip_prefix('-')
        .map_or((false, rest), |name| (true, name));
    if name.is_empty() || name.contains('<') {
        return None;
    }
    let quoted = name.contains(['"', '\'', '\\']);
    let delimiter = if quoted {
        Cow::Owned(
            name.chars()
                .filter(|c| !matches!(c, '"' | '\'' | '\\'))
                .collect(),
        )
    } else {
        Cow::Borrowed(name)
    };
    let marker = Span::new(offset, offset + word.len());
    Some(HereDocument {
        marker,
        delimiter,
        body: Span::default(),
        strips_tabs,
        expands: !quoted,
        closed: false,
    })
}
