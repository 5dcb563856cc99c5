#![doc = include_str!("read_only.md")]

use super::Rule;

pub mod app_owns_its_code;
pub mod sensitive_host_path;
pub mod system_workdir;
pub mod writable_root_filesystem;
pub mod write_after_volume;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &app_owns_its_code::RULE,
    &sensitive_host_path::RULE,
    &system_workdir::RULE,
    &writable_root_filesystem::RULE,
    &write_after_volume::RULE,
];
