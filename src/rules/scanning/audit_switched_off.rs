#![doc = include_str!("audit_switched_off.md")]

use crate::dockerfile::Instruction;
use crate::rules::prelude::*;

/// The rule. <https://docs.npmjs.com/cli/using-npm/config#audit>,
/// <https://getcomposer.org/doc/03-cli.md#composer-no-audit>.
pub const RULE: Rule = Rule::new("audit-switched-off", Severity::Note)
    .fixes(Safety::Safe)
    .in_instruction(instruction)
    .in_step(step)
    .in_service(service);

const DETAIL: &str = "The check only prints which packages have known holes, and it breaks no build. Leave it on, or run one of your own in the pipeline.";

/// What switches it on again, for a variable that switches it off.
fn on(name: &str, value: &str) -> Option<&'static str> {
    if name.eq_ignore_ascii_case("npm_config_audit") {
        is_one_of("false 0", value).then_some("true")
    } else if name == "COMPOSER_NO_AUDIT" {
        (!is_one_of("false 0", value) && !value.is_empty()).then_some("0")
    } else {
        None
    }
}

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let (Body::Env(pairs) | Body::Arg(pairs)) = &instruction.body else {
        return;
    };
    for pair in pairs {
        let Some(value) = &pair.value else {
            continue;
        };
        let Some(on) = value.value().and_then(|value| on(&pair.name.value, value)) else {
            continue;
        };
        let draft = report(pair.span, &pair.name.value, check);
        if value.span().slice(file.source) == value.written() {
            draft.fix(DraftFix::safe("Switch it on").replace(value.span(), on));
        }
    }
}

fn service(service: &Service, check: &mut Check) {
    for variable in service.environment() {
        if variable.route.is_inherited() {
            continue;
        }
        if on(&variable.name.value, variable.as_str()).is_some() {
            report(variable.span, &variable.name.value, check).written_at(variable.node.place());
        }
    }
}

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    let program = command.program();
    if !is_one_of("npm npx composer echo printf", program) {
        return;
    }
    let mut previous = None;
    for word in command.args() {
        let text = &*word.value;
        let is_flag = match program {
            "npm" | "npx" => is_one_of("--no-audit --audit=false", text),
            "composer" => text == "--no-audit",
            _ => false,
        };
        if is_flag {
            let cut = command.cut(word.span, word.span, step.file.source);
            let fix = cut.map(|cut| DraftFix::safe(format!("Drop {text}")).delete(cut));
            report(word.span, text, check).fix(fix);
        } else if program == "npm" && text == "false" && previous == Some("--audit") {
            report(word.span, "--audit false", check);
        } else if program == "npm" && is_setting(command.subcommand(), previous, text) {
            report(word.span, "npm config set audit false", check);
        } else if text.contains("audit=false")
            && command
                .redirects
                .iter()
                .any(|redirect| redirect.target.value.ends_with("npmrc"))
        {
            report(word.span, "audit=false", check);
        }
        previous = Some(text);
    }
}

/// `npm config set audit false`, `npm set audit=false`
fn is_setting(verb: &str, previous: Option<&str>, word: &str) -> bool {
    is_one_of("config c set", verb)
        && (word == "audit=false" || word == "false" && previous == Some("audit"))
}

fn report<'c>(place: Span, what: &str, check: &'c mut Check) -> &'c mut Draft {
    check.report(
        place,
        format!("`{what}` hides which packages have known holes."),
        DETAIL,
    )
}
