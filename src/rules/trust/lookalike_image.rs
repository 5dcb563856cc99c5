#![doc = include_str!("lookalike_image.md")]

use crate::facts;
use crate::image::{ImageReference, NamedImage};
use crate::rules::prelude::*;
use crate::rules::unversioned;
use crate::spelling;

/// The rule. What official images are:
/// <https://docs.docker.com/docker-hub/image-library/trusted-content/>
pub const RULE: Rule = Rule::new("lookalike-image", Severity::High)
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

/// Names that people type every day, without those that are one letter away from a word.
const FAMOUS: &str = "nginx redis mysql node postgres mongo mariadb python ubuntu debian alpine \
    golang wordpress rabbitmq memcached elasticsearch kibana logstash jenkins sonarqube openjdk \
    eclipse-temurin busybox traefik haproxy influxdb nextcloud phpmyadmin zookeeper cassandra \
    couchdb clickhouse mediawiki rockylinux almalinux amazonlinux mongo-express eclipse-mosquitto \
    grafana/grafana prom/prometheus portainer/portainer-ce minio/minio bitnami/redis";
/// Those with no other home on Docker Hub than the official one.
const OFFICIAL: &str = "nginx redis mysql node postgres mongo mariadb python alpine debian golang php ruby httpd \
    memcached wordpress rabbitmq";
/// Owners of copies that are as well known.
const OWNERS: &str = "library docker bitnami bitnamilegacy bitnamisecure linuxserver ubuntu \
    amd64 i386 arm32v5 arm32v6 arm32v7 arm64v8 ppc64le s390x mips64le riscv64 winamd64 cimg \
    circleci chainguard redhat nginxinc nodered balenalib rapidfort dhi nvidia sclorg centos";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    unversioned::in_dockerfile(file, "", judge, check);
}

fn compose(file: &Compose, check: &mut Check) {
    unversioned::in_compose(file, "", judge, check);
}

fn judge(image: &NamedImage, _: &'static str, check: &mut Check) {
    let Some(reference) = image.reference().filter(ImageReference::is_docker_hub) else {
        return;
    };
    let name = reference.familiar_name();
    if name.contains('$') || facts::knows_image(&name) || is_one_of(FAMOUS, &name) {
        return;
    }
    if let Some((owner, last)) = name.rsplit_once('/')
        && is_one_of(OFFICIAL, last)
        && !is_one_of(OWNERS, owner)
        && owner != last
    {
        check
            .report(
                image.place(reference.name_span),
                format!("`{name}` isn't the official `{last}`, but someone's copy of it."),
                format!(
                    "`{owner}` decides what's in it and when it gets fixes. If there's no reason for this one, take `{last}`, which Docker's own team looks after."
                ),
            )
            .severity(Severity::Note)
            .confidence(Confidence::Low);
        return;
    }
    let Some(meant) = meant(&name) else { return };
    let draft = check
        .report(
            image.place(reference.name_span),
            format!("`{name}` is one slip away from `{meant}`, and isn't it."),
            format!(
                "Such names are registered by people who wait for the slip, and their image runs whatever they like. If you mean the well-known one, write `{meant}`; a local image of your own is better off with another name."
            ),
        )
        .confidence(Confidence::Medium);
    if let Some((place, text)) = image.rename(&reference, meant) {
        draft.fix(DraftFix::review(format!("Write {meant}")).replace(place, text));
    }
}

/// The famous name that this one is a slip of.
fn meant(name: &str) -> Option<&'static str> {
    FAMOUS.split(' ').find(|famous| {
        let same_letters = famous.len() == name.len() && {
            let count = |text: &str| text.bytes().map(u32::from).sum::<u32>();
            count(famous) == count(name)
        };
        let is_short = is_one_of("nginx redis mysql", famous);
        // Short names have words among their neighbors (`code`, `redist`): there letters are
        // swapped or lost.
        famous.len().abs_diff(name.len()) < 2
            && (famous.len() > 5 || same_letters || is_short && name.len() < famous.len())
            && famous.contains('/') == name.contains('/')
            && name.trim_end_matches(|last: char| last.is_ascii_digit()) != *famous
            && spelling::edits(name, famous) == Some(1)
    })
}
