//! "What does this do?", for any place of a file, also where nothing is wrong: which
//! instruction, flag, key, command and option stands there, the outermost first.
//!
//! Only names are told here. Their words are in `src/explain/*.md`, from where they go to the page
//! (`www/src/generated/explain.en.json`), and a name may well have none: `mytool --fast` is told
//! too, since the file has it.

use serde::Serialize;

use crate::image::ImageReference;
use crate::project::{Model, Project};
use crate::report::Range;
use crate::source::{Kind, Positions, SourceFile, Span, Text};

mod command_line;
mod compose;
mod dockerfile;
mod script;
mod target;

/// Something that stands around or at the place asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ExplainedPart {
    /// Its name in the texts: `RUN`, `COPY --chown`, `services.cap_drop`,
    /// `services.restart=always`, `--cap-add`, `apt-get install`, `curl -f`, `&&`.
    pub id: String,
    /// All of it: the whole instruction, the key with its value, the command with its arguments.
    pub range: Range,
    /// The name that the file gives it, for services, networks, variables, images …
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// The longest name or value that is told, in bytes; no text has a longer name.
const LONGEST: usize = 80;

/// How many parts are told: commands may start commands without end.
const MOST_PARTS: usize = 64;

/// What stands at a place: a selection, or a caret where `start` equals `end` (UTF-16 code units).
/// A caret means the word that it touches; in front of a line's first word, that word. Of a
/// selection over several things the first one is told, unless it reaches the head of what holds
/// them (the keyword, the key, the program). Empty where nothing stands there.
pub fn explain(file: &SourceFile, start: usize, end: usize) -> Vec<ExplainedPart> {
    let Some(target) = target::find(&file.text, start, end) else {
        return Vec::new();
    };
    let project = Project::read(std::slice::from_ref(file));
    let mut trail = Trail {
        text: &file.text,
        target,
        positions: Positions::new(&file.text),
        parts: Vec::new(),
    };
    for file in &project.files {
        match &file.model {
            Model::Dockerfile(file) => dockerfile::walk(&mut trail, file),
            Model::Compose(compose) => compose::walk(&mut trail, compose),
            Model::DockerRun(lines) => command_line::walk(&mut trail, lines),
            Model::Dockerignore(_) | Model::Beside => {
                let id = match file.kind {
                    Kind::Env => ".env",
                    _ => ".dockerignore",
                };
                trail.step(id, target::line(trail.text, target));
            }
        }
    }
    trail.parts
}

/// The way from the outermost part inwards.
struct Trail<'t> {
    text: &'t str,
    target: Span,
    positions: Positions<'t>,
    parts: Vec<ExplainedPart>,
}

impl Trail<'_> {
    /// One part further in.
    fn step(&mut self, id: &str, span: Span) {
        self.add([id, "", ""], span, "");
    }

    /// One part further in, named after what it belongs to: `COPY`, ` --`, `chown`.
    fn of(&mut self, outer: &str, mark: &str, inner: &str, span: Span) {
        self.add([outer, mark, inner], span, "");
    }

    /// One part further in, with the name that the file gives it.
    fn named(&mut self, id: &str, span: Span, value: &str) {
        self.add([id, "", ""], span, value);
    }

    fn add(&mut self, id: [&str; 3], span: Span, value: &str) {
        let length = id[0].len() + id[1].len() + id[2].len();
        if length > LONGEST || self.parts.len() == MOST_PARTS {
            return;
        }
        let id = id.concat();
        if self.parts.last().is_some_and(|last| last.id == id) {
            return;
        }
        let told = !value.is_empty() && value.len() <= LONGEST;
        self.parts.push(ExplainedPart {
            id,
            range: Range {
                start: self.positions.position(span.start),
                end: self.positions.position(span.end),
            },
            value: told.then(|| value.to_owned()),
        });
    }

    /// True where the target touches this place.
    fn touches(&self, span: Span) -> bool {
        self.target.overlaps(span)
    }

    /// True where this head is asked for with what hangs on it, so that nothing further in is
    /// meant.
    fn covers(&self, head: Span) -> bool {
        self.target.contains(head)
    }

    /// An image's reference, and which part of it.
    fn image(&mut self, text: &Text<'_>) {
        self.named("image", text.span, &text.value);
        if self.covers(text.span) {
            return;
        }
        let Some(image) = ImageReference::parse(text) else {
            return;
        };
        for (id, part) in [("image tag", image.tag), ("image digest", image.digest)] {
            if let Some(part) = part.filter(|part| self.touches(part.span)) {
                self.named(id, part.span, &part.value);
            }
        }
    }

    /// The `$NAME` or `${NAME…}` that the target touches inside `within`.
    fn variable(&mut self, within: Span, id: &str) {
        let at = self.target.start.saturating_sub(within.start) as usize;
        let text = within.slice(self.text);
        let Some(dollar) = text.get(..=at).and_then(|before| before.rfind('$')) else {
            return;
        };
        let rest = text.get(dollar + 1..).unwrap_or_default();
        let inner = rest.strip_prefix('{').unwrap_or(rest);
        let is_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
        let length = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
        let name = inner.get(..length).unwrap_or_default();
        let length = if rest.starts_with('{') {
            rest.find('}').map_or(0, |end| end + 1)
        } else {
            length
        };
        if !name.is_empty() && at <= dollar + length {
            let start = within.start as usize + dollar;
            self.named(id, Span::new(start, start + 1 + length), name);
        }
    }
}

#[cfg(test)]
mod tests;
