#![doc = include_str!("relative_workdir.md")]

use crate::dockerfile::{Base, Instruction, Stage, is_absolute};
use crate::rules::prelude::*;

/// The rule. WORKDIR: <https://docs.docker.com/reference/dockerfile/#workdir>
pub const RULE: Rule = Rule::new("relative-workdir", Severity::Medium)
    .aliases(
        "hadolint:DL3000 buildkit:WorkdirRelativePath trivy:DS-0009 checkov:CKV_DOCKER_10 \
        kics:workdir_path_not_absolute",
    )
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // By stage: true once it, or a stage below it, has said where it stands.
    let mut anchored_stages = Vec::with_capacity(file.stages.len());
    for stage in &file.stages {
        let mut anchored = match stage.base {
            Base::Stage(below) => anchored_stages.get(below).copied().unwrap_or(false),
            _ => false,
        };
        for (place, path) in workdirs(file, stage) {
            if is_absolute(path) {
                anchored = true;
            } else if anchored {
                check
                    .report(
                        place,
                        format!("`WORKDIR {path}` counts from the folder that came before it."),
                        "It works, but whoever moves a line above moves this folder too. Write the whole path, starting with `/`.",
                    )
                    .severity(Severity::Note)
                    .aliases("hadolint:DL3000 trivy:DS-0009 checkov:CKV_DOCKER_10 kics:workdir_path_not_absolute");
            } else {
                check.report(
                    place,
                    format!("`WORKDIR {path}` depends on where the base image happens to stand."),
                    format!("If the base image moves its own folder, your files land somewhere else. Write the whole path, for example `WORKDIR /{}`.", path.trim_start_matches("./")),
                );
            }
        }
        anchored_stages.push(anchored);
    }
}

/// The folders that a stage sets and that are known from the file.
fn workdirs<'d>(file: &'d Dockerfile, stage: &Stage) -> impl Iterator<Item = (Span, &'d str)> {
    file.instructions[stage.instructions.clone()]
        .iter()
        .filter_map(|instruction: &Instruction| match &instruction.body {
            Body::Workdir(path) => Some((path.span(), path.value()?)),
            _ => None,
        })
}
