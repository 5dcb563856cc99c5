//! Broken lines: what is wrong, where, and what is read all the same.

use cozydock::docker_run::{What, read};

use super::services;

/// A text's problems with the places they name, and the services that it becomes all the same.
fn assert_problems(source: &str, problems: &[(What, &str)], want: &str) {
    let run = read(source);
    let found: Vec<_> = run
        .problems
        .iter()
        .map(|problem| (problem.what.clone(), problem.span.slice(source)))
        .collect();
    assert_eq!(found, problems, "{source}");
    assert_eq!(services(&run), want, "{source}");
}

fn unknown(name: &str, meant: Option<&str>) -> What {
    let meant = meant.map(Into::into);
    What::UnknownFlag {
        name: name.into(),
        meant,
    }
}

fn dash(meant: &str) -> What {
    What::WrongDash {
        meant: meant.into(),
    }
}

#[test]
fn unfinished_lines() {
    let no_image = (What::NoImage, "");
    for (source, want) in [
        ("docker run", "container: {}"),
        (
            "docker run -d -p 80:80",
            "container: {x-detach: true, ports: [80:80]}",
        ),
        ("docker run -d \\\n", "container: {x-detach: true}"),
        ("docker run --name web", "web: {container_name: web}"),
        ("docker run --", "container: {}"),
    ] {
        assert_problems(source, std::slice::from_ref(&no_image), want);
    }
    for (source, flag, place, want) in [
        ("docker run -p", "publish", "-p", "container: {}"),
        (
            "docker run -dp",
            "publish",
            "p",
            "container: {x-detach: true}",
        ),
        ("docker run --name", "name", "--name", "container: {}"),
    ] {
        let missing = (What::MissingValue { flag }, place);
        assert_problems(source, &[missing, no_image.clone()], want);
    }
    let open_quote = "docker run -e \"A=b web\ndocker run c";
    let want = "container: {environment: {A: b web}}, c: {image: c}";
    assert_problems(open_quote, &[(What::OpenQuote, "\""), no_image], want);
}

#[test]
fn misspelled_flags() {
    for (source, problem, place, want) in [
        (
            "docker run --pubish 80:80 web",
            unknown("--pubish", Some("--publish")),
            "--pubish",
            "web: {ports: [80:80], image: web}",
        ),
        (
            "docker run --nmae=x web",
            unknown("--nmae", Some("--name")),
            "--nmae",
            "x: {container_name: x, image: web}",
        ),
        (
            "docker run --frobnicate web",
            unknown("--frobnicate", None),
            "--frobnicate",
            "web: {image: web}",
        ),
        (
            "docker run --frobnicate=1 web",
            unknown("--frobnicate", None),
            "--frobnicate",
            "web: {image: web}",
        ),
        (
            "docker run -dz web",
            unknown("-z", None),
            "z",
            "web: {x-detach: true, image: web}",
        ),
        (
            "docker run -nmae x web",
            unknown("-nmae", Some("--name")),
            "-nmae",
            "x: {container_name: x, image: web}",
        ),
        (
            "docker run -name x web",
            dash("--name"),
            "-name",
            "x: {container_name: x, image: web}",
        ),
    ] {
        assert_problems(source, &[(problem, place)], want);
    }
    assert_problems(
        "docker run –rm —name x –d web",
        &[
            (dash("--rm"), "–rm"),
            (dash("--name"), "—name"),
            (dash("-d"), "–d"),
        ],
        "x: {x-rm: true, container_name: x, x-detach: true, image: web}",
    );
}

#[test]
fn other_commands() {
    let meant = What::UnknownCommand {
        name: "rnu".into(),
        meant: "run",
    };
    let want = "web: {x-detach: true, image: web}";
    assert_problems("docker rnu -d web", &[(meant, "rnu")], want);
    for (source, place) in [
        ("  docker r\n", "docker r"),
        ("docker rm web", "docker rm web"),
        ("docker runx web", "docker runx web"),
        ("\u{feff}hello there\nyou", "hello there"),
    ] {
        assert_problems(source, &[(What::NoRunCommand, place)], "");
    }
    assert_problems(" \n", &[], "");
}
