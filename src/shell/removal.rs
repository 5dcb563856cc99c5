//! Files and folders that a command deletes.

use std::borrow::Cow;

use super::command::Command;
use super::word::Word;

impl<'a> Command<'a> {
    /// The paths that `rm`, `unlink`, or `find … -delete` takes away, with the word that names
    /// each. What a pattern at the end stands for counts as its whole folder: `/a` for `/a/*`.
    /// One group of braces is spelled out, as bash does it.
    pub fn removed_paths(&self) -> Vec<(&Word<'a>, Cow<'_, str>)> {
        let words: &[Word<'a>] = match self.program() {
            "rm" | "unlink" => self.args(),
            "find" if self.args().iter().any(deletes) => {
                let tests = self.args().iter().position(is_test);
                self.args()
                    .get(..tests.unwrap_or_default())
                    .unwrap_or_default()
            }
            _ => return Vec::new(),
        };
        let mut found = Vec::new();
        for word in words {
            if word.value.starts_with('-') {
                continue;
            }
            match braces(&word.value).filter(|_| !word.quoted) {
                Some((before, choices, after)) => {
                    for choice in choices.split(',').take(MOST_CHOICES) {
                        let path = [before, choice, after].concat();
                        found.push((word, Cow::Owned(folder(&path).to_owned())));
                    }
                }
                None => found.push((word, Cow::Borrowed(folder(&word.value)))),
            }
        }
        found
    }
}

/// More than anyone writes between braces.
const MOST_CHOICES: usize = 32;

fn deletes(word: &Word<'_>) -> bool {
    matches!(&*word.value, "-delete" | "rm")
}

fn is_test(word: &Word<'_>) -> bool {
    word.value.starts_with(['-', '(', '!'])
}

/// `a`, `b,c`, `d` of `a{b,c}d`.
fn braces(value: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = value.split_once('{')?;
    let (choices, after) = rest.split_once('}')?;
    let is_list = choices.contains(',') && !before.ends_with('$');
    is_list.then_some((before, choices, after))
}

/// The path without a pattern or slash at its end.
fn folder(path: &str) -> &str {
    let path = match path.rsplit_once('/') {
        Some((folder, last)) if last.starts_with('*') || last.is_empty() => folder,
        _ => path,
    };
    path.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, parse};
    use crate::source::Origin;

    fn removed(text: &str) -> Vec<String> {
        let script = parse(text, &Origin::Verbatim(0), Dialect::SHELL);
        let commands = script.commands.iter();
        commands
            .flat_map(|command| command.removed_paths())
            .map(|(_, path)| path.into_owned())
            .collect()
    }

    #[test]
    fn tells_what_goes() {
        assert_eq!(
            removed("rm -rf /var/lib/apt/lists/* /tmp/x/"),
            ["/var/lib/apt/lists", "/tmp/x"]
        );
        assert_eq!(removed("rm -f \"$HOME\"/.npm/*_cacache"), ["$HOME/.npm"]);
        assert_eq!(
            removed("rm -rf /var/lib/{apt,dpkg}/"),
            ["/var/lib/apt", "/var/lib/dpkg"]
        );
        assert_eq!(removed("rm -rf \"${X}\" '{a,b}'"), ["${X}", "{a,b}"]);
        assert_eq!(removed("find /a /b -type f -delete"), ["/a", "/b"]);
        assert_eq!(removed("find /a -type f; rmdir /x; echo rm /y"), [""; 0]);
    }
}
