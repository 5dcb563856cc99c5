#![doc = include_str!("slim.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
