#![doc = include_str!("user.md")]

use super::Rule;

pub mod docker_socket_mounted;
pub mod privileged_container;
pub mod runs_as_root;
pub mod sudo_in_build;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &docker_socket_mounted::RULE,
    &privileged_container::RULE,
    &runs_as_root::RULE,
    &sudo_in_build::RULE,
];
