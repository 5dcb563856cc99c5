#![doc = include_str!("network_could_be_internal.md")]

use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. What the setting does:
/// <https://docs.docker.com/reference/compose-file/networks/#internal>
pub const RULE: Rule = Rule::new("network-could-be-internal", Severity::Note)
    .fixes(Safety::Review)
    .only(Kind::Compose)
    .in_compose(compose);

/// More networks than anyone writes.
const MOST: usize = 50;

fn compose(file: &Compose, check: &mut Check) {
    for network in file.networks().take(MOST) {
        // Another driver may know no such thing; what is made elsewhere is set up there.
        let is_plain = network
            .get("driver")
            .is_none_or(|driver| driver.is("bridge") || driver.is("overlay"));
        let name = network.name.as_str();
        if network.is_external()
            || network.get("internal").is_some()
            || !is_plain
            || name == "default"
        {
            continue;
        }
        let Some(store) = keeps_data_alone(file, name) else {
            continue;
        };
        let place = network.name.span;
        check
            .report(
                place,
                format!("The network `{name}` of `{store}` leads to the internet, and needn't."),
                "Nobody on it publishes a port from there, and data has nothing to fetch outside. With `internal: true`, an intruder can't carry it off that way.",
            )
            .confidence(Confidence::Medium)
            .fix(
                network
                    .value
                    .insert_entry("internal: true")
                    .map(|(span, text)| DraftFix::review("Keep it inside").replace(span, text)),
            );
    }
}

/// A datastore on the network, if everybody on it is one that publishes nothing, or has another
/// network to get out by.
fn keeps_data_alone<'m>(file: &'m Compose, network: &str) -> Option<&'m str> {
    let mut store = None;
    let mut members = 0;
    for service in file.services() {
        let networks = service.networks();
        if !networks.iter().any(|link| link.name.value == network) {
            continue;
        }
        members += 1;
        if networks.len() > 1 {
            continue;
        }
        let text = service.image().and_then(|image| image.text());
        let image = text.as_ref().and_then(ImageReference::parse);
        let facts = image.as_ref().and_then(ImageReference::facts);
        let is_data = facts.is_some_and(|facts| facts.kind.is_datastore());
        if !is_data || service.has("ports") || service.has("build") {
            return None;
        }
        store = Some(service.name());
    }
    store.filter(|_| members > 1)
}
