#![doc = include_str!("read_only.md")]

use super::Rule;

pub mod app_owns_its_code;
pub mod sensitive_host_path;
pub mod shared_propagation;
pub mod source_mounted;
pub mod system_workdir;
pub mod volume_shared_writable;
pub mod volumes_from;
pub mod weak_tmpfs;
pub mod writable_config_mount;
pub mod writable_root_filesystem;
pub mod write_after_volume;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &app_owns_its_code::RULE,
    &sensitive_host_path::RULE,
    &shared_propagation::RULE,
    &source_mounted::RULE,
    &system_workdir::RULE,
    &volume_shared_writable::RULE,
    &volumes_from::RULE,
    &weak_tmpfs::RULE,
    &writable_config_mount::RULE,
    &writable_root_filesystem::RULE,
    &write_after_volume::RULE,
];
