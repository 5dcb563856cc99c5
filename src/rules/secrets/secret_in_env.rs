#![doc = include_str!("secret_in_env.md")]

use std::collections::{HashMap, HashSet};

use crate::compose::environment::Variable;
use crate::dockerfile::{Argument, Instruction, Pair};
use crate::facts::images::ImageFacts;
use crate::facts::{secret_names, secret_values, tokens};
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::rules::secret_fixes;

/// The rule. CIS Docker Benchmark 4.10, OWASP rule 12;
/// <https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/>
pub const RULE: Rule = Rule::new("secret-in-env", Severity::High)
    .absorbs("secret-in-build-arg secret-in-config")
    .aliases(
        "hadolint:DL3064 buildkit:SecretsUsedInArgOrEnv trivy:DS-0031 compose-lint:CL-0020 \
        cis:4.10 owasp:12",
    )
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

const IN_DOCKERFILE: &str =
    "hadolint:DL3064 buildkit:SecretsUsedInArgOrEnv trivy:DS-0031 cis:4.10 owasp:12";
const IN_COMPOSE: &str = "compose-lint:CL-0020 owasp:12";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut defaults: HashMap<&str, Span> = HashMap::new();
    for instruction in &file.instructions {
        match &instruction.body {
            Body::Arg(pairs) => {
                for pair in pairs {
                    if let Some(value) = &pair.value {
                        defaults.insert(pair.name.as_str(), value.span());
                    }
                }
            }
            Body::Env(pairs) => {
                for pair in pairs {
                    judge(file, instruction, pair, &defaults, check);
                }
            }
            _ => {}
        }
    }
}

fn judge(
    file: &Dockerfile,
    instruction: &Instruction,
    pair: &Pair,
    defaults: &HashMap<&str, Span>,
    check: &mut Check,
) {
    let name = pair.name.as_str();
    let Some(value) = &pair.value else { return };
    let (Some(known), Some(judged)) = (value.value(), secret_names::judge(name)) else {
        return;
    };
    if !secret_values::is_spelled_out(&judged, known) {
        return;
    }
    let variable = lone_variable(value);
    let origin = variable.and_then(|variable| defaults.get(variable));
    if let Some(variable) = variable {
        // An ENV of that name has been told, and a known token is told where it stands.
        let told = origin.is_none() && secret_names::judge(variable).is_some();
        if told || has_token(name, known) {
            return;
        }
    }
    let shipped = file.is_shipped(instruction);
    let title = if shipped {
        format!("`{name}` is baked into the image, and everyone who gets it can read the value.")
    } else {
        format!("`{name}` stays readable in the build cache of this stage.")
    };
    let draft = check.report(
        value.span(),
        title,
        build_detail(file, instruction, name, shipped),
    );
    draft.aliases(IN_DOCKERFILE);
    if !shipped {
        draft.severity(Severity::Medium);
    }
    if !judged.says_enough() {
        draft.confidence(Confidence::Medium);
    }
    if let Some(origin) = origin {
        draft.related(*origin, "The value comes from this default.");
    }
}

fn build_detail(file: &Dockerfile, instruction: &Instruction, name: &str, shipped: bool) -> String {
    if !shipped {
        return format!(
            "The final image leaves it behind, but this file and the cache don't. Lend it to the step that needs it: `RUN --mount=type=secret,id={},env={name} …`.",
            name.to_ascii_lowercase()
        );
    }
    let stage = file.stage_of(instruction);
    let lowest = stage.and_then(|stage| file.chain(stage).take(DEEPEST).last());
    let base = lowest.and_then(|lowest| file.from_of(lowest));
    let text = base.and_then(|(_, from)| Some(Text::new(from.image.value()?, from.image.span())));
    let image = text.as_ref().and_then(ImageReference::parse);
    let way = match image.as_ref().and_then(|image| file_way(image, name)) {
        Some((image, variable)) => {
            format!("`{image}` also reads `{variable}`, the path of a mounted file.")
        }
        None => "Take the line out, and pass it when the container starts.".to_owned(),
    };
    format!(
        "`docker history` and `docker inspect` print it. {way} Then change the value: it counts as known."
    )
}

/// How many stages are gone down to find the image that they stand on.
const DEEPEST: usize = 20;

/// The image's name and the variable that takes a path in place of `name`.
fn file_way<'i>(image: &'i ImageReference, name: &str) -> Option<(&'i str, String)> {
    let facts: ImageFacts<'i> = image.facts()?;
    Some((facts.id, facts.file_variable(name)?))
}

/// The variable that makes up the whole value: `$X`, `${X}`, `${X:-default}`.
fn lone_variable<'v>(value: &'v Argument) -> Option<&'v str> {
    let rest = value.written().strip_prefix('$')?;
    let inner = rest
        .strip_prefix('{')
        .map_or(Some(rest), |rest| rest.strip_suffix('}'))?;
    let end = inner.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let (name, after) = inner.split_at(end.unwrap_or(inner.len()));
    (after.is_empty() || after.starts_with([':', '-'])).then_some(name)
}

fn has_token(name: &str, value: &str) -> bool {
    !tokens::find_in(name, value).is_empty()
}

fn compose(file: &Compose, check: &mut Check) {
    // What many services share behind an alias is told once.
    let mut seen = HashSet::new();
    for service in file.services() {
        if check.is_full() {
            break;
        }
        let environment = service.get("environment");
        if environment.is_some_and(|environment| !seen.insert(environment.node())) {
            continue;
        }
        for variable in service.environment() {
            if !variable.route.is_inherited() {
                complain(&service, &variable, check);
            }
        }
    }
}

fn complain(service: &Service, variable: &Variable, check: &mut Check) {
    let name = variable.name.as_str();
    let Some(value) = variable.value.as_ref().filter(|value| value.known) else {
        return;
    };
    let Some(judged) = secret_names::judge(name) else {
        return;
    };
    if !secret_values::is_spelled_out(&judged, &value.value) {
        return;
    }
    if !variable.route.is_direct() && has_token(name, &value.value) {
        return;
    }
    let defaulted = value.is_defaulted();
    let written = if defaulted {
        value.part(0..value.value.len()).span
    } else {
        value.span
    };
    let owner = service.name();
    let title = if service.is_docker_run() {
        format!("`{name}` is typed into this command, for everyone to read.")
    } else if defaulted {
        format!("`{name}` of `{owner}` falls back to a value that everyone can read here.")
    } else {
        format!("`{name}` of `{owner}` is written here for everyone to read.")
    };
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let file_way = image.as_ref().and_then(|image| file_way(image, name));
    let detail = match (&file_way, service.is_docker_run()) {
        (Some((image, file)), _) => format!(
            "Whoever reads this or runs `docker inspect` has it. `{image}` also takes `{file}`: keep the value in a file, mount that, and give its path here."
        ),
        (None, true) => "It stays in your shell's history, and `docker inspect` prints it. Put the line into a file that only you can read and pass `--env-file`, then change the value.".to_owned(),
        (None, false) => format!(
            "Whoever has this file or its history has it too. Keep the value in a `.env` file outside git, write `${{{name}:?}}` here, and change it."
        ),
    };
    let place = variable.route.place(written);
    let draft = check.report(place.span, title, detail);
    draft.written_at(place).aliases(IN_COMPOSE);
    if !judged.says_enough() {
        draft.confidence(Confidence::Medium);
    }
    if let Some((_, file)) = file_way.filter(|_| !defaulted) {
        draft.fix(secret_fixes::read_from_file(service, variable, &file));
    }
    draft.fix(secret_fixes::fill_in(service, variable));
}
