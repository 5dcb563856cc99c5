//! The parser's events into nodes, with spans that cover what stands in the file.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Tag};

use super::extent;
use super::merge;
use super::offsets::Offsets;
use super::problem::{Fault, Problem};
use super::tree::{Data, Entry, NodeId, Style, Tree};
use super::yaml::{Documents, allowance};
use crate::source::Span;

/// A collection whose end has not come yet.
struct Open {
    node: NodeId,
    children: Children,
    /// Nodes in it so far, with what aliases stand for.
    weight: usize,
}

enum Children {
    Items(Vec<NodeId>),
    Entries(Vec<Entry>, Option<NodeId>),
}

/// Builds the tree of all documents.
pub(super) struct Builder<'a, 't> {
    source: &'a str,
    /// The text that is parsed: the source, or its repaired copy of the same length.
    text: &'t str,
    pub(super) offsets: Offsets<'t>,
    tree: Tree<'a>,
    roots: Vec<NodeId>,
    problems: Vec<Problem>,
    open: Vec<Open>,
    /// The node behind each of the parser's anchor numbers.
    anchors: Vec<Option<NodeId>>,
    /// For each node, how many nodes it stands for with its aliases followed; 0 while open.
    weights: Vec<usize>,
    /// The first node of this document: aliases reach no further back.
    document: NodeId,
    allowance: usize,
    /// True once the allowance was told to be used up.
    told_allowance: bool,
}

impl<'a, 't> Builder<'a, 't> {
    pub(super) fn new(source: &'a str, text: &'t str) -> Self {
        let tree = Tree::default();
        Builder {
            source,
            text,
            offsets: Offsets::new(text),
            document: tree.next_id(),
            tree,
            roots: Vec::new(),
            problems: Vec::new(),
            open: Vec::new(),
            anchors: Vec::new(),
            weights: Vec::new(),
            allowance: allowance(source),
            told_allowance: false,
        }
    }

    /// Reads the text, as far as it is YAML.
    pub(super) fn run(&mut self) -> Result<(), ScanError> {
        let mut parser = Parser::new_from_str(self.text);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => self.event(event, span.start, span.end),
                // The parser has stepped over the alias already and can go on.
                Err(error) if error.info() == "while parsing node, found unknown anchor" => {
                    let span = self.alias_span(*error.marker());
                    self.problems.push(Problem {
                        span,
                        what: Fault::UnknownAlias,
                    });
                    self.add(span, Data::Alias(None), 0, None, 1);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, start: Marker, end: Marker) {
        let from = self.offsets.byte(start.index());
        match event {
            Event::DocumentStart(_) => self.document = self.tree.next_id(),
            Event::Alias(anchor) => self.alias(self.alias_span(start), anchor),
            Event::Scalar(value, style, anchor, tag) => {
                let from = if anchor > 0 || tag.is_some() {
                    extent::after_properties(self.text, from)
                } else {
                    from
                };
                let to = self.offsets.byte(end.index()).max(from);
                let style = style_of(style);
                let span = if value.is_empty() && style == Style::Plain {
                    Span::at(self.empty_at(from))
                } else {
                    extent::scalar(self.text, from, to, &value, style)
                };
                // The parser adds a line break to a block that ends with the text; YAML does not.
                let broken = matches!(style, Style::Literal | Style::Folded)
                    && to == self.text.len()
                    && !self.text.ends_with(['\n', '\r']);
                let mut value = value;
                if broken && value.ends_with('\n') {
                    value.to_mut().pop();
                }
                let value = borrowed(self.source, span, style, value);
                self.add(span, Data::Scalar(value, style), anchor, tag, 1);
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(from, Children::Items(Vec::new()), anchor, tag);
            }
            Event::MappingStart(anchor, tag) => {
                self.begin(from, Children::Entries(Vec::new(), None), anchor, tag);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(from),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    /// The extent of `*name`.
    fn alias_span(&self, start: Marker) -> Span {
        let start = self.offsets.byte(start.index());
        let rest = self.text.get(start..).unwrap_or_default();
        let stop = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
        Span::new(start, start + rest.find(stop).unwrap_or(rest.len()))
    }

    /// Where an absent value would stand: right behind its key's colon, if it has a key.
    fn empty_at(&self, at: usize) -> usize {
        let Some(Open {
            children: Children::Entries(_, Some(key)),
            ..
        }) = self.open.last()
        else {
            return at;
        };
        let end = self.tree.node(*key).span.end as usize;
        let rest = self.text.get(end..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        end + if rest[blanks..].starts_with(':') {
            blanks + 1
        } else {
            0
        }
    }

    fn alias(&mut self, span: Span, anchor: usize) {
        let target = self.anchors.get(anchor).copied().flatten();
        let target = target.filter(|target| *target >= self.document);
        let weight = target.and_then(|target| self.weights.get(target.index()).copied());
        let (target, weight, fault) = match (target, weight) {
            (None, _) | (_, None) => (None, 1, Some(Fault::UnknownAlias)),
            (_, Some(0)) => (None, 1, Some(Fault::CircularAlias)),
            (target, Some(weight)) if weight <= self.allowance => {
                self.allowance -= weight;
                (target, weight, None)
            }
            _ => (None, 1, Some(Fault::TooManyAliases)),
        };
        if let Some(what) = fault {
            let too_many = what == Fault::TooManyAliases;
            if !(too_many && self.told_allowance) {
                self.problems.push(Problem { span, what });
            }
            self.told_allowance |= too_many;
        }
        self.add(span, Data::Alias(target), 0, None, weight);
    }

    fn begin(
        &mut self,
        start: usize,
        children: Children,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
    ) {
        let start = if anchor > 0 || tag.is_some() {
            extent::after_properties(self.text, start)
        } else {
            start
        };
        let node = self.push(Span::at(start), Data::Sequence(Vec::new()), anchor, tag, 0);
        self.open.push(Open {
            node,
            children,
            weight: 1,
        });
    }

    fn end(&mut self, at: usize) {
        let Some(Open {
            node,
            children,
            weight,
        }) = self.open.pop()
        else {
            return;
        };
        let mut span = self.tree.node(node).span;
        let mut merges = false;
        let (first, last, data) = match children {
            Children::Items(items) => (
                items.first().copied(),
                items.last().copied(),
                Data::Sequence(items),
            ),
            Children::Entries(entries, _) => {
                merges = entries
                    .iter()
                    .any(|entry| self.tree.raw(entry.key) == Some("<<"));
                let (first, last) = (entries.first(), entries.last());
                (
                    first.map(|e| e.key),
                    last.map(|e| e.value),
                    Data::Mapping(entries),
                )
            }
        };
        if let Some(end) = self.flow_end(span, first, at) {
            span.end = end as u32;
        } else {
            if let Some(first) = first {
                let first = self.tree.node(first).span;
                let dash = matches!(data, Data::Sequence(_))
                    .then(|| extent::dash_before(self.text, first.start as usize))
                    .flatten();
                span.start = dash.map_or(first.start, |at| at as u32);
            }
            span.end = last.map_or(span.start, |last| self.tree.node(last).span.end);
        }
        let slot = self.tree.node_mut(node);
        slot.span = span;
        slot.data = data;
        if let Some(slot) = self.weights.get_mut(node.index()) {
            *slot = weight;
        }
        if merges {
            merge::work_out(&mut self.tree, node, &mut self.problems);
        }
        self.attach(node, weight);
    }

    /// One past the closing bracket of a collection in brackets; nothing for other collections.
    /// The parser's mark is the bracket, or the comma before it.
    fn flow_end(&self, span: Span, first: Option<NodeId>, at: usize) -> Option<usize> {
        let inside = first.is_none_or(|first| self.tree.node(first).span.start > span.start);
        let close = match self.text.as_bytes().get(span.start as usize) {
            Some(b'[') if inside => b']',
            Some(b'{') if inside => b'}',
            _ => return None,
        };
        let comma = usize::from(self.text.as_bytes().get(at) == Some(&b','));
        let end = extent::skip_blank(self.text, at + comma);
        (self.text.as_bytes().get(end) == Some(&close)).then_some(end + 1)
    }

    fn add(
        &mut self,
        span: Span,
        data: Data<'a>,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        weight: usize,
    ) {
        let node = self.push(span, data, anchor, tag, weight);
        self.attach(node, weight);
    }

    fn push(
        &mut self,
        span: Span,
        data: Data<'a>,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        weight: usize,
    ) -> NodeId {
        let node = self.tree.push(span, data);
        self.weights.push(weight);
        if let Some(tag) = tag {
            self.tree.node_mut(node).tag = Some(Cow::Owned(tag.to_string()));
        }
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            if let Some(slot) = self.anchors.get_mut(anchor) {
                *slot = Some(node);
            }
        }
        node
    }

    fn attach(&mut self, node: NodeId, weight: usize) {
        match self.open.last_mut() {
            None => self.roots.push(node),
            Some(open) => {
                open.weight = open.weight.saturating_add(weight);
                match &mut open.children {
                    Children::Items(items) => items.push(node),
                    Children::Entries(entries, key) => match key.take() {
                        None => *key = Some(node),
                        Some(key) => entries.push(Entry { key, value: node }),
                    },
                }
            }
        }
    }

    /// What was read. After an error, what is open ends where reading ended.
    pub(super) fn finish(mut self) -> Documents<'a> {
        while !self.open.is_empty() {
            self.end(self.text.len());
        }
        Documents {
            tree: self.tree,
            roots: self.roots,
            problems: self.problems,
            allowance: self.allowance,
        }
    }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

/// The value as a slice of the source where it stands there just so.
fn borrowed<'a>(source: &'a str, span: Span, style: Style, value: Cow<'_, str>) -> Cow<'a, str> {
    let written = extent::inside_quotes(span, style).slice(source);
    if *written == *value {
        Cow::Borrowed(written)
    } else {
        Cow::Owned(value.into_owned())
    }
}
