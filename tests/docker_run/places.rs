//! Where values stand, and where flags can be added and cut.

use cozydock::compose::tree::Data;
use cozydock::docker_run::{DockerRun, read};

use super::flow;

/// The text at the node that a path of keys leads to; a number picks an item.
fn place<'a>(source: &'a str, run: &DockerRun, path: &[&str]) -> &'a str {
    let mut at = run.lines[0].service;
    for step in path {
        at = match &run.tree.node(at).data {
            Data::Mapping(entries) => {
                let entry = entries
                    .iter()
                    .find(|entry| flow(&run.tree, entry.key) == **step);
                entry.unwrap_or_else(|| panic!("{step} in {source}")).value
            }
            Data::Sequence(items) => items[step.parse::<usize>().expect("a number")],
            _ => panic!("{step} in {source}"),
        };
    }
    run.tree.node(at).span.slice(source)
}

#[test]
fn every_value_has_its_place() {
    let source = "docker run -dP --publish=80:80 -p \"90:90\" -e PW=\"s e\" \
                  --mount type=bind,src=/a,dst=/b \\\n  --privileged web:1 sh";
    let run = read(source);
    for (path, want) in [
        (vec!["x-detach"], "d"),
        (vec!["x-publish-all"], "P"),
        (vec!["ports", "0"], "80:80"),
        (vec!["ports", "1"], "90:90"),
        (vec!["environment", "PW"], "s e"),
        (vec!["volumes", "0", "source"], "/a"),
        (vec!["volumes", "0"], "type=bind,src=/a,dst=/b"),
        (vec!["privileged"], "--privileged"),
        (vec!["image"], "web:1"),
        (vec!["command", "0"], "sh"),
    ] {
        assert_eq!(place(source, &run, &path), want);
    }
    let Data::Mapping(entries) = &run.tree.node(run.lines[0].service).data else {
        panic!("a service is a mapping")
    };
    let keys: Vec<_> = entries
        .iter()
        .map(|entry| run.tree.node(entry.key).span.slice(source))
        .collect();
    let want = [
        "d",
        "P",
        "--publish",
        "-e",
        "--mount",
        "--privileged",
        "web:1",
        "sh",
    ];
    assert_eq!(keys, want);
}

#[test]
fn a_flag_can_be_added_and_cut() {
    for (source, added, cut) in [
        (
            "docker run -d nginx",
            "docker run -d --init nginx",
            "docker run nginx",
        ),
        (
            "docker run -d \\\n  nginx",
            "docker run -d \\\n  --init \\\n  nginx",
            "docker run \\\n  nginx",
        ),
        (
            "docker run -p 80:80 -- nginx",
            "docker run -p 80:80 --init -- nginx",
            "docker run -- nginx",
        ),
        (
            "docker run -itP nginx",
            "docker run -itP --init nginx",
            "docker run -tP nginx",
        ),
        (
            "docker run -p80:80 nginx x",
            "docker run -p80:80 --init nginx x",
            "docker run nginx x",
        ),
    ] {
        let run = read(source);
        let line = &run.lines[0];
        let at = line.insert_at.expect("an image") as usize;
        let mut text = source.to_owned();
        text.insert_str(at, &format!("--init{}", line.separator));
        assert_eq!(text, added);
        let mut text = source.to_owned();
        let first = line.flags[0].cut;
        text.replace_range(first.start as usize..first.end as usize, "");
        assert_eq!(text, cut);
    }
}
