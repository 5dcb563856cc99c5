//! The files of one call, read, and how they belong together.

use std::borrow::Cow;

use crate::compose::{Compose, Dialect, Service};
use crate::docker_run::{self, RunLine};
use crate::dockerfile::Dockerfile;
use crate::kind;
use crate::source::{Kind, SourceFile, Span};
use crate::word_list::is_one_of;

/// All files of a call.
pub struct Project<'a> {
    /// In the order they were given.
    pub files: Vec<ProjectFile<'a>>,
}

/// One file of a call.
pub struct ProjectFile<'a> {
    /// The name given, or a usual one for the kind.
    pub name: Cow<'a, str>,
    /// The kind given or guessed.
    pub kind: Kind,
    /// The text as given.
    pub text: &'a str,
    /// What was read from it.
    pub model: Model<'a>,
}

/// What was read from a file.
pub enum Model<'a> {
    /// A Dockerfile.
    Dockerfile(Dockerfile<'a>),
    /// A Compose file.
    Compose(Compose<'a>),
    /// `docker run` lines, read as a Compose file.
    DockerRun(CommandLines<'a>),
    /// A kind that speaks only beside others: `.dockerignore`, env files.
    Beside,
}

/// `docker run` lines.
pub struct CommandLines<'a> {
    /// The lines as services.
    pub compose: Compose<'a>,
    /// The lines, in the order of the services.
    pub lines: Vec<RunLine<'a>>,
    /// What could not be read.
    pub problems: Vec<docker_run::Problem>,
}

impl<'a> Model<'a> {
    /// The services, whether they come from a Compose file or from command lines.
    pub fn compose(&self) -> Option<&Compose<'a>> {
        match self {
            Model::Compose(compose) => Some(compose),
            Model::DockerRun(lines) => Some(&lines.compose),
            _ => None,
        }
    }
}

impl ProjectFile<'_> {
    /// True for a Compose file that goes on top of another one, such as `compose.override.yaml`:
    /// what it leaves out stands there.
    pub fn is_override(&self) -> bool {
        let name = self.name.rsplit(['/', '\\']).next();
        name.is_some_and(|name| name.contains("override"))
    }
}

/// Words in a file's name that say it's for the desk or for tests.
const DEVELOPMENT: &str =
    "ci debug dev devcontainer devel develop development e2e local test testing tests";

impl ProjectFile<'_> {
    /// True for a file that is named for development or tests, such as `compose.dev.yaml`.
    pub fn is_for_development(&self) -> bool {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        name.split(['.', '-', '_'])
            .any(|word| is_one_of(DEVELOPMENT, word))
    }
}

impl<'a> Project<'a> {
    /// Reads every file as the kind it says, or looks like.
    pub fn read(files: &'a [SourceFile]) -> Self {
        let mut read = Vec::new();
        for file in files {
            read.push(read_file(file));
        }
        Project { files: read }
    }

    /// The Dockerfile that a service of the file at index `file` builds, and its index, where it
    /// is among the files of the call.
    pub fn dockerfile_of(
        &self,
        file: usize,
        service: &Service<'_>,
    ) -> Option<(usize, &Dockerfile<'a>)> {
        let build = service.build()?;
        let folder = folder_of(&self.files.get(file)?.name);
        let context = build
            .context
            .as_ref()
            .map_or(".", |context| &*context.value);
        let name = build
            .dockerfile
            .as_ref()
            .map_or("Dockerfile", |name| &*name.value);
        let wanted = join(&join(folder, context)?, name)?;
        for (at, file) in self.files.iter().enumerate() {
            if let Model::Dockerfile(dockerfile) = &file.model
                && join("", &file.name).as_deref() == Some(&wanted)
            {
                return Some((at, dockerfile));
            }
        }
        None
    }
}

fn read_file(file: &SourceFile) -> ProjectFile<'_> {
    let text = file.text.as_str();
    let kind = file
        .kind
        .unwrap_or_else(|| kind::detect(file.name.as_deref(), text));
    let model = match kind {
        Kind::Dockerfile => Model::Dockerfile(Dockerfile::read(text)),
        Kind::Compose => Model::Compose(Compose::read(text)),
        Kind::DockerRun => Model::DockerRun(read_lines(text)),
        Kind::Dockerignore | Kind::Env => Model::Beside,
    };
    let given = file.name.as_deref().filter(|name| !name.is_empty());
    let name = given.unwrap_or(match kind {
        Kind::Dockerfile => "Dockerfile",
        Kind::Compose => "compose.yaml",
        Kind::DockerRun => "docker-run.sh",
        Kind::Dockerignore => ".dockerignore",
        Kind::Env => ".env",
    });
    ProjectFile {
        name: Cow::Borrowed(name),
        kind,
        text,
        model,
    }
}

fn read_lines(text: &str) -> CommandLines<'_> {
    let read = docker_run::read(text);
    let mut compose = Compose::from_tree(text, read.tree, vec![read.root], Dialect::DockerRun);
    for (index, line) in read.lines.iter().enumerate() {
        let cuts = line.flags.iter().map(|flag| (flag.value, flag.cut));
        let gap = line.insert_at.map(|end| Span {
            start: end - line.separator.len() as u32,
            end,
        });
        compose.set_command_line(index, gap, cuts);
    }
    CommandLines {
        compose,
        lines: read.lines,
        problems: read.problems,
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Joins two paths with `/`, `.` and `..` worked out; nothing where the second is absolute, an
/// address, or climbs out of what is known.
fn join(folder: &str, path: &str) -> Option<String> {
    if path.starts_with(['/', '~', '$']) || path.contains("://") {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
