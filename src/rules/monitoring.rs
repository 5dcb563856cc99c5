#![doc = include_str!("monitoring.md")]

use super::Rule;

pub mod no_healthcheck;
pub mod signals_swallowed;
pub mod unbounded_logs;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &no_healthcheck::RULE,
    &signals_swallowed::RULE,
    &unbounded_logs::RULE,
];
