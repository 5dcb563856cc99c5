#![doc = include_str!("read_only.md")]

use super::Rule;

pub mod sensitive_host_path;
pub mod writable_root_filesystem;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&sensitive_host_path::RULE, &writable_root_filesystem::RULE];
