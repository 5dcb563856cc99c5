use proptest::prelude::*;

use super::*;

fn text(value: &str) -> Text<'_> {
    Text::new(value, Span::new(0, value.len()))
}

/// The parts of a reference that must be readable: registry, repository, tag, digest, familiar
/// name, with `-` for what it lacks.
fn parts(value: &str) -> String {
    let text = text(value);
    let image = ImageReference::parse(&text).unwrap_or_else(|| panic!("{value} is readable"));
    for part in [&image.tag, &image.digest].into_iter().flatten() {
        assert_eq!(part.span.slice(value), part.value, "{value}");
    }
    let of = |part: &Option<Text>| part.as_ref().map_or("-".into(), |it| it.value.to_string());
    [
        image.registry.unwrap_or("-"),
        image.repository,
        &of(&image.tag),
        &of(&image.digest),
        &image.familiar_name(),
    ]
    .join(" ")
}

#[test]
fn parts_of_a_reference() {
    for (value, want) in [
        ("redis", "- redis - - redis"),
        ("redis:7", "- redis 7 - redis"),
        ("library/redis", "- library/redis - - redis"),
        ("docker.io/redis", "docker.io redis - - redis"),
        (
            "docker.io/library/redis:7",
            "docker.io library/redis 7 - redis",
        ),
        (
            "index.docker.io/a/redis",
            "index.docker.io a/redis - - a/redis",
        ),
        (
            "bitnami/redis:latest",
            "- bitnami/redis latest - bitnami/redis",
        ),
        (
            "ghcr.io/acme/web:v1",
            "ghcr.io acme/web v1 - ghcr.io/acme/web",
        ),
        ("localhost/web", "localhost web - - localhost/web"),
        (
            "localhost:5000/a/b",
            "localhost:5000 a/b - - localhost:5000/a/b",
        ),
        ("host:5000/x:1", "host:5000 x 1 - host:5000/x"),
        ("[::1]:5000/x", "[::1]:5000 x - - [::1]:5000/x"),
        ("Registry/x", "Registry x - - Registry/x"),
        (
            "a__b/c-----d.e:X_1",
            "- a__b/c-----d.e X_1 - a__b/c-----d.e",
        ),
        ("library/a/b", "- library/a/b - - library/a/b"),
    ] {
        assert_eq!(parts(value), want, "{value}");
    }
}

#[test]
fn parts_with_variables_and_digests() {
    let digest = format!("sha256:{}", "0123456789abcdef".repeat(4));
    let pinned = format!("redis:7.2-alpine@{digest}");
    let default = "${REGISTRY:-ghcr.io/acme}/web";
    for (value, want) in [
        (
            pinned.as_str(),
            format!("- redis 7.2-alpine {digest} redis"),
        ),
        ("node:${V:-20}-slim", "- node ${V:-20}-slim - node".into()),
        ("$IMAGE", "- $IMAGE - - $IMAGE".into()),
        (
            &format!("{default}:$TAG"),
            format!("- {default} $TAG - {default}"),
        ),
        ("reg.${D}/web@$S", "reg.${D} web - $S reg.${D}/web".into()),
    ] {
        assert_eq!(parts(value), want, "{value}");
    }
}

#[test]
fn what_docker_refuses() {
    let id = "0123456789abcdef".repeat(4);
    let long = "a".repeat(256);
    let short_digest = format!("redis@sha256:{}", "a".repeat(63));
    for value in [
        "",
        "Redis",
        "acme/Web:1",
        "redis:",
        "redis@",
        ":7",
        "redis:a b",
        "re dis",
        "-redis",
        "redis-",
        "a..b",
        "a___b",
        "a/",
        "/a",
        "a//b",
        "redis:-x",
        "https://ghcr.io/a",
        "<image>",
        "redis@sha256:abc",
        "redis:7:8",
        "a.b:port/x",
        "né",
        "$",
        id.as_str(),
        long.as_str(),
        short_digest.as_str(),
        "redis:${TAG",
        "./Dockerfile",
    ] {
        assert_eq!(ImageReference::parse(&text(value)), None, "{value:?}");
    }
}

#[test]
fn places_of_the_parts() {
    let file = "FROM ghcr.io/acme/web:1.2 AS x";
    let plain = Text::new("ghcr.io/acme/web:1.2", Span::new(5, 25));
    let image = ImageReference::parse(&plain).expect("readable");
    assert_eq!(image.name_span.slice(file), "ghcr.io/acme/web");
    assert_eq!(
        image.tag.as_ref().map(|tag| tag.span.slice(file)),
        Some("1.2")
    );
    assert_eq!(image.tag_place(), Span::at(21));
    assert_eq!(image.last_component(), "web");

    let file = "image: \"redis\"";
    let quoted = Text::new("redis", Span::new(7, 14));
    let image = ImageReference::parse(&quoted).expect("readable");
    assert_eq!(image.name_span.slice(file), "redis");
    assert_eq!(image.tag_place(), Span::at(13));

    let assembled = Text::new("redis:7", Span::new(0, 30));
    let image = ImageReference::parse(&assembled).expect("readable");
    assert_eq!(image.tag.map(|tag| tag.span), Some(Span::new(0, 30)));
}

#[test]
fn variables_are_told() {
    for (value, told) in [
        ("node:$V", true),
        ("node:20", false),
        ("$R/node", true),
        ("a@$D", true),
    ] {
        let text = text(value);
        let image = ImageReference::parse(&text).expect("readable");
        assert_eq!(image.has_variable(), told, "{value}");
    }
}

#[test]
fn words_of_a_tag() {
    for (tag, version, words) in [
        ("3.12-slim-bookworm", Some("3.12"), vec!["slim", "bookworm"]),
        ("v1.2.3", Some("1.2.3"), vec![]),
        ("latest", None, vec!["latest"]),
        ("17-jdk-alpine3.19", Some("17"), vec!["jdk", "alpine3.19"]),
        ("bookworm-20240101", Some("20240101"), vec!["bookworm"]),
        ("8u342_b07+x", Some("8u342"), vec!["b07", "x"]),
        ("1.0-2.0", Some("1.0"), vec!["2.0"]),
        ("vanilla", None, vec!["vanilla"]),
        ("", None, vec![]),
    ] {
        assert_eq!(TagWords::of(tag), TagWords { version, words }, "{tag}");
    }
}

proptest! {
    #[test]
    fn any_text_is_refused_or_has_its_parts_in_place(
        value in "[a-zA-Z0-9:/@.$_{}()é\\[\\]-]{0,30}",
    ) {
        let text = text(&value);
        if let Some(image) = ImageReference::parse(&text) {
            let name = image.name_span.slice(&value);
            prop_assert!(name.ends_with(image.repository));
            for part in [&image.tag, &image.digest].into_iter().flatten() {
                prop_assert_eq!(part.span.slice(&value), part.as_str());
            }
        }
    }
}

#[test]
fn open_variables_are_looked_at_once() {
    for piece in ["${", "$(", "$", "a/", "a:", "@"] {
        let value = piece.repeat(1_000_000);
        assert_eq!(ImageReference::parse(&text(&value)), None);
    }
}
