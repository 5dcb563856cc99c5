#![doc = include_str!("read_only.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
