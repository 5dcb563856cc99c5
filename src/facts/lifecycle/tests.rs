use super::*;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a known fact")
}

/// `name:tag` judged in August 2026, as `label status [suggestion]` for each part.
fn told(reference: &str) -> Vec<String> {
    told_on(reference, "2026-08-22")
}

fn told_on(reference: &str, today: &str) -> Vec<String> {
    let (name, tag) = match reference.rsplit_once(':') {
        Some((name, tag)) => (name, Some(tag)),
        None => (reference, None),
    };
    let judged = judge(name, tag, day(today));
    let tell = |one: &Lifecycle| {
        let status = match one.status {
            Status::Supported => "supported".to_owned(),
            Status::EndsOn(date) => format!("until {date}"),
            Status::EndedOn(date) => format!("ended {date}"),
            Status::EndedUnknown => "ended".to_owned(),
            Status::ExtendedOnly {
                until, free, name, ..
            } => {
                format!(
                    "{name} until {until}{}",
                    if free { "" } else { " for money" }
                )
            }
            Status::NotRebuilt(date) => format!("not rebuilt since {date}"),
        };
        format!("{} {status}", one.label())
    };
    judged.iter().map(tell).collect()
}

fn suggested(reference: &str, today: &str) -> Option<String> {
    let (name, tag) = reference.rsplit_once(':').expect("a known fact");
    let suggestion = judge(name, Some(tag), day(today))
        .first()?
        .suggestion
        .clone()?;
    let tag = suggestion.tag?;
    Some(
        suggestion
            .name
            .map_or(tag.clone(), |name| format!("{name}:{tag}")),
    )
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn reads_versions_of_official_images() {
    for (reference, expected) in [
        ("node:16", "Node.js 16 ended 2023-09-11"),
        ("node:16.20.2", "Node.js 16 ended 2023-09-11"),
        (
            "docker.io/library/node:16-alpine",
            "Node.js 16 ended 2023-09-11",
        ),
        (
            "public.ecr.aws/docker/library/node:16",
            "Node.js 16 ended 2023-09-11",
        ),
        ("node:gallium-slim", "Node.js 16 ended 2023-09-11"),
        ("node:24", "Node.js 24 until 2028-04-30"),
        ("python:3.7", "Python 3.7 ended 2023-06-27"),
        ("python:3.10", "Python 3.10 until 2026-10-31"),
        ("postgres:9.6.24", "PostgreSQL 9.6 ended 2021-11-11"),
        (
            "pgvector/pgvector:0.5.1-pg12",
            "PostgreSQL 12 ended 2024-11-21",
        ),
        ("postgis/postgis:12-3.4", "PostgreSQL 12 ended 2024-11-21"),
        ("debian:buster", "Debian 10 ended 2024-06-30"),
        ("debian:10.13-slim", "Debian 10 ended 2024-06-30"),
        (
            "debian:bookworm-20240211-slim",
            "Debian 12 Debian LTS until 2028-06-30",
        ),
        (
            "ubuntu:focal",
            "Ubuntu 20.04 Ubuntu Pro / Expanded Security Maintenance until",
        ),
        ("ubuntu:24.04", "Ubuntu 24.04 until"),
        ("alpine:3.15.4", "Alpine Linux 3.15 ended 2023-11-01"),
        ("centos:7.9.2009", "CentOS 7 ended 2024-06-30"),
        ("centos:centos6", "CentOS 6 ended"),
        ("centos", "CentOS 8 ended 2021-12-31"),
        ("quay.io/centos/centos:stream8", "CentOS Stream 8 ended"),
        (
            "redhat/ubi8:8.10-1234",
            "Red Hat Enterprise Linux 8 until 2029-05-31",
        ),
        (
            "registry.access.redhat.com/ubi7:latest",
            "Red Hat Enterprise Linux 7 Extended",
        ),
        (
            "registry.access.redhat.com/ubi8/ubi",
            "Red Hat Enterprise Linux 8 until 2029-05-31",
        ),
        (
            "gcr.io/distroless/static-debian11",
            "Distroless (Debian) 11 ended 2024-09-03",
        ),
        (
            "gcr.io/distroless/java17-debian12:nonroot",
            "Distroless (Debian) 12 ended 2026-01-31",
        ),
        (
            "mcr.microsoft.com/dotnet/sdk:6.0-alpine",
            "Microsoft .NET 6 ended 2024-11-12",
        ),
        (
            "mcr.microsoft.com/dotnet/core/aspnet:3.1",
            "Microsoft .NET 3.1 ended 2022-12-13",
        ),
        (
            "mcr.microsoft.com/windows/servercore:1809",
            "Microsoft Windows Server Core 2019 until",
        ),
        (
            "mcr.microsoft.com/mssql/server:2017-latest",
            "Microsoft SQL Server 14.0 until",
        ),
        ("openjdk:8-jdk-alpine", "OpenJDK 8 ended"),
        ("rust:1.70", "Rust 1.70 ended"),
        ("golang:1.19-buster", "Go 1.19 ended 2023-09-06"),
        ("bitnami/redis:6.2.14-debian-11-r0", "Redis 6.2"),
        (
            "minio/minio:RELEASE.2024-01-11T07-46-16Z",
            "MinIO 2024 ended 2026-02-12",
        ),
        ("prom/prometheus:v2.30.0", "Prometheus ended"),
        (
            "gitlab/gitlab-runner:alpine-v18.5.0",
            "GitLab Runner 18.5 ended",
        ),
        ("denoland/deno:alpine-1.38.0", "Deno 1 ended"),
        ("wordpress:5.9-php7.4-apache", "WordPress 5.9"),
        ("busybox:1.34", "BusyBox 1.34 not rebuilt since"),
        ("php:7", "PHP 7.4 ended"),
        ("python:2", "Python 2.7 ended 2020-01-01"),
        ("python:2.5", "Python ended"),
        ("nginx:1.13", "nginx ended"),
    ] {
        let told = told(reference);
        assert!(
            told.first()
                .is_some_and(|first| first.starts_with(expected)),
            "{reference}: {told:?}"
        );
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn tells_the_distribution_and_components_in_a_tag() {
    for (reference, expected) in [
        (
            "python:3.12-slim-buster",
            &["Python 3.12 until 2028-10-31", "Debian 10 ended 2024-06-30"][..],
        ),
        (
            "node:24-alpine3.15",
            &[
                "Node.js 24 until 2028-04-30",
                "Alpine Linux 3.15 ended 2023-11-01",
            ],
        ),
        (
            "golang:1.19-buster",
            &["Go 1.19 ended 2023-09-06", "Debian 10 ended 2024-06-30"],
        ),
        (
            "bitnami/postgresql:16.1.0-debian-10-r3",
            &[
                "PostgreSQL 16 until 2028-11-09",
                "Debian 10 ended 2024-06-30",
            ],
        ),
        ("python:slim-stretch", &["Debian 9 ended 2022-07-01"]),
        ("debian:buster-slim", &["Debian 10 ended 2024-06-30"]),
        (
            "wordpress:6.9-php8.1-apache",
            &["WordPress 6.9 ended 2026-05-20", "PHP 8.1 ended 2025-12-31"],
        ),
        (
            "maven:3.9-eclipse-temurin-21",
            &["Apache Maven 3.9 supported"],
        ),
    ] {
        assert_eq!(told(reference), expected, "{reference}");
    }
    let judged = judge("python", Some("3.12-slim-buster"), day("2026-08-22"));
    assert_eq!(judged[0].place, Place::Tag(0..4));
    assert_eq!(
        (judged[1].place.clone(), judged[1].part),
        (Place::Tag(10..16), Part::Distribution)
    );
    assert_eq!(judged[1].codename, Some("buster"));
    let named = judge(
        "registry.access.redhat.com/ubi7/ubi",
        None,
        day("2026-08-22"),
    );
    assert_eq!(named, []);
    let named = judge("redhat/ubi8", None, day("2026-08-22"));
    assert_eq!(named[0].place, Place::Name(10..11));
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn says_nothing_about_moving_new_and_unknown() {
    for reference in [
        "node",
        "node:latest",
        "node:lts",
        "node:lts-alpine",
        "node:alpine",
        "python:3",
        "python:3-slim",
        "php:8-fpm",
        "debian:stable-slim",
        "debian:sid",
        "ubuntu",
        "ubuntu:devel",
        "alpine:edge",
        "alpine:3",
        "postgres:99",
        "python:3.99",
        "someone/app:1.0",
        "scratch",
        "node:",
        "node:-",
        "node:..",
        "gcr.io/distroless/static",
        "fedora:rawhide",
        "redis:alpine",
        "nginx:stable",
        "node:日本",
        "busybox:1.38",
    ] {
        assert_eq!(told(reference), [""; 0], "{reference}");
    }
}

#[test]
fn survives_hostile_tags() {
    for tag in [
        "jdk8-".repeat(200_000),
        "3.".repeat(500_000),
        "-".repeat(1_000_000),
        "é".repeat(500_000),
    ] {
        for name in [
            "node",
            "gradle",
            "debian",
            "redhat/ubi8",
            "someone/app",
            tag.as_str(),
        ] {
            assert!(judge(name, Some(&tag), day("2026-08-22")).len() <= 1);
        }
    }
}

#[test]
fn knows_the_day() {
    assert_eq!(
        told_on("python:3.10", "2026-10-31"),
        ["Python 3.10 until 2026-10-31"]
    );
    assert_eq!(
        told_on("python:3.10", "2026-11-01"),
        ["Python 3.10 ended 2026-10-31"]
    );
    assert_eq!(
        told_on("debian:11", "2026-08-31"),
        ["Debian 11 Debian LTS until 2026-08-31"]
    );
    assert_eq!(
        told_on("debian:11", "2026-09-01"),
        ["Debian 11 ended 2026-08-31"]
    );
    // Cycles without a published end aren't called ended, however late it gets.
    assert_eq!(told_on("golang:1.27", "2031-01-01"), ["Go 1.27 supported"]);
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn suggests_a_tag_of_the_same_variant() {
    for (reference, expected) in [
        ("node:16-alpine", Some("24-alpine")),
        ("node:16.20.2-alpine3.18", Some("24-alpine3.24")),
        ("node:16-buster-slim", Some("24-trixie-slim")),
        ("node:gallium", Some("krypton")),
        ("python:3.7-slim-buster", Some("3.12-slim-trixie")),
        ("python:3.12-slim-buster", Some("3.12-slim-trixie")),
        ("python:2", Some("3.12")),
        ("debian:buster-slim", Some("trixie-slim")),
        ("debian:10", Some("13")),
        ("ubuntu:focal", Some("noble")),
        ("ubuntu:18.04", Some("24.04")),
        ("alpine:3.15.4", Some("3.24")),
        ("golang:1.19-alpine", Some("1.27-alpine")),
        ("rust:1.70-slim-bullseye", Some("1.98-slim-trixie")),
        ("postgres:11-alpine", Some("15-alpine")),
        ("rust:buster", Some("trixie")),
        ("prom/prometheus:2.30.0", Some("v3.13.2")),
        ("php:7.4-fpm-alpine", Some("8.4-fpm-alpine")),
        ("ruby:2.7-slim", Some("4.0-slim")),
        ("mcr.microsoft.com/dotnet/sdk:6.0", Some("10.0")),
        ("prom/prometheus:v2.30.0", Some("v3.13.2")),
        ("redhat/ubi7:latest", None),
        (
            "registry.access.redhat.com/ubi7:latest",
            Some("registry.access.redhat.com/ubi8:latest"),
        ),
        (
            "gcr.io/distroless/static-debian11:nonroot",
            Some("gcr.io/distroless/static-debian13:nonroot"),
        ),
        ("elasticsearch:7.17.0", Some("8.19.20")),
        ("mysql:5.7", Some("8.4")),
        ("maven:3.6-jdk-8-slim", None),
        ("node:16-onbuild", None),
        ("openjdk:8-jdk-alpine", None),
        ("centos:7", None),
        ("bitnami/redis:6.2.14-debian-11-r0", None),
        ("node:16-windowsservercore", None),
        ("node:24", None),
    ] {
        let found = suggested(reference, "2026-08-22");
        assert_eq!(found.as_deref(), expected, "{reference}");
    }
    assert_eq!(
        suggested("node:16-alpine", "2026-11-23").as_deref(),
        Some("26-alpine")
    );
}

/// Every suggestion is itself supported, for every cycle of every product and long from now.
#[test]
fn suggestions_need_no_suggestion() {
    let mut checked = 0;
    for today in ["2026-08-22", "2026-11-23", "2027-06-01"] {
        for (name, image) in [
            ("node", "node"),
            ("python", "python"),
            ("debian", "debian"),
            ("alpine", "alpine"),
            ("postgres", "postgres"),
            ("php", "php"),
            ("redis", "redis"),
            ("nginx", "nginx"),
            ("golang", "golang"),
            ("ubuntu", "ubuntu"),
            ("mysql", "mysql"),
        ] {
            for cycle in Product::find(name).expect("a known fact").cycles() {
                for variant in [
                    "",
                    "-alpine",
                    "-slim",
                    "-slim-buster",
                    "-alpine3.12",
                    "-bookworm",
                ] {
                    let tag = format!("{}{variant}", cycle.name);
                    let judged = judge(image, Some(&tag), day(today));
                    let Some(suggestion) = judged.first().and_then(|one| one.suggestion.as_ref())
                    else {
                        continue;
                    };
                    let tag = suggestion.tag.as_deref().expect("a known fact");
                    let again = judge(image, Some(tag), day(today));
                    assert!(
                        !again.is_empty() && !again.iter().any(|one| one.status.is_over()),
                        "{image}:{tag}: {again:?}"
                    );
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

#[test]
fn names_a_current_tag() {
    for (name, expected) in [
        ("node", Some("24")),
        ("python", Some("3.14")),
        ("debian", Some("13")),
        ("alpine", Some("3.24")),
        ("mcr.microsoft.com/dotnet/sdk", Some("10.0")),
        ("quay.io/centos/centos", Some("stream10")),
        ("centos", None),
        ("bitnami/redis", None),
        ("unknown/app", None),
        ("redhat/ubi9", None),
        ("wordpress", Some("7.1")),
        ("envoyproxy/envoy", None),
    ] {
        assert_eq!(
            current_tag(name, day("2026-08-22")).as_deref(),
            expected,
            "{name}"
        );
    }
}

#[test]
fn an_exact_version_gives_way_where_it_was_never_built_on_the_new_distribution() {
    for (reference, expected) in [
        ("postgres:16.4-bookworm", "16-trixie"),
        ("python:3.12.1-slim-buster", "3.12-slim-trixie"),
        ("python:3.12-slim-buster", "3.12-slim-trixie"),
    ] {
        let tag = suggested(reference, "2026-11-01");
        assert_eq!(tag.as_deref(), Some(expected), "{reference}");
    }
}

#[test]
fn judges_the_distribution_in_the_tag_of_an_unknown_image() {
    assert_eq!(told("nvidia/cuda:11.8.0-cudnn8-devel-ubuntu20.04").len(), 1);
    assert_eq!(
        told("acme/app:2.1-bullseye"),
        ["Debian 11 Debian LTS until 2026-08-31"]
    );
    assert_eq!(told("acme/app:2.1-jdk8"), [""; 0]);
}

#[test]
fn knows_what_was_given_up() {
    let told = |name| {
        discontinued(name).map(|one| (one.status, one.since, one.successors().collect::<Vec<_>>()))
    };
    let (status, since, successors) = told("openjdk").expect("a known fact");
    assert_eq!(
        (status, since, successors[0]),
        ("deprecated", Date::parse("2022-04-27"), "eclipse-temurin")
    );
    assert_eq!(
        told("docker.io/library/centos").expect("a known fact").0,
        "discontinued"
    );
    assert_eq!(told("bitnami/redis").expect("a known fact").0, "restricted");
    assert_eq!(
        told("bitnamilegacy/redis").expect("a known fact").0,
        "frozen"
    );
    assert_eq!(told("bitwardenrs/server").expect("a known fact").1, None);
    for name in ["node", "bitnamis/redis", "", "someone/centos", "bitnami"] {
        assert_eq!(told(name), None, "{name}");
    }
}

#[test]
fn knows_where_to_go_from_what_was_given_up() {
    let told = |name, tag| {
        let gone = discontinued(name)?;
        let next = gone.successor_of(name, tag, Date::parse("2026-11-01")?)?;
        Some(match next.tag {
            Some(tag) => format!("{}:{tag}", next.name),
            None => next.name,
        })
    };
    for (name, tag, expected) in [
        ("openjdk", Some("17.0.2-jdk-slim"), "eclipse-temurin:17-jdk"),
        (
            "openjdk",
            Some("11-jre-alpine"),
            "eclipse-temurin:11-jre-alpine",
        ),
        ("centos", Some("7"), "almalinux:8"),
        ("jenkins", None, "jenkins/jenkins:lts"),
        ("consul", Some("1.15"), ""),
        ("k8s.gcr.io/pause", Some("3.9"), "registry.k8s.io/pause:3.9"),
        ("rockylinux", Some("9"), "rockylinux/rockylinux:9"),
        (
            "bitwardenrs/server",
            Some("latest"),
            "vaultwarden/server:latest",
        ),
        ("bitwardenrs/server", Some("1.20"), ""),
        ("openjdk", Some("16"), ""),
        ("bitnami/redis", None, ""),
        ("django", None, ""),
    ] {
        assert_eq!(
            told(name, tag).unwrap_or_default(),
            expected,
            "{name} {tag:?}"
        );
    }
}
