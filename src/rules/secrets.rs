#![doc = include_str!("secrets.md")]

use super::Rule;

pub mod known_token;
pub mod secret_file_copied;
pub mod secret_in_command;
pub mod secret_in_env;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &known_token::RULE,
    &secret_file_copied::RULE,
    &secret_in_command::RULE,
    &secret_in_env::RULE,
];
