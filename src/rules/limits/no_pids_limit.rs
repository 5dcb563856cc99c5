#![doc = include_str!("no_pids_limit.md")]

use crate::rules::image_names::memory_of;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.29; the setting:
/// <https://docs.docker.com/reference/compose-file/services/#pids_limit>
pub const RULE: Rule = Rule::new("no-pids-limit", Severity::Low)
    .aliases("kics:pids_limit_not_set cis:5.29 owasp:7")
    .fixes(Safety::Review)
    .in_service(service);

/// Plenty for a known small service; threads count too.
const USUAL: u32 = 200;
/// For programs that live on threads, such as those on a Java machine, and for unknown ones.
const MANY: u32 = 1000;

fn service(service: &Service, check: &mut Check) {
    if service.is_container()
        && service.pids_limit().value().is_none()
        && service.path(&["ulimits", "nproc"]).is_none()
        && check.should_say_all(service)
    {
        complain(service, check);
    }
}

fn complain(service: &Service, check: &mut Check) {
    let figure = usual_count(service);
    let line = format!("pids_limit: {figure}");
    let deployed = format!("pids: {figure}");
    let flag = format!("--pids-limit={figure}");
    let how = if service.is_docker_run() {
        &flag
    } else if service.path(&["deploy", "resources", "limits"]).is_some() {
        &deployed
    } else {
        &line
    };
    let draft = check.report(
        service.name_span(),
        format!(
            "`{}` may start as many processes as it likes.",
            service.name()
        ),
        format!(
            "One runaway script that keeps starting copies of itself can freeze the whole machine. `{how}` stops it early; `docker stats` shows how many are in use, threads included."
        ),
    );
    if service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    }
    let limit = service.add_limit(&line, &deployed, &flag);
    draft.fix(limit.map(|(span, text)| {
        DraftFix::review(format!("Allow {figure} processes to start with")).replace(span, text)
    }));
}

/// The figure that fits the service's image: what needs a gigabyte or more runs many threads.
fn usual_count(service: &Service) -> u32 {
    if memory_of(service).is_some_and(|memory| !memory.ends_with('g')) {
        USUAL
    } else {
        MANY
    }
}
