//! What the container of a stage starts: ENTRYPOINT and CMD.

use super::{Body, CommandLine, Dockerfile, Instruction, Stage};

/// An instruction with the command in it.
pub type Start<'d, 'a> = (&'d Instruction<'a>, &'d CommandLine<'a>);

impl<'a> Dockerfile<'a> {
    /// The ENTRYPOINT in force at the end of a stage; nothing where the base image decides.
    pub fn entrypoint_of<'d>(&'d self, stage: &'d Stage<'a>) -> Option<Start<'d, 'a>> {
        self.last_in_chain(stage, |instruction| match &instruction.body {
            Body::Entrypoint(line) => Some(line),
            _ => None,
        })
    }

    /// The CMD in force at the end of a stage; nothing where the base image decides. An ENTRYPOINT
    /// in a later stage drops the CMD of the stages below
    /// (<https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact>).
    pub fn cmd_of<'d>(&'d self, stage: &'d Stage<'a>) -> Option<Start<'d, 'a>> {
        let cmd = self.last_in_chain(stage, |instruction| match &instruction.body {
            Body::Cmd(line) => Some(line),
            _ => None,
        })?;
        let entrypoint = self.entrypoint_of(stage);
        entrypoint
            .is_none_or(|(entrypoint, _)| entrypoint.stage <= cmd.0.stage)
            .then_some(cmd)
    }
}
