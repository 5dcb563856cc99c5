#![doc = include_str!("too_many_ports.md")]

use crate::rules::prelude::*;

/// The rule. What EXPOSE and publishing do:
/// <https://docs.docker.com/engine/network/port-publishing/>
pub const RULE: Rule = Rule::new("too-many-ports", Severity::Note)
    .in_dockerfile(dockerfile)
    .in_service(service);

/// Doors that one program may well have.
const FEW: usize = 5;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let mut doors = Vec::new();
    let mut first_too_many = None;
    for instruction in file.instructions_of(stage) {
        for port in instruction.exposed() {
            if let Some((first, _)) = port.ports()
                && !doors.contains(&first)
                && !is_crowded(&doors)
            {
                doors.push(first);
                if doors.len() == FEW + 1 {
                    first_too_many = Some(port.span());
                }
            }
        }
    }
    if let Some(place) = first_too_many {
        check.report(
            place,
            format!("This image has {} doors, {} and more.", told(&doors), listed(&doors)),
            "So many often mean several programs in one image. One program for each image is easier to update and to lock.",
        );
    }
}

fn service(service: &Service, check: &mut Check) {
    if !service.can_publish() {
        return;
    }
    let Some(setting) = service
        .get("ports")
        .filter(|ports| !ports.route().is_inherited())
    else {
        return;
    };
    let mut doors = Vec::new();
    for port in service.ports() {
        if let Some(target) = port.target.filter(|_| !port.is_loopback())
            && !doors.contains(&target.start)
            && !is_crowded(&doors)
        {
            doors.push(target.start);
        }
    }
    if doors.len() > FEW {
        let place = setting.key_place();
        check
            .report(
                place.span,
                format!("`{}` has {} doors to the outside, {} and more.", service.name(), told(&doors), listed(&doors)),
                "Each is one more way in to watch. Keep the ones that visitors need, and let the services inside talk without publishing.",
            )
            .written_at(place);
    }
}

/// More doors than are worth telling apart.
fn is_crowded(doors: &[u16]) -> bool {
    doors.len() >= 100
}

fn told(doors: &[u16]) -> String {
    if is_crowded(doors) {
        "a hundred or more".to_owned()
    } else {
        doors.len().to_string()
    }
}

fn listed(doors: &[u16]) -> String {
    let mut text = String::new();
    for (at, door) in doors.iter().take(3).enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push_str(&door.to_string());
    }
    text
}
