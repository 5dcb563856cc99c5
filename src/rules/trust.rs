#![doc = include_str!("trust.md")]

use super::Rule;

pub mod content_trust_retired;
pub mod global_apt_key;
pub mod host_key_unchecked;
pub mod host_side_program;
pub mod insecure_registry;
pub mod latest_tag;
pub mod lookalike_image;
pub mod moving_tag;
pub mod piped_installer;
pub mod plain_http_download;
pub mod remote_definition;
pub mod signature_check_off;
pub mod tls_check_off;
pub mod unpinned_clone;
pub mod untagged_image;
pub mod untrusted_registry;
pub mod unverified_download;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &content_trust_retired::RULE,
    &global_apt_key::RULE,
    &host_key_unchecked::RULE,
    &host_side_program::RULE,
    &insecure_registry::RULE,
    &latest_tag::RULE,
    &lookalike_image::RULE,
    &moving_tag::RULE,
    &piped_installer::RULE,
    &plain_http_download::RULE,
    &remote_definition::RULE,
    &signature_check_off::RULE,
    &tls_check_off::RULE,
    &unpinned_clone::RULE,
    &untagged_image::RULE,
    &untrusted_registry::RULE,
    &unverified_download::RULE,
];
