#![doc = include_str!("dependency_cycle.md")]

use crate::compose::{Place, Value};
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::source::Kind;

/// The rule. Compose starts services in the order of what they need:
/// <https://docs.docker.com/compose/how-tos/startup-order/>
pub const RULE: Rule = Rule::new("dependency-cycle", Severity::High)
    .fixes(Safety::Review)
    .in_compose(compose)
    .only(Kind::Compose);

/// A service that another one needs first.
struct Need {
    /// Its place among the services.
    target: usize,
    /// Where that is said.
    place: Place,
    /// What to cut for it to be gone.
    cut: Option<Span>,
}

/// A service on the way down.
struct Stop<'m> {
    at: usize,
    service: Service<'m>,
    /// What of its needs isn't looked at yet, the last one first.
    open: Vec<Need>,
    /// Where the need that is being followed is written.
    taken: Option<Span>,
}

fn compose(file: &Compose, check: &mut Check) {
    let services: Vec<Service> = file.services().collect();
    let mut met = vec![false; services.len()];
    let mut path: Vec<Stop> = Vec::new();
    let stop = |at: usize| {
        let service = *services.get(at)?;
        let open = needs(file, service);
        Some(Stop {
            at,
            service,
            open,
            taken: None,
        })
    };
    for start in 0..services.len() {
        let mut next = Some(start);
        loop {
            if let Some(at) = next.take()
                && let Some(met) = met.get_mut(at)
                && !std::mem::replace(met, true)
            {
                path.extend(stop(at));
            }
            let Some(last) = path.last_mut() else { break };
            let Some(need) = last.open.pop() else {
                path.pop();
                continue;
            };
            last.taken = Some(need.place.span);
            match path.iter().position(|stop| stop.at == need.target) {
                Some(from) => complain(path.get(from..).unwrap_or_default(), &need, check),
                None => next = Some(need.target),
            }
        }
    }
}

/// All that Compose starts before this service: what it depends on, links to, takes volumes from
/// or shares a namespace with.
fn needs<'m>(file: &'m Compose, service: Service<'m>) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut add = |name: &str, place: Place, value: Value<'m>, setting: Option<Value<'m>>| {
        let Some(target) = file.index_of(name) else {
            return;
        };
        if let Some(known) = needs.iter_mut().find(|need| need.target == target) {
            // Said twice, it doesn't go with one line.
            known.cut = None;
        } else {
            let cut = setting.and_then(|setting| {
                let is_alone = setting.entries().chain(setting.items()).nth(1).is_none();
                if is_alone {
                    setting.removal(&service.own_settings())
                } else {
                    value.removal(&setting)
                }
            });
            needs.push(Need { target, place, cut });
        }
    };
    let waits = service.get("depends_on");
    for link in service.depends_on() {
        add(
            &link.name.value,
            link.route.place(link.name.span),
            link.value,
            waits,
        );
    }
    for key in ["links", "volumes_from"] {
        for item in service.list(key) {
            let name = item.as_str().split(':').next().unwrap_or_default();
            if name != "container" {
                add(name, item.place(), item.value, service.get(key));
            }
        }
    }
    for key in ["network_mode", "ipc", "pid", "uts"] {
        let value = service.get(key);
        if let Some(value) = value
            && let Some(text) = value.text()
            && let Some(name) = text.value.strip_prefix("service:")
        {
            add(name, value.place(), value, None);
        }
    }
    needs.reverse();
    needs
}

/// `path` leads from the service that `need` names to the one that needs it.
fn complain(path: &[Stop], need: &Need, check: &mut Check) {
    let (Some(first), Some(last)) = (path.first(), path.last()) else {
        return;
    };
    let name = |stop: &Stop| excerpt(stop.service.name());
    let title = match path.len() {
        1 => format!("`{}` waits for itself.", name(first)),
        2 => format!(
            "`{}` and `{}` wait for each other.",
            name(last),
            name(first)
        ),
        _ => format!(
            "`{}` waits for `{}`, which in turn waits for it.",
            name(last),
            name(first)
        ),
    };
    let draft = check
        .report(
            need.place.span,
            title,
            "Neither may start before the other, so Compose refuses the file. Decide who can live without the other for a moment, and drop that line.",
        )
        .written_at(need.place);
    if path.len() == 1 {
        "It can never start before itself, so Compose refuses the file. Drop this line."
            .clone_into(&mut draft.detail);
    }
    for stop in path.iter().take(path.len() - 1) {
        if let Some(taken) = stop.taken {
            draft.related(taken, format!("`{}` waits here.", name(stop)));
        }
    }
    // Who isn't switched on isn't asked.
    if path.iter().any(|stop| !stop.service.profiles().is_empty()) {
        draft.confidence(Confidence::Medium);
    }
    draft.fix(
        need.cut
            .map(|cut| DraftFix::review("Drop this line").delete(cut)),
    );
}
