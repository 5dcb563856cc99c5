#![doc = include_str!("trust.md")]

use super::Rule;

pub mod content_trust_retired;
pub mod latest_tag;
pub mod piped_installer;
pub mod tls_check_off;
pub mod untagged_image;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &content_trust_retired::RULE,
    &latest_tag::RULE,
    &piped_installer::RULE,
    &tls_check_off::RULE,
    &untagged_image::RULE,
];
