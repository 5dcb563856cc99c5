#![doc = include_str!("scanning.md")]

use super::Rule;

pub mod attestation_off;
pub mod audit_switched_off;
pub mod hidden_from_scanners;
pub mod known_vulnerable_download;
pub mod malformed_label;
pub mod unexplained_suppression;
pub mod unlabelled_image;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &attestation_off::RULE,
    &audit_switched_off::RULE,
    &hidden_from_scanners::RULE,
    &known_vulnerable_download::RULE,
    &malformed_label::RULE,
    &unexplained_suppression::RULE,
    &unlabelled_image::RULE,
];
