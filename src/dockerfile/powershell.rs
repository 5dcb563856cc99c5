//! What is read of commands that another shell than a POSIX-like one executes.

use super::{CommandLine, Dockerfile, Form, Instruction};
use crate::shell;
use crate::source::Span;

impl<'a> Dockerfile<'a> {
    /// The places where PowerShell executes a download as it comes in (`iex (iwr …)`), in a
    /// command that is left to PowerShell.
    pub fn powershell(
        &self,
        instruction: &Instruction<'a>,
        line: &CommandLine<'a>,
    ) -> impl Iterator<Item = Span> + use<> {
        let is_read = !line.script.commands.is_empty() || line.form == Form::Exec;
        let text = if is_read || instruction.run().is_none() {
            ""
        } else {
            line.span.slice(self.source)
        };
        let start = line.span.start as usize;
        shell::downloads_executed(text)
            .into_iter()
            .map(move |range| Span::new(start + range.start, start + range.end))
    }
}
