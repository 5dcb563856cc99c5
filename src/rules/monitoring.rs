#![doc = include_str!("monitoring.md")]

use super::Rule;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[];
