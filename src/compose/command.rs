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
            return Some(CommandLine::Words(
                value.items().filter_map(|item| item.scalar()).collect(),
            ));
        }
        value.scalar().map(CommandLine::Line)
    }

    /// The commands in it. Words with variables that the file doesn't tell count as expanding.
    pub fn script(&self) -> Script<'_> {
        match self {
            CommandLine::Words(words) => shell::parse_exec(words.iter().map(word).collect()),
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

fn word<'s>(scalar: &'s Scalar<'_>) -> Word<'s> {
    let mut word = Word::new(Text::new(&*scalar.value, scalar.span));
    word.expands = !scalar.known;
    word
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
        let own = ["entrypoint", "command"].into_iter();
        let hooks = ["post_start", "pre_stop"].into_iter();
        let hooks = hooks
            .filter_map(|key| self.get(key))
            .flat_map(|list| list.items())
            .filter_map(|hook| hook.get("command"));
        let plain = own.filter_map(|key| self.get(key)).chain(hooks);
        let test = self.path(&["healthcheck", "test"]);
        let setting = |is_test| move |value| CommandSetting { value, is_test };
        plain
            .map(setting(false))
            .chain(test.map(setting(true)))
            .collect()
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
        let value = self.get("healthcheck").filter(|value| !value.is_null())?;
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
        Some(CommandLine::Words(words)) => {
            let mut words = words.into_iter();
            match words.next() {
                Some(first) if first.value == "NONE" => (true, None),
                Some(first) if first.value == "CMD-SHELL" => {
                    (false, words.next().map(HealthTest::Shell))
                }
                Some(first) if first.value == "CMD" => {
                    (false, Some(HealthTest::Exec(words.collect())))
                }
                // Compose refuses other lists; what is meant is plain enough.
                Some(first) => (
                    false,
                    Some(HealthTest::Exec(
                        std::iter::once(first).chain(words).collect(),
                    )),
                ),
                None => (false, None),
            }
        }
    }
}
