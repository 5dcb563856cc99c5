//! The ports of EXPOSE (<https://docs.docker.com/reference/dockerfile/#expose>).

use super::{Argument, Body, Instruction};
use crate::compose::ports::numbers;

impl Argument<'_> {
    /// First and last port of `80`, `80/tcp` or `3000-3005/udp`.
    pub fn ports(&self) -> Option<(u16, u16)> {
        let value = self.value()?;
        numbers(value.split('/').next()?)
    }
}

impl<'a> Instruction<'a> {
    /// What an EXPOSE names; nothing for other instructions.
    pub fn exposed(&self) -> &[Argument<'a>] {
        match &self.body {
            Body::Expose(ports) => ports,
            _ => &[],
        }
    }
}
