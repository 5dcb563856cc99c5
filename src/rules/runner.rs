//! Runs every rule over every file.

use super::{Check, Draft, LAYERS, Step, overlap};
use crate::date::Date;
use crate::dockerfile::Dockerfile;
use crate::order;
use crate::project::{Model, Project};

/// All findings of a call before suppression, in file order, then by place.
pub fn run(
    project: &Project<'_>,
    today: Date,
    pedantic: bool,
    trusted_registries: &[String],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (layer, rules) in LAYERS {
        for rule in rules.iter().filter(|rule| pedantic || !rule.pedantic) {
            for (file, source) in project.files.iter().enumerate() {
                if rule.reads(source.kind) {
                    let mut check = Check::new(project, today, file, rule, layer, drafts);
                    check.trusted_registries = trusted_registries;
                    read(&source.model, &mut check);
                    drafts = check.close();
                }
            }
        }
    }
    order::by_number(&mut drafts, |draft| order::place(draft.file, draft.span));
    overlap::absorb(&mut drafts);
    drafts
}

/// Shows one file to one rule.
fn read(model: &Model<'_>, check: &mut Check) {
    let rule = check.rule;
    if let Model::Dockerfile(dockerfile) = model {
        if let Some(hook) = rule.dockerfile {
            hook(dockerfile, check);
        }
        if let Some(hook) = rule.instruction {
            for instruction in &dockerfile.instructions {
                if check.is_full() {
                    return;
                }
                hook(dockerfile, instruction, check);
            }
        }
        if let Some(hook) = rule.step {
            steps(dockerfile, hook, check);
        }
    }
    if let Some(compose) = model.compose() {
        if let Some(hook) = rule.compose {
            hook(compose, check);
        }
        if let Some(hook) = rule.service {
            for service in compose.services() {
                if check.is_full() {
                    return;
                }
                hook(&service, check);
            }
        }
    }
}

/// Shows every command of every RUN to a rule.
fn steps(file: &Dockerfile, hook: fn(&Step, &mut Check), check: &mut Check) {
    for (instruction, line) in file.runs() {
        for (index, command) in line.script.commands.iter().enumerate() {
            if check.is_full() {
                return;
            }
            let step = Step {
                file,
                instruction,
                script: &line.script,
                index,
                command,
            };
            hook(&step, check);
        }
    }
}
