#![doc = include_str!("limits.md")]

use super::Rule;

pub mod no_memory_limit;
pub mod no_pids_limit;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &no_memory_limit::RULE,
    &no_pids_limit::RULE,
];
