#![doc = include_str!("network.md")]

use super::Rule;

pub mod database_port_published;
pub mod host_gateway;
pub mod host_network;
pub mod legacy_links;
pub mod network_could_be_internal;
pub mod one_big_network;
pub mod port_on_all_interfaces;
pub mod port_range_published;
pub mod privileged_host_port;
pub mod risky_sysctl;
pub mod ssh_exposed;
pub mod too_many_ports;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &database_port_published::RULE,
    &host_gateway::RULE,
    &host_network::RULE,
    &legacy_links::RULE,
    &network_could_be_internal::RULE,
    &one_big_network::RULE,
    &port_on_all_interfaces::RULE,
    &port_range_published::RULE,
    &privileged_host_port::RULE,
    &risky_sysctl::RULE,
    &ssh_exposed::RULE,
    &too_many_ports::RULE,
];
