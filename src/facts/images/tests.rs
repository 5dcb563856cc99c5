use super::*;

fn facts(reference: &str) -> ImageFacts<'_> {
    let (name, tag) = match reference.rsplit_once(':') {
        Some((name, tag)) => (name, Some(tag)),
        None => (reference, None),
    };
    lookup(name, tag).unwrap_or_else(|| panic!("{reference} is unknown"))
}

/// Every row has every column where `lookup` expects it.
#[test]
fn rows_are_whole() {
    let mut count = 0;
    for line in IMAGES.0.lines() {
        let (id, _) = line.split_once('|').expect("a known fact");
        let columns: Vec<&str> = line.split('|').collect();
        let memory = columns[19];
        assert!(memory.ends_with(['m', 'g']), "{id}: memory {memory}");
        assert!(
            columns
                .get(20)
                .is_none_or(|health| health.starts_with("CMD")),
            "{id}"
        );
        assert!(
            ["yes", "with-tmpfs", "hard", "no"].contains(&columns[14]),
            "{id}: {}",
            columns[14]
        );
        assert!(!columns[3].is_empty(), "{id}: user");
        count += 1;
    }
    assert!(count > 100, "{count}");
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn knows_users() {
    for (reference, root, drops, ready) in [
        ("node:24", true, DropsPrivileges::Never, Some("node")),
        ("python:3.13", true, DropsPrivileges::Never, None),
        (
            "postgres:17",
            true,
            DropsPrivileges::AtStart,
            Some("postgres"),
        ),
        (
            "postgres:17-alpine",
            true,
            DropsPrivileges::AtStart,
            Some("postgres"),
        ),
        ("nginx", true, DropsPrivileges::WorkersOnly, Some("nginx")),
        (
            "nginxinc/nginx-unprivileged",
            false,
            DropsPrivileges::Never,
            Some("nginx"),
        ),
        (
            "gcr.io/distroless/static-debian12:nonroot",
            false,
            DropsPrivileges::Never,
            Some("nonroot"),
        ),
        (
            "gcr.io/distroless/static",
            true,
            DropsPrivileges::Never,
            Some("nonroot"),
        ),
        (
            "haproxy:3.0",
            false,
            DropsPrivileges::Never,
            Some("haproxy"),
        ),
        ("haproxy:2.2", true, DropsPrivileges::Never, Some("haproxy")),
        (
            "gitea/gitea:1.22-rootless",
            false,
            DropsPrivileges::WorkersOnly,
            Some("git"),
        ),
        (
            "mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled",
            false,
            DropsPrivileges::Never,
            Some("app"),
        ),
        (
            "influxdb:2.7",
            true,
            DropsPrivileges::AtStart,
            Some("influxdb"),
        ),
        (
            "influxdb:3-core",
            false,
            DropsPrivileges::AtStart,
            Some("influxdb"),
        ),
        ("bitnami/redis:7.2", false, DropsPrivileges::Never, None),
    ] {
        let facts = facts(reference);
        let found = (facts.root, facts.drops_privileges, facts.ready_user);
        assert_eq!(found, (root, drops, ready), "{reference}");
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn tells_big_images_from_small_and_builders_from_runtimes() {
    for (reference, full, builder, slimmer) in [
        ("node:24", true, false, &["-slim", "-alpine"][..]),
        ("node:24-alpine", false, false, &[]),
        ("node:24-bookworm-slim", false, false, &[]),
        ("node:24-bookworm", true, false, &["-slim", "-alpine"]),
        ("debian:12", true, false, &["-slim"]),
        ("golang:1.24", true, true, &["-alpine"]),
        ("golang:1.24-alpine", false, true, &[]),
        ("eclipse-temurin:21", false, true, &["-jre", "-jre-alpine"]),
        ("eclipse-temurin:21-jre", false, false, &[]),
        (
            "mcr.microsoft.com/dotnet/sdk:8.0",
            false,
            true,
            &["-alpine"],
        ),
        (
            "mcr.microsoft.com/dotnet/aspnet:8.0",
            false,
            false,
            &["-alpine"],
        ),
        ("postgres:17", false, false, &["-alpine"]),
        ("ubuntu:24.04", false, false, &[]),
        ("swift:6.0-slim", false, false, &[]),
    ] {
        let facts = facts(reference);
        assert_eq!(
            (facts.is_full(), facts.is_builder()),
            (full, builder),
            "{reference}"
        );
        assert_eq!(facts.slimmer().collect::<Vec<_>>(), slimmer, "{reference}");
    }
    for (reference, runtime) in [
        (
            "golang:1.24",
            Some("gcr.io/distroless/static-debian13:nonroot"),
        ),
        ("eclipse-temurin:17-jdk", Some("eclipse-temurin:17-jre")),
        (
            "mcr.microsoft.com/dotnet/sdk:8.0-alpine",
            Some("mcr.microsoft.com/dotnet/aspnet:8.0-alpine"),
        ),
        ("eclipse-temurin", None),
        ("node:24", None),
    ] {
        assert_eq!(
            facts(reference).runtime().as_deref(),
            runtime,
            "{reference}"
        );
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn knows_doors_secrets_and_storage() {
    let postgres = facts("postgis/postgis:16-3.4");
    assert_eq!(postgres.kind, ImageKind::Database);
    assert!(postgres.kind.is_datastore());
    let port = ImagePort {
        port: 5432,
        udp: false,
        publish: Publish::Never,
        what: "PostgreSQL",
    };
    assert_eq!(postgres.ports().collect::<Vec<_>>(), [port]);
    assert_eq!(
        postgres.file_variable("POSTGRES_PASSWORD").as_deref(),
        Some("POSTGRES_PASSWORD_FILE")
    );
    assert_eq!(postgres.file_variable("PGPASSWORD"), None);
    assert!(
        postgres
            .risky_settings()
            .any(|setting| setting == "POSTGRES_HOST_AUTH_METHOD=trust")
    );
    assert_eq!(
        postgres.default_logins().next(),
        Some(("postgres", "postgres"))
    );
    assert_eq!(
        postgres.tmpfs().collect::<Vec<_>>(),
        ["/var/run/postgresql", "/tmp"]
    );
    assert_eq!(postgres.health_test().next(), Some("CMD-SHELL"));
    assert!(
        postgres
            .health_test()
            .nth(1)
            .expect("a known fact")
            .starts_with("pg_isready")
    );
    let redis = facts("redis:7");
    assert_eq!(
        redis.health_test().collect::<Vec<_>>(),
        ["CMD-SHELL", "redis-cli ping | grep -q PONG"]
    );
    assert_eq!((redis.read_only, redis.memory), (ReadOnly::Works, "256m"));
    let grafana = facts("grafana/grafana:11.0.0");
    assert_eq!(
        grafana
            .file_variable("GF_SECURITY_ADMIN_PASSWORD")
            .as_deref(),
        Some("GF_SECURITY_ADMIN_PASSWORD__FILE")
    );
    let caddy: Vec<_> = facts("caddy:2").ports().filter(|port| port.udp).collect();
    assert_eq!(
        (caddy.len(), caddy[0].port, caddy[0].publish),
        (1, 443, Publish::Fine)
    );
    let keycloak = facts("quay.io/keycloak/keycloak:26.0");
    assert_eq!(keycloak.file_variable("KC_BOOTSTRAP_ADMIN_PASSWORD"), None);
    assert_eq!(facts("node:24").health_test().next(), None);
    assert!(facts("gitlab/gitlab-ce:17.0.0-ce.0").health_built_in);
}

#[test]
#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn knows_tools_and_package_managers() {
    for (reference, curl, wget, shell, packages) in [
        ("node:24", true, true, true, PackageManager::Apt),
        ("node:24-slim", false, false, true, PackageManager::Apt),
        ("node:24-alpine", false, true, true, PackageManager::Apk),
        ("nginx:1.29", true, false, true, PackageManager::Apt),
        ("nginx:1.29-alpine", true, true, true, PackageManager::Apk),
        (
            "nginx:1.29-alpine-slim",
            false,
            true,
            true,
            PackageManager::Apk,
        ),
        ("alpine:3.22", false, true, true, PackageManager::Apk),
        ("debian:12", false, false, true, PackageManager::Apt),
        (
            "gcr.io/distroless/cc-debian12",
            false,
            false,
            false,
            PackageManager::None,
        ),
        (
            "gcr.io/distroless/cc-debian12:debug",
            false,
            false,
            true,
            PackageManager::None,
        ),
        (
            "registry.access.redhat.com/ubi9/ubi-minimal:9.4",
            true,
            false,
            true,
            PackageManager::Microdnf,
        ),
        ("redhat/ubi9", true, false, true, PackageManager::Dnf),
        ("amazonlinux:2", true, false, true, PackageManager::Yum),
        ("amazonlinux:2023", true, false, true, PackageManager::Dnf),
        ("centos:7", true, false, true, PackageManager::Yum),
        (
            "oraclelinux:9-slim",
            false,
            false,
            true,
            PackageManager::Microdnf,
        ),
        (
            "mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled",
            false,
            false,
            false,
            PackageManager::None,
        ),
    ] {
        let facts = facts(reference);
        let found = (
            facts.has_tool("curl"),
            facts.has_tool("wget"),
            facts.has_shell(),
            facts.packages(),
        );
        assert_eq!(found, (curl, wget, shell, packages), "{reference}");
    }
    assert_eq!(
        package_manager("someone/app", Some("1.0-bookworm")),
        Some(PackageManager::Apt)
    );
    assert_eq!(
        package_manager("someone/app", Some("1.0-alpine")),
        Some(PackageManager::Apk)
    );
    assert_eq!(
        package_manager("someone/app", Some("1.0-ubi9")),
        Some(PackageManager::Microdnf)
    );
    assert_eq!(package_manager("someone/app", Some("1.0")), None);
    assert_eq!(package_manager("scratch", None), Some(PackageManager::None));
}

#[test]
fn stays_silent_on_strangers() {
    for name in [
        "someone/app",
        "",
        "postgres2",
        "someone/postgres",
        "scratch",
    ] {
        assert!(lookup(name, None).is_none(), "{name}");
    }
}
