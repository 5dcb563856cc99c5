//! Facts about images, ports, secrets and Compose keys: tables built from `data/*.json`, and the
//! questions that rules ask of them. No rule logic, no clock, no input that a rule hasn't read.
//!
//! Each table under `src/facts/` is text that `tests/facts.rs` writes from `data/` (see
//! `data/README.md` for the sources) and that is searched where it lies, without being parsed or
//! copied first.

pub mod engine_socket;
pub mod host_paths;
pub mod images;
pub mod lifecycle;
mod names;
mod table;
pub mod users;

/// The day that the facts were read, as `YYYY-MM-DD`.
pub const DATE: &str = include_str!("facts/date.txt");
