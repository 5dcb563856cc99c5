#![doc = include_str!("craft.md")]

use super::Rule;

pub mod apt_in_script;
pub mod build_would_ask;
pub mod cd_instead_of_workdir;
pub mod invalid_yaml;
pub mod mergeable_runs;
pub mod noisy_wget;
pub mod pipe_hides_failure;
pub mod pointless_command;
pub mod relative_workdir;
pub mod shell_replaced;
pub mod syntax_error;
pub mod undefined_reference;
pub mod unknown_instruction;
pub mod unknown_key;
pub mod unpinned_package;
pub mod wrong_type;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &apt_in_script::RULE,
    &build_would_ask::RULE,
    &cd_instead_of_workdir::RULE,
    &invalid_yaml::RULE,
    &mergeable_runs::RULE,
    &noisy_wget::RULE,
    &pipe_hides_failure::RULE,
    &pointless_command::RULE,
    &relative_workdir::RULE,
    &shell_replaced::RULE,
    &syntax_error::RULE,
    &undefined_reference::RULE,
    &unknown_instruction::RULE,
    &unknown_key::RULE,
    &unpinned_package::RULE,
    &wrong_type::RULE,
];
