#![doc = include_str!("user.md")]

use super::Rule;

pub mod sudo_in_build;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&sudo_in_build::RULE];
