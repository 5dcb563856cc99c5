//! Goes through a text and writes its `docker run` lines into a tree.

use std::collections::HashMap;

use super::arguments::Arguments;
use super::flags;
use super::part::Part;
use super::place::{Before, Place, Places};
use super::service::Service;
use super::words::{Splitter, Word};
use super::{DockerRun, FlagPlace, Problem, RunLine, What};
use crate::compose::tree::{Data, Entry, Style, Tree};
use crate::image::ImageReference;
use crate::source::{Span, Text};
use crate::spelling;
use crate::word_list::is_one_of;

/// How much of one command is read, in bytes: Linux starts no program with longer arguments
/// (`ARG_MAX`, 2 MB).
const LONGEST_COMMAND: usize = 2 << 20;

/// Commands of the engines, so that `docker rm` is not taken for a misspelled `docker run`.
const COMMANDS: &str = "attach build builder buildx commit compose config context cp diff events exec export \
    help history image images import info init inspect kill load login logout logs machine \
    manifest mount network node pause plugin pod port prune ps pull push rename restart rm \
    rmi save scout search secret service stack start stats stop swarm system tag top volume";

/// Reads `docker [flags] [container] run` and returns the word `run`, or what stands there.
pub(super) fn command_word<'a>(splitter: &mut Splitter<'a>) -> Option<Word<'a>> {
    splitter.next_word()?;
    let mut in_container = false;
    loop {
        let word = splitter.next_word()?;
        if word.value.starts_with('-') {
            if is_one_of(flags::GLOBAL_VALUED, &word.value) {
                splitter.next_word()?;
            }
        } else if word.value == "container" && !in_container {
            in_container = true;
        } else {
            return Some(word);
        }
    }
}

/// Reads the commands of one text into a tree.
pub(super) struct Reader<'a> {
    source: &'a str,
    tree: Tree<'a>,
    lines: Vec<RunLine<'a>>,
    problems: Vec<Problem>,
    /// How often a service's name was asked for.
    names: HashMap<String, usize>,
    services: Vec<Entry>,
}

impl<'a> Reader<'a> {
    pub(super) fn read(source: &'a str) -> DockerRun<'a> {
        let mut reader = Reader::new(source);
        // Beside lines without a prompt, what stands behind a `#` is a comment.
        let is_script = reader.commands(false);
        if !is_script {
            reader = Reader::new(source);
            reader.commands(true);
        }
        reader.finish()
    }

    fn new(source: &'a str) -> Self {
        Reader {
            source,
            tree: Tree::default(),
            lines: Vec::new(),
            problems: Vec::new(),
            names: HashMap::new(),
            services: Vec::new(),
        }
    }

    /// Reads all commands and tells if one of them stands there without a prompt.
    fn commands(&mut self, with_hash: bool) -> bool {
        let mut is_script = false;
        let mut places = Places::new(self.source);
        let mut splitter = Splitter::new(self.source);
        let mut from = 0;
        while let Some(place) = places.next_from(from) {
            from = place.end;
            if place.before == Before::Hash && !with_hash {
                continue;
            }
            splitter.start(place.start, place.delimiter);
            let lines = self.lines.len();
            self.command(&mut splitter, place);
            is_script |= self.lines.len() > lines && place.before == Before::Command;
            from = from.max(splitter.position());
        }
        is_script
    }

    fn command(&mut self, splitter: &mut Splitter<'a>, place: Place) {
        let Some(command) = command_word(splitter) else {
            return;
        };
        let meant = match &*command.value {
            "run" | "create" => None,
            _ if matches!(place.before, Before::Hash | Before::Prose) => return,
            other if is_one_of(COMMANDS, other) => return,
            // A longer name may be that of a plugin.
            other => match spelling::nearest(other, "run create".split(' ')) {
                Some(meant) if other.len() <= meant.len() => Some(meant),
                _ => return,
            },
        };
        let first = splitter.next_word();
        let starts_with_flag = first
            .as_ref()
            .is_some_and(|word| word.value.starts_with('-'));
        if place.before == Before::Prose && !starts_with_flag {
            return;
        }
        let mut words = Vec::new();
        let mut next = first;
        while let Some(word) = next {
            words.push(word);
            next = splitter.next_word_before(place.start + LONGEST_COMMAND);
        }
        let arguments = Arguments::read(&words, command.span.end);
        let has_image = arguments.image.is_some() || arguments.open_ended;
        if !has_image && (place.delimiter == Some(b'`') || place.before == Before::Prose) {
            // `docker run -p` in the middle of a sentence.
            return;
        }
        if let Some(meant) = meant {
            let what = What::UnknownCommand {
                name: command.value.to_string(),
                meant,
            };
            self.problems.push(Problem {
                span: command.span,
                what,
            });
        }
        let last = words.last().unwrap_or(&command);
        let span = Span {
            start: place.start as u32,
            end: last.span.end,
        };
        self.line(span, command.span.end, &words, arguments);
        if let Some(quote) = splitter.open_quote() {
            self.problems.push(Problem {
                span: quote,
                what: What::OpenQuote,
            });
        }
        if !has_image {
            self.problems.push(Problem {
                span: Span {
                    start: span.end,
                    end: span.end,
                },
                what: What::NoImage,
            });
        }
    }

    /// Writes one line into the tree.
    fn line(
        &mut self,
        span: Span,
        before: u32,
        words: &[Word<'a>],
        mut arguments: Arguments<'_, 'a>,
    ) {
        let node = self.tree.push(span, Data::Mapping(Vec::new()));
        let mut service = Service {
            tree: &mut self.tree,
            node,
        };
        let mut flags = Vec::new();
        for given in &arguments.given {
            flags.push(FlagPlace {
                name: given.flag.long,
                span: given.span,
                value: service.flag(given),
                cut: given.cut,
            });
        }
        let image = arguments
            .image
            .and_then(|at| words.get(at))
            .map(|word| Part::from(word, 0));
        if let Some(image) = &image {
            let value = service.scalar(image);
            service.set(node, "image", image.span(), value);
        }
        let program = arguments
            .image
            .and_then(|at| words.get(at + 1..))
            .unwrap_or_default();
        for word in program {
            let part = Part::from(word, 0);
            let value = service.scalar(&part);
            service.append("command", part.span(), value);
        }
        let named = arguments
            .given
            .iter()
            .rfind(|given| given.flag.key == "container_name");
        let name = named
            .and_then(|given| given.value)
            .map(|value| value.text());
        let name = self.unique(name, image.map(|image| image.text()), span);
        let key = self.tree.scalar(name.clone(), Style::Plain);
        self.services.push(Entry { key, value: node });
        let insert_at = image
            .and(words.get(arguments.flags_end))
            .map(|word| word.span.start);
        let last_flag = arguments
            .flags_end
            .checked_sub(1)
            .and_then(|at| words.get(at));
        let gap = last_flag.map_or(before, |word| word.span.end);
        let separator = Span {
            start: gap,
            end: insert_at.unwrap_or(gap),
        }
        .slice(self.source);
        self.problems.append(&mut arguments.problems);
        self.lines.push(RunLine {
            name,
            span,
            service: node,
            insert_at,
            separator,
            flags,
        });
    }

    /// A name for the service that no other has.
    fn unique(&mut self, name: Option<Text<'a>>, image: Option<Text<'a>>, line: Span) -> Text<'a> {
        let mut text = name
            .filter(|name| !name.value.is_empty())
            .unwrap_or_else(|| match image {
                Some(image) => {
                    let last = ImageReference::parse(&image)
                        .map(|image| image.last_component().to_owned());
                    Text {
                        value: last.map_or(image.value.clone(), Into::into),
                        span: image.span,
                    }
                }
                None => Text::new(
                    "container",
                    Span {
                        end: line.start,
                        ..line
                    },
                ),
            });
        let Some(mut count) = self.names.get(&*text.value).copied() else {
            self.names.insert(text.value.to_string(), 1);
            return text;
        };
        let mut other;
        loop {
            count += 1;
            other = format!("{}-{count}", text.value);
            if !self.names.contains_key(&other) {
                break;
            }
        }
        if let Some(known) = self.names.get_mut(&*text.value) {
            *known = count;
        }
        self.names.insert(other.clone(), 1);
        text.value = other.into();
        text
    }

    fn finish(mut self) -> DockerRun<'a> {
        let text = self.source.trim_start_matches('\u{feff}').trim();
        if self.lines.is_empty() && !text.is_empty() {
            let start = self.source.len()
                - self
                    .source
                    .trim_start_matches('\u{feff}')
                    .trim_start()
                    .len();
            let line = text.lines().next().unwrap_or(text).trim_end();
            let span = Span::new(start, start + line.len());
            self.problems.insert(
                0,
                Problem {
                    span,
                    what: What::NoRunCommand,
                },
            );
        }
        crate::order::by_number(&mut self.problems, |problem| {
            crate::order::place(0, problem.span)
        });
        let whole = Span::new(0, self.source.len());
        let services = self.tree.push(whole, Data::Mapping(self.services));
        let key = self
            .tree
            .scalar(Text::new("services", Span::at(0)), Style::Plain);
        let root = self.tree.push(
            whole,
            Data::Mapping(vec![Entry {
                key,
                value: services,
            }]),
        );
        DockerRun {
            tree: self.tree,
            root,
            lines: self.lines,
            problems: self.problems,
        }
    }
}
