//! Programs that run what their arguments say: `sudo`, `env`, `xargs`, `find -exec`, `bash -c`.

use std::ops::Range;

use super::arguments::Argument;
use super::command::{Command, Via};
use super::is_posix_shell;
use super::valued::without_version;
use super::word::{Operator, Word};
use crate::word_list::is_one_of;

/// Something that a command runs.
#[derive(Clone, Debug)]
pub(super) enum Inner {
    /// A command made of some of its words.
    Words {
        words: Range<usize>,
        /// True if `NAME=value` may stand before the program.
        assignments: bool,
        /// True if it reads what its wrapper would read.
        reads_input: bool,
    },
    /// A script in some of its words.
    Text { words: Range<usize> },
    /// A script in the target or body of this redirection of the command with this index.
    Redirect {
        command: usize,
        redirect: usize,
        via: Via,
    },
}

/// What kind of wrapper a program is.
#[derive(Clone, Copy, Debug, Default)]
struct Wrapper {
    /// How many operands come before the program that it runs.
    operands: usize,
    assignments: bool,
    /// Flags with which it runs nothing.
    queries: &'static str,
}

/// Programs that run the rest of their words: how many operands come before, and so on, as
/// [`Wrapper`] has it.
const WRAPPERS: [(&str, usize, bool, &str); 8] = [
    (
        "sudo doas",
        0,
        true,
        "l list v validate e edit V version K L",
    ),
    ("env", 0, true, "S split-string"),
    ("command", 0, false, "v V"),
    (
        "builtin exec nice nohup time stdbuf setsid setpriv tini tini-static dumb-init catatonit \
         fakeroot eatmydata xvfb-run",
        0,
        false,
        "",
    ),
    ("ionice", 0, false, "p pid"),
    ("busybox", 0, false, "list list-full install"),
    (
        "timeout chroot su-exec gosu faketime s6-setuidgid setuser",
        1,
        false,
        "",
    ),
    ("flock", 1, false, "c command u"),
];

fn wrapper(program: &str) -> Option<Wrapper> {
    let row = WRAPPERS.iter().find(|row| is_one_of(row.0, program))?;
    Some(Wrapper {
        operands: row.1,
        assignments: row.2,
        queries: row.3,
    })
}

/// What the command with this index runs.
pub(super) fn inner(commands: &[Command<'_>], index: usize) -> Vec<Inner> {
    let Some(command) = commands.get(index) else {
        return Vec::new();
    };
    let program = command.program();
    let found = match program {
        "xargs" => wrapped(command, Wrapper::default(), false),
        "find" => return find(command),
        "eval" => {
            let from = 1 + usize::from(command.words.get(1).is_some_and(|word| word.value == "--"));
            let words = from..command.words.len();
            (!words.is_empty()).then_some(Inner::Text { words })
        }
        "su" | "runuser" => {
            let script = command_option(command, "c command session-command");
            script.or_else(|| after_user(command))
        }
        "flock" => {
            let script = command_option(command, "c command");
            let wrapped = || wrapped(command, wrapper(program)?, true);
            script.or_else(wrapped)
        }
        _ if is_posix_shell(program) && program != "busybox" => shell(commands, index, command),
        _ if is_python(program) => python_module(command),
        _ => wrapper(program).and_then(|kind| wrapped(command, kind, true)),
    };
    found.into_iter().collect()
}

fn wrapped(command: &Command<'_>, wrapper: Wrapper, reads_input: bool) -> Option<Inner> {
    let mut operands = wrapper.operands;
    let mut arguments = command.arguments(&[]);
    loop {
        match arguments.next()? {
            Argument::Flag(flag) if is_one_of(wrapper.queries, flag.name) => return None,
            Argument::Flag(_) => {}
            // `env -`: an empty environment.
            Argument::Operand(word) if word.value == "-" => {}
            Argument::Operand(_) if operands > 0 => {
                operands -= 1;
                if operands == 0 {
                    break;
                }
            }
            Argument::Operand(_) => {
                let words = arguments.taken()..command.words.len();
                return Some(Inner::Words {
                    words,
                    assignments: wrapper.assignments,
                    reads_input,
                });
            }
        }
    }
    // The word after the last operand is the program, whatever it looks like.
    let mut from = arguments.taken() + 1;
    if command
        .words
        .get(from)
        .is_some_and(|word| word.value == "--")
    {
        from += 1;
    }
    let words = from..command.words.len();
    let assignments = wrapper.assignments;
    (!words.is_empty()).then_some(Inner::Words {
        words,
        assignments,
        reads_input,
    })
}

/// `find … -exec cmd {} \;`, as often as it is given.
fn find(command: &Command<'_>) -> Vec<Inner> {
    let mut found = Vec::new();
    let mut from = None;
    for (at, word) in command.words.iter().enumerate() {
        match (&*word.value, from) {
            ("-exec" | "-execdir" | "-ok" | "-okdir", None) => from = Some(at + 1),
            (";" | "+", Some(start)) => {
                let words = start..at;
                if !words.is_empty() {
                    found.push(Inner::Words {
                        words,
                        assignments: false,
                        reads_input: false,
                    });
                }
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// The word after `-c` of `su` and the like.
fn command_option(command: &Command<'_>, names: &str) -> Option<Inner> {
    let mut arguments = command.arguments(&[]);
    while let Some(argument) = arguments.next() {
        if let Argument::Flag(flag) = argument
            && is_one_of(names, flag.name)
        {
            let value = flag.value?;
            let at = arguments.taken();
            let whole = command
                .words
                .get(at)
                .is_some_and(|word| word.span == value.span);
            return whole.then_some(Inner::Text { words: at..at + 1 });
        }
    }
    None
}

/// `runuser -u user -- cmd`.
fn after_user(command: &Command<'_>) -> Option<Inner> {
    if command.program() != "runuser" || !command.has_flag(Some('u'), "user") {
        return None;
    }
    wrapped(command, Wrapper::default(), true)
}

/// The script that a shell is given: `-c text`, a here-string, a here-document.
fn shell(commands: &[Command<'_>], index: usize, command: &Command<'_>) -> Option<Inner> {
    let mut arguments = command.arguments(&[]);
    let (mut from_text, mut from_input) = (false, false);
    let operand = loop {
        match arguments.next() {
            Some(Argument::Flag(flag)) => {
                from_text |= flag.name == "c" && !flag.long;
                from_input |= flag.name == "s" && !flag.long;
            }
            Some(Argument::Operand(word)) if word.value == "-" => from_input = true,
            Some(Argument::Operand(_)) => break Some(arguments.taken()),
            None => break None,
        }
    };
    match operand {
        Some(at) if from_text => Some(Inner::Text { words: at..at + 1 }),
        Some(_) if !from_input => None,
        _ => {
            let own = script_redirect(command, index);
            own.or_else(|| {
                // `cat <<EOF | sh`
                let writer = command.reads_from?;
                let cat = commands.get(writer).filter(|cat| cat.program() == "cat")?;
                if cat.operands(&[]).next().is_some() {
                    return None;
                }
                script_redirect(cat, writer)
            })
        }
    }
}

fn script_redirect(command: &Command<'_>, index: usize) -> Option<Inner> {
    let redirect = command.redirects.iter().rposition(|redirect| {
        matches!(redirect.descriptor, None | Some(0)) && !redirect.operator.writes()
    })?;
    let via = match command.redirects.get(redirect)?.operator {
        Operator::HereString => Via::ShellString,
        Operator::HereDocument | Operator::HereDocumentTabs => Via::HereDocument,
        _ => return None,
    };
    Some(Inner::Redirect {
        command: index,
        redirect,
        via,
    })
}

fn is_python(program: &str) -> bool {
    is_one_of("python pypy", without_version(program))
}

/// `python -m pip install`: the module runs as the program of its name would.
fn python_module(command: &Command<'_>) -> Option<Inner> {
    let at = command.words.iter().position(|word| word.value == "-m")?;
    let before = command.words.get(1..at)?;
    let only_flags = before
        .iter()
        .all(|word: &Word<'_>| word.value.starts_with('-'));
    let words = at + 1..command.words.len();
    (only_flags && !words.is_empty()).then_some(Inner::Words {
        words,
        assignments: false,
        reads_input: true,
    })
}
