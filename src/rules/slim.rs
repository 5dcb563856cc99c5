#![doc = include_str!("slim.md")]

use super::Rule;

pub mod build_tools_shipped;
pub mod heavy_base_image;
pub mod package_cache_kept;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &build_tools_shipped::RULE,
    &heavy_base_image::RULE,
    &package_cache_kept::RULE,
];
