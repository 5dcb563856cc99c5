#![doc = include_str!("user.md")]

use super::Rule;

pub mod docker_api_open;
pub mod docker_socket_mounted;
pub mod named_user;
pub mod password_set_in_build;
pub mod passwordless_sudo;
pub mod privileged_container;
pub mod root_like_group;
pub mod runs_as_root;
pub mod setuid_binary;
pub mod sudo_in_build;
pub mod world_writable;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &docker_api_open::RULE,
    &docker_socket_mounted::RULE,
    &named_user::RULE,
    &password_set_in_build::RULE,
    &passwordless_sudo::RULE,
    &privileged_container::RULE,
    &root_like_group::RULE,
    &runs_as_root::RULE,
    &setuid_binary::RULE,
    &sudo_in_build::RULE,
    &world_writable::RULE,
];
