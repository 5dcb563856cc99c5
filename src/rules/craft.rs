#![doc = include_str!("craft.md")]

use super::Rule;

pub mod relative_workdir;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&relative_workdir::RULE];
