//! The Compose model on every short and long form that rules read.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cozydock::compose::command::{CommandLine, HealthTest};
use cozydock::compose::environment::Variable;
use cozydock::compose::ports::Port;
use cozydock::compose::volumes::{Mount, MountKind};
use cozydock::compose::{Compose, Dialect, Route, Service, tree};
use cozydock::source::{Origin, Span, Text};

/// A file with one service whose block is `body`, indented by four.
fn with(body: &str) -> String {
    format!("services:\n  web:\n    image: nginx\n{body}")
}

fn web<'m>(compose: &'m Compose<'_>) -> Service<'m> {
    assert_eq!(compose.problems, [], "{}", compose.source);
    compose.service("web").expect("the service")
}

fn one_port(entry: &str, check: impl Fn(&str, &Port<'_>)) {
    let source = with(&format!("    ports:\n      - {entry}\n"));
    let compose = Compose::read(&source);
    let ports = web(&compose).ports();
    assert_eq!(ports.len(), 1, "{entry}");
    check(&source, &ports[0]);
}

fn one_mount(entry: &str, check: impl Fn(&Mount<'_>)) {
    let source = with(&format!("    volumes:\n      - {entry}\n"));
    let compose = Compose::read(&source);
    let mounts = web(&compose).volumes();
    assert_eq!(mounts.len(), 1, "{entry}");
    check(&mounts[0]);
}

/// A text as it is and as it stands in the file.
fn told<'s>(source: &'s str, text: Option<&'s Text<'_>>) -> Option<(&'s str, &'s str)> {
    text.map(|text| (text.as_str(), text.span.slice(source)))
}

#[test]
fn short_ports() {
    // entry, address, published, target, protocol; each as written.
    for (entry, ip, published, target, protocol) in [
        ("80", "", "", "80", ""),
        ("\"80\"", "", "", "80", ""),
        ("22:22", "", "22", "22", ""),
        ("'8080:80/udp'", "", "8080", "80", "udp"),
        ("127.0.0.1:5432:5432", "127.0.0.1", "5432", "5432", ""),
        ("127.0.0.1::80", "127.0.0.1", "", "80", ""),
        ("\"[::1]:8080:80\"", "::1", "8080", "80", ""),
        (
            "3000-3005:4000-4005/tcp",
            "",
            "3000-3005",
            "4000-4005",
            "tcp",
        ),
        ("${IP:-0.0.0.0}:${PORT:-81}:80", "0.0.0.0", "81", "80", ""),
    ] {
        one_port(entry, |source, port| {
            let range = |range: Option<Span>| range.map_or("", |span| span.slice(source));
            assert_eq!(
                range(port.published.map(|range| range.span)),
                published,
                "{entry}"
            );
            assert_eq!(
                range(port.target.map(|range| range.span)),
                target,
                "{entry}"
            );
            let ip = (!ip.is_empty()).then_some((ip, ip));
            assert_eq!(told(source, port.host_ip.as_ref()), ip, "{entry}");
            let protocol = (!protocol.is_empty()).then_some((protocol, protocol));
            assert_eq!(told(source, port.protocol.as_ref()), protocol, "{entry}");
            assert_eq!(port.span.slice(source), entry);
            assert!(!port.unresolved && !port.long);
        });
    }
    one_port("3000-3005:4000", |_, port| {
        assert_eq!(port.published.map(|range| range.count()), Some(6));
        assert!(
            port.published
                .is_some_and(|range| range.contains(3005) && !range.contains(3006))
        );
    });
    one_port("${PORT}:80", |_, port| {
        assert!(port.unresolved && port.published.is_none());
        assert_eq!(port.target.map(|range| range.start), Some(80));
    });
    one_port("nonsense", |_, port| assert_eq!(port.target, None));
    one_port("70000:80", |_, port| assert_eq!(port.published, None));
}

#[test]
fn port_addresses() {
    for (entry, all, loopback) in [
        ("80:80", true, false),
        ("0.0.0.0:80:80", true, false),
        ("'[::]:80:80'", true, false),
        ("127.0.0.53:80:80", false, true),
        ("'[::1]:80:80'", false, true),
        ("192.168.1.2:80:80", false, false),
        ("${IP}:80:80", false, false),
    ] {
        one_port(entry, |_, port| {
            assert_eq!(port.is_on_all_addresses(), all, "{entry}");
            assert_eq!(port.is_loopback(), loopback, "{entry}");
        });
    }
}

#[test]
fn long_ports() {
    let entry = "target: 80\n        published: \"8080-8081\"\n        host_ip: 127.0.0.1\n        protocol: udp\n        mode: host";
    one_port(entry, |source, port| {
        assert!(port.long && port.is_udp() && port.is_loopback());
        assert_eq!(
            port.target.map(|range| range.span.slice(source)),
            Some("80")
        );
        let published = port.published.unwrap();
        assert_eq!((published.start, published.end), (8080, 8081));
        assert_eq!(published.span.slice(source), "8080-8081");
        assert_eq!(told(source, port.mode.as_ref()), Some(("host", "host")));
        assert_eq!(port.span.slice(source), entry);
    });
}

#[test]
fn exposed_ports() {
    let source = with("    expose: [80, \"443/tcp\", 3000-3005]\n");
    let compose = Compose::read(&source);
    let starts: Vec<u16> = web(&compose)
        .expose()
        .iter()
        .filter_map(|port| port.target)
        .map(|r| r.start)
        .collect();
    assert_eq!(starts, [80, 443, 3000]);
}

#[test]
fn short_mounts() {
    use MountKind::{Anonymous, Bind, Volume};
    for (entry, kind, source, target, read_only) in [
        ("/data", Anonymous, None, "/data", false),
        (".:/app", Bind, Some("."), "/app", false),
        (
            "/var/run/docker.sock:/var/run/docker.sock:ro",
            Bind,
            Some("/var/run/docker.sock"),
            "/var/run/docker.sock",
            true,
        ),
        (
            "~/.ssh:/root/.ssh:ro,z",
            Bind,
            Some("~/.ssh"),
            "/root/.ssh",
            true,
        ),
        ("${HOME}/x:/x", Bind, Some("${HOME}/x"), "/x", false),
        ("${DIR:-./x}:/x", Bind, Some("./x"), "/x", false),
        ("${NAME:-data}:/x", Volume, Some("data"), "/x", false),
        (
            "data:/var/lib/data",
            Volume,
            Some("data"),
            "/var/lib/data",
            false,
        ),
        ("src/app:/x", Volume, Some("src/app"), "/x", false),
        ("C:\\data:/data:ro", Bind, Some("C:\\data"), "/data", true),
        ("'C:/data:D:/data'", Bind, Some("C:/data"), "D:/data", false),
        (
            "\\\\.\\pipe\\x:\\\\.\\pipe\\x",
            Bind,
            Some("\\\\.\\pipe\\x"),
            "\\\\.\\pipe\\x",
            false,
        ),
    ] {
        one_mount(entry, |mount| {
            assert_eq!(mount.kind, kind, "{entry}");
            assert_eq!(mount.source.as_ref().map(Text::as_str), source, "{entry}");
            assert_eq!(
                mount.target.as_ref().map(Text::as_str),
                Some(target),
                "{entry}"
            );
            assert_eq!(mount.read_only, read_only, "{entry}");
        });
    }
    one_mount("/mnt:/mnt:rw,rshared", |mount| {
        assert_eq!(
            mount.propagation.as_ref().map(Text::as_str),
            Some("rshared")
        );
        assert_eq!(mount.options.len(), 2);
    });
    one_mount("${X}:/x", |mount| assert!(mount.unresolved));
}

#[test]
fn long_mounts() {
    one_mount(
        "{type: bind, source: /mnt, target: /x, read_only: true, bind: {propagation: rslave}}",
        |mount| {
            assert_eq!(mount.kind, MountKind::Bind);
            assert!(mount.read_only && mount.long);
            assert_eq!(mount.propagation.as_ref().map(Text::as_str), Some("rslave"));
        },
    );
    for (kind, expected) in [
        ("volume", MountKind::Anonymous),
        ("tmpfs", MountKind::Tmpfs),
        ("npipe", MountKind::NamedPipe),
        ("image", MountKind::Image),
        ("cluster", MountKind::Cluster),
        ("odd", MountKind::Unknown),
    ] {
        one_mount(&format!("{{type: {kind}, target: /x}}"), |mount| {
            assert_eq!(mount.kind, expected);
        });
    }
}

#[test]
fn a_named_volume_can_hide_a_host_path() {
    let source = with("    volumes: [data:/d, plain:/p]\n")
        + "volumes:\n  data:\n    driver: local\n    driver_opts: {type: none, o: \"ro,bind\", device: /etc}\n  plain:\n";
    let compose = Compose::read(&source);
    let service = web(&compose);
    let mounts = service.volumes();
    assert_eq!(
        told(&source, service.host_path(&mounts[0]).as_ref()),
        Some(("/etc", "/etc"))
    );
    assert_eq!(service.host_path(&mounts[1]), None);
    assert!(
        service
            .volume_of(&mounts[1])
            .is_some_and(|volume| !volume.is_external())
    );
}

#[test]
fn environment_in_both_forms() {
    let list = with(
        "    environment:\n      - A=1\n      - \"B=x=${Y:-lit}\"\n      - C\n      - D=\n      - E=${F}\n      - G: slip\n",
    );
    let mapping = with(
        "    environment:\n      A: 1\n      B: \"x=${Y:-lit}\"\n      C:\n      D: ''\n      E: ${F}\n      G: slip\n",
    );
    for source in [list, mapping] {
        let compose = Compose::read(&source);
        let variables = web(&compose).environment();
        let values: Vec<_> = variables
            .iter()
            .map(|v| {
                (
                    v.name.span.slice(&source),
                    v.value.as_ref().map(|v| v.value.as_ref()),
                )
            })
            .collect();
        assert_eq!(
            values,
            [
                ("A", Some("1")),
                ("B", Some("x=lit")),
                ("C", None),
                ("D", Some("")),
                ("E", Some("${F}")),
                ("G", Some("slip"))
            ]
        );
        let outside: Vec<bool> = variables.iter().map(Variable::is_outside).collect();
        assert_eq!(outside, [false, false, true, false, true, false]);
        let b = variables[1].value.as_ref().unwrap();
        assert!(b.is_defaulted());
        assert_eq!(b.variables[0].span.slice(&source), "${Y:-lit}");
        assert_eq!(
            b.part(b.variables[0].filled.clone()).span.slice(&source),
            "lit"
        );
        assert_eq!(web(&compose).variable("D").unwrap().as_str(), "");
    }
}

#[test]
fn variables_are_filled_in() {
    for (raw, value, known) in [
        ("plain", "plain", true),
        ("a$$b", "a$b", true),
        ("$X", "$X", false),
        ("${X}", "${X}", false),
        ("${X:-d}", "d", true),
        ("${X-d}", "d", true),
        ("${X:-}", "", true),
        ("${X:-${Y:-z}}", "z", true),
        ("${X:-${Y}}", "${Y}", false),
        ("${X:-a${Y-b}c}d", "abcd", true),
        ("${X:?no ${Y:-z}}", "${X:?no ${Y:-z}}", false),
        ("${X:+yes}", "${X:+yes}", false),
        ("pa$5 $", "pa$5 $", true),
        ("}${X:-{}}", "}{}", true),
    ] {
        let source = with(&format!("    user: '{raw}'\n"));
        let compose = Compose::read(&source);
        let scalar = web(&compose).user().unwrap().scalar().unwrap();
        assert_eq!(
            (scalar.value.as_ref(), scalar.known),
            (value, known),
            "{raw}"
        );
        // Every byte of the value stands where its origin says.
        for (at, c) in scalar.value.char_indices() {
            let span = scalar.origin.span(at, at + c.len_utf8());
            assert_eq!(span.slice(&source), c.to_string(), "{raw}");
        }
    }
    let source = with("    user: ${X:?set it}\n");
    let compose = Compose::read(&source);
    assert!(web(&compose).user().unwrap().scalar().unwrap().variables[0].required);
}

#[test]
fn origins_lead_into_the_file() {
    let body = "    command: >-\n      sh -c 'one ${A:-two}\n      three'\n\n      four\n    entrypoint: \"say \\\"hi\\\"\"\n    healthcheck:\n      test: |\n\n        first é $$X\n          second\n    working_dir: plain\n      on two lines\n";
    for source in [with(body), with(body).replace('\n', "\r\n")] {
        let compose = Compose::read(&source);
        let service = web(&compose);
        let Some(CommandLine::Line(command)) = service.command() else {
            panic!("a line")
        };
        assert_eq!(command.value, "sh -c 'one two three'\nfour");
        let Some(HealthTest::Shell(test)) = service.healthcheck().unwrap().test else {
            panic!("a shell line")
        };
        assert_eq!(test.value, "\nfirst é $X\n  second\n");
        let folder = service.get("working_dir").unwrap().scalar().unwrap();
        assert_eq!(folder.value, "plain on two lines");
        for (scalar, words) in [
            (&command, ["sh", "one", "two", "three'", "four"].as_slice()),
            (&test, &["first é", "$X", "second"]),
            (&folder, &["plain", "on two", "lines"]),
        ] {
            for word in words {
                let at = scalar.value.find(word).unwrap();
                assert_eq!(
                    scalar.origin.span(at, at + word.len()).slice(&source),
                    *word
                );
            }
        }
        let Some(CommandLine::Line(entrypoint)) = service.entrypoint() else {
            panic!("a line")
        };
        assert_eq!(entrypoint.value, "say \"hi\"");
        assert!(matches!(entrypoint.origin, Origin::Whole(_)));
    }
}

#[test]
fn commands_as_lists() {
    let source = with("    command: [\"sh\", '-c', echo hi]\n    entrypoint: []\n");
    let compose = Compose::read(&source);
    let command = web(&compose).command().unwrap();
    let words: Vec<&str> = command
        .parts()
        .iter()
        .map(|word| word.value.as_ref())
        .collect();
    assert_eq!(words, ["sh", "-c", "echo hi"]);
    let Origin::Verbatim(at) = command.parts()[2].origin else {
        panic!("verbatim")
    };
    assert!(source[at as usize..].starts_with("echo hi]"));
    assert!(web(&compose).entrypoint().unwrap().parts().is_empty());
}

#[test]
fn health_checks() {
    for (body, disabled, program) in [
        ("test: curl -f localhost", false, "curl -f localhost"),
        ("test: [CMD-SHELL, curl x]", false, "curl x"),
        ("test: [CMD, curl, x]", false, "curl"),
        ("test: [curl, x]", false, "curl"),
        ("test: [NONE]", true, ""),
        ("test: NONE", true, "NONE"),
        ("disable: yes", true, ""),
        ("interval: 30s", false, ""),
    ] {
        let source = with(&format!("    healthcheck:\n      {body}\n"));
        let compose = Compose::read(&source);
        let check = web(&compose).healthcheck().unwrap();
        assert_eq!(check.disabled, disabled, "{body}");
        let found = match &check.test {
            None => "",
            Some(HealthTest::Shell(line)) => &line.value,
            Some(HealthTest::Exec(words)) => &words[0].value,
        };
        assert_eq!(found, program, "{body}");
    }
}

#[test]
fn builds() {
    let source = with("    build: ./app\n");
    let compose = Compose::read(&source);
    assert_eq!(
        web(&compose).build().unwrap().context.unwrap().value,
        "./app"
    );
    let source = with(
        "    build:\n      dockerfile: dev.Dockerfile\n      target: run\n      args: [TOKEN, A=b]\n      dockerfile_inline: |\n        FROM alpine\n        RUN id\n      network: host\n",
    );
    let compose = Compose::read(&source);
    let build = web(&compose).build().unwrap();
    assert!(build.context.is_none() && build.get("network").unwrap().is("host"));
    assert_eq!(build.dockerfile.unwrap().value, "dev.Dockerfile");
    assert_eq!(build.target.unwrap().value, "run");
    assert_eq!(
        (build.args[0].is_outside(), build.args[1].as_str()),
        (true, "b")
    );
    let inline = build.inline.unwrap();
    let at = inline.value.find("RUN").unwrap();
    assert_eq!(inline.origin.span(at, at + 6).slice(&source), "RUN id");
}

#[test]
fn references_to_other_things() {
    let source = with(
        "    depends_on: {db: {condition: service_healthy}, cache: }\n    networks: [front]\n    secrets:\n      - plain\n      - source: long\n        mode: 0400\n    configs: [c]\n",
    ) + "secrets:\n  plain: {file: ./p}\n  long: {external: true}\nconfigs: {c: {content: x}}\nnetworks: {front: {internal: true}}\n";
    let compose = Compose::read(&source);
    let service = web(&compose);
    let waits: Vec<_> = service
        .depends_on()
        .iter()
        .map(|link| {
            (
                link.name.span.slice(&source).to_owned(),
                link.condition().value.into_owned(),
            )
        })
        .collect();
    assert_eq!(
        waits,
        [
            ("db".into(), "service_healthy".into()),
            ("cache".into(), "service_started".into())
        ] as [(String, String); 2]
    );
    assert_eq!(service.networks()[0].name.value, "front");
    assert_eq!(service.configs()[0].name.value, "c");
    let secrets = service.secrets();
    assert_eq!(secrets[1].get("mode").unwrap().raw(), Some("0400"));
    assert!(service.secret_of(&secrets[1]).unwrap().is_external());
    assert!(
        compose
            .networks()
            .next()
            .unwrap()
            .get("internal")
            .unwrap()
            .as_bool()
            == Some(true)
    );
    assert_eq!(compose.configs().count(), 1);
    let source = with(
        "    depends_on: [db]\n    networks:\n      front:\n        aliases: [w]\n      back:\n",
    );
    let compose = Compose::read(&source);
    assert_eq!(web(&compose).depends_on()[0].name.value, "db");
    assert_eq!(web(&compose).networks().len(), 2);
}

#[test]
fn plain_settings() {
    let source = with(
        "    privileged: \"yes\"\n    read_only: ${RO:-On}\n    init: 1\n    user: \"1000:1000\"\n    restart: on-failure:3\n    cap_add: [NET_ADMIN]\n    cap_drop: ALL\n    security_opt:\n    - no-new-privileges:true\n    profiles: []\n    tmpfs: /tmp\n    logging: {driver: none}\n    mem_limit: 1.5g\n    deploy: {resources: {limits: {memory: 512M, cpus: '0.5', pids: 100}}}\n    stop_grace_period: 1m30s\n    tty: null\n    labels: [a=b]\n",
    );
    let compose = Compose::read(&source);
    let service = web(&compose);
    assert!(service.is_on("privileged") && service.is_on("read_only"));
    assert!(!service.init() && service.get("init").unwrap().as_bool().is_none());
    assert_eq!(service.user().unwrap().raw(), Some("1000:1000"));
    assert!(service.restart().unwrap().is("on-failure:3"));
    assert_eq!(service.cap_add()[0].as_str(), "NET_ADMIN");
    assert_eq!(service.cap_drop()[0].as_str(), "ALL");
    assert_eq!(
        service.security_opt()[0].span().slice(&source),
        "no-new-privileges:true"
    );
    assert!(service.profiles().is_empty());
    assert_eq!(service.tmpfs()[0].as_str(), "/tmp");
    assert!(service.logging().unwrap().get("driver").unwrap().is("none"));
    let memory = service.memory_limit();
    assert_eq!(memory.value().unwrap().as_bytes(), Some(1_610_612_736));
    assert_eq!(memory.deploy.unwrap().as_bytes(), Some(512 << 20));
    assert_eq!(service.cpu_limit().value().unwrap().as_number(), Some(0.5));
    assert_eq!(
        service.pids_limit().value().unwrap().as_integer(),
        Some(100)
    );
    assert_eq!(
        service.get("stop_grace_period").unwrap().as_seconds(),
        Some(90.0)
    );
    assert!(!service.has("tty") && service.get("tty").is_some());
    assert_eq!(
        service.get("privileged").unwrap().key_span().slice(&source),
        "privileged"
    );
    assert_eq!(service.labels()[0].as_str(), "b");
    assert!(
        service
            .path(&["deploy", "resources", "limits", "nothing"])
            .is_none()
    );
}

#[test]
fn what_comes_through_an_alias_shows_the_alias() {
    let source = "x-a: &a\n  privileged: true\n  ports: [\"80:80\"]\n  environment: &env {A: 1, B: 2}\nservices:\n  web:\n    <<: *a\n    image: nginx\n    environment:\n      <<: *env\n      B: 3\n    volumes:\n      - &v /data:/data\n      - *v\n";
    let compose = Compose::read(source);
    let service = web(&compose);
    let place = service.get("privileged").unwrap().place();
    assert_eq!(place.span.slice(source), "*a");
    assert_eq!(place.related.map(|span| span.slice(source)), Some("true"));
    let port = &service.ports()[0];
    assert_eq!(
        port.route
            .place(port.published.unwrap().span)
            .span
            .slice(source),
        "*a"
    );
    assert_eq!(service.variable("B").unwrap().as_str(), "3");
    let a = service.variable("A").unwrap();
    assert_eq!(a.route.place(a.span).span.slice(source), "*env");
    assert_eq!(
        service
            .volumes()
            .iter()
            .map(|m| m.route.is_direct())
            .collect::<Vec<_>>(),
        [true, false]
    );
    assert_eq!(service.get("image").unwrap().route(), Route::Direct);
    assert!(service.own_settings().get("image").is_some());
}

#[test]
fn extends_inside_the_file() {
    let source = "services:\n  base:\n    image: nginx\n    user: root\n    command: [a]\n    ports: [\"80:80\"]\n    environment: [A=1, B=2]\n    deploy: {resources: {limits: {memory: 1g, cpus: '1'}}}\n    restart: always\n  mid:\n    extends: base\n    read_only: true\n  web:\n    extends: {service: mid}\n    user: app\n    command: [b]\n    ports: [\"81:81\"]\n    environment: {B: 3}\n    deploy: {resources: {limits: {memory: 2g}}}\n    restart: !reset null\n";
    let compose = Compose::read(source);
    let service = web(&compose);
    assert!(service.user().unwrap().is("app"));
    assert!(service.is_on("read_only") && service.get("image").unwrap().is("nginx"));
    assert_eq!(service.command().unwrap().parts().len(), 1);
    let starts: Vec<u16> = service
        .ports()
        .iter()
        .filter_map(|port| port.published)
        .map(|range| range.start)
        .collect();
    assert_eq!(starts, [80, 81]);
    assert!(service.ports()[0].route.is_inherited() && !service.ports()[1].route.is_inherited());
    let value = |name: &str| service.variable(name).unwrap().as_str().to_owned();
    assert_eq!((value("A"), value("B")), ("1".to_owned(), "3".to_owned()));
    assert!(service.memory_limit().value().unwrap().is("2g"));
    assert!(service.cpu_limit().value().unwrap().is("1"));
    assert!(service.restart().is_none());
    let place = service.get("image").unwrap().place();
    assert_eq!(place.span.slice(source), "mid");
    assert_eq!(place.related.map(|span| span.slice(source)), Some("nginx"));
}

#[test]
fn several_documents_are_one() {
    let source = "services:\n  web:\n    image: nginx\n    ports: [\"80:80\"]\nvolumes: {a: }\n---\nservices:\n  db: {image: redis}\n  web:\n    image: nginx:2\n    ports: [\"81:81\"]\nvolumes: {b: }\n";
    let compose = Compose::read(source);
    assert_eq!(
        compose
            .services()
            .map(|service| service.name())
            .collect::<Vec<_>>()
            .len(),
        2
    );
    let service = web(&compose);
    assert!(service.get("image").unwrap().is("nginx:2"));
    assert_eq!(service.ports().len(), 2);
    assert!(service.ports()[0].route.is_direct());
    assert_eq!(compose.volumes().count(), 2);
}

#[test]
fn the_first_format_and_fragments() {
    let source =
        "web:\n  image: nginx\ndb:\n  build: .\nx-common: {image: no}\nnotes: {text: no}\n";
    let compose = Compose::read(source);
    assert!(compose.is_first_format() && compose.is_readable());
    assert_eq!(
        compose.services().map(|s| s.name()).collect::<Vec<_>>(),
        ["web", "db"]
    );
    let modern =
        Compose::read("name: x\ninclude: [a.yml, {path: b.yml}]\nservices: {web: {image: a}}\n");
    assert!(!modern.is_first_format());
    assert_eq!(modern.get("include").unwrap().items().count(), 2);
    assert_eq!(
        modern.top_level().map(|v| v.key()).collect::<Vec<_>>(),
        ["name", "include", "services"]
    );
    assert!(!Compose::read("just text").is_readable());
    assert!(!Compose::read("").is_readable());
}

#[test]
fn duplicate_keys_are_kept_and_the_last_counts() {
    let source = with("    user: root\n    user: app\n") + "  web:\n    image: second\n";
    let compose = Compose::read(&source);
    assert_eq!(compose.services().len(), 1);
    assert!(web(&compose).image().unwrap().is("second"));
    let source = with("    user: root\n    user: app\n");
    let compose = Compose::read(&source);
    let users = web(&compose)
        .own_settings()
        .entries()
        .filter(|value| value.key() == "user")
        .count();
    assert_eq!(
        (users, web(&compose).user().unwrap().raw()),
        (2, Some("app"))
    );
}

#[test]
fn a_docker_run_line_is_the_same_model() {
    let source = "docker run -p 80:80 -v $(pwd):/app:ro nginx";
    let mut tree = tree::Tree::default();
    let mut scalar = |text: &'static str| {
        let at = source.find(text).unwrap_or(0);
        let text = Text::new(text, Span::new(at, at + text.len()));
        tree.scalar(text, tree::Style::Plain)
    };
    let ids = [
        "services",
        "nginx",
        "-p",
        "80:80",
        "-v",
        "$(pwd):/app:ro",
        "ports",
        "volumes",
        "image",
    ]
    .map(&mut scalar);
    let [
        services,
        image,
        _,
        port,
        _,
        mount,
        ports_key,
        volumes_key,
        image_key,
    ] = ids;
    let ports = tree.push(Span::default(), tree::Data::Sequence(vec![port]));
    let mounts = tree.push(Span::default(), tree::Data::Sequence(vec![mount]));
    let entry = |key, value| tree::Entry { key, value };
    let settings = vec![
        entry(image_key, image),
        entry(ports_key, ports),
        entry(volumes_key, mounts),
    ];
    let service = tree.push(Span::new(0, source.len()), tree::Data::Mapping(settings));
    let all = tree.push(
        Span::default(),
        tree::Data::Mapping(vec![entry(image, service)]),
    );
    let root = tree.push(
        Span::default(),
        tree::Data::Mapping(vec![entry(services, all)]),
    );
    let mut compose = Compose::from_tree(source, tree, vec![root], Dialect::DockerRun);
    compose.set_command_line(0, Some(Span::new(37, 38)), std::iter::empty());
    assert_eq!(compose.problems, []);
    let service = compose.service("nginx").unwrap();
    assert_eq!(service.insert_at(), Some(38));
    assert_eq!(service.add_setting("user: app", ""), None);
    assert_eq!(
        service.ports()[0].published.unwrap().span.slice(source),
        "80"
    );
    let mounts = service.volumes();
    assert_eq!(mounts[0].kind, MountKind::Bind);
    assert!(mounts[0].read_only && mounts[0].unresolved);
}
