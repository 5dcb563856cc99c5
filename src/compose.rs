//! The model of a Compose file that rules see.

pub mod tree;
