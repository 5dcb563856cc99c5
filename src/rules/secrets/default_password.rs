#![doc = include_str!("default_password.md")]

use crate::compose::environment::Variable;
use crate::facts::{secret_names, secret_values};
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::rules::secret_fixes;

/// The rule. Lists of passwords that everyone tries, and the logins that manuals print:
/// `data/secret-names.json`.
pub const RULE: Rule = Rule::new("default-password", Severity::High)
    .absorbs("secret-in-env")
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_compose(compose);

/// More variables than anyone sets in one place.
const MANY: usize = 500;

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Body::Env(pairs) = &instruction.body else {
        return;
    };
    for pair in pairs {
        let name = &*pair.name.value;
        let Some(value) = &pair.value else { continue };
        // What comes from an ARG is told there.
        let Some(known) = value.value().filter(|known| *known == value.written()) else {
            continue;
        };
        let user = user_beside(name).and_then(|prefix| {
            let beside = pairs
                .iter()
                .take(MANY)
                .find(|pair| names_user(&pair.name.value, prefix))?;
            beside.value.as_ref()?.value()
        });
        let Some(why) = judge(name, known, user) else {
            continue;
        };
        let shipped = file.is_shipped(instruction);
        let draft = check.report(
            value.span(),
            format!("`{name}` is {why}."),
            "It opens every container of this image that sets nothing else. Leave it out, and have whoever starts the container set one, long and random.",
        );
        if !shipped {
            draft.severity(Severity::Medium);
        }
    }
}

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services_apart_in(&["environment"]) {
        if check.is_full() {
            break;
        }
        judge_service(&service, check);
    }
}

fn judge_service(service: &Service, check: &mut Check) {
    let variables = service.environment();
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    for variable in &variables {
        let Some(value) = variable.value.as_ref().filter(|value| value.known) else {
            continue;
        };
        let name = variable.name.as_str();
        if variable.route.is_inherited() || value.value.is_empty() {
            continue;
        }
        let user = user_beside(name).and_then(|prefix| {
            let mut beside = variables.iter().take(MANY);
            let user = beside.find(|other| names_user(other.name.as_str(), prefix))?;
            Some(user.as_str())
        });
        let mut why = judge(name, &value.value, user);
        if why.is_none()
            && secret_names::judge(name).is_some_and(|name| name.strong)
            && let Some(facts) = &facts
            && facts
                .default_logins()
                .any(|(_, password)| password == value.value)
        {
            why = Some("the password that this image's manuals print");
        }
        if let Some(why) = why {
            complain(
                service,
                variable,
                why,
                facts.and_then(|facts| facts.file_variable(name)),
                check,
            );
        }
    }
}

fn complain(
    service: &Service,
    variable: &Variable,
    why: &str,
    file: Option<String>,
    check: &mut Check,
) {
    let Some(value) = &variable.value else { return };
    let name = variable.name.as_str();
    let defaulted = value.is_defaulted();
    let written = if defaulted {
        value.part(0..value.value.len()).span
    } else {
        value.span
    };
    let place = variable.route.place(written);
    let title = if service.is_docker_run() {
        format!("`{name}` is {why}.")
    } else if defaulted {
        format!("`{name}` of `{}` falls back to {why}.", service.name())
    } else {
        format!("`{name}` of `{}` is {why}.", service.name())
    };
    let detail = if service.is_docker_run() {
        "Whoever can reach that login gets in at the first try, and it also stays in your shell's history. Make up a long random one and hand it over from a file with `--env-file`."
    } else {
        "Whoever can reach that login gets in at the first try, be it from another container that was taken over. Make up a long random one (`openssl rand -base64 24`) and keep it out of this file."
    };
    let draft = check.report(place.span, title, detail).written_at(place);
    if let Some(file) = file.filter(|_| !defaulted) {
        draft.fix(secret_fixes::read_from_file(service, variable, &file));
    }
    draft.fix(secret_fixes::fill_in(service, variable));
}

/// Why a value is no password worth the name.
fn judge(name: &str, value: &str, user: Option<&str>) -> Option<&'static str> {
    const KNOWN: &str = "a password that everyone tries first";
    if name == "NEO4J_AUTH" {
        let (_, password) = value.split_once('/')?;
        return secret_values::is_weak_password(password).then_some(KNOWN);
    }
    let judged = secret_names::judge(name)?;
    if !secret_values::is_spelled_out(&judged, value) {
        return None;
    }
    if secret_values::is_weak_password(value) {
        return Some(
            if judged.why.contains("pass") || judged.why.contains("pwd") {
                KNOWN
            } else {
                "a value that everyone tries first"
            },
        );
    }
    (user == Some(value)).then_some("the same as the user's name")
}

/// What stands in front of `PASS` in a password's name.
fn user_beside(name: &str) -> Option<&str> {
    let at = name.find("PASS").or_else(|| name.find("pass"))?;
    name.get(..at)
}

fn names_user(name: &str, prefix: &str) -> bool {
    let rest = name.strip_prefix(prefix).unwrap_or_default();
    is_one_of("USER USERNAME LOGIN user username login", rest)
}
