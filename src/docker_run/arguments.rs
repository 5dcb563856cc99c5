//! Tells the flags of a `docker run` line, their values, the image and the program apart.

use super::flags::{self, Flag};
use super::part::Part;
use super::words::Word;
use super::{Problem, What};
use crate::source::Span;
use crate::spelling;

/// For how many unknown flags of a line the nearest known one is looked up.
const MOST_GUESSES: usize = 1000;

/// A flag as it was given.
#[derive(Debug)]
pub(super) struct Given<'w, 'a> {
    pub(super) flag: &'static Flag,
    /// The flag as written, without its value; for one of several letters that letter.
    pub(super) span: Span,
    /// What to cut for the flag to be gone.
    pub(super) cut: Span,
    /// Its value; a switch mostly has none.
    pub(super) value: Option<Part<'w, 'a>>,
}

/// The words after `run`, sorted.
#[derive(Debug, Default)]
pub(super) struct Arguments<'w, 'a> {
    pub(super) given: Vec<Given<'w, 'a>>,
    /// The image, as its number among the words.
    pub(super) image: Option<usize>,
    /// The number of the first word that does not belong to the flags: the image or a `--`.
    pub(super) flags_end: usize,
    /// True if a variable may bring more flags, or the image.
    pub(super) open_ended: bool,
    pub(super) problems: Vec<Problem>,
}

impl<'w, 'a> Arguments<'w, 'a> {
    /// Reads the words after `run`; `before` is where the word in front of them ends.
    pub(super) fn read(words: &'w [Word<'a>], before: u32) -> Self {
        let mut arguments = Arguments::default();
        let mut at = 0;
        let mut end_before = before;
        while let Some(word) = words.get(at) {
            arguments.flags_end = at;
            if word.value == "--" {
                arguments.image = words.get(at + 1).map(|_| at + 1);
                return arguments;
            }
            if starts_with_dash(&word.value) && word.value.len() > 1 {
                let taken = arguments.flag(word, words.get(at + 1), end_before);
                at += taken;
            } else if is_stand_in(word, words.get(at + 1)) {
                arguments.open_ended = true;
                at += 1;
            } else {
                arguments.image = Some(at);
                return arguments;
            }
            end_before = words.get(at - 1).map_or(end_before, |last| last.span.end);
        }
        arguments.flags_end = words.len();
        arguments
    }

    /// Reads the flags of one word and returns how many words they take.
    fn flag(&mut self, word: &'w Word<'a>, next: Option<&'w Word<'a>>, before: u32) -> usize {
        let value = &*word.value;
        let dashes = value.len() - value.trim_start_matches(['-', '–', '—']).len();
        let body = value.get(dashes..).unwrap_or_default();
        let name = body.split('=').next().unwrap_or(body);
        let is_letters = dashes == 1 || (!value.starts_with("--") && name.chars().count() == 1);
        if is_letters && (name.len() < 3 || flags::by_name(name).is_none()) {
            if !value.starts_with('-') {
                self.wrong_dash(word, format!("-{name}"));
            }
            return self.letters(word, dashes, next, before);
        }
        let known = flags::by_name(name);
        if known.is_some() && !(value.starts_with("--") && dashes == 2) {
            self.wrong_dash(word, format!("--{name}"));
        }
        let Some(flag) = known.or_else(|| self.unknown(word, name)) else {
            return 1;
        };
        let inline = (name.len() < body.len()).then(|| Part::from(word, dashes + name.len() + 1));
        let span = Part::from(word, 0)
            .split_once('=')
            .map_or(word.span, |(flag, _)| flag.span());
        self.add(flag, span, word, inline, next, before)
    }

    /// Reads `-itp 80:80`: switches, and at most one flag with a value at the end.
    fn letters(
        &mut self,
        word: &'w Word<'a>,
        dashes: usize,
        next: Option<&'w Word<'a>>,
        before: u32,
    ) -> usize {
        let body = word.value.get(dashes..).unwrap_or_default();
        let first = self.given.len();
        let mut taken = 1;
        for (offset, letter) in body.char_indices() {
            let place = dashes + offset;
            let after = place + letter.len_utf8();
            let rest = body.get(offset + letter.len_utf8()..).unwrap_or_default();
            let is_first = offset == 0 && (rest.is_empty() || rest.starts_with('='));
            let span = word.origin.span(if is_first { 0 } else { place }, after);
            let Some(flag) = u8::try_from(letter).ok().and_then(flags::by_letter) else {
                let name = body.split('=').next().unwrap_or(body);
                if offset == 0 && name.len() > 2 {
                    if let Some(flag) = self.unknown(word, name) {
                        let rest = (name.len() < body.len())
                            .then(|| Part::from(word, dashes + name.len() + 1));
                        return self.add(flag, word.span, word, rest, next, before);
                    }
                } else {
                    let what = What::UnknownFlag {
                        name: format!("-{letter}"),
                        meant: None,
                    };
                    self.problems.push(Problem { span, what });
                }
                break;
            };
            let is_given = rest.starts_with('=') || (!flag.meaning.is_switch() && !rest.is_empty());
            let value =
                is_given.then(|| Part::from(word, after + usize::from(rest.starts_with('='))));
            let ends_word = value.is_some() || rest.is_empty() || !flag.meaning.is_switch();
            taken = self.add(flag, span, word, value, next, before);
            if ends_word {
                break;
            }
        }
        self.cut_letters(word, first, before);
        taken
    }

    /// One letter alone stands for its word; of several, each is cut on its own.
    fn cut_letters(&mut self, word: &Word<'a>, first: usize, before: u32) {
        let Some(given) = self.given.get_mut(first..) else {
            return;
        };
        if let [only] = given {
            only.span = Span {
                start: word.span.start,
                end: only.span.end.min(word.span.end),
            };
            only.cut.start = before;
            return;
        }
        for letter in given {
            letter.cut = Span {
                start: letter.span.start,
                end: letter.cut.end,
            };
            if letter.value.is_none() {
                letter.cut.end = letter.span.end;
            }
        }
    }

    /// Adds a flag with its value and returns how many words it takes.
    fn add(
        &mut self,
        flag: &'static Flag,
        span: Span,
        word: &'w Word<'a>,
        inline: Option<Part<'w, 'a>>,
        next: Option<&'w Word<'a>>,
        before: u32,
    ) -> usize {
        let mut cut = Span {
            start: before,
            end: word.span.end,
        };
        let mut value = inline;
        if inline.is_none() && !flag.meaning.is_switch() {
            let Some(next) = next else {
                let what = What::MissingValue { flag: flag.long };
                self.problems.push(Problem { span, what });
                return 1;
            };
            value = Some(Part::from(next, 0));
            cut.end = next.span.end;
        }
        self.given.push(Given {
            flag,
            span,
            cut,
            value,
        });
        if inline.is_none() && value.is_some() {
            2
        } else {
            1
        }
    }

    /// Notes an unknown flag and returns the one that is most likely meant.
    fn unknown(&mut self, word: &Word<'a>, name: &str) -> Option<&'static Flag> {
        // Nobody misspells so many flags of one line.
        let meant = (self.problems.len() < MOST_GUESSES)
            .then(|| spelling::nearest(name, flags::names()))
            .flatten()
            .and_then(flags::by_name);
        let given = word.value.split('=').next().unwrap_or_default();
        self.problems.push(Problem {
            span: Part::from(word, 0)
                .split_once('=')
                .map_or(word.span, |(flag, _)| flag.span()),
            what: What::UnknownFlag {
                name: given.to_owned(),
                meant: meant.map(|flag| format!("--{}", flag.long)),
            },
        });
        meant
    }

    fn wrong_dash(&mut self, word: &Word<'a>, meant: String) {
        self.problems.push(Problem {
            span: word.span,
            what: What::WrongDash { meant },
        });
    }
}

/// True for flags, also where a web page made one long dash of their two.
fn starts_with_dash(value: &str) -> bool {
    value.starts_with(['-', '–', '—'])
}

/// True for what is no image but stands for flags: `$OPTIONS`, `"$@"`, `[OPTIONS]`, `...`.
fn is_stand_in(word: &Word, next: Option<&Word>) -> bool {
    let value = &*word.value;
    if matches!(value, "..." | "…" | "$@" | "$*" | "\\")
        || (value.starts_with('[') && value.ends_with(']'))
    {
        return true;
    }
    let lower = value.to_ascii_lowercase();
    let speaks_of = |hints: &[&str]| hints.iter().any(|hint| lower.contains(hint));
    let flags = [
        "opt", "arg", "flag", "param", "extra", "[@]", ":+", "options",
    ];
    if value.starts_with('<') {
        return speaks_of(&flags);
    }
    if word.quoted && !lower.contains("[@]") {
        return false;
    }
    if value.starts_with("$(") || value.starts_with('`') {
        return next.is_some() && !speaks_of(&["build", "image"]);
    }
    value.starts_with('$') && !speaks_of(&["image", "img", "tag"]) && speaks_of(&flags)
}
