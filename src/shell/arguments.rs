//! The arguments of a command, read the way `getopt_long` reads them: `-qy`, `-ov`, `-o v`,
//! `--opt=v`, `--opt v`, `--`.

use super::command::Command;
use super::valued;
use super::word::Word;
use crate::source::Span;

/// A flag as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag<'c, 'a> {
    /// The name without dashes: `y` of `-qy`, `output` of `--output=x`.
    pub name: &'c str,
    /// True after `--`.
    pub long: bool,
    /// The word that it stands in.
    pub span: Span,
    /// Its own letter inside that word: `k` of `-fsSk`. The word itself for a long flag, and where
    /// quotes or escapes make the place unsure.
    pub letter: Span,
    /// Its value: what is attached to it, or the next word if the flag is known to take one.
    pub value: Option<Word<'a>>,
}

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument<'c, 'a> {
    /// A flag, with its value if it has one.
    Flag(Flag<'c, 'a>),
    /// Anything that is neither a flag nor the value of one.
    Operand(&'c Word<'a>),
}

/// The arguments of a command, in their order.
#[derive(Clone, Debug)]
pub struct Arguments<'c, 'a> {
    program: &'c str,
    words: &'c [Word<'a>],
    /// Flags that take a value besides those that the program is known for.
    valued: &'c [&'c str],
    next: usize,
    /// A word of short flags that is not used up, and the byte that is next.
    cluster: Option<(&'c Word<'a>, usize)>,
    only_operands: bool,
}

impl<'c, 'a> Arguments<'c, 'a> {
    /// How many words are used up so far.
    pub(super) fn taken(&self) -> usize {
        self.next
    }

    fn takes_value(&self, name: &str, long: bool) -> bool {
        let given = self
            .valued
            .iter()
            .any(|flag| match flag.strip_prefix("--") {
                Some(flag) => long && flag == name,
                None => !long && flag.strip_prefix('-') == Some(name),
            });
        given || valued::takes_value(self.program, name, long)
    }

    fn next_word(&mut self) -> Option<&'c Word<'a>> {
        let word = self.words.get(self.next)?;
        self.next += 1;
        Some(word)
    }

    fn long(&mut self, word: &'c Word<'a>, dashes: usize) -> Flag<'c, 'a> {
        let text = word.value.get(dashes..).unwrap_or_default();
        let span = word.span;
        let mut flag = Flag {
            name: text,
            long: true,
            span,
            letter: span,
            value: None,
        };
        if let Some((name, _)) = text.split_once('=') {
            flag.name = name;
            flag.value = Some(word.tail(dashes + name.len() + 1));
        } else if self.takes_value(text, true) {
            flag.value = self.next_word().cloned();
        }
        flag
    }

    fn short(&mut self, word: &'c Word<'a>, from: usize) -> Flag<'c, 'a> {
        let rest = word.value.get(from..).unwrap_or_default();
        let length = rest.chars().next().map_or(0, char::len_utf8);
        let (name, attached) = rest.split_at(length);
        let end = from + length;
        let equals = attached.starts_with('=');
        let mut flag = Flag {
            name,
            long: false,
            span: word.span,
            letter: word.verbatim(from, end).unwrap_or(word.span),
            value: None,
        };
        if attached.is_empty() {
            if self.takes_value(name, false) {
                flag.value = self.next_word().cloned();
            }
        } else if !equals
            && attached
                .bytes()
                .next()
                .is_some_and(|next| next.is_ascii_alphanumeric())
            && !self.takes_value(name, false)
        {
            // Only letters and digits are flags: `-fsSL`, but `-I/usr/include` is `I` and a value.
            self.cluster = Some((word, end));
        } else {
            flag.value = Some(word.tail(end + usize::from(equals)));
        }
        flag
    }
}

impl<'c, 'a> Iterator for Arguments<'c, 'a> {
    type Item = Argument<'c, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((word, from)) = self.cluster.take() {
            return Some(Argument::Flag(self.short(word, from)));
        }
        let mut word = self.next_word()?;
        if !self.only_operands && word.value == "--" {
            self.only_operands = true;
            word = self.next_word()?;
        }
        let text = &*word.value;
        if self.only_operands || text.len() < 2 || !text.starts_with('-') {
            return Some(Argument::Operand(word));
        }
        Some(Argument::Flag(if text.starts_with("--") {
            self.long(word, 2)
        } else if valued::has_long_names_after_one_dash(self.program) {
            self.long(word, 1)
        } else {
            self.short(word, 1)
        }))
    }
}

impl<'a> Command<'a> {
    /// The arguments as flags, their values, and operands. The flags of well-known programs
    /// that take a value are known; `valued` names further ones, as `-o` or `--output`.
    pub fn arguments<'c>(&'c self, valued: &'c [&'c str]) -> Arguments<'c, 'a> {
        Arguments {
            program: self.program(),
            words: self.args(),
            valued,
            next: 0,
            cluster: None,
            only_operands: false,
        }
    }

    /// True if the flag is given: `-y`, also in `-qy`, or `--yes`, also as `--yes=x`.
    /// `long` may be empty.
    pub fn has_flag(&self, short: Option<char>, long: &str) -> bool {
        self.flag_span(short, long).is_some()
    }

    /// The word that gives the flag.
    pub fn flag_span(&self, short: Option<char>, long: &str) -> Option<Span> {
        self.arguments(&[]).find_map(|argument| match argument {
            Argument::Flag(flag) if flag.is(short, long) => Some(flag.span),
            _ => None,
        })
    }

    /// Every time that the flag is given.
    pub fn flags(&self, short: Option<char>, long: &str) -> std::vec::IntoIter<Flag<'_, 'a>> {
        let mut found = Vec::new();
        for argument in self.arguments(&[]) {
            if let Argument::Flag(flag) = argument
                && flag.is(short, long)
            {
                found.push(flag);
            }
        }
        found.into_iter()
    }

    /// The value of an option: `-o v`, `-ov`, `--opt v`, `--opt=v`. The option takes a value,
    /// also where the program is unknown. `long` may be empty.
    pub fn option(&self, short: Option<char>, long: &str) -> Option<Word<'a>> {
        self.options(short, long).into_iter().next()
    }

    /// The values of an option that may be given more than once.
    pub fn options(&self, short: Option<char>, long: &str) -> Vec<Word<'a>> {
        let short_name: String = ['-'].into_iter().chain(short).collect();
        let long_name = ["--", long].concat();
        let valued = [short_name.as_str(), long_name.as_str()];
        let mut found = Vec::new();
        for argument in self.arguments(&valued) {
            if let Argument::Flag(flag) = argument
                && flag.is(short, long)
                && let Some(value) = flag.value
            {
                found.push(value);
            }
        }
        found
    }

    /// The arguments that are neither flags nor the value of one. `valued` names flags that
    /// take a value besides those that the program is known for.
    pub fn operands<'c>(&'c self, valued: &'c [&'c str]) -> std::vec::IntoIter<&'c Word<'a>> {
        let mut operands = Vec::new();
        for argument in self.arguments(valued) {
            if let Argument::Operand(word) = argument {
                operands.push(word);
            }
        }
        operands.into_iter()
    }

    /// The first operand: `install` of `apt-get -qq install curl`; empty if there is none or if
    /// it is known only at run time.
    pub fn subcommand(&self) -> &str {
        self.operands(&[])
            .next()
            .and_then(Word::literal)
            .unwrap_or_default()
    }
}

impl Flag<'_, '_> {
    /// True for the flag with this letter or this long name.
    pub fn is(&self, short: Option<char>, long: &str) -> bool {
        if self.long {
            !long.is_empty() && self.name == long
        } else {
            short.is_some_and(|short| self.name.starts_with(short))
        }
    }
}
