#![doc = include_str!("user.md")]

use super::Rule;

pub mod docker_socket_mounted;
pub mod passwordless_sudo;
pub mod privileged_container;
pub mod runs_as_root;
pub mod setuid_binary;
pub mod sudo_in_build;
pub mod world_writable;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &docker_socket_mounted::RULE,
    &passwordless_sudo::RULE,
    &privileged_container::RULE,
    &runs_as_root::RULE,
    &setuid_binary::RULE,
    &sudo_in_build::RULE,
    &world_writable::RULE,
];
