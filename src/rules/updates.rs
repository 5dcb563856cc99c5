#![doc = include_str!("updates.md")]

use super::Rule;

pub mod end_of_life_image;
pub mod update_alone;

/// The rules of this layer.
pub const RULES: &[&Rule] = &[&end_of_life_image::RULE, &update_alone::RULE];
