#![doc = include_str!("undefined_reference.md")]

use std::collections::BTreeSet;

use crate::compose::links::{Link, links};
use crate::compose::problem::Fault;
use crate::compose::volumes::MountKind;
use crate::project::Model;
use crate::rules::crowd::Crowd;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::source::Kind;
use crate::spelling;

/// The rule. What services may refer to: <https://docs.docker.com/reference/compose-file/services/>
pub const RULE: Rule = Rule::new("undefined-reference", Severity::High)
    .in_compose(compose)
    .only(Kind::Compose);

/// The names that one kind of thing has, in all Compose files of the call.
struct Names<'m> {
    /// The kind in the singular, and the top-level key that declares it.
    word: &'static str,
    key: &'static str,
    known: BTreeSet<&'m str>,
}

struct Seeker<'c, 'p> {
    crowd: Crowd<'c, 'p>,
    confidence: Confidence,
}

fn compose(file: &Compose, check: &mut Check) {
    let project = check.project;
    let files = || {
        project.files.iter().filter_map(|file| match &file.model {
            Model::Compose(compose) => Some(compose),
            _ => None,
        })
    };
    let names = |word: &'static str, key: &'static str| Names {
        word,
        key,
        // Names in a list are of the wrong type, and that is told elsewhere.
        known: files()
            .filter_map(|file| file.get(key))
            .flat_map(|all| {
                all.entries()
                    .map(|one| one.key())
                    .chain(all.items().filter_map(|one| one.raw()))
            })
            .collect(),
    };
    let services = Names {
        word: "service",
        key: "services",
        known: files()
            .flat_map(|file| file.services().map(|one| one.name()))
            .chain(
                file.get("services")
                    .into_iter()
                    .flat_map(|all| all.entries())
                    .map(|one| one.key()),
            )
            .collect(),
    };
    let [networks, volumes, secrets, configs, models] = [
        names("network", "networks"),
        names("volume", "volumes"),
        names("secret", "secrets"),
        names("config", "configs"),
        names("model", "models"),
    ];
    // A file that goes on top of another one sees only half.
    let this = project.files.get(check.file);
    let sure = file.get("include").is_none()
        && this.is_none_or(|this| !this.is_override())
        && file.services().all(|one| {
            !one.settings().is_mapping()
                || one.is_container()
                || one.has("extends")
                || one.has("provider")
        });
    let mut seek = Seeker {
        crowd: Crowd::new(check),
        confidence: if sure {
            Confidence::High
        } else {
            Confidence::Low
        },
    };
    for problem in &file.problems {
        let written = problem.span.slice(file.source).trim_matches(['"', '\'']);
        match problem.what {
            Fault::UnknownExtends => seek.look("extends", written, problem.span, &services),
            Fault::CircularExtends if seek.crowd.admits(problem.span) => {
                seek.crowd.check.report(
                    problem.span,
                    format!("Extending `{}` leads back to where it began.", excerpt(written)),
                    "Compose can't find a beginning in this circle and refuses the file. Put what they share into a service of its own.",
                );
            }
            _ => {}
        }
    }
    for service in file.services() {
        let name = service.name();
        if !file.is_first_format() {
            let own = service.networks();
            seek.links(
                name,
                own.into_iter().filter(|link| link.name.value != "default"),
                &networks,
            );
            mounts(&service, &volumes, &mut seek);
            seek.links(name, service.secrets(), &secrets);
            seek.links(name, service.configs(), &configs);
            let build = service.path(&["build", "secrets"]);
            seek.links(name, links(build, "source"), &secrets);
            seek.links(name, links(service.get("models"), "model"), &models);
        }
        seek.links(name, service.depends_on(), &services);
        other_services(&service, &services, &mut seek);
    }
    seek.crowd.close();
}

/// Services that are named in other ways than `depends_on`.
fn other_services(service: &Service, services: &Names, seek: &mut Seeker) {
    let name = service.name();
    for key in ["links", "volumes_from"] {
        for item in service.list(key) {
            let target = item.as_str().split(':').next().unwrap_or_default();
            if item.scalar.known && target != "container" && !item.route.is_inherited() {
                seek.look(name, target, item.place().span, services);
            }
        }
    }
    let contexts = service.path(&["build", "additional_contexts"]);
    let contexts = contexts
        .into_iter()
        .flat_map(|all| all.entries().chain(all.items()));
    let keys = ["network_mode", "ipc", "pid", "uts"];
    let shared = keys.iter().filter_map(|key| service.get(key));
    for value in shared.chain(contexts) {
        if value.route().is_inherited() {
            continue;
        }
        let Some(text) = value.text() else { continue };
        let mode = text.value.rsplit('=').next().unwrap_or_default();
        if let Some(target) = mode.strip_prefix("service:") {
            seek.look(name, target, value.span(), services);
        }
    }
}

fn mounts(service: &Service, volumes: &Names, seek: &mut Seeker) {
    for mount in service.volumes() {
        let Some(source) = mount.source.filter(|_| mount.kind == MountKind::Volume) else {
            continue;
        };
        let name: &str = &source.value;
        if mount.route.is_inherited() || mount.unresolved || volumes.known.contains(name) {
            continue;
        }
        if mount.long || !name.contains('/') {
            seek.look(
                service.name(),
                name,
                mount.route.place(source.span).span,
                volumes,
            );
        } else {
            let place = mount.route.place(source.span).span;
            if seek.crowd.admits(place) {
                let path = excerpt(name);
                seek.crowd.check.report(
                    place,
                    format!("`{path}` is taken for the name of a volume, not for a folder."),
                    format!("A path beside the file starts with a dot: write `./{path}`."),
                );
            }
        }
    }
}

impl Seeker<'_, '_> {
    fn links<'m>(
        &mut self,
        service: &str,
        links: impl IntoIterator<Item = Link<'m>>,
        names: &Names,
    ) {
        for link in links {
            if !link.route.is_inherited() {
                let place = link.route.place(link.name.span).span;
                self.look(service, &link.name.value, place, names);
            }
        }
    }

    /// Complains unless the name is known, or has a variable in it.
    fn look(&mut self, service: &str, name: &str, place: Span, names: &Names) {
        if names.known.contains(name) || name.contains('$') || !self.crowd.admits(place) {
            return;
        }
        let (word, key) = (names.word, names.key);
        let name = excerpt(name);
        let title = if service == "extends" {
            format!("There's no {word} `{name}` here to extend.")
        } else {
            format!(
                "`{}` asks for a {word} `{name}` that isn't in this file.",
                excerpt(service)
            )
        };
        let near = spelling::nearest(&name, names.known.iter().copied());
        let detail = match near {
            Some(near) => {
                format!("Did you mean `{near}`? Compose refuses the file until the names match.")
            }
            None => format!(
                "Compose refuses the file until it's declared: add `{name}:` below the top-level `{key}:`."
            ),
        };
        self.crowd
            .check
            .report(place, title, detail)
            .confidence(self.confidence);
    }
}
