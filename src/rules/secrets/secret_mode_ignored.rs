#![doc = include_str!("secret_mode_ignored.md")]

use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. Compose hands file secrets over as bind mounts, which keep the file's own owner and
/// mode: <https://docs.docker.com/reference/compose-file/services/#secrets>
pub const RULE: Rule = Rule::new("secret-mode-ignored", Severity::Note)
    .fixes(Safety::Safe)
    .in_service(service)
    .only(Kind::Compose);

fn service(service: &Service, check: &mut Check) {
    // Swarm does as it's told.
    let swarm = [
        "placement",
        "update_config",
        "rollback_config",
        "endpoint_mode",
    ];
    let compose = service.compose();
    for link in service.secrets() {
        let is_file = |kind: &str| {
            service
                .secret_of(&link)
                .is_some_and(|secret| secret.get(kind).is_some())
        };
        if link.route.is_inherited() || !link.value.is_mapping() || !is_file("file") {
            continue;
        }
        let mut given = Vec::new();
        for value in link.value.entries() {
            if is_one_of("uid gid mode", value.key()) {
                given.push(value);
            }
        }
        let Some(first) = given.first() else { continue };
        let in_swarm = |service: Service| {
            let deploy = service.get("deploy");
            deploy.is_some_and(|deploy| swarm.iter().any(|key| deploy.get(key).is_some()))
        };
        if compose.services().take(200).any(in_swarm) {
            return;
        }
        let place = first.key_place();
        let mut fix = Some(DraftFix::safe("Drop what Compose ignores"));
        let is_flow = link.value.written().slice(compose.source).starts_with('{');
        for value in &given {
            let span = value
                .removal(&link.value)
                .filter(|_| !is_flow || given.len() == 1);
            fix = fix.zip(span).map(|(fix, span)| fix.delete(span));
        }
        let what = first.key();
        check
            .report(
                place.span,
                format!("Compose ignores `{what}` for `{}`, which is a file.", link.name.value),
                "The container sees the file with the owner and the rights that it has on this machine. Set them there (`chown`, `chmod 400`), and drop the line.",
            )
            .written_at(place)
            .fix(fix);
    }
}
