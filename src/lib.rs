//! Cozydock: checks Dockerfiles, Compose files and `docker run` lines, and explains in plain
//! words what is unsafe about them and how to fix it.

pub mod report;
pub mod source;
pub mod compose;
pub mod docker_run;
pub mod image;
pub mod kind;
pub mod spelling;
