//! Command lines: `command`, `entrypoint`, the test of a health check
//! (<https://docs.docker.com/reference/compose-file/services/#command>).

use super::scalar::Scalar;
use super::service::Service;
use super::value::Value;

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

    /// The parts: the words of a list, or the one string.
    pub fn parts(&self) -> &[Scalar<'m>] {
        match self {
            CommandLine::Words(words) => words,
            CommandLine::Line(line) => std::slice::from_ref(line),
        }
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
        let (none, test) = match value.get("test").and_then(CommandLine::read) {
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
        };
        Some(Healthcheck {
            value,
            disabled: disabled || none,
            test,
        })
    }
}
