#![doc = include_str!("secrets.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
