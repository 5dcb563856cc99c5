#![doc = include_str!("updates.md")]

use super::Rule;

pub mod archived_package_source;
pub mod discontinued_image;
pub mod distribution_upgrade;
pub mod end_of_life_image;
pub mod never_pulled_image;
pub mod old_build_frontend;
pub mod update_alone;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[
    &archived_package_source::RULE,
    &discontinued_image::RULE,
    &distribution_upgrade::RULE,
    &end_of_life_image::RULE,
    &never_pulled_image::RULE,
    &old_build_frontend::RULE,
    &update_alone::RULE,
];
