#![doc = include_str!("secrets.md")]

use super::Rule;

pub mod authentication_off;
pub mod credentials_in_url;
pub mod default_password;
pub mod known_token;
pub mod private_key;
pub mod secret_file_copied;
pub mod secret_in_build_arg;
pub mod secret_in_command;
pub mod secret_in_config;
pub mod secret_in_env;
pub mod secret_mode_ignored;
pub mod secret_mount_leaked;
pub mod secret_shared_too_widely;
pub mod whole_context_copied;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &authentication_off::RULE,
    &credentials_in_url::RULE,
    &default_password::RULE,
    &known_token::RULE,
    &private_key::RULE,
    &secret_file_copied::RULE,
    &secret_in_build_arg::RULE,
    &secret_in_command::RULE,
    &secret_in_config::RULE,
    &secret_in_env::RULE,
    &secret_mode_ignored::RULE,
    &secret_mount_leaked::RULE,
    &secret_shared_too_widely::RULE,
    &whole_context_copied::RULE,
];
