//! Facts about images, ports, secrets and Compose keys: tables built from `data/*.json`, and the
//! questions that rules ask of them. No rule logic, no clock, no input that a rule hasn't read.
//!
//! Each table under `src/facts/` is text that `tests/facts.rs` writes from `data/` (see
//! `data/README.md` for the sources) and that is searched where it lies, without being parsed
//! first.

pub mod bad_versions;
pub mod certificates;
pub mod compose_keys;
pub mod devices;
pub mod doors;
pub mod engine_socket;
pub mod health;
pub mod host_paths;
pub mod images;
pub mod installers;
pub mod lifecycle;
pub mod modes;
mod names;
pub mod secret_files;
pub mod secret_names;
pub mod secret_values;
pub(crate) mod table;
pub mod tokens;
pub mod url_logins;
pub mod users;

/// The day that the facts were read, as `YYYY-MM-DD`.
pub const DATE: &str = include_str!("facts/date.txt");

/// True for an image that a table knows by its name (without registry where that is Docker Hub).
pub fn knows_image(name: &str) -> bool {
    names::find(name).is_some()
}

/// Since when Docker's own images are no longer signed for Docker Content Trust, so that pulls
/// that insist on it fail: <https://www.docker.com/blog/retiring-docker-content-trust/>.
pub const CONTENT_TRUST_ENDED: &str = "August 2025";
