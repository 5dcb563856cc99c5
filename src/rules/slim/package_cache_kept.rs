#![doc = include_str!("package_cache_kept.md")]

use crate::dockerfile::{Form, KeptCache};
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::shell::{PackageAction, PackageCache, PackageStep, PackageTool, Via};

/// The rule. What a layer keeps: <https://docs.docker.com/build/building/best-practices/#apt-get>
pub const RULE: Rule = Rule::new("package-cache-kept", Severity::Low)
    .aliases(
        "hadolint:DL3009 hadolint:DL3019 hadolint:DL3032 hadolint:DL3036 hadolint:DL3040 \
        hadolint:DL3042 hadolint:DL3060 trivy:DS-0015 trivy:DS-0019 trivy:DS-0020 \
        trivy:DS-0025 trivy:DS-0027 kics:apt_get_install_lists_were_not_deleted \
        kics:apk_add_using_local_cache_path kics:yum_clean_all_missing \
        kics:missing_dnf_clean_all kics:missing_zypper_clean \
        kics:pip_install_keeping_cached_packages",
    )
    .fixes(Safety::Safe)
    .in_dockerfile(dockerfile);

/// Those that speak of one tool's cache.
fn aliases(tool: PackageTool) -> &'static str {
    match tool {
        PackageTool::Apt => "hadolint:DL3009 kics:apt_get_install_lists_were_not_deleted",
        PackageTool::Apk => "hadolint:DL3019 trivy:DS-0025 kics:apk_add_using_local_cache_path",
        PackageTool::Yum => "hadolint:DL3032 trivy:DS-0015 kics:yum_clean_all_missing",
        PackageTool::Dnf => "hadolint:DL3040 trivy:DS-0019 kics:missing_dnf_clean_all",
        PackageTool::Microdnf => "hadolint:DL3040 trivy:DS-0027",
        PackageTool::Zypper => "hadolint:DL3036 trivy:DS-0020 kics:missing_zypper_clean",
        PackageTool::Pip => "hadolint:DL3042 kics:pip_install_keeping_cached_packages",
        PackageTool::Yarn => "hadolint:DL3060",
        _ => "",
    }
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for kept in file.kept_package_caches() {
        let Some(first) = kept.steps.first() else {
            continue;
        };
        let Some(cache) = first.tool.cache() else {
            continue;
        };
        let folder = cache.folders.first().copied().unwrap_or_default();
        let program = first.command().program();
        let what = match first.tool {
            PackageTool::Apt => "package lists",
            PackageTool::Apk => "package index",
            _ => "downloads",
        };
        let title = format!("`{}` leaves its {what} in this image.", first.label());
        let remedy = remedy(&cache, program, folder);
        let detail = match (kept.fetched, kept.removed) {
            (Some(_), _) => format!(
                "An earlier RUN fetched `{folder}`, and its layer keeps the files whatever comes later. Put update, install and `{}` in one RUN.",
                cache.cleanup
            ),
            (None, Some(_)) => format!(
                "A later RUN removes `{folder}`, but this layer still holds the files: each RUN is stored as it ended. {remedy}"
            ),
            (None, None) => format!(
                "Nothing reads `{folder}` once the image is built, but every pull carries it along. {remedy}"
            ),
        };
        let fix = fix(file, &kept, &cache);
        let draft = check
            .report(first.place(), title, detail)
            .aliases(aliases(first.tool));
        if first.tool == PackageTool::Pip && !is_base_known(file, &kept) {
            draft.confidence(Confidence::Medium);
        }
        if let Some(place) = kept.fetched {
            draft.related(place, "Fetched here.");
        }
        if let Some(place) = kept.removed {
            draft.related(place, "Removed here, a layer too late.");
        }
        if let Some(fix) = fix {
            draft.fix(fix);
        }
    }
}

/// False for an image that may have switched the cache off itself.
fn is_base_known(file: &Dockerfile, kept: &KeptCache) -> bool {
    let from = file
        .stage_of(kept.instruction)
        .and_then(|stage| file.base_image(stage))
        .map(|(_, from)| from);
    let text = from.and_then(|from| Some(Text::new(from.image.value()?, from.image.span())));
    let image = text.as_ref().and_then(ImageReference::parse);
    image.as_ref().and_then(ImageReference::facts).is_some()
}

fn refreshes_apk(kept: &KeptCache) -> bool {
    let commands = kept.instruction.run().map(|line| &line.script.commands);
    commands.into_iter().flatten().any(|command| {
        command.package_step().is_some_and(|step| {
            step.tool == PackageTool::Apk && step.action == PackageAction::Refresh
        })
    })
}

/// The move, as a sentence.
fn remedy(cache: &PackageCache, program: &str, folder: &str) -> String {
    if !cache.flag.is_empty() {
        format!("Add `{}` to the command.", cache.flag)
    } else if let Some(words) = cleanup(cache, program) {
        format!("End this RUN with `{words}`.")
    } else {
        let folder = folder.replace('~', "/root");
        format!("Put `--mount=type=cache,target={folder}` behind RUN, so that it stays outside.")
    }
}

fn cleanup(cache: &PackageCache, program: &str) -> Option<String> {
    match cache.cleanup {
        "" => None,
        words if words.starts_with(' ') => Some(format!("{program}{words}")),
        words => Some(words.to_owned()),
    }
}

/// The flag at every install, or the cleanup at the end of the RUN.
fn fix(file: &Dockerfile, kept: &KeptCache, cache: &PackageCache) -> Option<DraftFix> {
    let form = kept.instruction.run()?.form;
    if form == Form::Exec || kept.fetched.is_some() {
        return None;
    }
    if !cache.flag.is_empty() {
        let title = format!("Add `{}`", cache.flag);
        // What `apk update` fetched stays, whatever the install says.
        let mut fix = if refreshes_apk(kept) {
            DraftFix::review(title)
        } else {
            DraftFix::safe(title)
        };
        for step in &kept.steps {
            // A place inside quotes with escapes isn't exact.
            if step.verb.span.slice(file.source) != step.verb.value {
                return None;
            }
            fix = fix.insert(step.verb.span.end, format!(" {}", cache.flag));
        }
        return Some(fix);
    }
    // Behind sudo the cleanup would need it as well.
    let is_direct = |step: &PackageStep| step.command().via == Via::Direct;
    let first = kept.steps.first()?;
    let words =
        cleanup(cache, first.command().program()).filter(|_| kept.steps.iter().all(is_direct))?;
    let (at, text) = file.command_behind(kept.instruction, &words)?;
    Some(DraftFix::safe(format!("Add `{words}`")).insert(at, text))
}
