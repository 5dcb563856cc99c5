#![doc = include_str!("slim.md")]

use super::Rule;

pub mod archive_unpacked_by_hand;
pub mod build_tools_shipped;
pub mod debug_tools_shipped;
pub mod deleted_too_late;
pub mod development_dependencies;
pub mod heavy_base_image;
pub mod ownership_layer_doubled;
pub mod package_cache_kept;
pub mod recommended_packages;
pub mod sparse_log_bloat;
pub mod two_downloaders;
pub mod whole_root_copied;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &archive_unpacked_by_hand::RULE,
    &build_tools_shipped::RULE,
    &debug_tools_shipped::RULE,
    &deleted_too_late::RULE,
    &development_dependencies::RULE,
    &heavy_base_image::RULE,
    &ownership_layer_doubled::RULE,
    &package_cache_kept::RULE,
    &recommended_packages::RULE,
    &sparse_log_bloat::RULE,
    &two_downloaders::RULE,
    &whole_root_copied::RULE,
];
