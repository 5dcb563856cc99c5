#![doc = include_str!("host_side_program.md")]

use crate::rules::prelude::*;

/// The rule. Providers: <https://docs.docker.com/compose/how-tos/provider-services/>; runtimes:
/// <https://docs.docker.com/engine/daemon/alternative-runtimes/>
pub const RULE: Rule = Rule::new("host-side-program", Severity::Medium)
    .fixes(Safety::Review)
    .in_service(service);

/// Runtimes that are well known: Docker's own, sandboxes, and what hands graphics cards on.
const KNOWN: &str = "runc crun youki runsc gvisor kata kata-runtime sysbox-runc nvidia \
    nvidia-container-runtime nvidia-legacy habana default";

fn service(service: &Service, check: &mut Check) {
    let name = service.name();
    // Docker's own model runner.
    if let Some(provider) = service.path(&["provider", "type"])
        && let Some(kind) = provider.scalar().filter(|kind| kind.known)
        && kind.value != "model"
        && !provider.route().is_inherited()
    {
        let program = kind.value;
        let place = provider.place();
        check
            .report(
                place.span,
                format!("For `{name}`, Compose runs the program `{program}` on this machine itself."),
                "No container holds it: it has all your rights, and its options stand in this file. Look at where that program came from before you run `docker compose up`.",
            )
            .written_at(place);
    }
    let Some(runtime) = service.get("runtime") else {
        return;
    };
    let Some(value) = runtime.scalar().filter(|value| value.known) else {
        return;
    };
    let program = &*value.value;
    let is_known = is_one_of(KNOWN, program)
        || program.starts_with("io.containerd.")
        || program.starts_with("kata-");
    if is_known || program.is_empty() || runtime.route().is_inherited() {
        return;
    }
    let place = runtime.place();
    let removal = runtime.removal(&service.own_settings());
    check
        .report(
            place.span,
            format!("`{name}` is started by `{program}`, a program of this machine that few people know."),
            "A runtime works as root on the host and builds the container's walls itself. Check with `docker info` that it's there and that you know who made it, or drop the line: Docker's own is used then.",
        )
        .confidence(Confidence::Medium)
        .written_at(place)
        .fix(removal.map(|span| DraftFix::review("Use the machine's own runtime").delete(span)));
}
