//! Broken, half-typed and hostile Compose texts.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write;

use cozydock::compose::Compose;
use cozydock::compose::command::CommandLine;
use cozydock::compose::problem::Fault;
use cozydock::source::Span;
use proptest::prelude::*;

/// The faults with the text that each points at.
fn faults(source: &str) -> Vec<(&str, Fault)> {
    let problems = Compose::read(source).problems;
    problems
        .into_iter()
        .map(|problem| (problem.span.slice(source), problem.what))
        .collect()
}

fn image<'m>(compose: &'m Compose<'_>, service: &str) -> Option<&'m str> {
    compose.service(service)?.image()?.raw()
}

#[test]
fn a_file_indented_with_tabs_is_read() {
    let source = "services:\n\tweb:\n\t\timage: nginx\n\t\tports:\n\t\t\t- \"80:80\"\n";
    let compose = Compose::read(source);
    assert_eq!(faults(source), [("\t", Fault::TabIndent)]);
    assert_eq!(image(&compose, "web"), Some("nginx"));
    let ports = compose.service("web").unwrap().ports();
    assert_eq!(ports[0].span.slice(source), "\"80:80\"");
}

#[test]
fn one_line_with_a_tab_costs_that_line() {
    let source = "services:\n  web:\n    image: nginx\n\tuser: root\n    read_only: true\n  db:\n    image: postgres\n";
    let compose = Compose::read(source);
    assert_eq!(faults(source), [("\t", Fault::TabIndent)]);
    assert_eq!(image(&compose, "web"), Some("nginx"));
    assert!(compose.service("web").unwrap().is_on("read_only"));
    assert_eq!(image(&compose, "db"), Some("postgres"));
}

#[test]
fn a_half_typed_key_costs_that_line() {
    let source = "services:\n  web:\n    image: nginx\n    por\n    user: root\n";
    let compose = Compose::read(source);
    assert_eq!(faults(source), [("por", Fault::MissingColon)]);
    assert_eq!(image(&compose, "web"), Some("nginx"));
    assert_eq!(
        compose.service("web").unwrap().user().unwrap().raw(),
        Some("root")
    );

    let at_the_end = "services:\n  web:\n    image: nginx\n    por";
    assert_eq!(faults(at_the_end), [("por", Fault::MissingColon)]);
    assert_eq!(image(&Compose::read(at_the_end), "web"), Some("nginx"));
}

#[test]
fn a_service_without_its_colon_costs_that_service() {
    let source =
        "services:\n  web\n    image: nginx\n    ports:\n      - 80\n  db:\n    image: postgres\n";
    let compose = Compose::read(source);
    assert_eq!(faults(source), [("web", Fault::MissingColon)]);
    let names: Vec<&str> = compose.services().map(|service| service.name()).collect();
    assert_eq!(names, ["db"]);
    assert_eq!(image(&compose, "db"), Some("postgres"));
}

#[test]
fn an_open_quote_is_told_and_its_value_kept() {
    let source = "services:\n  web:\n    image: \"nginx\n    user: root\n";
    let compose = Compose::read(source);
    assert_eq!(faults(source), [("\"nginx", Fault::UnclosedQuote)]);
    assert_eq!(image(&compose, "web"), Some("nginx"));
    assert!(compose.service("web").unwrap().has("user"));

    let closed_by_the_next =
        "services:\n  web:\n    ports:\n      - \"80:80\n      - \"443:443\"\n    user: root\n";
    let compose = Compose::read(closed_by_the_next);
    assert_eq!(
        faults(closed_by_the_next),
        [("\"80:80", Fault::UnclosedQuote)]
    );
    let ports = compose.service("web").unwrap().ports();
    assert_eq!(ports.len(), 2);
    assert_eq!(ports[0].published.unwrap().start, 80);
}

#[test]
fn an_open_bracket_is_told_and_the_rest_read() {
    for source in [
        "services:\n  web:\n    image: nginx\n    ports: [\"80:80\",\n    user: root\n  db:\n    image: postgres\n",
        "services:\n  web:\n    image: nginx\n    ports: [80\n    user: root\n  db:\n    image: postgres\n",
        "services:\n  web:\n    image: nginx\n    ports: [\n    user: root\n  db:\n    image: postgres\n",
        "services:\n  web:\n    image: nginx\n    labels: {a: b\n    user: root\n  db:\n    image: postgres\n",
    ] {
        let compose = Compose::read(source);
        let faults = faults(source);
        assert_eq!(faults.len(), 1, "{source} {faults:?}");
        assert_eq!(faults[0].1, Fault::UnclosedBracket, "{source}");
        assert_eq!(image(&compose, "web"), Some("nginx"), "{source}");
        assert!(compose.service("web").unwrap().has("user"), "{source}");
        assert_eq!(image(&compose, "db"), Some("postgres"), "{source}");
    }
}

#[test]
fn other_faults_cost_their_line() {
    let source = "services:\n  web:\n    image: nginx: latest\n    user: root\n    command: @home\n  db:\n    image: postgres\n";
    let compose = Compose::read(source);
    let places: Vec<&str> = faults(source).into_iter().map(|(text, _)| text).collect();
    assert_eq!(places, ["image: nginx: latest", "command: @home"]);
    assert!(compose.service("web").unwrap().has("user"));
    assert_eq!(image(&compose, "db"), Some("postgres"));
}

#[test]
fn an_unknown_escape_is_read_as_it_stands() {
    let source = "services:\n  web:\n    image: nginx\n    volumes: [\"C:\\data:/data\"]\n";
    let compose = Compose::read(source);
    assert_eq!(
        faults(source),
        [("\"C:\\data:/data\"", Fault::UnknownEscape)]
    );
    let mounts = compose.service("web").unwrap().volumes();
    assert_eq!(mounts[0].source.as_ref().unwrap().value, "C:\\data");
}

#[test]
fn aliases_that_lead_nowhere_are_told() {
    let source =
        "x-a: &a {b: *a}\nservices:\n  web:\n    <<: *base\n    image: nginx\n    ports: *ports\n";
    let compose = Compose::read(source);
    assert_eq!(
        faults(source),
        [
            ("*a", Fault::CircularAlias),
            ("*base", Fault::UnknownAlias),
            ("*ports", Fault::UnknownAlias)
        ]
    );
    assert_eq!(image(&compose, "web"), Some("nginx"));
    assert!(compose.service("web").unwrap().ports().is_empty());
    // Anchors end with their document.
    let two = "x-a: &a 1\n---\nservices: {web: {image: *a}}\n";
    assert_eq!(faults(two), [("*a", Fault::UnknownAlias)]);
}

#[test]
fn merging_what_is_no_mapping_is_told() {
    let source = "x-a: &a text\nservices:\n  web:\n    <<: [*a, {user: root}]\n    image: nginx\n";
    assert_eq!(faults(source), [("*a", Fault::MergeOfNoMapping)]);
    assert!(Compose::read(source).service("web").unwrap().has("user"));
}

#[test]
fn malformed_variables_are_told_and_kept() {
    let source = "services:\n  web:\n    image: \"nginx:${TAG\"\n    user: ${}\n    command: cost $ 5 $${x\n    working_dir: ${A B}\n";
    let found = faults(source);
    let places: Vec<&str> = found.iter().map(|(text, _)| *text).collect();
    assert_eq!(places, ["${TAG", "${}", "${A B}"]);
    assert!(
        found
            .iter()
            .all(|(_, fault)| *fault == Fault::MalformedVariable)
    );
    let compose = Compose::read(source);
    assert!(
        compose
            .service("web")
            .unwrap()
            .image()
            .unwrap()
            .is("nginx:${TAG")
    );
    assert!(
        compose
            .service("web")
            .unwrap()
            .get("command")
            .unwrap()
            .is("cost $ 5 ${x")
    );
}

#[test]
fn circles_of_extends_are_harmless() {
    let source = "services:\n  a:\n    extends: b\n    image: x\n  b:\n    extends: {service: c}\n    user: root\n  c:\n    extends: a\n  d:\n    extends: nobody\n  e:\n    extends: {file: other.yml, service: x}\n";
    let compose = Compose::read(source);
    assert_eq!(
        faults(source),
        [
            ("a", Fault::CircularExtends),
            ("nobody", Fault::UnknownExtends)
        ]
    );
    assert!(compose.service("a").unwrap().has("user"));
}

#[test]
fn control_characters_are_told_once() {
    let source = "services:\n  web:\n    image: ng\0inx\u{feff}\n    user: \0root\n";
    assert_eq!(faults(source), [("\0", Fault::ControlCharacter)]);
    assert!(Compose::read(source).service("web").unwrap().has("user"));
}

#[test]
fn byte_order_marks_inside_a_broken_flow_mapping_keep_places_whole() {
    read("extends: web\n{\u{feff}extends: web\n\u{feff}ports:");
}

/// Reads a text and looks at everything in it: it must come back, with every place inside it.
fn read(source: &str) {
    exercise(&Compose::read(source));
}

fn exercise(compose: &Compose<'_>) {
    let check = |span: Span| {
        assert!(span.start <= span.end);
        assert!(
            compose
                .source
                .get(span.start as usize..span.end as usize)
                .is_some(),
            "{span:?}"
        );
    };
    for node in compose.tree.nodes() {
        check(node.span);
    }
    for problem in &compose.problems {
        check(problem.span);
    }
    for service in compose.services() {
        check(service.name_span());
        check(service.span());
        for port in service.ports().iter().chain(&service.expose()) {
            check(port.span);
            check(port.published.map_or(port.span, |range| range.span));
            check(port.target.map_or(port.span, |range| range.span));
            check(port.host_ip.as_ref().map_or(port.span, |text| text.span));
        }
        for mount in service.volumes() {
            check(mount.source.as_ref().map_or(mount.span, |text| text.span));
            check(
                service
                    .host_path(&mount)
                    .map_or(mount.span, |text| text.span),
            );
            check(mount.target.as_ref().map_or(mount.span, |text| text.span));
            for option in &mount.options {
                check(option.span);
            }
        }
        for variable in service.environment().iter().chain(&service.labels()) {
            check(variable.span);
            check(variable.name.span);
            if let Some(value) = &variable.value {
                check(value.span);
                let length = value.value.len();
                for at in [0, length / 2, length.saturating_sub(1)] {
                    if value.value.is_char_boundary(at) {
                        let end = value.value.ceil_char_boundary((at + 1).min(length));
                        check(value.origin.span(at, end));
                    }
                }
                for variable in &value.variables {
                    check(variable.span);
                }
            }
        }
        let commands = [service.command(), service.entrypoint()];
        for part in commands.iter().flatten().flat_map(CommandLine::parts) {
            check(part.origin.span(0, part.value.len()));
        }
        for link in service.depends_on() {
            check(link.name.span);
            let _ = compose.service(&link.name.value);
        }
        let _ = (service.healthcheck(), service.build(), service.networks());
        if let Some((span, _)) = service.add_setting("user: app", "") {
            check(span);
        }
        for value in service.settings().entries() {
            check(value.span());
            if let Some(span) = value.removal(&service.own_settings()) {
                check(span);
            }
        }
    }
}

#[test]
fn alias_bombs_stay_small() {
    let mut bomb = String::from("x-a: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..10 {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "x-a{level}: &a{level} [{items}]").unwrap();
    }
    bomb += "services:\n  web:\n    image: nginx\n    ports: *a9\n    environment: *a8\n";
    assert!(
        faults(&bomb)
            .iter()
            .any(|(_, fault)| *fault == Fault::TooManyAliases)
    );
    assert_eq!(image(&Compose::read(&bomb), "web"), Some("nginx"));
    read(&bomb);

    let mut merges = String::from("x-a: &a0 {k: 1}\n");
    for level in 1..2_000 {
        writeln!(
            merges,
            "x-a{level}: &a{level} {{<<: *a{}, k{level}: 1}}",
            level - 1
        )
        .unwrap();
    }
    read(&merges);

    // Many services that each bring in one big block.
    let mut wide = String::from("x-env: &env\n");
    for key in 0..5_000 {
        writeln!(wide, "  K{key}: v").unwrap();
    }
    wide.push_str("services:\n");
    for service in 0..5_000 {
        writeln!(wide, "  s{service}: {{environment: *env}}").unwrap();
    }
    assert!(
        faults(&wide)
            .iter()
            .any(|(_, fault)| *fault == Fault::TooManyAliases)
    );
    read(&wide);

    // Many mounts of many volumes, many links to many services, many services of one name.
    let mut named = String::from("services:\n  web:\n    image: x\n    volumes:\n");
    for volume in 0..5_000 {
        writeln!(named, "      - v{volume}:/v{volume}").unwrap();
    }
    for service in 0..10_000 {
        writeln!(named, "  s{}: {{depends_on: [s9]}}", service % 5_000).unwrap();
    }
    named.push_str("volumes:\n");
    for volume in 0..5_000 {
        writeln!(named, "  v{volume}:").unwrap();
    }
    read(&named);

    let mut inherited = String::from("services:\n  base:\n    image: x\n    environment:\n");
    for key in 0..3_000 {
        writeln!(inherited, "      K{key}: v").unwrap();
    }
    for service in 0..3_000 {
        writeln!(
            inherited,
            "  s{service}: {{extends: base, environment: {{A: b}}}}"
        )
        .unwrap();
    }
    read(&inherited);
}

#[test]
fn deep_nesting_is_harmless() {
    const DEEP: usize = 100_000;
    read(&"[".repeat(DEEP));
    read(&("[".repeat(DEEP) + &"]".repeat(DEEP)));
    read(&"{a: ".repeat(DEEP));
    read(&"- ".repeat(DEEP));
    read(&"? ".repeat(DEEP));
    read(&format!(
        "services: {{web: {{image: \"{}\"}}}}",
        "${A:-".repeat(DEEP)
    ));
    let closed = "${A:-".repeat(DEEP) + &"}".repeat(DEEP);
    read(&format!(
        "services:\n  web:\n    environment: [\"X={closed}\"]\n"
    ));
    let mut chain = String::from("services:\n");
    for service in 0..10_000 {
        writeln!(chain, "  s{service}: {{extends: s{}}}", service + 1).unwrap();
    }
    read(&chain);
    let mut indented = String::new();
    for depth in 0..1_000 {
        writeln!(indented, "{}k:", " ".repeat(depth)).unwrap();
    }
    read(&indented);
}

#[test]
fn odd_texts_are_harmless() {
    for text in [
        "", "\u{feff}", "\0", "\r", "%", "---", "...", "- ", "?", ":", "&", "*", "!", "|", ">",
    ] {
        read(text);
    }
    read(&String::from_utf8_lossy(
        &(0..=255).cycle().take(20_000).collect::<Vec<u8>>(),
    ));
    read(&"a: b: c\n".repeat(20_000));
    read(&"a:\n\tb: c\n".repeat(20_000));
    read(&"- \"a\n".repeat(20_000));
    read(&"a: [b\n".repeat(20_000));
    read(&"a: b\nword\n".repeat(20_000));
    read(&"---\nservices: {a: {image: b}}\n".repeat(3_000));
}

#[test]
fn a_line_of_ten_megabytes_is_read() {
    const LENGTH: usize = 10 << 20;
    let line = format!("services:\n  web:\n    image: {}\n", "x".repeat(LENGTH));
    let compose = Compose::read(&line);
    assert_eq!(image(&compose, "web").map(str::len), Some(LENGTH));
    let nested = "[".repeat(254) + &"1,".repeat(LENGTH / 2);
    let problems = Compose::read(&nested).problems;
    assert!(
        problems
            .iter()
            .any(|problem| problem.what == Fault::UnclosedBracket)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        exercise(&Compose::read(&text));
    }

    /// Pieces of real files in any order: close to YAML, mostly broken.
    #[test]
    fn any_mixture_is_read(parts in proptest::collection::vec(prop_oneof![
        Just("services:\n"), Just("  web:\n"), Just("    image: nginx\n"), Just("\t"), Just("    "),
        Just("ports:"), Just("- \"80:80\"\n"), Just("["), Just("]"), Just("{"), Just("}"), Just("\""),
        Just("'"), Just("&a "), Just("*a"), Just("<<: *a\n"), Just("${X:-é}"), Just("$"), Just("|\n"),
        Just(">-\n"), Just("\n"), Just("\r\n"), Just("# c\n"), Just("---\n"), Just(": "), Just(", "),
        Just("🐳"), Just("!reset "), Just("extends: web\n"), Just("environment:\n"), Just("A=b\n"),
        Just("volumes: [.:/a:ro, "), Just("command: "), Just("\u{feff}"), Just("\0"), Just("\\"),
    ], 0..60)) {
        exercise(&Compose::read(&parts.concat()));
    }

    /// A good file with one stretch cut out or doubled is still read.
    #[test]
    fn any_cut_is_read(from in 0_usize..400, length in 0_usize..30) {
        let whole = "x-env: &env {A: 'b', C: \"${D:-é}\"}\nservices:\n  web:\n    image: \"nginx:1\"\n    environment:\n      <<: *env\n      E: |\n        one\n        two\n    ports:\n      - \"127.0.0.1:80:80/tcp\"\n    volumes: [./a:/b:ro, data:/c]\n  db:\n    extends: web\n    command: [a, b]\nvolumes: {data: {}}\n";
        let start = whole.floor_char_boundary(from.min(whole.len()));
        let end = whole.floor_char_boundary((from + length).min(whole.len()));
        exercise(&Compose::read(&(whole[..start].to_owned() + &whole[end..])));
        exercise(&Compose::read(&(whole[..end].to_owned() + &whole[start..])));
        exercise(&Compose::read(&whole[..start]));
    }
}
