#![doc = include_str!("craft.md")]

use super::Rule;

pub mod invalid_yaml;
pub mod relative_workdir;
pub mod syntax_error;
pub mod undefined_reference;
pub mod unknown_instruction;
pub mod unknown_key;
pub mod wrong_type;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &invalid_yaml::RULE,
    &relative_workdir::RULE,
    &syntax_error::RULE,
    &undefined_reference::RULE,
    &unknown_instruction::RULE,
    &unknown_key::RULE,
    &wrong_type::RULE,
];
