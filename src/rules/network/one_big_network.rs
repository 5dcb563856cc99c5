#![doc = include_str!("one_big_network.md")]

use crate::compose::environment::Variable;
use crate::facts::images::ImageKind;
use crate::image::ImageReference;
use crate::project::ProjectFile;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. CIS Docker Benchmark 5.30; how to split:
/// <https://docs.docker.com/compose/how-tos/networking/#specify-custom-networks>
pub const RULE: Rule = Rule::new("one-big-network", Severity::Low)
    .aliases("kics:networks_not_set cis:5.30")
    .fixes(Safety::Review)
    .only(Kind::Compose)
    .in_compose(compose);

/// The fewest services that are worth two networks.
const FEWEST: usize = 3;
/// More services than anyone writes by hand; who knows whom isn't looked up among so many.
const MOST: usize = 60;

/// A service as a neighbor of the others.
struct Neighbor<'m> {
    service: Service<'m>,
    kind: Option<ImageKind>,
    /// It names a datastore, or may do so where this file doesn't show it.
    knows_data: bool,
}

impl Neighbor<'_> {
    fn is_data(&self) -> bool {
        self.kind.is_some_and(ImageKind::is_datastore)
    }

    /// True for one that visitors reach.
    fn is_front(&self) -> bool {
        !self.is_data() && self.service.ports().iter().any(|port| !port.is_loopback())
    }
}

fn compose(file: &Compose, check: &mut Check) {
    let own = check.project.files.get(check.file);
    if file.services().len() > MOST || own.is_some_and(ProjectFile::is_override) {
        return;
    }
    let Some(mut neighbors) = neighbors(file) else {
        return;
    };
    let mut stores = Vec::new();
    for neighbor in &neighbors {
        if neighbor.is_data() {
            stores.push(neighbor.service.name());
        }
    }
    for neighbor in &mut neighbors {
        // A job comes and goes before anyone can take it over.
        neighbor.knows_data =
            neighbor.is_data() || check.is_job(&neighbor.service) || knows(neighbor, &stores);
    }
    let stranger = |neighbor: &&Neighbor| !neighbor.knows_data;
    let front = neighbors.iter().find(|one| one.is_front());
    let outsider = neighbors
        .iter()
        .find(|one| one.is_front() && !one.knows_data)
        .or_else(|| neighbors.iter().find(stranger));
    let store = neighbors.iter().find(|one| one.is_data());
    let (Some(_), Some(outsider), Some(store)) = (front, outsider, store) else {
        return;
    };
    let (name, data) = (outsider.service.name(), store.service.name());
    let is_sure = matches!(
        outsider.kind,
        Some(ImageKind::WebServer | ImageKind::Proxy | ImageKind::Monitoring)
    );
    check
        .report(
            store.service.name_span(),
            format!("`{name}` can knock at `{data}`: all {} services share one network.", neighbors.len()),
            format!("If `{name}` is taken over, `{data}` is next. Make two networks, one in front and one behind: only those that use the data are on both."),
        )
        .confidence(if is_sure {
            Confidence::High
        } else {
            Confidence::Medium
        })
        .related(outsider.service.name_span(), "It can reach the data from here.")
        .fix(split(file, &neighbors));
}

/// The services with a network, where it's the same one for all, and there are enough of them.
fn neighbors<'m>(file: &'m Compose<'_>) -> Option<Vec<Neighbor<'m>>> {
    let mut neighbors: Vec<Neighbor> = Vec::new();
    let mut common: Option<String> = None;
    for service in file.services() {
        if service.network_mode().is_some() || !service.is_container() {
            continue;
        }
        let mut networks = service.networks().into_iter();
        let name = networks
            .next()
            .map_or("default".into(), |link| link.name.value);
        if networks.next().is_some() || common.as_ref().is_some_and(|common| *common != name) {
            return None;
        }
        common.get_or_insert(name.into_owned());
        let text = service.image().and_then(|image| image.text());
        let image = text.as_ref().and_then(ImageReference::parse);
        let facts = image.as_ref().and_then(ImageReference::facts);
        neighbors.push(Neighbor {
            service,
            kind: facts
                .map(|facts| facts.kind)
                .filter(|_| !service.has("build")),
            knows_data: false,
        });
    }
    (neighbors.len() >= FEWEST).then_some(neighbors)
}

/// True if a service uses one of the datastores, as far as the file tells.
fn knows(neighbor: &Neighbor, stores: &[&str]) -> bool {
    let service = &neighbor.service;
    // Pages that manage data find it by themselves; an env file isn't here to be read.
    if neighbor.kind == Some(ImageKind::AdminUi) || service.has("env_file") || service.has("links")
    {
        return true;
    }
    let names = |text: &str| {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
            .any(|word| stores.contains(&word))
    };
    service
        .depends_on()
        .iter()
        .any(|link| stores.contains(&link.name.as_str()))
        || service
            .environment()
            .iter()
            .any(|variable: &Variable| variable.is_outside() || names(variable.as_str()))
        || service
            .command()
            .is_some_and(|command| command.parts().iter().any(|part| names(&part.value)))
}

/// Two networks in place of the project's own.
fn split(file: &Compose, neighbors: &[Neighbor]) -> Option<DraftFix> {
    let services = file.get("services")?;
    let start = services.key_written().start;
    let before = file.source.get(..start as usize)?;
    let starts_line = before.is_empty() || before.ends_with('\n');
    if file.get("networks").is_some() || file.roots.len() != 1 || !starts_line {
        return None;
    }
    let end = if before.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let is_closed = neighbors
        .iter()
        .all(|one| !one.is_data() || !one.service.has("ports"));
    let internal = if is_closed {
        "    internal: true\n"
    } else {
        ""
    };
    let block = format!("networks:\n  front:\n  back:\n{internal}\n").replace('\n', end);
    let mut fix = DraftFix::review("Make a network in front and one behind").insert(start, block);
    for one in neighbors {
        if one.service.has("networks") {
            return None;
        }
        let networks = match (one.is_data(), one.knows_data) {
            (true, _) => "networks: [back]",
            (_, true) => "networks: [front, back]",
            _ => "networks: [front]",
        };
        fix = fix.add_setting(&one.service, networks, "")?;
    }
    Some(fix)
}
