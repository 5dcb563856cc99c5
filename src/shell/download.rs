//! Downloads that a script executes without a look: `curl … | sh`, `bash <(curl …)`,
//! `sh -c "$(curl …)"`.

use super::arguments::Argument;
use super::command::{Command, Via};
use super::valued::without_version;
use super::word::{Operator, Word};
use super::{Script, is_posix_shell};
use crate::source::Span;
use crate::word_list::is_one_of;

/// A command that fetches something and writes it to its standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The command.
    pub span: Span,
    /// The address as written; nothing where there is none to see.
    pub url: Option<String>,
}

impl Download {
    /// The host, if it is written there.
    pub fn host(&self) -> Option<&str> {
        let url = self.url.as_deref()?;
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host_of(rest);
        (!host.is_empty() && !host.contains(['$', '`', '{'])).then_some(host)
    }

    /// True if nobody on the way can change it. An address that is a variable gets the benefit of
    /// the doubt.
    pub fn is_encrypted(&self) -> bool {
        self.url
            .as_deref()
            .is_none_or(|url| url.starts_with("https://") || url.starts_with('$'))
    }

    /// True if the path names a version or a commit, so that it is meant to stay the same.
    pub fn is_pinned(&self) -> bool {
        let Some(url) = self.url.as_deref() else {
            return false;
        };
        let path = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest)
            .split_once('/')
            .map_or("", |(_, path)| path);
        let mut parts = path.split(['/', '?', '=', '-', '_', '@']);
        parts.any(|part| is_version(part) || is_commit(part) || names_version(part))
    }
}

/// The host and port of an address behind its `://`.
pub(super) fn host_of(rest: &str) -> &str {
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

/// `v0.40.1`, `3.11`
fn is_version(part: &str) -> bool {
    let number = part.strip_prefix('v').unwrap_or(part);
    let mut numbers = number.split('.');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.next().is_some_and(is_number) && numbers.next().is_some_and(is_number)
}

fn is_commit(part: &str) -> bool {
    matches!(part.len(), 40 | 64) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `${NVM_VERSION}`
fn names_version(part: &str) -> bool {
    let upper = part.to_ascii_uppercase();
    let mut ends = "VERSION} VERSION COMMIT} SHA}".split(' ');
    upper.contains('$') || ends.any(|end| upper.ends_with(end))
}

impl Script<'_> {
    /// Every download that is executed as it comes in: the index of the command that executes it,
    /// and the download. One for each such command.
    pub fn executed_downloads(&self) -> Vec<(usize, Download)> {
        let mut found: Vec<(usize, Download)> = Vec::new();
        let mut codes = Vec::new();
        for (index, command) in self.commands.iter().enumerate() {
            if let Some(download) = download(command)
                && let Some(runner) = self.runner_of(index, &mut codes)
                && found.last().is_none_or(|(known, _)| *known != runner)
            {
                found.push((runner, download));
            }
        }
        found
    }

    /// The command that executes what the command with this index writes.
    fn runner_of(&self, index: usize, codes: &mut Vec<Code>) -> Option<usize> {
        let mut at = index;
        while let Some(next) = self.commands.get(at)?.pipes_into {
            let next = self.unwrapped(next);
            let reader = self.commands.get(next)?;
            if runs_input(reader) {
                return Some(next);
            }
            // What is checked on the way, or replaced by another download, isn't run as it comes.
            if is_one_of("gpg gpg2 gpgv cosign minisign", reader.program())
                || download(reader).is_some()
            {
                return None;
            }
            at = next;
        }
        let command = self.commands.get(index)?;
        let runner = self.unwrapped(owner_of(command)?);
        // Once for all: one command may start any number of downloads.
        if codes.is_empty() {
            for command in &self.commands {
                codes.push(Code::of(command));
            }
        }
        let reads = codes.get(runner)?;
        let place = match command.via {
            Via::ProcessSubstitution => reads.file,
            _ => reads.text,
        };
        place
            .is_some_and(|place| place.contains(command.span))
            .then_some(runner)
    }
}

/// The command whose words hold the substitution that this one stands in.
fn owner_of(command: &Command<'_>) -> Option<usize> {
    let is_substitution = matches!(
        command.via,
        Via::ProcessSubstitution | Via::CommandSubstitution
    );
    command.inside.filter(|_| is_substitution)
}

/// The download that a command writes to its standard output.
fn download(command: &Command<'_>) -> Option<Download> {
    let valued: &[&str] = match command.program() {
        "curl" => {
            let to_file = command.has_flag(Some('O'), "remote-name")
                || command
                    .option(Some('o'), "output")
                    .is_some_and(|file| !is_standard_output(&file));
            if to_file {
                return None;
            }
            &[
                "--proto",
                "--retry",
                "--tlsv",
                "--cacert",
                "--connect-timeout",
                "--max-time",
            ]
        }
        "wget" => {
            let out = command.option(Some('O'), "output-document")?;
            if !is_standard_output(&out) {
                return None;
            }
            &[]
        }
        _ => return None,
    };
    if writes_to_file(command) {
        return None;
    }
    let url = match command.option(None, "url") {
        Some(url) => Some(url.value.into_owned()),
        None => command
            .operands(valued)
            .next()
            .map(|word| word.as_str().to_owned()),
    };
    Some(Download {
        span: command.span,
        url,
    })
}

pub(super) fn is_standard_output(file: &Word<'_>) -> bool {
    matches!(file.as_str(), "-" | "/dev/stdout" | "/dev/fd/1")
}

pub(super) fn writes_to_file(command: &Command<'_>) -> bool {
    command.redirects.iter().any(|redirect| {
        redirect.operator.writes()
            && matches!(redirect.descriptor, None | Some(1))
            && !is_standard_output(&redirect.target)
    })
}

/// The flags of a program that runs code in a language which bring the code, or say that standard
/// input is data.
fn code_flags(program: &str) -> Option<&'static str> {
    Some(match without_version(program) {
        "python" | "pypy" => "c m",
        "perl" => "e E n p",
        "ruby" => "e n p",
        "node" | "nodejs" => "e p eval print",
        "php" => "r f R F B",
        _ if is_posix_shell(program) => "c",
        _ => return None,
    })
}

/// True for a command that executes its standard input: `sh`, `bash -s -- x`, `python3 -`.
fn runs_input(command: &Command<'_>) -> bool {
    let program = command.program();
    if matches!(program, "." | "source") {
        let first = command.args().first();
        return first.is_some_and(|file| file.value == "/dev/stdin");
    }
    let Some(code_flags) = code_flags(program) else {
        return false;
    };
    let mut last = None;
    for argument in command.arguments(&["-o", "-O", "--rcfile", "--init-file"]) {
        match argument {
            Argument::Flag(flag) if is_one_of(code_flags, flag.name) => return false,
            Argument::Flag(flag) => {
                if flag.name == "s" && is_posix_shell(program) {
                    return true;
                }
                last = Some(flag.span);
            }
            Argument::Operand(word) => {
                // `php -- --quiet`: what follows the dashes are the script's own words.
                let before = last.map_or(command.words.first().map(|word| word.span), Some);
                let after_dashes = !is_posix_shell(program)
                    && command.args().iter().any(|own| {
                        own.value == "--"
                            && own.span < word.span
                            && before.is_some_and(|before| before < own.span)
                    });
                return after_dashes || matches!(word.as_str(), "-" | "/dev/stdin");
            }
        }
    }
    // `sh < file` reads the file, unless that is a substitution.
    !command
        .redirects
        .iter()
        .any(|redirect| redirect.operator == Operator::Read && redirect.descriptor.is_none())
}

/// The words that a command executes.
#[derive(Clone, Copy, Default)]
struct Code {
    /// A substitution that stands for a file: `bash <(…)`.
    file: Option<Span>,
    /// A substitution that makes the code itself: `sh -c "$(…)"`.
    text: Option<Span>,
}

fn made_file(word: &Word<'_>) -> Option<Span> {
    word.value.starts_with("<(").then_some(word.span)
}

fn made_text(word: &Word<'_>) -> Option<Span> {
    let is_made = word.value.trim_start().starts_with(['$', '`']);
    is_made.then_some(word.span)
}

impl Code {
    fn of(command: &Command<'_>) -> Self {
        let first = command.args().first();
        let program = command.program();
        let Some(code_flags) = code_flags(program) else {
            return Code {
                file: first
                    .filter(|_| matches!(program, "." | "source"))
                    .and_then(made_file),
                text: first.filter(|_| program == "eval").and_then(made_text),
            };
        };
        let input = |operator| {
            let mut redirects = command.redirects.iter().rev();
            redirects.find(|one| one.operator == operator)
        };
        let mut code = Code {
            file: input(Operator::Read).and_then(|one| made_file(&one.target)),
            text: input(Operator::HereString).and_then(|one| made_text(&one.target)),
        };
        let is_shell = is_posix_shell(program);
        let valued: &[&str] = if is_shell {
            &["-o", "-O"]
        } else {
            &["-c", "-e", "-r"]
        };
        let mut brings_code = false;
        for argument in command.arguments(valued) {
            match argument {
                Argument::Flag(flag) if is_one_of(code_flags, flag.name) => {
                    brings_code = true;
                    code.file = None;
                    code.text = flag.value.as_ref().and_then(made_text).or(code.text);
                }
                Argument::Flag(flag) if flag.name == "s" && is_shell => break,
                Argument::Flag(_) => {}
                Argument::Operand(word) => {
                    if is_shell && brings_code {
                        code.text = made_text(word);
                    } else if !brings_code && word.value != "-" {
                        code = Code {
                            file: made_file(word),
                            text: None,
                        };
                    }
                    break;
                }
            }
        }
        code
    }
}
