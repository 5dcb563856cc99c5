#![doc = include_str!("trust.md")]

use super::Rule;

pub mod content_trust_retired;
pub mod host_side_program;
pub mod insecure_registry;
pub mod latest_tag;
pub mod lookalike_image;
pub mod moving_tag;
pub mod piped_installer;
pub mod remote_definition;
pub mod tls_check_off;
pub mod untagged_image;
pub mod untrusted_registry;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &content_trust_retired::RULE,
    &host_side_program::RULE,
    &insecure_registry::RULE,
    &latest_tag::RULE,
    &lookalike_image::RULE,
    &moving_tag::RULE,
    &piped_installer::RULE,
    &remote_definition::RULE,
    &tls_check_off::RULE,
    &untagged_image::RULE,
    &untrusted_registry::RULE,
];
