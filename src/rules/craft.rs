#![doc = include_str!("craft.md")]

use super::Rule;

pub mod add_instead_of_copy;
pub mod ambiguous_scalar;
pub mod apt_in_script;
pub mod build_and_image;
pub mod build_would_ask;
pub mod cd_instead_of_workdir;
pub mod conflicting_settings;
pub mod copied_but_ignored;
pub mod copy_from_itself;
pub mod copy_from_number;
pub mod copy_from_unknown_stage;
pub mod copy_target_not_folder;
pub mod dependency_cycle;
pub mod duplicate_container_name;
pub mod duplicate_host_port;
pub mod duplicate_key;
pub mod duplicate_stage_name;
pub mod empty_continuation;
pub mod expose_format;
pub mod expose_protocol_case;
pub mod fixed_platform;
pub mod from_as_case;
pub mod instruction_before_from;
pub mod instruction_case;
pub mod invalid_yaml;
pub mod legacy_key_value;
pub mod maintainer_instruction;
pub mod mergeable_runs;
pub mod no_project_name;
pub mod noisy_wget;
pub mod obsolete_version_key;
pub mod odd_container_name;
pub mod pipe_hides_failure;
pub mod pointless_command;
pub mod port_out_of_range;
pub mod quoted_volume;
pub mod redundant_platform;
pub mod relative_copy_destination;
pub mod relative_workdir;
pub mod repeated_instruction;
pub mod reserved_stage_name;
pub mod shell_replaced;
pub mod stage_description;
pub mod stage_name_case;
pub mod syntax_error;
pub mod undefined_from_argument;
pub mod undefined_reference;
pub mod undefined_variable;
pub mod unknown_flag;
pub mod unknown_instruction;
pub mod unknown_key;
pub mod unpinned_package;
pub mod unquoted_port;
pub mod unsupported_onbuild;
pub mod unusable_from_default;
pub mod wrong_type;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &ambiguous_scalar::RULE,
    &apt_in_script::RULE,
    &build_and_image::RULE,
    &build_would_ask::RULE,
    &cd_instead_of_workdir::RULE,
    &conflicting_settings::RULE,
    &copied_but_ignored::RULE,
    &copy_from_itself::RULE,
    &copy_from_number::RULE,
    &copy_from_unknown_stage::RULE,
    &copy_target_not_folder::RULE,
    &dependency_cycle::RULE,
    &duplicate_container_name::RULE,
    &duplicate_host_port::RULE,
    &duplicate_key::RULE,
    &duplicate_stage_name::RULE,
    &empty_continuation::RULE,
    &expose_format::RULE,
    &expose_protocol_case::RULE,
    &fixed_platform::RULE,
    &from_as_case::RULE,
    &instruction_before_from::RULE,
    &instruction_case::RULE,
    &invalid_yaml::RULE,
    &legacy_key_value::RULE,
    &maintainer_instruction::RULE,
    &mergeable_runs::RULE,
    &no_project_name::RULE,
    &noisy_wget::RULE,
    &obsolete_version_key::RULE,
    &odd_container_name::RULE,
    &pipe_hides_failure::RULE,
    &pointless_command::RULE,
    &port_out_of_range::RULE,
    &quoted_volume::RULE,
    &redundant_platform::RULE,
    &relative_copy_destination::RULE,
    &relative_workdir::RULE,
    &repeated_instruction::RULE,
    &reserved_stage_name::RULE,
    &shell_replaced::RULE,
    &stage_description::RULE,
    &stage_name_case::RULE,
    &syntax_error::RULE,
    &undefined_from_argument::RULE,
    &undefined_reference::RULE,
    &undefined_variable::RULE,
    &unknown_flag::RULE,
    &unknown_instruction::RULE,
    &unknown_key::RULE,
    &unpinned_package::RULE,
    &unquoted_port::RULE,
    &unsupported_onbuild::RULE,
    &unusable_from_default::RULE,
    &wrong_type::RULE,
];
