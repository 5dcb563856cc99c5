#![doc = include_str!("secret_shared_too_widely.md")]

use crate::compose::Value;
use crate::facts::{secret_names, secret_values};
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. Secrets are granted service by service:
/// <https://docs.docker.com/compose/how-tos/use-secrets/>
pub const RULE: Rule = Rule::new("secret-shared-too-widely", Severity::Low)
    .in_compose(compose)
    .only(Kind::Compose);

/// Fewer programs that share a secret are taken to need it.
const LEAST: usize = 3;

/// Something that services share: its name, the place of each use, and what is run there.
struct Shared {
    name: String,
    uses: Vec<Span>,
    programs: Vec<String>,
}

fn compose(file: &Compose, check: &mut Check) {
    let mut files: Vec<Shared> = Vec::new();
    let mut secrets: Vec<Shared> = Vec::new();
    let mut containers = 0;
    for service in file.services().take(MOST) {
        if !service.is_container() {
            continue;
        }
        containers += 1;
        let program = program(&service);
        for item in service
            .get("env_file")
            .into_iter()
            .flat_map(|files| files.items())
        {
            let path = if item.is_mapping() {
                item.get("path")
            } else {
                Some(item)
            };
            if let Some(path) = path
                && let Some(text) = path.text()
            {
                add(&mut files, plain(&text.value), path.span(), &program);
            }
        }
        for link in service.secrets() {
            let place = link.route.place(link.name.span);
            add(&mut secrets, &link.name.value, place.span, &program);
        }
    }
    for shared in files {
        if shared.programs.len() >= LEAST
            && let Some((_, env)) = check.project.beside(check.file, &shared.name)
            && let Some((name, more)) = secrets_in(env.text)
        {
            let what = if more == 0 {
                format!("`{name}`")
            } else {
                format!("`{name}` and {more} more")
            };
            tell(
                &shared,
                format!(
                    "{} programs get all the secrets in `{}`.",
                    shared.programs.len(),
                    shared.name
                ),
                &format!(
                    "Each of them can read {what}, so the weakest one gives them all away. Give each service a file with the variables that it needs."
                ),
                check,
            );
        }
    }
    for shared in secrets {
        if shared.programs.len() >= LEAST && shared.uses.len() == containers {
            tell(
                &shared,
                format!(
                    "Every service of this file gets the secret `{}`.",
                    shared.name
                ),
                "If one of them is taken over, the secret is gone, needed or not. List it under `secrets:` only where the program reads it.",
                check,
            );
        }
    }
    copied(file, check);
}

/// The most services and secrets that are looked at; no real file has so many.
const MOST: usize = 500;
const MOST_SECRETS: usize = 50;

fn add(all: &mut Vec<Shared>, name: &str, place: Span, program: &str) {
    if all.len() > MOST {
        return;
    }
    let at = all
        .iter()
        .position(|one| one.name == name)
        .unwrap_or_else(|| {
            all.push(Shared {
                name: name.to_owned(),
                uses: Vec::new(),
                programs: Vec::new(),
            });
            all.len() - 1
        });
    if let Some(one) = all.get_mut(at) {
        one.uses.push(place);
        if !one.programs.iter().any(|known| known == program) {
            one.programs.push(program.to_owned());
        }
    }
}

/// What tells one program from another: workers of one image may share what they know.
fn program(service: &Service) -> String {
    let text = |value: Option<Value>| {
        value
            .and_then(|value| value.text())
            .map(|text| text.value.into_owned())
    };
    let build = service.build().and_then(|build| build.context);
    let context = build.map(|context| context.value.into_owned());
    let image = context
        .or_else(|| text(service.image()))
        .unwrap_or_default();
    image
        .split([':', '@'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The first secret of an env file by its name, and how many more there are.
fn secrets_in(text: &str) -> Option<(&str, usize)> {
    let mut first = None;
    let mut more = 0;
    for line in text.lines() {
        let line = line.trim().trim_start_matches("export ");
        let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        let is_secret = secret_names::judge(name.trim())
            .is_some_and(|name| secret_values::is_spelled_out(&name, value));
        if is_secret && first.is_none() {
            first = Some(name.trim());
        } else if is_secret {
            more += 1;
        }
    }
    Some((first?, more))
}

fn tell(shared: &Shared, title: String, detail: &str, check: &mut Check) {
    let Some((first, others)) = shared.uses.split_first() else {
        return;
    };
    let draft = check
        .report(*first, title, detail)
        .confidence(Confidence::Medium);
    for other in others {
        draft.related(*other, "Here it goes as well.");
    }
}

/// A secret's file that a build of this project copies into an image.
fn copied(file: &Compose, check: &mut Check) {
    let project = check.project;
    for service in file.services().take(MOST) {
        let Some(build) = service.build() else {
            continue;
        };
        let Some((at, dockerfile)) = project.dockerfile_of(check.file, &service) else {
            continue;
        };
        let copies =
            dockerfile
                .instructions
                .iter()
                .find_map(|instruction| match &instruction.body {
                    Body::Copy(copy) | Body::Add(copy) if instruction.flag("from").is_none() => {
                        copy.whole_context()
                    }
                    _ => None,
                });
        let Some(copies) = copies else { continue };
        let folder = build
            .context
            .as_ref()
            .map_or(".", |context| &*context.value);
        let folder = plain(folder);
        let ignores = project.dockerignore_of(at);
        for secret in file.secrets().take(MOST_SECRETS) {
            let Some(path) = secret.get("file").and_then(|path| path.text()) else {
                continue;
            };
            let inside = match folder {
                "" => Some(plain(&path.value)),
                folder => plain(&path.value)
                    .strip_prefix(folder)
                    .and_then(|rest| rest.strip_prefix('/')),
            };
            let Some(inside) = inside.filter(|inside| {
                !(inside.starts_with(['/', '~', '$']) || inside.starts_with("../"))
            }) else {
                continue;
            };
            if ignores.is_some_and(|(_, ignores)| ignores.keeps_out(inside).is_some()) {
                continue;
            }
            check
                .report(
                    path.span,
                    format!("The build of `{}` copies `{}` into its image.", service.name(), path.value),
                    "It lies in the folder that is built, and no `.dockerignore` keeps it out. Add it there, or keep secrets in a folder beside the code.",
                )
                .severity(Severity::Medium)
                .confidence(Confidence::Medium)
                .related_in(at, copies.span(), "This takes the whole folder along.");
        }
    }
}

fn plain(path: &str) -> &str {
    let path = path
        .strip_prefix("./")
        .unwrap_or(path)
        .trim_end_matches('/');
    if path == "." { "" } else { path }
}
