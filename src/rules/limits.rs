#![doc = include_str!("limits.md")]

use super::Rule;

pub mod custom_cgroup_parent;
pub mod limit_contradiction;
pub mod limit_switched_off;
pub mod no_cpu_limit;
pub mod no_memory_limit;
pub mod no_pids_limit;
pub mod oom_killer_off;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &custom_cgroup_parent::RULE,
    &limit_contradiction::RULE,
    &limit_switched_off::RULE,
    &no_cpu_limit::RULE,
    &no_memory_limit::RULE,
    &no_pids_limit::RULE,
    &oom_killer_off::RULE,
];
