//! What the commands of a service execute, read as shell.

use super::command::{CommandLine, HealthTest};
use super::service::Service;
use super::value::{Route, Value};
use super::{Compose, Dialect};
use crate::shell::{self, Script, Word};
use crate::source::Origin;

impl Service<'_> {
    /// Shows what `entrypoint`, `command` and the health check execute, each with how it got
    /// there. What comes from another service of the file is left to that one.
    pub fn each_script(&self, mut visit: impl FnMut(&Script<'_>, Route)) {
        self.scripts(&mut visit);
    }

    fn scripts(&self, visit: &mut dyn FnMut(&Script<'_>, Route)) {
        let mut entrypoint = self.own_command("entrypoint");
        let command = self.own_command("command");
        // The command's words follow those of the entry point: `["sh", "-c"]`, `["…"]`.
        let joined = match (&mut entrypoint, &command) {
            (Some((_, CommandLine::Words(words))), Some((_, CommandLine::Words(more)))) => {
                words.extend_from_slice(more);
                true
            }
            _ => false,
        };
        if let Some((value, line)) = entrypoint {
            visit(&script(&line), value.route());
        }
        if let Some((value, line)) = command.filter(|_| !joined) {
            visit(&script(&line), value.route());
        }
        let Some(health) = self.healthcheck() else {
            return;
        };
        if health.disabled || health.value.route().is_inherited() {
            return;
        }
        let test = health.value.get("test");
        let route = test.map_or(Route::Direct, |test| test.route());
        let line = match health.test {
            Some(HealthTest::Exec(words)) => CommandLine::Words(words),
            Some(HealthTest::Shell(line)) => CommandLine::Line(line),
            None => return,
        };
        visit(&script(&line), route);
    }

    /// A command that is not inherited.
    fn own_command(&self, key: &str) -> Option<(Value<'_>, CommandLine<'_>)> {
        let value = self.get(key)?;
        if value.route().is_inherited() {
            return None;
        }
        Some((value, CommandLine::read(value)?))
    }
}

impl<'a> Compose<'a> {
    /// The text around `docker run` lines as the shell script it is; nothing for a Compose file.
    pub fn as_script(&self) -> Option<Script<'a>> {
        (self.dialect == Dialect::DockerRun)
            .then(|| shell::parse(self.source, &Origin::Verbatim(0), shell::Dialect::SHELL))
    }
}

fn script<'s>(line: &'s CommandLine<'_>) -> Script<'s> {
    match line {
        CommandLine::Words(words) => {
            let mut plain = Vec::new();
            for word in words {
                plain.push(Word::new(word.text()));
            }
            shell::parse_exec(plain)
        }
        CommandLine::Line(line) => shell::parse(&line.value, &line.origin, shell::Dialect::SHELL),
    }
}
