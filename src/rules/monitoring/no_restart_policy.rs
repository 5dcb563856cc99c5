#![doc = include_str!("no_restart_policy.md")]

use crate::facts::images::ImageKind;
use crate::image::ImageReference;
use crate::project::ProjectFile;
use crate::rules::prelude::*;

/// The rule. Without a policy, a container that ends stays down:
/// <https://docs.docker.com/engine/containers/start-containers-automatically/>
pub const RULE: Rule = Rule::new("no-restart-policy", Severity::Note)
    .fixes(Safety::Review)
    .in_compose(compose);

/// A habit of the whole file, so it's told once.
fn compose(file: &Compose, check: &mut Check) {
    let this = check.project.files.get(check.file);
    if this.is_some_and(ProjectFile::is_for_development) {
        return;
    }
    let mut services = Vec::new();
    for service in file.services() {
        if lacks_policy(&service) && stays_up(&service) && check.should_say_all(&service) {
            services.push(service);
        }
    }
    let Some((first, others)) = services.split_first() else {
        return;
    };
    let name = first.name();
    let title = match others.len() {
        0 => format!("`{name}` stays down after a crash or a reboot."),
        1 => format!("`{name}` and one more stay down after a crash or a reboot."),
        count => format!("`{name}` and {count} more stay down after a crash or a reboot."),
    };
    let how = if first.is_docker_run() {
        "`--restart=unless-stopped`"
    } else {
        "`restart: unless-stopped`"
    };
    let draft = check.report(
        first.name_span(),
        title,
        format!("On a laptop that's fine. On a server, someone has to notice and start it again. {how} does that by itself."),
    );
    for other in others {
        draft.related(other.name_span(), format!("`{}` too.", other.name()));
    }
    let mut edits = Vec::new();
    for service in &services {
        edits.push(service.add_setting("restart: unless-stopped", "--restart=unless-stopped"));
    }
    let edits: Option<Vec<_>> = edits.into_iter().collect();
    draft.fix(edits.map(|edits| DraftFix::review("Start again by itself").with(edits)));
}

/// True if nothing says when to start again, be it for Compose or for Swarm.
fn lacks_policy(service: &Service) -> bool {
    let deploy = service.get("deploy");
    let for_swarm =
        deploy.is_some_and(|deploy| deploy.entries().any(|one| one.key() != "resources"));
    service.is_container()
        && service.get("restart").is_none()
        && !for_swarm
        && !service.extends_elsewhere()
}

/// True if it's meant to stay up: it listens, has a check, or is known to serve.
fn stays_up(service: &Service) -> bool {
    if service.is_docker_run() {
        return service.is_on("x-detach") && !service.is_on("x-rm");
    }
    if service.is_on("tty") || service.is_on("stdin_open") || !service.profiles().is_empty() {
        return false;
    }
    if !service.ports().is_empty() || service.healthcheck().is_some_and(|check| !check.disabled) {
        return true;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    let serves = facts.is_some_and(|facts| {
        !matches!(
            facts.kind,
            ImageKind::Tool | ImageKind::Language | ImageKind::Distribution | ImageKind::Family
        )
    });
    serves && !service.has("build") && !service.has("command") && !service.has("entrypoint")
}
