//! Facts about images, ports, secrets and Compose keys: tables built from `data/*.json`, and the
//! questions that rules ask of them. No rule logic, no clock, no input that a rule hasn't read.
//!
//! Each table under `src/facts/` is text that `tests/facts.rs` writes from `data/` (see
//! `data/README.md` for the sources) and that is searched where it lies, without being parsed or
//! copied first.

pub mod compose_keys;
pub mod doors;
pub mod health;
pub mod images;
pub mod lifecycle;
mod names;
pub mod ports;
pub mod secret_files;
pub mod secret_names;
pub mod secret_values;
mod table;
pub mod tokens;

/// The day that the facts were read, as `YYYY-MM-DD`.
pub const DATE: &str = include_str!("facts/date.txt");
