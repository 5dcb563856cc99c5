//! The bodies of here-documents (POSIX XCU 2.7.4).

use std::borrow::Cow;

use super::Fault;
use super::reader::Reader;
use super::text::after_line;
use crate::source::Text;

/// A here-document whose body starts on the next line.
#[derive(Debug)]
pub(super) struct OpenHereDocument {
    /// The command and its redirection; nothing where a block holds none.
    pub(super) place: Option<(usize, usize)>,
    /// The word that closes it.
    pub(super) closing: String,
    /// True for `<<-`.
    pub(super) tabs: bool,
    /// Where the redirection stands in the text.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Reader<'_, '_> {
    /// At the start of the line after one with `<<`.
    pub(super) fn here_documents(&mut self) {
        for heredoc in std::mem::take(&mut self.heredocs) {
            let start = self.at;
            let mut end = self.bytes.len();
            let mut next = end;
            let mut line = start;
            while line < self.bytes.len() {
                let after = after_line(self.bytes, line);
                if closes(self.text.get(line..after).unwrap_or_default(), &heredoc) {
                    (end, next) = (line, after);
                    break;
                }
                line = after;
            }
            if end == next {
                self.complain(Fault::UnterminatedHereDocument, heredoc.start, heredoc.end);
            }
            self.at = next;
            let raw = self.text.get(start..end).unwrap_or_default();
            let span = self.span(start, end);
            let body = heredoc.place.and_then(|(command, redirect)| {
                self.commands.get_mut(command)?.redirects.get_mut(redirect)
            });
            if let Some(redirect) = body {
                redirect.body = Some(Text::new(without_tabs(raw, heredoc.tabs), span));
                redirect.raw_body = Some(raw);
            }
        }
    }
}

fn closes(line: &str, heredoc: &OpenHereDocument) -> bool {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let line = if heredoc.tabs {
        line.trim_start_matches('\t')
    } else {
        line
    };
    line == heredoc.closing
}

fn without_tabs(body: &str, tabs: bool) -> Cow<'_, str> {
    if !tabs || !body.contains('\t') {
        return Cow::Borrowed(body);
    }
    Cow::Owned(
        body.split_inclusive('\n')
            .map(|line| line.trim_start_matches('\t'))
            .collect(),
    )
}
