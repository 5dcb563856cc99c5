//! Cozydock: checks Dockerfiles, Compose files and `docker run` lines, and explains in plain
//! words what is unsafe about them and how to fix it.

pub mod compose;
pub mod report;
pub mod shell;
pub mod source;
