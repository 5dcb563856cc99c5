#![doc = include_str!("logging_off.md")]

use crate::rules::prelude::*;

/// The rule. <https://docs.docker.com/engine/logging/configure/>
pub const RULE: Rule = Rule::new("logging-off", Severity::Medium)
    .aliases("compose-lint:CL-0014")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    let Some(logging) = service.logging() else {
        return;
    };
    let Some(driver) = logging.get("driver").filter(|driver| driver.is("none")) else {
        return;
    };
    // What a job prints is read where it's started.
    if driver.route().is_inherited() || check.is_job(service) {
        return;
    }
    let place = driver.place();
    let draft = check.report(
        place.span,
        format!("Nothing that `{}` says is kept.", service.name()),
        "After a crash or a break-in there's nothing to read, and `docker logs` shows an error. If you did this to save space, the driver `local` keeps 100 megabytes and no more.",
    );
    draft.written_at(place);
    let has_options = logging.get("options").is_some();
    let span = driver.replacement().filter(|_| !has_options);
    draft.fix(
        span.map(|span| DraftFix::review("Keep a little, and no more").replace(span, "local")),
    );
}
