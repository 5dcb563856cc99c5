#![doc = include_str!("legacy_links.md")]

use crate::compose::Value;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.30; why links are legacy:
/// <https://docs.docker.com/engine/network/links/>
pub const RULE: Rule = Rule::new("legacy-links", Severity::Low)
    .aliases("cis:5.30")
    .fixes(Safety::Review)
    .in_service(service);

/// More links or networks than anyone writes.
const MOST: usize = 20;

fn service(service: &Service, check: &mut Check) {
    let name = service.name();
    for key in ["links", "external_links"] {
        let Some(links) = service.get(key).filter(|links| !links.is_null()) else {
            continue;
        };
        if links.route().is_inherited() {
            continue;
        }
        let place = links.key_place();
        let detail = if service.is_docker_run() {
            "Links hand over the other's variables too, passwords among them, and may go away. Put both on a network of their own: there, names work by themselves."
        } else if key == "links" && links.items().any(|link| names_anew(&link)) {
            "On the same network, names work by themselves. For a second name, write `aliases` below the other's network; `depends_on` keeps the start order."
        } else if key == "links" {
            "On the same network, names work by themselves, so links only add a start order. `depends_on` says that more plainly."
        } else {
            "It ties you to a container that this file doesn't know. Share a network that's made outside instead: `external: true`."
        };
        let draft = check.report(
            place.span,
            format!("`{name}` reaches its neighbors by links, the old way."),
            detail,
        );
        draft.written_at(place);
        if key == "links" && !service.is_docker_run() {
            draft.fix(replace(service, &links));
        }
    }
}

/// True for `service:alias`.
fn names_anew(link: &Value) -> bool {
    link.text().is_some_and(|text| text.value.contains(':'))
}

/// `depends_on` in place of links that only repeat the names of services.
fn replace(service: &Service, links: &Value) -> Option<DraftFix> {
    let file = service.compose();
    // The default bridge and files of the first format know no names but those of links.
    if file.is_first_format() || service.network_mode().is_some() || !links.route().is_direct() {
        return None;
    }
    let networks = service.networks();
    if networks.len() > MOST || links.items().nth(MOST).is_some() {
        return None;
    }
    for link in links.items() {
        let name = link.text()?;
        let other = file.service(name.as_str())?;
        let mut others = other.networks();
        others.truncate(MOST);
        // Somewhere the two must meet.
        let meet = networks.is_empty() && others.is_empty()
            || networks.iter().any(|own| {
                others
                    .iter()
                    .any(|other| own.name.value == other.name.value)
            });
        if !meet || other.network_mode().is_some() {
            return None;
        }
    }
    let fix = DraftFix::review("Keep the start order, drop the links");
    if !service.has("depends_on") {
        return Some(fix.replace(links.key_written(), "depends_on"));
    }
    let cut = links.removal(&service.own_settings())?;
    Some(DraftFix::review("Drop the links").delete(cut))
}
