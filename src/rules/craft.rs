#![doc = include_str!("craft.md")]

use super::Rule;

pub mod ambiguous_scalar;
pub mod build_and_image;
pub mod conflicting_settings;
pub mod dependency_cycle;
pub mod duplicate_container_name;
pub mod duplicate_host_port;
pub mod duplicate_key;
pub mod invalid_yaml;
pub mod no_project_name;
pub mod obsolete_version_key;
pub mod odd_container_name;
pub mod quoted_volume;
pub mod relative_workdir;
pub mod syntax_error;
pub mod undefined_reference;
pub mod unknown_instruction;
pub mod unknown_key;
pub mod unquoted_port;
pub mod wrong_type;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &ambiguous_scalar::RULE,
    &build_and_image::RULE,
    &conflicting_settings::RULE,
    &dependency_cycle::RULE,
    &duplicate_container_name::RULE,
    &duplicate_host_port::RULE,
    &duplicate_key::RULE,
    &invalid_yaml::RULE,
    &no_project_name::RULE,
    &obsolete_version_key::RULE,
    &odd_container_name::RULE,
    &quoted_volume::RULE,
    &relative_workdir::RULE,
    &syntax_error::RULE,
    &undefined_reference::RULE,
    &unknown_instruction::RULE,
    &unknown_key::RULE,
    &unquoted_port::RULE,
    &wrong_type::RULE,
];
