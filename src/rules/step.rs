//! One command of a RUN, as a rule sees it.

use crate::dockerfile::{Dockerfile, Instruction};
use crate::shell::{Command, Script};

/// A command that a RUN executes, with what stands around it.
#[derive(Clone, Copy)]
pub struct Step<'s> {
    /// The file.
    pub file: &'s Dockerfile<'s>,
    /// The RUN.
    pub instruction: &'s Instruction<'s>,
    /// All that the RUN executes.
    pub script: &'s Script<'s>,
    /// The command's place in `script.commands`.
    pub index: usize,
    /// The command.
    pub command: &'s Command<'s>,
}

impl Step<'_> {
    /// True if what it leaves behind is part of the final image.
    pub fn is_shipped(&self) -> bool {
        self.file.is_shipped(self.instruction)
    }
}
