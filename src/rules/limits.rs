#![doc = include_str!("limits.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
