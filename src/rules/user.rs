#![doc = include_str!("user.md")]

use super::Rule;

pub mod build_privilege;
pub mod capabilities_kept;
pub mod dangerous_capability;
pub mod docker_socket_mounted;
pub mod hook_as_root;
pub mod host_device;
pub mod host_namespace_shared;
pub mod neighbor_namespace;
pub mod new_privileges_allowed;
pub mod privileged_container;
pub mod runs_as_root;
pub mod sandbox_disabled;
pub mod sudo_in_build;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &build_privilege::RULE,
    &capabilities_kept::RULE,
    &dangerous_capability::RULE,
    &docker_socket_mounted::RULE,
    &hook_as_root::RULE,
    &host_device::RULE,
    &host_namespace_shared::RULE,
    &neighbor_namespace::RULE,
    &new_privileges_allowed::RULE,
    &privileged_container::RULE,
    &runs_as_root::RULE,
    &sandbox_disabled::RULE,
    &sudo_in_build::RULE,
];
