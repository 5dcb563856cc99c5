#![doc = include_str!("writable_root_filesystem.md")]

use crate::dockerfile;
use crate::facts::images::{ImageFacts, ReadOnly};
use crate::image::ImageReference;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.13; the setting:
/// <https://docs.docker.com/reference/compose-file/services/#read_only>
pub const RULE: Rule = Rule::new("writable-root-filesystem", Severity::Low)
    .aliases("compose-lint:CL-0007 cis:5.13 owasp:8")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    if !service.is_container() {
        return;
    }
    // What can't be known (`${READ_ONLY}`) is somebody's choice.
    let said = service.get("read_only").filter(|value| !value.is_null());
    let may_write = match said {
        Some(value) => value.as_bool() == Some(false),
        None => check.should_say_all(service),
    };
    if may_write {
        complain(service, check);
    }
}

fn complain(service: &Service, check: &mut Check) {
    let text = service.image().and_then(|image| image.text());
    // Windows has no read-only containers.
    if text
        .as_ref()
        .is_some_and(|text| dockerfile::is_windows(&text.value))
    {
        return;
    }
    let image = text.as_ref().and_then(ImageReference::parse);
    // What is built here has its own files, whatever it is named after.
    let facts = image
        .as_ref()
        .and_then(ImageReference::facts)
        .filter(|_| !service.has("build"));
    let name = service.name();
    let paths = paths(service, facts.as_ref());
    let ability = facts.as_ref().map_or(ReadOnly::WithTmpfs, ability);
    // Another program than the image's own may write elsewhere.
    let is_known = facts.is_some() && !service.has("command") && !service.has("entrypoint");
    let detail = detail(service, ability, &paths, is_known);
    let is_hard = matches!(ability, ReadOnly::Hard | ReadOnly::Impossible);
    let draft = check.report(
        service.name_span(),
        format!("`{name}` can rewrite its own files."),
        detail,
    );
    if is_hard || service.is_on("x-rm") {
        draft.severity(Severity::Note);
    }
    if service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    }
    if !is_hard {
        draft.fix(freeze(service, is_known, &paths));
    }
}

/// An empty tmpfs over the image's own settings hides them, so that takes work as well.
fn ability(facts: &ImageFacts) -> ReadOnly {
    match facts.read_only {
        ReadOnly::WithTmpfs if facts.tmpfs_hides_settings() => ReadOnly::Hard,
        ability => ability,
    }
}

fn detail(service: &Service, ability: ReadOnly, paths: &[&str], is_known: bool) -> String {
    match ability {
        ReadOnly::Impossible => {
            return "Its image writes all over its files while it runs, so there's little to do here. Keep it up to date instead.".to_owned();
        }
        ReadOnly::Hard => {
            return "Its image writes into its own settings folder, so a read-only filesystem takes work. Save it for last.".to_owned();
        }
        _ => {}
    }
    let setting = if service.is_docker_run() {
        "`--read-only`"
    } else {
        "`read_only: true`"
    };
    match paths {
        _ if !is_known => format!(
            "A break-in could plant something that stays. {setting} stops that, but I can't see where it writes: try it."
        ),
        [] => format!("A break-in could plant something that stays. {setting} stops that."),
        paths => format!(
            "A break-in could plant something that stays. {setting} stops that, with scratch space in memory for `{}`.",
            paths.join("`, `")
        ),
    }
}

/// The paths that have to stay writable and aren't mounted yet.
fn paths(service: &Service, facts: Option<&ImageFacts>) -> Vec<&'static str> {
    let wanted: Vec<&'static str> =
        facts.map_or_else(|| vec!["/tmp"], |facts| facts.tmpfs().collect());
    let mounts = service.volumes();
    let memory = service.tmpfs();
    let covers = |path: &str, target: &str| {
        let target = target.trim_end_matches('/');
        path.strip_prefix(target)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    wanted
        .into_iter()
        .filter(|path| {
            let by_mount = mounts
                .iter()
                .filter_map(|mount| mount.target.as_ref())
                .any(|target| covers(path, &target.value));
            let by_memory = memory
                .iter()
                .any(|item| covers(path, item.as_str().split(':').next().unwrap_or_default()));
            !by_mount && !by_memory
        })
        .collect()
}

fn freeze(service: &Service, is_known: bool, paths: &[&str]) -> Option<DraftFix> {
    let fix = DraftFix::review(if is_known && paths.is_empty() {
        "Make it read-only"
    } else if is_known {
        "Make it read-only, with scratch space where it writes"
    } else {
        "Make it read-only, then try it: I can't see where it writes"
    });
    let said = service.get("read_only").filter(|value| !value.is_null());
    let fix = match said {
        Some(value) => fix.replace(value.replacement()?, "true"),
        None => fix,
    };
    if service.is_docker_run() {
        let mut flags = Vec::new();
        if said.is_none() {
            flags.push("--read-only".to_owned());
        }
        flags.extend(paths.iter().map(|path| format!("--tmpfs={path}")));
        return if flags.is_empty() {
            Some(fix)
        } else {
            fix.add_setting(service, "", &flags.join(" "))
        };
    }
    let known = service.get("tmpfs");
    let mut fix = fix;
    if let Some(list) = known.filter(|_| !paths.is_empty()) {
        // Each new item would go to the same place: one is sure, more aren't.
        let [path] = paths else { return None };
        let (span, text) = list.insert_item(path)?;
        fix = fix.replace(span, text);
    }
    let with_list = known.is_none() && !paths.is_empty();
    let mut lines = Vec::new();
    if said.is_none() {
        lines.push("read_only: true".to_owned());
    }
    if with_list {
        lines.push(format!("tmpfs:\n  - {}", paths.join("\n  - ")));
    }
    if lines.is_empty() {
        return Some(fix);
    }
    let block = lines.join("\n");
    if with_list {
        lines.pop();
        lines.push(format!("tmpfs: [{}]", paths.join(", ")));
    }
    // A service in braces takes its settings in one line.
    fix.clone()
        .add_setting(service, &block, "")
        .or_else(|| fix.add_setting(service, &lines.join(", "), ""))
}
