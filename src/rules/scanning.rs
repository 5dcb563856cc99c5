#![doc = include_str!("scanning.md")]

use super::Rule;

pub mod attestation_off;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&attestation_off::RULE];
