//! Command lines: `command`, `entrypoint`, the test of a health check
//! (<https://docs.docker.com/reference/compose-file/services/#command>).

use super::scalar::Scalar;
use super::service::Service;
use super::value::Value;
use crate::shell::{self, Dialect, Script, Word};
use crate::source::Text;

/// A command as it is written.
#[derive(Clone, Debug)]
pub enum CommandLine<'m> {
    /// A list of words.
    Words(Vec<Scalar<'m>>),
    /// One string: Compose splits it into words, or a shell runs it (health checks, hooks).
    Line(Scalar<'m>),
}

impl<'m> CommandLine<'m> {
    /// The command of a value; nothing for null and mappings.
    pub fn read(value: Value<'m>) -> Option<Self> {
        if value.is_list() {
            let mut words = Vec::new();
            for item in value.items() {
                words.extend(item.scalar());
            }
            return Some(CommandLine::Words(words));
        }
        value.scalar().map(CommandLine::Line)
    }

    /// The commands in it. Words with variables that the file doesn't tell count as expanding.
    pub fn script(&self) -> Script<'_> {
        match self {
            CommandLine::Words(scalars) => {
                let mut words = Vec::new();
                for scalar in scalars {
                    let mut word = Word::new(Text::new(&*scalar.value, scalar.span));
                    word.expands = !scalar.known;
                    words.push(word);
                }
                shell::parse_exec(words)
            }
            CommandLine::Line(line) => shell::parse(&line.value, &line.origin, Dialect::SHELL),
        }
    }

    /// The parts: the words of a list, or the one string.
    pub fn parts(&self) -> &[Scalar<'m>] {
        match self {
            CommandLine::Words(words) => words,
            CommandLine::Line(line) => std::slice::from_ref(line),
        }
    }
}

/// A setting that holds a command, not read yet: an alias may stand in many services.
#[derive(Clone, Copy, Debug)]
pub struct CommandSetting<'m> {
    /// The setting, which knows how it got there.
    pub value: Value<'m>,
    is_test: bool,
}

impl<'m> CommandSetting<'m> {
    /// The command.
    pub fn line(&self) -> Option<CommandLine<'m>> {
        if !self.is_test {
            return CommandLine::read(self.value);
        }
        Some(match read_test(self.value).1? {
            HealthTest::Exec(words) => CommandLine::Words(words),
            HealthTest::Shell(line) => CommandLine::Line(line),
        })
    }
}

/// A health check.
#[derive(Clone, Debug)]
pub struct Healthcheck<'m> {
    /// The setting.
    pub value: Value<'m>,
    /// True if it switches the image's own check off (`disable: true`, or the test `NONE`).
    pub disabled: bool,
    /// What it runs.
    pub test: Option<HealthTest<'m>>,
}

/// What a health check runs.
#[derive(Clone, Debug)]
pub enum HealthTest<'m> {
    /// A program with its arguments (`["CMD", …]`).
    Exec(Vec<Scalar<'m>>),
    /// A line for the container's shell (a string, or `["CMD-SHELL", …]`).
    Shell(Scalar<'m>),
}

impl<'m> Healthcheck<'m> {
    /// A setting such as `interval` or `retries`.
    pub fn get(&self, key: &str) -> Option<Value<'m>> {
        self.value.get(key)
    }
}

impl<'m> Service<'m> {
    /// Everything that the service says to run: entry point, command, health check and hooks
    /// (<https://docs.docker.com/reference/compose-file/services/#post_start>).
    pub fn command_settings(&self) -> Vec<CommandSetting<'m>> {
        let mut settings = Vec::new();
        let mut add = |value: Option<Value<'m>>, is_test| {
            if let Some(value) = value {
                settings.push(CommandSetting { value, is_test });
            }
        };
        for key in ["entrypoint", "command"] {
            add(self.get(key), false);
        }
        for key in ["post_start", "pre_stop"] {
            for hook in self.values(key) {
                add(hook.get("command"), false);
            }
        }
        add(self.path(&["healthcheck", "test"]), true);
        settings
    }

    /// The command.
    pub fn command(&self) -> Option<CommandLine<'m>> {
        CommandLine::read(self.get("command")?)
    }

    /// The entry point.
    pub fn entrypoint(&self) -> Option<CommandLine<'m>> {
        CommandLine::read(self.get("entrypoint")?)
    }

    /// The health check.
    pub fn healthcheck(&self) -> Option<Healthcheck<'m>> {
        let value = self.given("healthcheck")?;
        let disabled = value.get("disable").and_then(|value| value.as_bool()) == Some(true);
        let (none, test) = value.get("test").map_or((false, None), read_test);
        Some(Healthcheck {
            value,
            disabled: disabled || none,
            test,
        })
    }
}

/// The test of a health check, and whether it is `NONE`.
fn read_test(value: Value<'_>) -> (bool, Option<HealthTest<'_>>) {
    match CommandLine::read(value) {
        None => (false, None),
        Some(CommandLine::Line(line)) => (line.value == "NONE", Some(HealthTest::Shell(line))),
        Some(CommandLine::Words(mut words)) => match words.first().map(|first| &*first.value) {
            Some("NONE") => (true, None),
            Some("CMD-SHELL") => {
                words.truncate(2);
                let line = words.pop().filter(|_| !words.is_empty());
                (false, line.map(HealthTest::Shell))
            }
            Some("CMD") => {
                words.remove(0);
                (false, Some(HealthTest::Exec(words)))
            }
            // Compose refuses other lists; what is meant is plain enough.
            Some(_) => (false, Some(HealthTest::Exec(words))),
            None => (false, None),
        },
    }
}
