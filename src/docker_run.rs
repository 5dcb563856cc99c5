//! `docker run` lines, read as the services of a Compose file.
//!
//! What people paste is seldom one clean line: prompts, `sudo`, continued lines, several
//! commands, prose and Markdown around them. Every `run` and `create` of Docker, Podman, nerdctl
//! and Finch in a text becomes one service, whose keys are those of Compose and whose places are
//! those of the flags.

mod arguments;
mod flags;
mod mount;
mod part;
mod place;
mod service;
mod words;

use std::collections::HashMap;

use crate::compose::tree::{Data, Entry, NodeId, Style, Tree};
use crate::image::ImageReference;
use crate::source::{Span, Text};
use crate::spelling;
use arguments::Arguments;
use part::Part;
use place::{Before, Place, Places};
use service::Service;
use words::{Splitter, Word};

/// All `docker run` lines of a text.
#[derive(Debug)]
pub struct DockerRun<'a> {
    /// The lines as a Compose file: a mapping with `services`, one for each line.
    ///
    /// A flag that Compose has no key for is under `x-` and its long name (`x-rm`, `x-detach`,
    /// `x-publish-all`). Scalars are plain where the value stands in the text as it is, without
    /// its quotes, and double-quoted otherwise; a `$` that is no variable is `$$`.
    pub tree: Tree<'a>,
    /// The tree's root mapping.
    pub root: NodeId,
    /// The lines, in the order of the services.
    pub lines: Vec<RunLine<'a>>,
    /// What could not be read, in the order of the text.
    pub problems: Vec<Problem>,
}

/// One `docker run` line.
#[derive(Debug)]
pub struct RunLine<'a> {
    /// The service's name: that of `--name`, else the image's, made unique.
    pub name: Text<'a>,
    /// The command from the program to its last word.
    pub span: Span,
    /// The service's mapping in the tree.
    pub service: NodeId,
    /// Byte offset just before the image, where a new flag goes, followed by `separator`;
    /// nothing where there is no image.
    pub insert_at: Option<u32>,
    /// What stands between the last flag and the image: a blank, or a continued line.
    pub separator: &'a str,
    /// The flags, in the order of the text.
    pub flags: Vec<FlagPlace>,
}

/// Where a flag of a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagPlace {
    /// The node that holds its value.
    pub value: NodeId,
    /// What to cut for the flag to be gone: the blank before it, the flag and its value. Of
    /// several letters (`-itP`) only the one; never cut them all.
    pub cut: Span,
}

/// Something in a text that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What.
    pub what: What,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// There is text, and no `docker run` in it.
    NoRunCommand,
    /// The engine has no such command; `meant` was read instead.
    UnknownCommand {
        /// As written.
        name: String,
        /// The command that is most likely meant.
        meant: &'static str,
    },
    /// The line ends without an image.
    NoImage,
    /// There is no such flag; if `meant` is there, it was read instead.
    UnknownFlag {
        /// As written, with its dashes.
        name: String,
        /// The flag that is most likely meant, with its dashes.
        meant: Option<String>,
    },
    /// The dashes are wrong: `-name`, `–name`; `meant` was read instead.
    WrongDash {
        /// The flag with the right dashes.
        meant: String,
    },
    /// A flag at the end of the line lacks its value.
    MissingValue {
        /// The flag's long name, without dashes.
        flag: &'static str,
    },
    /// A quote is never closed.
    OpenQuote,
}

/// How much of one command is read, in bytes: Linux starts no program with longer arguments
/// (`ARG_MAX`, 2 MB).
const LONGEST_COMMAND: usize = 2 << 20;

/// Commands of the engines, so that `docker rm` is not taken for a misspelled `docker run`.
const COMMANDS: [&str; 57] = [
    "attach", "build", "builder", "buildx", "commit", "compose", "config", "context", "cp", "diff",
    "events", "exec", "export", "help", "history", "image", "images", "import", "info", "init",
    "inspect", "kill", "load", "login", "logout", "logs", "machine", "manifest", "mount",
    "network", "node", "pause", "plugin", "pod", "port", "prune", "ps", "pull", "push", "rename",
    "restart", "rm", "rmi", "save", "scout", "search", "secret", "service", "stack", "start",
    "stats", "stop", "swarm", "system", "tag", "top", "volume",
];

/// Reads every `docker run` line of a text. Never fails; what is unclear is in `problems`.
pub fn read(source: &str) -> DockerRun<'_> {
    let mut reader = Reader {
        source,
        tree: Tree::default(),
        lines: Vec::new(),
        problems: Vec::new(),
        names: HashMap::new(),
        services: Vec::new(),
    };
    // Where some lines stand behind a `#` and others do not, the former are comments.
    for with_hash in [false, true] {
        reader.commands(with_hash);
        if !reader.lines.is_empty() {
            break;
        }
    }
    reader.finish()
}

/// True if a `docker run` command stands in the text, outside of comments and sentences.
pub(crate) fn is_in(source: &str) -> bool {
    let mut places = Places::new(source);
    let mut splitter = Splitter::new(source);
    let mut from = 0;
    while let Some(place) = places.next_from(from) {
        splitter.start(place.start, place.delimiter);
        let command = command_word(&mut splitter);
        let is_run = command.is_some_and(|word| matches!(&*word.value, "run" | "create"));
        if is_run && place.before == Before::Command {
            return true;
        }
        from = splitter.position().max(place.end);
    }
    false
}

/// Reads `docker [flags] [container] run` and returns the word `run`, or what stands there.
fn command_word<'a>(splitter: &mut Splitter<'a>) -> Option<Word<'a>> {
    splitter.next_word()?;
    let mut in_container = false;
    loop {
        let word = splitter.next_word()?;
        if word.value.starts_with('-') {
            if flags::GLOBAL_VALUED.contains(&&*word.value) {
                splitter.next_word()?;
            }
        } else if word.value == "container" && !in_container {
            in_container = true;
        } else {
            return Some(word);
        }
    }
}

struct Reader<'a> {
    source: &'a str,
    tree: Tree<'a>,
    lines: Vec<RunLine<'a>>,
    problems: Vec<Problem>,
    /// How often a service's name was asked for.
    names: HashMap<String, usize>,
    services: Vec<Entry>,
}

impl<'a> Reader<'a> {
    fn commands(&mut self, with_hash: bool) {
        let mut places = Places::new(self.source);
        let mut splitter = Splitter::new(self.source);
        let mut from = 0;
        while let Some(place) = places.next_from(from) {
            from = place.end;
            if place.before == Before::Hash && !with_hash {
                continue;
            }
            splitter.start(place.start, place.delimiter);
            self.command(&mut splitter, place);
            from = from.max(splitter.position());
        }
    }

    fn command(&mut self, splitter: &mut Splitter<'a>, place: Place) {
        let Some(command) = command_word(splitter) else {
            return;
        };
        let meant = match &*command.value {
            "run" | "create" => None,
            _ if place.before != Before::Command => return,
            other if COMMANDS.contains(&other) => return,
            other => match spelling::nearest(other, ["run", "create"]) {
                None => return,
                meant => meant,
            },
        };
        let first = splitter.next_word();
        let starts_with_flag = first
            .as_ref()
            .is_some_and(|word| word.value.starts_with('-'));
        if place.before == Before::Prose && !starts_with_flag {
            return;
        }
        let mut words: Vec<_> = first.into_iter().collect();
        if !words.is_empty() {
            let end = place.start + LONGEST_COMMAND;
            words.extend(std::iter::from_fn(|| splitter.next_word_before(end)));
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
    fn line(&mut self, span: Span, before: u32, words: &[Word<'a>], arguments: Arguments<'_, 'a>) {
        let node = self.tree.push(span, Data::Mapping(Vec::new()));
        let mut service = Service {
            tree: &mut self.tree,
            node,
        };
        let flags = arguments
            .given
            .iter()
            .map(|given| FlagPlace {
                value: service.flag(given),
                cut: given.cut,
            })
            .collect();
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
        self.problems.extend(arguments.problems);
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
        let wanted = text.value.to_string();
        let mut count = self.names.get(&wanted).copied().unwrap_or_default();
        while count > 0 {
            count += 1;
            let other = format!("{wanted}-{count}");
            if !self.names.contains_key(&other) {
                self.names.insert(other.clone(), 1);
                text.value = other.into();
                break;
            }
        }
        self.names.insert(wanted, count.max(1));
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
        self.problems.sort_by_key(|problem| problem.span);
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
