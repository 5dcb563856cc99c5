//! Finds where commands of a container engine stand in pasted text.

use std::str::MatchIndices;

use crate::word_list::is_one_of;

/// Programs that know `run` with Docker's flags.
const ENGINES: [&str; 4] = ["docker", "podman", "nerdctl", "finch"];

/// What prompts end with; that of root, `#`, may also start a comment.
const PROMPTS: [char; 8] = ['$', '#', '>', '%', '❯', '➜', 'λ', '»'];

/// How far back on its line a command's surroundings are looked at, in bytes.
const LOOK_BACK: usize = 160;

/// An engine's name that may start a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Byte offset of the program, with its path.
    pub(super) start: usize,
    /// Byte offset right after the program.
    pub(super) end: usize,
    /// What stands in front of it on the line.
    pub(super) before: Before,
    /// The quote or backtick around the whole command, which ends it.
    pub(super) delimiter: Option<u8>,
}

/// What a command's line starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing, `sudo`, an operator: a command starts here.
    Command,
    /// A prompt: a command starts here, copied from a terminal.
    Prompt,
    /// A `#`: the prompt of root, or a comment.
    Hash,
    /// Other words: a sentence, most likely.
    Prose,
}

/// Goes through a text from one engine's name to the next.
#[derive(Debug)]
pub(super) struct Places<'a> {
    text: &'a str,
    /// The next occurrence of each of [`ENGINES`], and those after it.
    next: [(Option<usize>, MatchIndices<'a, &'static str>); ENGINES.len()],
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let next = ENGINES.map(|name| {
            let mut matches = text.match_indices(name);
            (matches.next().map(|(at, _)| at), matches)
        });
        Places { text, next }
    }

    /// The first engine's name at or after a byte offset.
    pub(super) fn next_from(&mut self, from: usize) -> Option<Place> {
        let mut from = from;
        loop {
            let (name, at) = self.nearest(from)?;
            from = at + name.len();
            if let Some(place) = self.judge(at, from) {
                return Some(place);
            }
        }
    }

    fn nearest(&mut self, from: usize) -> Option<(&'static str, usize)> {
        let mut nearest: Option<(&str, usize)> = None;
        for (name, (next, matches)) in ENGINES.into_iter().zip(&mut self.next) {
            while next.is_some_and(|at| at < from) {
                *next = matches.next().map(|(at, _)| at);
            }
            if let Some(at) = *next
                && nearest.is_none_or(|(_, least)| at < least)
            {
                nearest = Some((name, at));
            }
        }
        nearest
    }

    fn judge(&self, at: usize, end: usize) -> Option<Place> {
        let rest = self.text.get(end..)?;
        let end = end
            + if rest.starts_with(".exe") {
                ".exe".len()
            } else {
                0
            };
        let follows = self.text.as_bytes().get(end);
        if follows.is_some_and(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xC2)) {
            return None;
        }
        let far = self.text.floor_char_boundary(at.saturating_sub(LOOK_BACK));
        let back = self.text.get(far..at)?;
        let line = back.rsplit('\n').next().unwrap_or(back);
        let word = line.rsplit(is_divider).next().unwrap_or(line);
        if !word.is_empty() && !word.ends_with(['/', '\\']) {
            return None;
        }
        let before = line.strip_suffix(word).unwrap_or(line);
        let delimiter = before
            .bytes()
            .next_back()
            .filter(|byte| matches!(byte, b'\'' | b'"'));
        let in_backticks = before.contains('`') && before.matches('`').count() % 2 == 1;
        Some(Place {
            start: at - word.len(),
            end,
            before: judge_before(before),
            delimiter: if in_backticks { Some(b'`') } else { delimiter },
        })
    }
}

/// Characters that a program's path does not contain.
fn is_divider(letter: char) -> bool {
    letter.is_whitespace() || "\u{feff}'\"`;|&(){}=@!<>#$,*+[:".contains(letter)
}

/// Tells whether a program may start after this text.
fn judge_before(before: &str) -> Before {
    // What stands before an operator or a quote is another command.
    let own = before
        .rsplit([';', '|', '&', '(', ')', '{', '`', '\'', '"'])
        .next();
    let mut verdict = Before::Command;
    let mut last = "";
    let mut words = own
        .unwrap_or(before)
        .trim_start_matches('\u{feff}')
        .split_whitespace()
        .peekable();
    if words
        .peek()
        .is_some_and(|word| word.starts_with("//") || *word == "REM")
    {
        return Before::Prose;
    }
    if words
        .peek()
        .is_some_and(|word| word.starts_with('#') && !word.starts_with("#!"))
    {
        verdict = Before::Hash;
        words.next();
    }
    for word in words {
        if !may_precede(word, last) {
            return Before::Prose;
        }
        if verdict == Before::Command && word.ends_with(PROMPTS) {
            verdict = Before::Prompt;
        }
        last = word;
    }
    verdict
}

/// Words that stand in front of a command and leave it one.
fn may_precede(word: &str, last: &str) -> bool {
    const RUNNERS: &str = "sudo doas env time nohup exec command nice ionice timeout eval then do else elif if \
        while until wsl winpty lima call start PS watch strace stdbuf setsid entr ~ cmd";
    is_one_of(RUNNERS, word)
        // `NAME=value`, `ExecStart=`, and flags of what runs it.
        || word.contains('=')
        || word.starts_with(['-', '*', '•', '+', '@', '!'])
        || is_one_of("-u -g -n --user", last)
        // Prompts, list numbers, `script:`, durations, and columns of a crontab.
        || word.ends_with(PROMPTS)
        || word.ends_with([':', '.', '\\'])
        || word.contains('@')
        || word.bytes().all(|byte| byte.is_ascii_digit() || b"*/,-smh".contains(&byte))
}
