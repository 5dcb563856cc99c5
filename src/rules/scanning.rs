#![doc = include_str!("scanning.md")]

use super::Rule;

pub mod attestation_off;
pub mod hidden_from_scanners;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&attestation_off::RULE, &hidden_from_scanners::RULE];
