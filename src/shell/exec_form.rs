//! A line of shell in which the shell does nothing but start one program.

use super::command::{Command, Joined, Via};
use super::word::Word;
use super::{Script, is_posix_shell};
use crate::word_list::is_one_of;

/// What shells do themselves, so that no other program could be started in their place.
const BUILTINS: &str = ". : cd echo eval exec exit export false printf read set shift source test \
     true ulimit umask wait";
/// Letters that a shell may read its own way outside of quotes.
const SHELL_LETTERS: [char; 5] = ['*', '?', '[', '{', '~'];

impl Command<'_> {
    /// True if the shell does this itself, without starting a program.
    pub fn is_builtin(&self) -> bool {
        is_one_of(BUILTINS, self.program())
    }
}

impl Script<'_> {
    /// The same as a JSON list for CMD or ENTRYPOINT; nothing where the shell does more than start
    /// one program with words that are known: variables, pipes, patterns, redirections.
    pub fn exec_form(&self) -> Option<String> {
        let (only, inner) = self.commands.split_first()?;
        let is_simple = self.problem.is_none()
            && only.joined == Joined::First
            && !only.subshell
            && only.assignments.is_empty()
            && only.redirects.is_empty()
            && only.words.iter().all(is_plain)
            && inner.iter().all(|inner| inner.via == Via::Wrapper);
        let is_program =
            !only.words.is_empty() && !is_posix_shell(only.program()) && !only.is_builtin();
        if !is_simple || !is_program {
            return None;
        }
        let mut list = String::new();
        for word in &only.words {
            list.push_str(if list.is_empty() { "[\"" } else { ", \"" });
            for letter in word.value.chars() {
                if matches!(letter, '"' | '\\') {
                    list.push('\\');
                }
                list.push(letter);
            }
            list.push('"');
        }
        list.push(']');
        Some(list)
    }
}

/// True for a word that means the same to a shell and in a list. What Rust would escape in its own
/// way, JSON can't read.
fn is_plain(word: &Word) -> bool {
    let is_written_alike =
        |letter: char| matches!(letter, '"' | '\\' | '\'') || letter.escape_debug().len() == 1;
    word.literal()
        .is_some_and(|text| !text.contains(SHELL_LETTERS) && text.chars().all(is_written_alike))
}

#[cfg(test)]
mod tests {
    use crate::shell::{Dialect, parse};
    use crate::source::Origin;

    fn list(line: &str) -> Option<String> {
        parse(line, &Origin::Verbatim(0), Dialect::DOCKERFILE).exec_form()
    }

    #[test]
    fn words_become_a_list() {
        assert_eq!(list("npm start").as_deref(), Some(r#"["npm", "start"]"#));
        assert_eq!(
            list(r#"gunicorn 'app:create("x")' --name "the shop""#).as_deref(),
            Some(r#"["gunicorn", "app:create(\"x\")", "--name", "the shop"]"#)
        );
        assert_eq!(
            list("node \\\n  grüße.js").as_deref(),
            Some(r#"["node", "grüße.js"]"#)
        );
    }

    #[test]
    fn what_needs_a_shell_stays() {
        for line in [
            "npm start && true",
            "node a.js | tee log",
            "node a.js > log",
            "node $FILE",
            "A=1 node a.js",
            "ls *.js",
            "cat ~/x",
            "echo hello",
            "sh -c 'node a.js'",
            "node a.js &\nnode b.js",
            "(node a.js)",
            "node 'open",
            "node a\u{200b}.js",
            "",
        ] {
            assert_eq!(list(line), None, "{line}");
        }
    }
}
