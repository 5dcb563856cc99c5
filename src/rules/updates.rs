#![doc = include_str!("updates.md")]

use super::Rule;

pub mod update_alone;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&update_alone::RULE];
