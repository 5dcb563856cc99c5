//! Guesses what a file is from its name and its text.

use crate::docker_run;
use crate::source::Kind;
use crate::spelling;
use crate::word_list::is_one_of;

/// Only the beginning of a text is looked at: this many bytes, and this many lines of them.
const BYTES: usize = 64 * 1024;
const LINES: usize = 200;

/// Evidence from which on a text is plainly of a kind, whatever its file is called.
const PLAIN: u32 = 6;

/// The kinds, in the order in which they win a draw.
const KINDS: [Kind; 5] = [
    Kind::Dockerfile,
    Kind::Compose,
    Kind::DockerRun,
    Kind::Env,
    Kind::Dockerignore,
];

/// The instructions of a Dockerfile: <https://docs.docker.com/reference/dockerfile/>.
const INSTRUCTIONS: &str = "FROM RUN COPY ADD ENV ARG CMD ENTRYPOINT EXPOSE WORKDIR USER LABEL VOLUME HEALTHCHECK \
    SHELL STOPSIGNAL ONBUILD MAINTAINER";

/// Top-level keys of a Compose file, other than `services`.
const TOP_LEVEL: &str = "version name networks volumes secrets configs include";

/// Keys that a Compose service seldom goes without.
const SERVICE_KEYS: &str = "image build ports environment container_name restart volumes depends_on env_file \
    command networks deploy healthcheck privileged";

/// Names that stand in `.dockerignore` files without any mark of a pattern.
const IGNORED: &str = "node_modules dist build target coverage Dockerfile README LICENSE Makefile \
    __pycache__ venv vendor";

/// The kind of a file. The name decides unless the text is plainly something else; without a name
/// the text decides; a Dockerfile it is where nothing tells.
pub fn detect(name: Option<&str>, text: &str) -> Kind {
    let evidence = Evidence::of(text);
    let (best, most) = evidence.best();
    match name.and_then(by_name) {
        Some(named) if evidence.of_kind(named) > 0 || most < PLAIN => named,
        Some(_) => best,
        None if most > 0 => best,
        None => name.and_then(by_extension).unwrap_or(Kind::Dockerfile),
    }
}

/// What a text plainly is, where nothing in it looks like the kind it is taken for.
pub fn plainly_other(kind: Kind, text: &str) -> Option<Kind> {
    let evidence = Evidence::of(text);
    let (best, most) = evidence.best();
    (best != kind && most >= PLAIN && evidence.of_kind(kind) == 0).then_some(best)
}

fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\'])
        .next()
        .unwrap_or(name)
        .to_ascii_lowercase()
}

/// The kind that a file's name stands for by convention.
fn by_name(name: &str) -> Option<Kind> {
    let base = base_name(name);
    if base.ends_with("dockerignore") || base.ends_with("containerignore") {
        return Some(Kind::Dockerignore);
    }
    let extension = base.rsplit_once('.').map(|(_, extension)| extension);
    if base.starts_with(".env") || base.starts_with("env.") || extension == Some("env") {
        return Some(Kind::Env);
    }
    if is_yaml(&base) {
        return base.contains("compose").then_some(Kind::Compose);
    }
    let is_dockerfile = ["dockerfile", "containerfile"].iter().any(|stem| {
        let starts = base.strip_prefix(stem).map(|rest| rest.chars().next());
        let ends = base.strip_suffix(stem).map(|rest| rest.chars().next_back());
        [starts, ends]
            .into_iter()
            .flatten()
            .any(|beside| beside.is_none_or(|letter| matches!(letter, '.' | '-' | '_')))
    });
    is_dockerfile.then_some(Kind::Dockerfile)
}

/// What a file's extension hints at where its text tells nothing.
fn by_extension(name: &str) -> Option<Kind> {
    let base = base_name(name);
    if is_yaml(&base) {
        return Some(Kind::Compose);
    }
    let scripts = [".sh", ".bash", ".zsh", ".ps1", ".bat", ".cmd", ".service"];
    scripts
        .iter()
        .any(|script| base.ends_with(script))
        .then_some(Kind::DockerRun)
}

fn is_yaml(base: &str) -> bool {
    base.rsplit_once('.')
        .is_some_and(|(_, extension)| matches!(extension, "yml" | "yaml"))
}

/// How much of a text speaks for each kind.
#[derive(Default)]
struct Evidence {
    dockerfile: u32,
    compose: u32,
    docker_run: u32,
    env: u32,
    dockerignore: u32,
    /// Lines that are neither empty nor comments.
    lines: u32,
    /// Those of them without a blank, a colon or an equals sign.
    single_words: u32,
}

impl Evidence {
    fn of(text: &str) -> Evidence {
        let text = text.get(..text.floor_char_boundary(BYTES)).unwrap_or(text);
        let text = text.trim_start_matches('\u{feff}');
        let mut evidence = Evidence::default();
        let mut is_continued = false;
        for line in text.lines().take(LINES) {
            let line = line.trim_end();
            let content = line.trim_start();
            if content.is_empty() || content.starts_with("```") {
                is_continued = false;
            } else if let Some(comment) = content.strip_prefix('#') {
                evidence.comment(comment);
            } else {
                if !is_continued {
                    evidence.line(content, content.len() < line.len());
                }
                is_continued = line.ends_with(['\\', '`', '^']);
            }
        }
        if docker_run::is_in(text) {
            evidence.docker_run += 8;
        }
        // Files of these two kinds hold nothing else.
        if evidence.env < evidence.lines {
            evidence.env = 0;
        }
        if evidence.single_words < evidence.lines {
            evidence.dockerignore = 0;
        }
        evidence.env *= 3;
        evidence.dockerignore *= 2;
        evidence
    }

    fn of_kind(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Dockerfile => self.dockerfile,
            Kind::Compose => self.compose,
            Kind::DockerRun => self.docker_run,
            Kind::Env => self.env,
            Kind::Dockerignore => self.dockerignore,
        }
    }

    fn best(&self) -> (Kind, u32) {
        // The last of equals is the maximum, so the order is turned round.
        let ranked = KINDS.iter().rev().map(|kind| (*kind, self.of_kind(*kind)));
        ranked
            .max_by_key(|(_, score)| *score)
            .unwrap_or((Kind::Dockerfile, 0))
    }

    fn comment(&mut self, comment: &str) {
        let comment = comment.trim_start().to_ascii_lowercase();
        let name = comment.split(['=', ' ']).next().unwrap_or_default();
        match name {
            "syntax" | "escape" | "check" if comment.contains('=') => self.dockerfile += 4,
            "hadolint" => self.dockerfile += 2,
            "yaml-language-server:" => self.compose += 3,
            "docker" | "podman" => self.docker_run += 1,
            _ if comment.starts_with('!') => self.docker_run += 2,
            _ => {}
        }
    }

    fn line(&mut self, line: &str, is_indented: bool) {
        self.lines += 1;
        self.instruction(line);
        self.yaml(line, is_indented);
        self.command(line);
        self.assignment(line);
        self.pattern(line);
    }

    fn instruction(&mut self, line: &str) {
        let word = line.split([' ', '\t']).next().unwrap_or(line);
        if word.len() > 12 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return;
        }
        let is_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
        let upper = word.to_ascii_uppercase();
        let has_more = word.len() < line.len();
        self.dockerfile += if is_one_of(INSTRUCTIONS, &upper) && has_more {
            match (is_upper, &*upper) {
                (true, "FROM") => 5,
                (true, _) | (false, "FROM") => 3,
                (false, _) => 1,
            }
        } else if !has_more {
            u32::from(
                INSTRUCTIONS
                    .split(' ')
                    .any(|known| known.starts_with(&upper)),
            )
        } else if spelling::nearest(&upper, INSTRUCTIONS.split(' ')).is_some() {
            if is_upper { 2 } else { 1 }
        } else {
            0
        };
    }

    fn yaml(&mut self, line: &str, is_indented: bool) {
        if line.starts_with('{') {
            self.compose += if line.contains("services") { 5 } else { 1 };
            return;
        }
        if line.starts_with("- ") || line == "---" {
            self.compose += 1;
            return;
        }
        let Some((key, value)) = line.split_once(':') else {
            let is_begun = line.len() >= 2 && "services".starts_with(line);
            self.compose += u32::from(is_begun && !is_indented);
            return;
        };
        let key = key.trim_matches(['"', '\'', ' ']);
        let is_key = !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
            && (value.is_empty() || value.starts_with([' ', '\t']));
        if !is_key {
            return;
        }
        self.compose += if !is_indented && key == "services" {
            8
        } else if !is_indented && value.is_empty() && spelling::nearest(key, ["services"]).is_some()
        {
            4
        } else if !is_indented && (is_one_of(TOP_LEVEL, key) || key.starts_with("x-")) {
            3
        } else if is_indented && is_one_of(SERVICE_KEYS, key) {
            2
        } else {
            1
        };
    }

    /// `docker …`, also half typed: `dock`.
    fn command(&mut self, line: &str) {
        let line = line.trim_start_matches(['$', '>', '%', ' ']);
        let words = line.split([' ', '\t']);
        let mut words = words.skip_while(|word| *word == "sudo" || word.contains('='));
        let word = words.next().unwrap_or_default();
        let has_more = words.next().is_some();
        self.docker_run += if matches!(word, "docker" | "podman" | "nerdctl") {
            2
        } else {
            u32::from(
                !has_more
                    && word.len() >= 3
                    && ["docker", "podman"]
                        .iter()
                        .any(|known| known.starts_with(word)),
            )
        };
    }

    fn assignment(&mut self, line: &str) {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, _)) = line.split_once('=') else {
            return;
        };
        let name = name.trim_end();
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
        self.env += u32::from(is_name);
    }

    fn pattern(&mut self, line: &str) {
        if line.contains([' ', '\t', ':', '=', '$', '{', '"']) {
            return;
        }
        self.single_words += 1;
        let is_pattern = line.contains(['*', '/', '.', '!']) || is_one_of(IGNORED, line);
        self.dockerignore += u32::from(is_pattern);
    }
}

#[cfg(test)]
mod tests;
