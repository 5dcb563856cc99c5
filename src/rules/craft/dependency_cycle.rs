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

/// How much of a long way round is shown.
const MOST_SHOWN: usize = 20;

/// A service that another one needs first.
struct Need<'m> {
    /// Its place among the services.
    target: usize,
    /// Where that is said.
    place: Place,
    /// What says so, and the list or mapping it stands in.
    value: Value<'m>,
    setting: Option<Value<'m>>,
}

/// A service on the way down.
struct Stop<'m> {
    at: usize,
    service: Service<'m>,
    /// What of its needs isn't looked at yet, the last one first.
    open: Vec<Need<'m>>,
    /// Where the need that is being followed is written.
    taken: Option<Span>,
}

fn compose(file: &Compose, check: &mut Check) {
    let services: Vec<Service> = file.services().collect();
    let mut met = vec![false; services.len()];
    let mut on_path = met.clone();
    let mut path: Vec<Stop> = Vec::new();
    let mut told: Vec<(usize, usize)> = Vec::new();
    for start in 0..services.len() {
        let mut next = Some(start);
        loop {
            if let Some(at) = next.take()
                && let Some(service) = services.get(at)
                && !std::mem::replace(&mut met[at], true)
            {
                on_path[at] = true;
                path.push(Stop {
                    at,
                    service: *service,
                    open: needs(file, *service),
                    taken: None,
                });
            }
            let Some(last) = path.last_mut() else { break };
            let Some(need) = last.open.pop() else {
                on_path[last.at] = false;
                path.pop();
                continue;
            };
            last.taken = Some(need.place.span);
            if !on_path[need.target] {
                next = Some(need.target);
                continue;
            }
            let pair = (last.at, need.target);
            if check.is_full() {
                return;
            }
            // It may be said twice.
            if !told.contains(&pair)
                && let Some(from) = path.iter().position(|stop| stop.at == need.target)
            {
                told.push(pair);
                complain(path.get(from..).unwrap_or_default(), &need, check);
            }
        }
    }
}

/// All that Compose starts before this service: what it depends on, links to, takes volumes from
/// or shares a namespace with.
fn needs<'m>(file: &'m Compose, service: Service<'m>) -> Vec<Need<'m>> {
    let mut needs = Vec::new();
    let mut add = |name: &str, place: Place, value: Value<'m>, setting: Option<Value<'m>>| {
        if let Some(target) = file.index_of(name) {
            needs.push(Need {
                target,
                place,
                value,
                setting,
            });
        }
    };
    let waits = service.get("depends_on");
    for link in service.depends_on() {
        let place = link.route.place(link.name.span);
        add(&link.name.value, place, link.value, waits);
    }
    for key in ["links", "volumes_from"] {
        let list = service.get(key);
        for item in service.list(key) {
            let name = item.as_str().split(':').next().unwrap_or_default();
            if name != "container" {
                add(name, item.place(), item.value, list);
            }
        }
    }
    for key in ["network_mode", "ipc", "pid", "uts"] {
        if let Some(value) = service.get(key)
            && let Some(text) = value.text()
            && let Some(name) = text.value.strip_prefix("service:")
        {
            add(name, value.place(), value, None);
        }
    }
    needs.reverse();
    needs
}

/// What to cut for a need to be gone, if it's said in one place only.
fn removal(file: &Compose, service: Service, need: &Need) -> Option<Span> {
    let same = |other: &Need| other.target == need.target;
    let count = needs(file, service).into_iter().filter(same).count();
    let setting = need.setting.filter(|_| count == 1)?;
    if setting.entries().chain(setting.items()).nth(1).is_none() {
        setting.removal(&service.own_settings())
    } else {
        need.value.removal(&setting)
    }
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
    for stop in path.iter().take((path.len() - 1).min(MOST_SHOWN)) {
        if let Some(taken) = stop.taken {
            draft.related(taken, format!("`{}` waits here.", name(stop)));
        }
    }
    // Who isn't switched on isn't asked.
    if path.iter().any(|stop| !stop.service.profiles().is_empty()) {
        draft.confidence(Confidence::Medium);
    }
    let cut = removal(last.service.compose(), last.service, need);
    draft.fix(cut.map(|cut| DraftFix::review("Drop this line").delete(cut)));
}
