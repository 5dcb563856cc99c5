//! Where a fix adds a command to the end of a RUN, in the style that the RUN has.

use super::{Dockerfile, Form, Instruction};
use crate::shell::Command;
use crate::source::Span;

impl<'a> Dockerfile<'a> {
    /// Where `command` goes to run after all others of a RUN, and the text to insert there.
    /// Nothing where that can't be told: the exec form, here-documents, a block at the end.
    pub fn command_behind(
        &self,
        instruction: &Instruction<'a>,
        command: &str,
    ) -> Option<(u32, String)> {
        let run = instruction.run()?;
        let plain = run.form == Form::Shell
            && instruction.here_documents.is_empty()
            && run.script.problem.is_none();
        if !plain {
            return None;
        }
        let mut own = run
            .script
            .commands
            .iter()
            .filter(|command| command.is_top_level());
        let last = own.next_back()?;
        let rest = Span {
            start: last.span.end,
            end: instruction.span.end,
        };
        let nothing_follows = self.is_blank(rest.slice(self.source));
        if !nothing_follows || matches!(last.program(), "exit" | "exec" | "return") {
            return None;
        }
        let joint = self
            .joint(own.next_back(), last)
            .map_or_else(|| self.default_joint(), str::to_owned);
        Some((last.span.end, format!("{joint}{command}")))
    }

    /// What stands between the last two commands, where it is `&&` on a new line.
    fn joint(&self, before: Option<&Command<'a>>, last: &Command<'a>) -> Option<&'a str> {
        let between = Span {
            start: before?.span.end,
            end: last.span.start,
        };
        let joint: &'a str = between.slice(self.source);
        let (left, right) = joint.split_once("&&")?;
        let is_joint = self.is_blank(left) && self.is_blank(right) && joint.contains('\n');
        is_joint.then_some(joint)
    }

    fn default_joint(&self) -> String {
        let escape = char::from(self.directives.escape);
        format!(" {escape}{}    && ", self.line_break())
    }

    /// Blanks and continued lines only.
    fn is_blank(&self, text: &str) -> bool {
        text.bytes()
            .all(|byte| byte.is_ascii_whitespace() || byte == self.directives.escape)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dockerfile;

    fn appended(run: &str) -> Option<String> {
        let text = format!("FROM a\n{run}\nUSER b\n");
        let file = Dockerfile::read(&text);
        let (instruction, _) = file.runs().next().expect("a RUN");
        let (at, insert) = file.command_behind(instruction, "z")?;
        let (head, tail) = text.split_at(at as usize);
        let whole = format!("{head}{insert}{tail}");
        let run = whole.strip_prefix("FROM a\n")?.strip_suffix("\nUSER b\n")?;
        Some(run.to_owned())
    }

    #[test]
    fn follows_the_style_of_the_run() {
        let same = |run, expected: &str| assert_eq!(appended(run).as_deref(), Some(expected));
        same("RUN a", "RUN a \\\n    && z");
        same(
            "RUN a && b \\\n      c",
            "RUN a && b \\\n      c \\\n    && z",
        );
        same("RUN a \\\n && b", "RUN a \\\n && b \\\n && z");
        same("RUN a && \\\n  b > c", "RUN a && \\\n  b > c && \\\n  z");
        same("RUN set -e; a; b", "RUN set -e; a; b \\\n    && z");
        same(
            "RUN if a; then b; fi && c",
            "RUN if a; then b; fi && c \\\n    && z",
        );
    }

    #[test]
    fn keeps_away_from_what_it_can_not_follow() {
        for run in [
            "RUN [\"a\", \"b\"]",
            "RUN if a; then b; fi",
            "RUN (a && b)",
            "RUN a ;",
            "RUN a &",
            "RUN <<EOF\na\nEOF",
            "RUN a && 'b",
            "RUN a; exit 0",
            "RUN a # done",
        ] {
            assert_eq!(appended(run), None, "{run}");
        }
    }

    #[test]
    fn keeps_line_ends_and_escape() {
        let text = "# escape=`\r\nFROM a\r\nRUN a\r\n";
        let file = Dockerfile::read(text);
        let (instruction, _) = file.runs().next().expect("a RUN");
        let (_, insert) = file.command_behind(instruction, "z").expect("a place");
        assert_eq!(insert, " `\r\n    && z");
    }
}
