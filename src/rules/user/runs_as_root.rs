#![doc = include_str!("runs_as_root.md")]

use crate::dockerfile;
use crate::facts::images::{DropsPrivileges, ImageFacts};
use crate::facts::users;
use crate::rules::prelude::*;

mod image;
mod service;
mod way;

/// The rule. CIS Docker Benchmark 4.1; USER:
/// <https://docs.docker.com/reference/dockerfile/#user>
pub const RULE: Rule = Rule::new("runs-as-root", Severity::Medium)
    .aliases(
        "hadolint:DL3002 trivy:DS-0002 checkov:CKV_DOCKER_3 checkov:CKV_DOCKER_8 \
        kics:missing_user_instruction kics:last_user_is_root compose-lint:CL-0018 cis:4.1 \
        owasp:2",
    )
    .fixes(Safety::Review)
    .in_dockerfile(image::dockerfile)
    .in_service(service::service);

/// Who an image starts as when nobody says anything else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// Someone else, or a system without root.
    Common,
    /// Root, until its start script changes user.
    UntilStarted,
    /// Root, but its workers are someone else.
    Parent,
    Root,
    Unknown,
}

fn start_of(name: &str, facts: Option<&ImageFacts>) -> Start {
    match facts {
        _ if dockerfile::is_windows(name) || users::promises_user(name) => Start::Common,
        None => Start::Unknown,
        Some(facts) if !facts.root || facts.id == "windows" => Start::Common,
        Some(facts) => match facts.drops_privileges {
            DropsPrivileges::AtStart => Start::UntilStarted,
            DropsPrivileges::WorkersOnly => Start::Parent,
            DropsPrivileges::Never => Start::Root,
        },
    }
}

fn workers(user: &str, facts: Option<&ImageFacts>) -> String {
    let way_out = if facts.is_some_and(|facts| facts.id == "nginx") {
        "`nginxinc/nginx-unprivileged` needs no root at all; it listens on 8080."
    } else {
        "If it can listen on a port above 1024, try it without root altogether."
    };
    format!(
        "The workers that talk to visitors change to `{user}`, which keeps the worst away. {way_out}"
    )
}

fn fix_title(user: &str) -> String {
    format!("Run as `{user}` (check that it can write where it must)")
}
