#![doc = include_str!("weak_tmpfs.md")]

use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. Docker mounts memory with `noexec,nosuid,nodev` unless told otherwise:
/// <https://docs.docker.com/reference/cli/docker/container/run/#tmpfs>
pub const RULE: Rule = Rule::new("weak-tmpfs", Severity::Note)
    .aliases("compose-lint:CL-0022")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    for item in service.tmpfs() {
        let text = item.as_str();
        let Some((path, options)) = text.split_once(':') else {
            continue;
        };
        if item.route.is_inherited() {
            continue;
        }
        let mut at = path.len() + 1;
        let mut first = None;
        let mut kept: Vec<&str> = Vec::new();
        for option in options.split(',') {
            if is_one_of("exec suid dev", option) {
                first = first.or(Some((option, at)));
            } else {
                kept.push(option);
            }
            at += option.len() + 1;
        }
        let Some((option, at)) = first else { continue };
        let (does, why) = match option {
            "exec" => (
                "run programs from",
                "That's where an intruder puts a program first. Docker lets nothing in there run unless it's told to: drop `exec`, if the program doesn't unpack and run helpers there.",
            ),
            "suid" => (
                "lend out root's rights through files in",
                "A program there may run with its owner's rights, root's included. Docker leaves that off unless it's told to: drop `suid`.",
            ),
            _ => (
                "use device files in",
                "A device file is a door to hardware. Docker leaves that off unless it's told to: drop `dev`.",
            ),
        };
        let place = item
            .route
            .place(item.scalar.part(at..at + option.len()).span);
        let draft = check.report(
            place.span,
            format!("`{}` may {does} `{}`.", service.name(), excerpt(path)),
            why,
        );
        draft.written_at(place);
        let tail = item.scalar.part(path.len()..text.len());
        let is_as_written = tail.span.slice(service.compose().source) == tail.value;
        if item.route.is_direct() && is_as_written {
            let mut text = String::new();
            for option in kept {
                text.push(if text.is_empty() { ':' } else { ',' });
                text.push_str(option);
            }
            draft.fix(DraftFix::review("Go back to Docker's default").replace(tail.span, text));
        }
    }
}
