//! Turns what the rules wrote into the report: places in UTF-16, order, layers, score.

use crate::project::{Model, Project, ProjectFile};
use crate::report::{
    Edit, FileReport, Finding, Fix, Layer, LayerReport, LayerState, Range, Related, Report,
    Severity,
};
use crate::rules::{Draft, DraftFix, LAYERS};
use crate::score::score;
use crate::source::{Kind, Positions, Span};
use crate::{VERSION, facts, order};

/// The report on `project` with these findings.
pub(crate) fn report(project: &Project<'_>, drafts: Vec<Draft>, suppressed: u32) -> Report {
    let mut positions = Vec::new();
    let mut files = Vec::new();
    let mut judged = false;
    for file in &project.files {
        positions.push(Positions::new(file.text));
        files.push(FileReport {
            name: file.name.to_string(),
            kind: file.kind,
            ok: is_ok(&file.model),
        });
        judged |= is_judged(&file.model) && is_ok(&file.model);
    }
    let mut findings = Vec::new();
    for draft in drafts {
        findings.push(finding(draft, &positions));
    }
    // Of a broken file only what was found in the rest of it counts.
    judged |= findings.iter().any(|finding| finding.layer != Layer::Craft);
    let mut layers = Vec::new();
    for layer in Layer::HOUSE {
        layers.push(layer_report(layer, project, &findings));
    }
    Report {
        version: VERSION.to_owned(),
        facts_date: facts::DATE.to_owned(),
        files,
        layers,
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
        Model::Dockerignore(_) | Model::Beside => true,
    }
}

fn finding(draft: Draft, positions: &[Positions<'_>]) -> Finding {
    let mut related = Vec::new();
    for (file, span, message) in draft.related {
        related.push(Related {
            file: file as u32,
            range: range(positions, file, span),
            message,
        });
    }
    let mut fixes = Vec::new();
    for fix in draft.fixes {
        fixes.push(self::fix(fix, draft.file, positions));
    }
    Finding {
        rule: draft.rule.id.to_owned(),
        layer: draft.layer,
        severity: draft.severity,
        confidence: draft.confidence,
        file: draft.file as u32,
        range: range(positions, draft.file, draft.span),
        related,
        title: draft.title,
        detail: draft.detail,
        fixes,
        aliases: owned(&draft.aliases),
    }
}

/// The same texts, to be kept.
pub(crate) fn owned(texts: &[&str]) -> Vec<String> {
    let mut owned = Vec::new();
    for text in texts {
        owned.push((*text).to_owned());
    }
    owned
}

fn range(positions: &[Positions<'_>], file: usize, span: Span) -> Range {
    let positions = &positions[file];
    Range {
        start: positions.position(span.start),
        end: positions.position(span.end.max(span.start)),
    }
}

fn fix(fix: DraftFix, own_file: usize, positions: &[Positions<'_>]) -> Fix {
    let mut edits = Vec::new();
    for (file, span, text) in fix.edits {
        let file = file.unwrap_or(own_file);
        let range = range(positions, file, span);
        edits.push(Edit {
            file: file as u32,
            start: range.start.offset,
            end: range.end.offset,
            text,
        });
    }
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
/// no file says whether anybody scans. What couldn't be read in full is never called cozy.
fn layer_report(layer: Layer, project: &Project<'_>, findings: &[Finding]) -> LayerReport {
    let mut count = 0;
    let mut needs_love = false;
    for finding in findings.iter().filter(|finding| finding.layer == layer) {
        count += 1;
        needs_love |= finding.severity > Severity::Note;
    }
    let visible = |file: &ProjectFile| can_tell(layer, file);
    let state = if needs_love {
        LayerState::NeedsLove
    } else if layer != Layer::Scanning && project.files.iter().any(visible) {
        LayerState::Cozy
    } else {
        LayerState::NotVisible
    };
    LayerReport {
        id: layer,
        state,
        findings: count,
    }
}

fn can_tell(layer: Layer, file: &ProjectFile<'_>) -> bool {
    // Whether a container can write to its own files is said where it's started.
    if layer == Layer::ReadOnly && file.kind == Kind::Dockerfile {
        return false;
    }
    let Some((_, rules)) = LAYERS.iter().find(|(id, _)| *id == layer) else {
        return false;
    };
    is_judged(&file.model)
        && is_ok(&file.model)
        && rules
            .iter()
            .any(|rule| !rule.pedantic && rule.reads(file.kind))
}
