//! Questions to a stage and the stages below it.

use super::prelude::*;
use crate::dockerfile::{Instruction, Stage};

/// True if an instruction of the stage, or of one below it, is of a kind. Those behind ONBUILD
/// speak to other files.
pub(crate) fn any_in_chain(
    file: &Dockerfile,
    stage: &Stage,
    is: &dyn Fn(&Instruction) -> bool,
) -> bool {
    let found = file.last_in_chain(stage, |instruction| is(instruction).then_some(()));
    found.is_some()
}
