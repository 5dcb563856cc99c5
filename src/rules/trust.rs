#![doc = include_str!("trust.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
