#![doc = include_str!("network.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
