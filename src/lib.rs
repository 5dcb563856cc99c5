//! Cozydock: checks Dockerfiles, Compose files and `docker run` lines, and explains in plain
//! words what is unsafe about them and how to fix it.

pub mod compose;
pub mod date;
pub mod facts;
pub mod report;
pub mod source;
pub mod spelling;
