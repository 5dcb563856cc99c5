//! Turns what the rules wrote into the report: places in UTF-16, order, layers, score.

use crate::project::{Model, Project};
use crate::report::{
    Edit, FileReport, Finding, Fix, Layer, LayerReport, LayerState, Range, Related, Report,
    Severity,
};
use crate::rules::{Draft, DraftFix, LAYERS};
use crate::score::score;
use crate::source::{Positions, Span};
use crate::{VERSION, facts, order};

/// The report on `project` with these findings.
pub(crate) fn report(project: &Project<'_>, drafts: Vec<Draft>, suppressed: u32) -> Report {
    let positions: Vec<_> = project
        .files
        .iter()
        .map(|file| Positions::new(file.text))
        .collect();
    let findings: Vec<_> = drafts
        .into_iter()
        .map(|draft| finding(draft, &positions))
        .collect();
    let judged = project.files.iter().any(|file| is_judged(&file.model));
    Report {
        version: VERSION.to_owned(),
        facts_date: facts::DATE.to_owned(),
        files: project
            .files
            .iter()
            .map(|file| FileReport {
                name: file.name.to_string(),
                kind: file.kind,
                ok: is_ok(&file.model),
            })
            .collect(),
        layers: Layer::HOUSE
            .iter()
            .map(|layer| layer_report(*layer, project, &findings))
            .collect(),
        score: judged.then(|| score(&findings)),
        findings,
        suppressed,
    }
}

/// True if the file holds something that rules can judge.
fn is_judged(model: &Model<'_>) -> bool {
    match model {
        Model::Dockerfile(dockerfile) => !dockerfile.stages.is_empty(),
        model => model
            .compose()
            .is_some_and(|compose| compose.services().len() > 0),
    }
}

fn is_ok(model: &Model<'_>) -> bool {
    match model {
        Model::Dockerfile(dockerfile) => dockerfile.is_readable(),
        Model::Compose(compose) => compose.problems.is_empty() && compose.is_readable(),
        Model::DockerRun(lines) => lines.problems.is_empty(),
        Model::Beside => true,
    }
}

fn finding(draft: Draft, positions: &[Positions<'_>]) -> Finding {
    Finding {
        rule: draft.rule.id.to_owned(),
        layer: draft.layer,
        severity: draft.severity,
        confidence: draft.confidence,
        file: draft.file as u32,
        range: range(positions, draft.file, draft.span),
        related: draft
            .related
            .into_iter()
            .map(|(file, span, message)| Related {
                file: file as u32,
                range: range(positions, file, span),
                message,
            })
            .collect(),
        title: draft.title,
        detail: draft.detail,
        fixes: draft
            .fixes
            .into_iter()
            .map(|fix| self::fix(fix, draft.file, positions))
            .collect(),
        aliases: draft.aliases.into_iter().map(str::to_owned).collect(),
    }
}

fn range(positions: &[Positions<'_>], file: usize, span: Span) -> Range {
    let positions = &positions[file];
    Range {
        start: positions.position(span.start),
        end: positions.position(span.end.max(span.start)),
    }
}

fn fix(fix: DraftFix, own_file: usize, positions: &[Positions<'_>]) -> Fix {
    let mut edits: Vec<_> = fix
        .edits
        .into_iter()
        .map(|(file, span, text)| {
            let file = file.unwrap_or(own_file);
            let range = range(positions, file, span);
            Edit {
                file: file as u32,
                start: range.start.offset,
                end: range.end.offset,
                text,
            }
        })
        .collect();
    order::by_number(&mut edits, |edit: &Edit| {
        let span = Span {
            start: edit.start,
            end: edit.end,
        };
        order::place(edit.file as usize, span)
    });
    Fix {
        title: fix.title,
        safety: fix.safety,
        edits,
    }
}

/// A layer is visible where one of its rules reads one of the files; scanning never is, because
/// no file says whether anybody scans.
fn layer_report(layer: Layer, project: &Project<'_>, findings: &[Finding]) -> LayerReport {
    let own = || findings.iter().filter(|finding| finding.layer == layer);
    let state = if own().any(|finding| finding.severity > Severity::Note) {
        LayerState::NeedsLove
    } else if layer != Layer::Scanning
        && project
            .files
            .iter()
            .any(|file| can_tell(layer, &file.model))
    {
        LayerState::Cozy
    } else {
        LayerState::NotVisible
    };
    LayerReport {
        id: layer,
        state,
        findings: own().count() as u32,
    }
}

fn can_tell(layer: Layer, model: &Model<'_>) -> bool {
    let mut rules = LAYERS
        .iter()
        .filter(|(id, _)| *id == layer)
        .flat_map(|(_, rules)| rules.iter())
        .filter(|rule| !rule.pedantic);
    is_judged(model)
        && match model {
            Model::Dockerfile(_) => rules.any(|rule| rule.dockerfile.is_some()),
            _ => rules.any(|rule| rule.compose.is_some()),
        }
}
