#![doc = include_str!("user.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
