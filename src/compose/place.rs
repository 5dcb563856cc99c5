//! Where a fix puts new lines, and what a removal takes out: byte spans with ready text.
//!
//! Indentation and line ends are copied from what stands next to the place. Nothing is offered
//! where the result would not be sure to mean the same, such as a block behind an alias.

use super::service::Service;
use super::tree::{Data, NodeId};
use super::value::Value;
use super::{Dialect, extent};
use crate::source::Span;

impl Service<'_> {
    /// Adds a setting: where to insert and the text to insert. In a Compose file `line` (`key: value`;
    /// further lines of it are indented alike) goes behind the last setting of the service's own
    /// block; in a `docker run` line `flag` goes just before the image. Nothing for a service that
    /// is an alias as a whole, for a line without an image, and where `flag` is empty.
    pub fn add_setting(&self, line: &str, flag: &str) -> Option<(Span, String)> {
        if !self.is_docker_run() {
            return self.own_settings().insert_entry(line);
        }
        let gap = self.node.gap.filter(|_| !flag.is_empty())?;
        let separator = gap.slice(self.compose.source);
        Some((Span::at(gap.end as usize), [flag, separator].concat()))
    }

    /// What to take out so that this item of a list setting, or entry of a mapping setting, is
    /// gone; `going` tells how many are to go, and where that is all of them, the whole setting
    /// does. Nothing in a setting that is too long to be searched for each of its items, and where
    /// one flag of a `docker run` line holds several.
    pub fn removal_of(&self, key: &str, item: &Value<'_>, going: usize) -> Option<Span> {
        item.removal_with(&self.get(key)?, &self.own_settings(), going)
    }
}

/// More items than anyone writes.
const LONG_LIST: usize = 100;

impl<'m> Value<'m> {
    /// Adds a `key: value` line to this mapping, behind its last entry.
    pub fn insert_entry(&self, line: &str) -> Option<(Span, String)> {
        let compose = self.compose();
        if !self.route().is_direct() || !self.is_mapping() {
            return self.insert_into_nothing(line);
        }
        let source = compose.source;
        let entries = compose.tree.entries(self.node());
        let written = self.written();
        if is_flow(source, written) {
            let last = entries
                .last()
                .map(|entry| end_of(*self, entry.value, entry.key));
            return (!line.contains('\n')).then(|| into_flow(written, last, line));
        }
        let first = entries.first()?;
        let last = entries.last()?;
        let key = compose.tree.node(first.key).span;
        let indent = column_indent(source, key.start as usize)?;
        Some(after(
            source,
            end_of(*self, last.value, last.key),
            &indent,
            line,
        ))
    }

    /// Adds an item to this list, behind its last one. `item` is the text behind the dash.
    pub fn insert_item(&self, item: &str) -> Option<(Span, String)> {
        let compose = self.compose();
        if !self.route().is_direct() || !self.is_list() {
            return None;
        }
        let source = compose.source;
        let items = compose.tree.items(self.node());
        let written = self.written();
        if is_flow(source, written) {
            let last = items
                .last()
                .map(|item| compose.tree.node(*item).span.end as usize);
            return Some(into_flow(written, last, item));
        }
        let last = items.last()?;
        let start = compose.tree.node(*last).span.start as usize;
        let dash = extent::dash_before(source, start)?;
        let indent = column_indent(source, dash)?;
        let line = format!("- {item}");
        Some(after(
            source,
            compose.tree.node(*last).span.end as usize,
            &indent,
            &line,
        ))
    }

    /// Turns this list of names into a mapping: for each name, `setting` tells the line below it.
    /// Nothing where that would lose a comment.
    pub fn list_as_mapping(
        &self,
        setting: &dyn Fn(&str) -> &'static str,
    ) -> Option<Vec<(Span, String)>> {
        let compose = self.compose();
        let items = compose.tree.items(self.node());
        if !self.route().is_direct() || items.is_empty() {
            return None;
        }
        let source = compose.source;
        let written = self.written();
        let name = |item: &NodeId| {
            let node = compose.tree.node(*item);
            let is_text = matches!(node.data, Data::Scalar(..));
            is_text.then(|| (node.span, compose.tree.raw(*item).unwrap_or_default()))
        };
        if is_flow(source, written) {
            if written.slice(source).contains('#') {
                return None;
            }
            let mut entries = Vec::new();
            for item in items {
                let (span, raw) = name(item)?;
                entries.push(format!("{}: {{{}}}", span.slice(source), setting(raw)));
            }
            return Some(vec![(written, format!("{{{}}}", entries.join(", ")))]);
        }
        let key = compose.tree.node(self.key_node()?).span;
        let outer = column_indent(source, key.start as usize)?;
        let mut edits = Vec::new();
        for item in items {
            let (span, raw) = name(item)?;
            let dash = extent::dash_before(source, span.start as usize)?;
            let indent = column_indent(source, dash)?;
            // Dashes may stand right below the key, names may not.
            let step = if indent.len() > outer.len() { "" } else { "  " };
            let rest = source.get(span.end as usize..).unwrap_or_default();
            let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
            let line_break = newline(source, span.end as usize + length);
            edits.push((
                Span::new(dash, span.end as usize),
                format!(
                    "{step}{}:{line_break}{indent}{step}  {}",
                    span.slice(source),
                    setting(raw)
                ),
            ));
        }
        Some(edits)
    }

    /// What to take out so that this entry (with its key) or list item is gone: in a `docker run`
    /// line the flag; in a Compose file its lines, or inside `{…}` and `[…]` its text with a comma. Nothing if it came through an alias, and for
    /// the only entry of a block, which would leave an empty value behind.
    pub fn removal(&self, parent: &Value<'m>) -> Option<Span> {
        if !self.route().is_direct() {
            return None;
        }
        let compose = self.compose();
        if compose.dialect == Dialect::DockerRun {
            return *compose.cuts.get(self.node().index())?;
        }
        parent.removal_of(self.key_node().unwrap_or(self.node()))
    }

    /// The same by the node of the entry's key, or of the item; also for what an alias stands for.
    pub fn removal_of(&self, child: NodeId) -> Option<Span> {
        let (compose, parent) = (self.compose(), self);
        let source = compose.source;
        let tree = &compose.tree;
        let (has_keys, children): (bool, Vec<(NodeId, NodeId)>) = match &tree
            .node(parent.node())
            .data
        {
            Data::Mapping(entries) => (true, entries.iter().map(|e| (e.key, e.value)).collect()),
            Data::Sequence(items) => (false, items.iter().map(|item| (*item, *item)).collect()),
            _ => return None,
        };
        let at = children.iter().position(|(first, _)| *first == child)?;
        let extent = |at: usize| {
            let (first, last) = children.get(at)?;
            let start = tree.node(*first).span.start as usize;
            Some(start..end_of(*parent, *last, *first).max(start))
        };
        let own = extent(at)?;
        if is_flow(source, parent.written()) {
            let span = match (at.checked_sub(1).and_then(extent), extent(at + 1)) {
                (_, Some(next)) => Span::new(own.start, next.start),
                (Some(before), None) => Span::new(before.end, own.end),
                (None, None) => Span::new(own.start, own.end),
            };
            return Some(span);
        }
        if children.len() == 1 {
            return None;
        }
        let start = if has_keys {
            own.start
        } else {
            extent::dash_before(source, own.start)?
        };
        lines_of(
            source,
            start,
            own.end,
            column_indent(source, start).is_some(),
        )
    }

    /// The same for one of several things that are to go from `parent`, which is an entry of
    /// `outer`: where nothing would be left, all of `parent`.
    pub fn removal_with(
        &self,
        parent: &Value<'m>,
        outer: &Value<'m>,
        going: usize,
    ) -> Option<Span> {
        let mut all = if parent.is_mapping() {
            parent.entries()
        } else {
            parent.items()
        };
        if all.clone().nth(LONG_LIST).is_some() {
            return None;
        }
        if self.compose().dialect == Dialect::DockerRun {
            let cut = self.removal(parent)?;
            let is_apart =
                |other: Value| other.node() == self.node() || !cut.contains(other.written());
            return all.all(is_apart).then_some(cut);
        }
        if all.nth(going.max(1)).is_some() {
            self.removal(parent)
        } else {
            parent.removal(outer)
        }
    }

    /// Where this value's own text can be replaced by another; nothing behind an alias.
    pub fn replacement(&self) -> Option<Span> {
        self.route().is_direct().then(|| self.written())
    }

    /// A first entry below a key that has no value yet.
    fn insert_into_nothing(&self, line: &str) -> Option<(Span, String)> {
        let source = self.compose().source;
        if !self.route().is_direct() || !self.is_null() || !self.written().is_empty() {
            return None;
        }
        let key = self.key_written();
        let outer = column_indent(source, key.start as usize)?;
        Some(after(
            source,
            self.written().end as usize,
            &format!("{outer}  "),
            line,
        ))
    }
}

fn is_flow(source: &str, span: Span) -> bool {
    span.slice(source).starts_with(['[', '{'])
}

/// Where an entry ends: behind its value, or behind its colon where it has none.
fn end_of(parent: Value<'_>, value: NodeId, key: NodeId) -> usize {
    let tree = &parent.compose().tree;
    tree.node(value).span.end.max(tree.node(key).span.end) as usize
}

/// What stands between the line's start and this column, as the indentation of a line below:
/// `- ` in front becomes blanks. Nothing where other text stands there.
fn column_indent(source: &str, at: usize) -> Option<String> {
    let before = source.get(..at)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let prefix = before.get(line..)?.trim_start_matches('\u{feff}');
    let blanks = |c: char| matches!(c, ' ' | '-');
    prefix.chars().all(blanks).then(|| prefix.replace('-', " "))
}

/// A new line below the one on which `end` stands, its comment included.
fn after(source: &str, end: usize, indent: &str, line: &str) -> (Span, String) {
    let rest = source.get(end..).unwrap_or_default();
    let length = rest.find('\n').unwrap_or(rest.len());
    let length = rest
        .get(..length)
        .unwrap_or_default()
        .trim_end_matches('\r')
        .len();
    let newline = newline(source, end + length);
    let mut text = String::new();
    for part in line.split('\n') {
        text.push_str(newline);
        text.push_str(indent);
        text.push_str(part);
    }
    (Span::at(end + length), text)
}

/// The line end in use near a place.
fn newline(source: &str, at: usize) -> &'static str {
    let here = source.get(at..).unwrap_or_default();
    let before = source.get(..at).unwrap_or_default();
    let crlf = here.starts_with("\r\n")
        || (here.is_empty()
            && before
                .rfind('\n')
                .is_some_and(|at| before[..at].ends_with('\r')));
    if crlf { "\r\n" } else { "\n" }
}

/// Inside `{…}` or `[…]`: behind the last thing, which ends at `last`, or behind the bracket.
fn into_flow(span: Span, last: Option<usize>, text: &str) -> (Span, String) {
    match last {
        Some(end) => (Span::at(end), format!(", {text}")),
        None => (Span::at(span.start as usize + 1), text.to_owned()),
    }
}

/// Whole lines where the thing stands alone on them; otherwise nothing.
fn lines_of(source: &str, start: usize, end: usize, alone: bool) -> Option<Span> {
    if !alone {
        return None;
    }
    let before = source.get(..start)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    // A dash in front holds the block together: `- image: x` is more than its first key.
    if before.get(line..)?.contains('-') {
        return None;
    }
    let rest = source.get(end..)?;
    let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let tail = rest.get(..length)?.trim();
    if !(tail.is_empty() || tail.starts_with('#')) {
        return None;
    }
    Some(Span::new(line, end + length))
}
