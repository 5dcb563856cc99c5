//! Runs every rule over every file.

use super::{Check, Draft, LAYERS, overlap};
use crate::date::Date;
use crate::order;
use crate::project::{Model, Project};

/// All findings of a call before suppression, in file order, then by place.
pub fn run(project: &Project<'_>, today: Date, pedantic: bool) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (layer, rules) in LAYERS {
        for rule in rules.iter().filter(|rule| pedantic || !rule.pedantic) {
            for (file, source) in project.files.iter().enumerate() {
                let mut check = Check {
                    project,
                    today,
                    file,
                    rule,
                    layer,
                    drafts: std::mem::take(&mut drafts),
                };
                match (&source.model, rule.dockerfile, rule.compose) {
                    (Model::Dockerfile(dockerfile), Some(hook), _) => hook(dockerfile, &mut check),
                    (model, _, Some(hook)) if rule.only.is_none_or(|kind| kind == source.kind) => {
                        if let Some(compose) = model.compose() {
                            hook(compose, &mut check);
                        }
                    }
                    _ => {}
                }
                drafts = check.drafts;
            }
        }
    }
    order::by_number(&mut drafts, |draft| order::place(draft.file, draft.span));
    overlap::absorb(&mut drafts);
    drafts
}
