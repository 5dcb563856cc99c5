#![doc = include_str!("monitoring.md")]

use super::Rule;

pub mod endless_restart;
pub mod healthcheck_off;
pub mod healthcheck_tool_missing;
pub mod logging_off;
pub mod no_healthcheck;
pub mod no_restart_policy;
pub mod signals_swallowed;
pub mod starts_before_ready;
pub mod unbounded_logs;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &endless_restart::RULE,
    &healthcheck_off::RULE,
    &healthcheck_tool_missing::RULE,
    &logging_off::RULE,
    &no_healthcheck::RULE,
    &no_restart_policy::RULE,
    &signals_swallowed::RULE,
    &starts_before_ready::RULE,
    &unbounded_logs::RULE,
];
