#![doc = include_str!("volume_shared_writable.md")]

use crate::compose::build::Build;
use crate::compose::shared_volumes::Writer;
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. OWASP Docker cheat sheet, rule 8:
/// <https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html>
pub const RULE: Rule = Rule::new("volume-shared-writable", Severity::Note)
    .aliases("kics:shared_volumes_between_containers owasp:8")
    .fixes(Safety::Review)
    .in_compose(compose);

fn compose(file: &Compose, check: &mut Check) {
    for mut writers in file.volume_writers() {
        if writers.len() < 2 || check.is_full() {
            continue;
        }
        // What ends soon is gone before the others go on.
        writers.retain(|writer| !check.is_job(&writer.service));
        let Some(first) = writers.first().cloned() else {
            continue;
        };
        writers.retain(|writer| !is_instead(&first.service, &writer.service));
        if writers.iter().any(holds_sockets) {
            continue;
        }
        complain(&first, &writers, check);
    }
}

/// True if one of the two runs instead of the other, in another profile, or if they are the same
/// program: copies and helpers of one image know each other.
fn is_instead(one: &Service, other: &Service) -> bool {
    one.excludes(other) || one.name_span() != other.name_span() && is_same_program(one, other)
}

fn is_same_program(one: &Service, other: &Service) -> bool {
    let [one, other] = [one, other].map(|service| (service.image(), service.build()));
    match (one, other) {
        ((Some(one), _), (Some(other), _)) => {
            let (one, other) = (one.text(), other.text());
            let name = |text: &Option<Text>| {
                let image = text.as_ref().and_then(ImageReference::parse);
                image.map(|image| image.familiar_name().into_owned())
            };
            name(&one) == name(&other)
        }
        ((None, Some(one)), (None, Some(other))) => {
            let written = |build: &Build| build.context.as_ref().map(|text| text.value.to_string());
            written(&one) == written(&other)
        }
        _ => false,
    }
}

/// True for a place of sockets, which both ends write to.
fn holds_sockets(writer: &Writer) -> bool {
    let target = writer.mount.target.as_ref();
    target.is_some_and(|target| {
        let path: &str = &target.value;
        path.starts_with("/run/") || path.starts_with("/var/run/") || path.contains("sock")
    })
}

fn complain(first: &Writer, writers: &[Writer], check: &mut Check) {
    let (Some(volume), [_, second, more @ ..]) = (&first.mount.source, writers) else {
        return;
    };
    let name = excerpt(&volume.value);
    let (one, two) = (first.service.name(), second.service.name());
    let title = if more.is_empty() {
        format!("`{one}` and `{two}` both write to the volume `{name}`.")
    } else {
        format!(
            "`{one}`, `{two}` and {} more write to the volume `{name}`.",
            more.len()
        )
    };
    let place = first.mount.route.place(volume.span);
    let draft = check.report(
        place.span,
        title,
        "Whoever takes over one of them can change what the others read, and programs that don't expect it trip over each other. Add `:ro` where a service only reads.",
    );
    draft.written_at(place);
    for writer in writers.iter().skip(1) {
        if let Some(source) = &writer.mount.source {
            let place = writer.mount.route.place(source.span);
            draft.related(
                place.span,
                format!("`{}` writes here, too.", writer.service.name()),
            );
        }
    }
    let mut edits = Vec::new();
    for writer in writers {
        if only_reads(writer) {
            edits.extend(writer.mount.made_read_only());
        }
    }
    if !edits.is_empty() && writers.len() - edits.len() == 1 {
        draft.fix(DraftFix::review("Let the web server only read it").with(edits));
    }
}

/// True for a web server that hands out what others put there.
fn only_reads(writer: &Writer) -> bool {
    let text = writer.service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    let keeps = |path: &str| path.starts_with("/var/log") || path.starts_with("/var/cache");
    facts.is_some_and(|facts| is_one_of("nginx nginx-unprivileged httpd", facts.id))
        && !writer.service.has("build")
        && writer
            .mount
            .target
            .as_ref()
            .is_some_and(|target| !keeps(&target.value))
}
