#![doc = include_str!("scanning.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
