#![doc = include_str!("updates.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
