//! What the commands of a service execute, read as shell.

use super::command::{CommandLine, HealthTest};
use super::scalar::Scalar;
use super::service::Service;
use super::value::{Route, Value};
use super::{Compose, Dialect};
use crate::shell::{self, Script, Word};
use crate::source::Origin;

impl Service<'_> {
    /// Shows what `entrypoint`, `command` and the health check execute, each with how it got
    /// there. What comes from another service of the file is left to that one.
    pub fn each_script(&self, visit: &mut dyn FnMut(&Script<'_>, Route)) {
        let written = |key: &str| {
            let value = self
                .get(key)
                .filter(|value| !value.route().is_inherited())?;
            Some((value, CommandLine::read(value)?))
        };
        match (written("entrypoint"), written("command")) {
            // The command's words follow those of the entry point: `["sh", "-c"]`, `["…"]`.
            (Some((value, CommandLine::Words(mut words))), Some((_, CommandLine::Words(more)))) => {
                words.extend(more);
                visit(&exec(&words), value.route());
            }
            (entrypoint, command) => {
                for (value, line) in entrypoint.into_iter().chain(command) {
                    match line {
                        CommandLine::Words(words) => visit(&exec(&words), value.route()),
                        CommandLine::Line(line) => visit(&line_script(&line), value.route()),
                    }
                }
            }
        }
        let health = self
            .healthcheck()
            .filter(|health| !health.disabled && !health.value.route().is_inherited());
        if let Some(health) = health {
            let route = health
                .value
                .get("test")
                .as_ref()
                .map_or(Route::Direct, Value::route);
            match health.test {
                Some(HealthTest::Exec(words)) => visit(&exec(&words), route),
                Some(HealthTest::Shell(line)) => visit(&line_script(&line), route),
                None => {}
            }
        }
    }
}

impl<'a> Compose<'a> {
    /// The text around `docker run` lines as the shell script it is; nothing for a Compose file.
    pub fn as_script(&self) -> Option<Script<'a>> {
        (self.dialect == Dialect::DockerRun)
            .then(|| shell::parse(self.source, &Origin::Verbatim(0), shell::Dialect::SHELL))
    }
}

fn exec<'s>(words: &[Scalar<'s>]) -> Script<'s> {
    shell::parse_exec(words.iter().map(|word| Word::new(word.text())).collect())
}

fn line_script<'s>(line: &'s Scalar<'_>) -> Script<'s> {
    shell::parse(&line.value, &line.origin, shell::Dialect::SHELL)
}
