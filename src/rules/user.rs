#![doc = include_str!("user.md")]

use super::Rule;

pub mod build_privilege;
pub mod capabilities_kept;
pub mod dangerous_capability;
pub mod docker_api_open;
pub mod docker_socket_mounted;
pub mod hook_as_root;
pub mod host_device;
pub mod host_namespace_shared;
pub mod named_user;
pub mod neighbor_namespace;
pub mod new_privileges_allowed;
pub mod password_set_in_build;
pub mod passwordless_sudo;
pub mod privileged_container;
pub mod root_like_group;
pub mod runs_as_root;
pub mod sandbox_disabled;
pub mod setuid_binary;
pub mod sudo_in_build;
pub mod world_writable;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &build_privilege::RULE,
    &capabilities_kept::RULE,
    &dangerous_capability::RULE,
    &docker_api_open::RULE,
    &docker_socket_mounted::RULE,
    &hook_as_root::RULE,
    &host_device::RULE,
    &host_namespace_shared::RULE,
    &named_user::RULE,
    &neighbor_namespace::RULE,
    &new_privileges_allowed::RULE,
    &password_set_in_build::RULE,
    &passwordless_sudo::RULE,
    &privileged_container::RULE,
    &root_like_group::RULE,
    &runs_as_root::RULE,
    &sandbox_disabled::RULE,
    &setuid_binary::RULE,
    &sudo_in_build::RULE,
    &world_writable::RULE,
];
