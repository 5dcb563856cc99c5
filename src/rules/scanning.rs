#![doc = include_str!("scanning.md")]

use super::Rule;

pub mod hidden_from_scanners;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&hidden_from_scanners::RULE];
