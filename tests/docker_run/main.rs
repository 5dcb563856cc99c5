//! `docker run` lines as people paste them, and the services they become.

mod any_text;
mod lines;
mod pasted;
mod places;
mod problems;

use cozydock::compose::tree::{Data, NodeId, Tree};
use cozydock::docker_run::{DockerRun, read};

/// A node in one line, in the manner of YAML's flow style.
fn flow(tree: &Tree, id: NodeId) -> String {
    match &tree.node(id).data {
        Data::Scalar(value, _) => value.to_string(),
        Data::Sequence(items) => {
            let items: Vec<_> = items.iter().map(|item| flow(tree, *item)).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Mapping(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|entry| format!("{}: {}", flow(tree, entry.key), flow(tree, entry.value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Data::Alias(_) => unreachable!("a command line has no aliases"),
    }
}

/// All services in one line, without the braces of the root.
fn services(run: &DockerRun) -> String {
    let all = flow(&run.tree, run.root);
    let inner = all
        .strip_prefix("{services: {")
        .and_then(|rest| rest.strip_suffix("}}"));
    inner.expect("a root with services").to_owned()
}

/// Text that must have no problem, and the services it becomes.
fn assert_reads(rows: &[(&str, &str)]) {
    for (source, want) in rows {
        let run = read(source);
        assert_eq!(run.problems, [], "{source}");
        assert_eq!(services(&run), *want, "{source}");
    }
}
