#![doc = include_str!("secret_in_build_arg.md")]

use std::collections::HashMap;

use crate::dockerfile::{Argument, Pair};
use crate::facts::secret_names::{self, SecretName};
use crate::facts::secret_values::{self, SecretValue};
use crate::rules::prelude::*;
use crate::shell::Script;
use crate::source::Kind;

/// The rule. CIS Docker Benchmark 4.10, OWASP rule 12;
/// <https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/>
pub const RULE: Rule = Rule::new("secret-in-build-arg", Severity::High)
    .aliases("hadolint:DL3064 buildkit:SecretsUsedInArgOrEnv trivy:DS-0031 cis:4.10 owasp:12")
    .absorbs("secret-in-config")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose)
    .only(Kind::Compose);

/// An ARG of a secret's name, with every place that declares it.
struct Declared<'d> {
    instruction: &'d Instruction<'d>,
    pair: &'d Pair<'d>,
    judged: SecretName,
    is_literal: bool,
    shipped: bool,
    others: Vec<Span>,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    let mut all: Vec<Declared> = Vec::new();
    for instruction in &file.instructions {
        let Body::Arg(pairs) = &instruction.body else {
            continue;
        };
        for pair in pairs {
            let Some(judged) = secret_names::judge(&pair.name.value) else {
                continue;
            };
            let value = pair.value.as_ref().map_or("", |value| value.written());
            let Some(is_literal) = judge(&judged, value) else {
                continue;
            };
            let shipped = file.is_shipped(instruction);
            let at = *by_name.entry(&pair.name.value).or_insert(all.len());
            let Some(known) = all.get_mut(at) else {
                all.push(Declared {
                    instruction,
                    pair,
                    judged,
                    is_literal,
                    shipped,
                    others: Vec::new(),
                });
                continue;
            };
            known.shipped |= shipped;
            // The value is the worst part.
            if is_literal && !known.is_literal {
                known.is_literal = true;
                known.others.push(known.pair.span);
                (known.instruction, known.pair) = (instruction, pair);
            } else {
                known.others.push(pair.span);
            }
        }
    }
    for declared in all {
        if check.is_full() {
            break;
        }

        complain(file, &declared, check);
    }
}

/// Whether the value is a literal secret; nothing where the name means no secret after all.
fn judge(name: &SecretName, value: &str) -> Option<bool> {
    if secret_values::is_stand_in(value) {
        return None;
    }
    if secret_values::is_spelled_out(name, value) {
        return Some(true);
    }
    let is_open = matches!(
        secret_values::judge(value),
        SecretValue::Empty | SecretValue::Reference | SecretValue::Placeholder
    );
    // Many things are called a key, but hardly any other comes in from outside.
    (is_open && (name.says_enough() || name.why == "key")).then_some(false)
}

fn complain(file: &Dockerfile, declared: &Declared, check: &mut Check) {
    let pair = declared.pair;
    let name = &pair.name.value;
    let id = name.to_ascii_lowercase();
    let value = pair.value.as_ref().filter(|_| declared.is_literal);
    let title = match value {
        Some(_) => format!("`{name}` has its value right here, and the build's history keeps it."),
        None => format!("Whatever `{name}` is given stays in the build's history."),
    };
    let seen = if declared.shipped {
        "`docker history` prints build arguments to everyone who has the image."
    } else {
        "The final image leaves it behind, but the build cache and the build's records keep it."
    };
    let detail = format!(
        "{seen} Lend it to the step that needs it: `RUN --mount=type=secret,id={id},env={name} …`, built with `--secret id={id}`."
    );
    let place = value.map_or(pair.span, Argument::span);
    let severity = match (declared.is_literal, declared.shipped) {
        (true, true) => Severity::High,
        (false, false) => Severity::Low,
        _ => Severity::Medium,
    };
    let draft = check.report(place, title, detail).severity(severity);
    if !declared.judged.says_enough() {
        draft.confidence(if declared.is_literal {
            Confidence::Medium
        } else {
            Confidence::Low
        });
    }
    for other in &declared.others {
        draft.related(*other, "It is declared here as well.");
    }
    draft.fix(lend(file, declared, &id));
}

/// The ARG goes, and each RUN of its stage that names the variable borrows the secret. Nothing
/// where anything else uses it. Secrets as variables came with Dockerfile 1.10:
/// <https://docs.docker.com/reference/dockerfile/#run---mounttypesecret>
fn lend(file: &Dockerfile, declared: &Declared, id: &str) -> Option<DraftFix> {
    let name = &*declared.pair.name.value;
    let Body::Arg(pairs) = &declared.instruction.body else {
        return None;
    };
    let old = file.directives.syntax.as_ref();
    let is_old =
        old.is_some_and(|syntax| syntax.value.contains(":1.") || syntax.value.contains(":0"));
    let alone = pairs.len() == 1 && declared.others.is_empty() && !declared.instruction.onbuild;
    if is_old || !alone || file.directives.escape == b'`' {
        return None;
    }
    let mut fix = DraftFix::review(format!(
        "Lend {name} to the steps that need it, as a secret"
    ))
    .delete(file.whole_lines(declared.instruction));
    let mut used = false;
    for instruction in &file.instructions {
        if !names_variable(instruction.span.slice(file.source), name) {
            continue;
        }
        let run = instruction
            .run()
            .filter(|run| !keeps(&run.script, file.source, name));
        if run.is_none() || instruction.onbuild || instruction.stage != declared.instruction.stage {
            return None;
        }
        used = true;
        fix = fix.insert(
            instruction.keyword.span.end,
            format!(" --mount=type=secret,id={id},env={name}"),
        );
    }
    used.then_some(fix)
}

/// True for commands that would leave a copy of what they are lent.
fn keeps(script: &Script, source: &str, name: &str) -> bool {
    script.commands.iter().any(|command| {
        let program = command.program();
        let mut redirects = command.redirects.iter();
        let writes = redirects.any(|redirect| {
            redirect.operator.writes() && !redirect.target.value.starts_with("/dev/")
        });
        let prints = is_one_of("echo printf cat", program) && command.pipes_into.is_none();
        let stores = is_one_of(
            "git npm pnpm yarn pip pip3 poetry composer aws helm",
            program,
        ) && command
            .args()
            .iter()
            .any(|word| is_one_of("clone config configure set", &word.value));
        writes
            || (program == "tee" || prints || stores)
                && names_variable(command.span.slice(source), name)
    })
}

/// True if `$NAME` or `${NAME` stands in the text.
fn names_variable(text: &str, name: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let next = text.as_bytes().get(at + name.len());
        before.ends_with(['$', '{']) && !next.is_some_and(is_part)
    })
}

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services_apart_in(&["build", "args"]) {
        if check.is_full() {
            break;
        }
        judge_service(&service, check);
    }
}

fn judge_service(service: &Service, check: &mut Check) {
    let Some(build) = service.build() else { return };
    for argument in build.args {
        let name = argument.name.as_str();
        let Some(judged) = secret_names::judge(name) else {
            continue;
        };
        let written = argument.value.as_ref().map_or("", |value| &value.raw);
        if argument.route.is_inherited() {
            continue;
        }
        let Some(is_literal) = judge(&judged, written) else {
            continue;
        };
        let title = if is_literal {
            format!(
                "The build of `{}` gets `{name}` in plain text.",
                service.name()
            )
        } else {
            format!("Whatever `{name}` is given stays in the build's history.")
        };
        let span = match &argument.value {
            Some(value) if is_literal => value.span,
            _ => argument.span,
        };
        let place = argument.route.place(span);
        let draft = check
            .report(
                place.span,
                title,
                "Build arguments stay in the image's history or the build's records. Hand it over under `build.secrets`, and let the step borrow it with `RUN --mount=type=secret,id=…`.",
            )
            .aliases("cis:4.10 owasp:12")
            .written_at(place);
        if !is_literal {
            draft.severity(Severity::Medium);
        }
        if !judged.says_enough() {
            draft.confidence(Confidence::Low);
        }
    }
}
