//! The files of one call, read, and how they belong together.

use std::borrow::Cow;

use crate::compose::{Compose, Dialect, Service};
use crate::docker_run::{self, RunLine};
use crate::dockerfile::Dockerfile;
use crate::dockerignore::Dockerignore;
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
    /// A `.dockerignore` file, which speaks only beside a Dockerfile.
    Dockerignore(Dockerignore<'a>),
    /// An env file, which speaks only beside others.
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
        let folder = folder_of(&self.files.get(file)?.name);
        let (_, wanted) = build_paths(folder, service)?;
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

impl<'a> Project<'a> {
    /// The file of the call that a path in the file at index `file` means, and its index.
    pub fn beside(&self, file: usize, path: &str) -> Option<(usize, &ProjectFile<'a>)> {
        let wanted = join(folder_of(&self.files.get(file)?.name), path)?;
        let mut files = self.files.iter().enumerate();
        files.find(|(_, file)| join("", &file.name).as_deref() == Some(&*wanted))
    }

    /// The service that builds the Dockerfile at index `dockerfile`, and the index of its file,
    /// where one is among the files of the call.
    pub fn builder_of(&self, dockerfile: usize) -> Option<(usize, Service<'_>)> {
        let wanted = join("", &self.files.get(dockerfile)?.name)?;
        let mut looks = MOST_SERVICES;
        for (at, file) in self.files.iter().enumerate() {
            let Model::Compose(compose) = &file.model else {
                continue;
            };
            for service in compose.services() {
                looks -= 1;
                if looks == 0 {
                    return None;
                }
                let folder = folder_of(&file.name);
                if build_paths(folder, &service).is_some_and(|paths| paths.1 == wanted) {
                    return Some((at, service));
                }
            }
        }
        None
    }

    /// The `.dockerignore` that applies where the Dockerfile at index `dockerfile` is built, and its
    /// index, where it is among the files of the call: `Dockerfile.dockerignore` beside it, else the
    /// one of the build context
    /// (<https://docs.docker.com/build/concepts/context/#filename-and-location>). Without a service
    /// that says what the context is, that is the Dockerfile's folder, or the nearest one above it
    /// that has such a file.
    pub fn dockerignore_of(&self, dockerfile: usize) -> Option<(usize, &Dockerignore<'a>)> {
        let path = join("", &self.files.get(dockerfile)?.name)?;
        if let Some(own) = self.dockerignore_at(&format!("{path}.dockerignore")) {
            return Some(own);
        }
        let below = |folder: &str| match folder {
            "" => ".dockerignore".to_owned(),
            folder => format!("{folder}/.dockerignore"),
        };
        if let Some((file, service)) = self.builder_of(dockerfile) {
            let (context, _) = build_paths(folder_of(&self.files.get(file)?.name), &service)?;
            return self.dockerignore_at(&below(&context));
        }
        let mut folder = folder_of(&path);
        for _ in 0..MOST_FOLDERS {
            if let Some(found) = self.dockerignore_at(&below(folder)) {
                return Some(found);
            }
            if folder.is_empty() {
                break;
            }
            folder = folder_of(folder);
        }
        None
    }

    /// True if the file that [`Self::dockerignore_of`] found for the Dockerfile at index
    /// `dockerfile` surely counts: it lies in the same folder, or a service says what the context
    /// is. One further up belongs to whoever builds from there.
    pub fn is_sure_dockerignore(&self, dockerfile: usize, dockerignore: usize) -> bool {
        let folder = |at: usize| {
            let path = join("", &self.files.get(at)?.name)?;
            Some(folder_of(&path).to_owned())
        };
        folder(dockerfile) == folder(dockerignore) || self.builder_of(dockerfile).is_some()
    }

    fn dockerignore_at(&self, path: &str) -> Option<(usize, &Dockerignore<'a>)> {
        for (at, file) in self.files.iter().enumerate() {
            if let Model::Dockerignore(found) = &file.model
                && join("", &file.name).as_deref() == Some(path)
            {
                return Some((at, found));
            }
        }
        None
    }
}

/// How many services are asked for what they build, and how many folders are climbed. Nobody has
/// more.
const MOST_SERVICES: usize = 1000;
const MOST_FOLDERS: usize = 20;

/// The folder and the Dockerfile that a service of a Compose file in `folder` builds.
fn build_paths(folder: &str, service: &Service<'_>) -> Option<(String, String)> {
    let build = service.build()?;
    let context = build
        .context
        .as_ref()
        .map_or(".", |context| &*context.value);
    let name = build
        .dockerfile
        .as_ref()
        .map_or("Dockerfile", |name| &*name.value);
    let context = join(folder, context)?;
    let dockerfile = join(&context, name)?;
    Some((context, dockerfile))
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
        Kind::Dockerignore => Model::Dockerignore(Dockerignore::read(text)),
        Kind::Env => Model::Beside,
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

#[cfg(test)]
mod tests {
    use super::Project;
    use crate::source::SourceFile;

    /// The name of the `.dockerignore` that counts for the first of the files.
    fn ignored_by(files: &[(&str, &str)]) -> String {
        let mut read = Vec::new();
        for (name, text) in files {
            read.push(SourceFile {
                name: Some((*name).to_owned()),
                text: (*text).to_owned(),
                kind: None,
            });
        }
        let project = Project::read(&read);
        let found = project.dockerignore_of(0).map(|(at, _)| at);
        found.map_or_else(String::new, |at| project.files[at].name.to_string())
    }

    #[test]
    fn finds_the_dockerignore_that_counts() {
        let docker = ("api/Dockerfile", "FROM a\n");
        let near = ("./api/.dockerignore", "x\n");
        let top = (".dockerignore", "x\n");
        let own = ("api/Dockerfile.dockerignore", "x\n");
        assert_eq!(ignored_by(&[docker, top, near]), near.0);
        assert_eq!(ignored_by(&[docker, top]), top.0);
        assert_eq!(ignored_by(&[docker, top, near, own]), own.0);
        assert_eq!(ignored_by(&[docker, ("web/.dockerignore", "x\n")]), "");
        let compose = "services:\n  a:\n    build: {context: ., dockerfile: api/Dockerfile}\n";
        let compose = ("compose.yaml", compose);
        assert_eq!(ignored_by(&[docker, near, compose]), "");
        assert_eq!(ignored_by(&[docker, near, top, compose]), top.0);
    }

    #[test]
    fn knows_where_the_dockerignore_is_a_guess() {
        let file = |name: &str, text: &str| SourceFile {
            name: Some(name.to_owned()),
            text: text.to_owned(),
            kind: None,
        };
        let build = "services:\n  a:\n    build: {context: ., dockerfile: api/Dockerfile}\n";
        let files = [
            file("api/Dockerfile", "FROM a\n"),
            file(".dockerignore", "x\n"),
            file("api/.dockerignore", "x\n"),
            file("compose.yaml", build),
        ];
        let alone = Project::read(&files[..3]);
        assert!(!alone.is_sure_dockerignore(0, 1));
        assert!(alone.is_sure_dockerignore(0, 2));
        assert!(Project::read(&files).is_sure_dockerignore(0, 1));
    }
}
