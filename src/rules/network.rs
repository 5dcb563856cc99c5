#![doc = include_str!("network.md")]

use super::Rule;

pub mod database_port_published;
pub mod port_on_all_interfaces;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &database_port_published::RULE,
    &port_on_all_interfaces::RULE,
];
