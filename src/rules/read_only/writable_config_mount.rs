#![doc = include_str!("writable_config_mount.md")]

use crate::compose::volumes::MountKind;
use crate::facts::{engine_socket, host_paths};
use crate::rules::image_names::tool_of;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

/// The rule. <https://docs.docker.com/engine/storage/bind-mounts/#use-a-read-only-bind-mount>
pub const RULE: Rule = Rule::new("writable-config-mount", Severity::Low)
    .fixes(Safety::Safe)
    .in_service(service);

/// Scripts that an image's own start script runs.
const START_SCRIPTS: &str = "/docker-entrypoint-initdb.d /docker-entrypoint-init.d /docker-entrypoint.d /container-entrypoint-initdb.d";

/// Where programs look for settings that they never write themselves.
const SETTINGS: &str = "/etc/alertmanager /etc/apache2 /etc/blackbox_exporter /etc/caddy /etc/coredns /etc/envoy /etc/grafana /etc/haproxy /etc/loki /etc/my.cnf /etc/mysql /etc/nginx /etc/otelcol /etc/otelcol-contrib /etc/postgresql /etc/prometheus /etc/promtail /etc/rabbitmq /etc/redis /etc/snmp_exporter /etc/telegraf /etc/tempo /etc/traefik /etc/varnish /etc/vector /fluent-bit/etc /fluentd/etc /usr/local/apache2/conf /usr/local/etc/haproxy /usr/local/etc/php /usr/local/etc/php-fpm.d /usr/local/etc/redis /usr/share/kibana/config /usr/share/logstash/config /usr/share/logstash/pipeline";

/// Endings of files that are settings, and of keys and certificates.
const ENDINGS: &str = "cfg cnf conf hcl ini properties rules template tmpl toml vcl xml yaml yml";
const KEYS: &str = "cer cert crt key pem pub";

/// Where programs keep what they write.
const STATE: &str = "/app/config /app/data /config /data /home /mnt /root /storage /var";

/// Words in names of files that their programs write, and of programs that renew certificates.
const WRITTEN: [&str; 6] = [
    "acme",
    "adguard",
    "sentinel",
    "users_database",
    "state",
    "cache",
];
const RENEWS: [&str; 4] = ["acme", "certbot", "lego", "step-ca"];

/// What is in the container's reach, and whether it's sure that the program never writes it.
struct Config {
    what: &'static str,
    is_sure: bool,
}

fn service(service: &Service, check: &mut Check) {
    for mount in service.volumes() {
        let (Some(source), Some(target)) = (&mount.source, &mount.target) else {
            continue;
        };
        if mount.kind != MountKind::Bind || mount.read_only || mount.route.is_inherited() {
            continue;
        }
        let Some(config) = config(&target.value) else {
            continue;
        };
        let path: &str = &source.value;
        let lower = path.to_ascii_lowercase();
        let tool = tool_of(service);
        // What belongs to the host is told elsewhere.
        if host_paths::look_up(path).is_some()
            || engine_socket::at(path).is_some()
            || WRITTEN
                .iter()
                .any(|word| lower.contains(word) || target.value.contains(word))
            || RENEWS.iter().any(|word| tool.contains(word))
        {
            continue;
        }
        let (name, what) = (service.name(), config.what);
        let place = mount.route.place(source.span);
        let detail = if config.is_sure {
            "It only reads that. With `:ro`, nobody who breaks in can leave a change behind that outlasts the container."
        } else {
            "If it only reads that, add `:ro`: then nobody who breaks in can leave a change behind that outlasts the container."
        };
        let draft = check.report(
            place.span,
            format!("`{name}` may rewrite {what} `{}`.", excerpt(path)),
            detail,
        );
        draft.written_at(place);
        let fix = if config.is_sure {
            DraftFix::safe("Let it only read")
        } else {
            draft.confidence(Confidence::Medium);
            DraftFix::review("Let it only read")
        };
        let edit = mount.made_read_only();
        draft.fix(edit.map(|(span, text)| fix.replace(span, text)));
    }
}

/// True if a path is one of these or lies below it.
fn is_below(folders: &str, path: &str) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| at).skip(1);
    is_one_of(folders, path)
        || ends
            .take(8)
            .any(|end| is_one_of(folders, path.get(..end).unwrap_or_default()))
}

/// What a path in a container is, if it's something to read only.
fn config(target: &str) -> Option<Config> {
    let path = target.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if is_below(START_SCRIPTS, path) {
        return Some(Config {
            what: "what it runs at the start,",
            is_sure: true,
        });
    }
    let is_state = is_below(STATE, path);
    let is_known = is_below(SETTINGS, path);
    if is_one_of(KEYS, ending) && !is_state {
        return Some(Config {
            what: "its own keys, in",
            is_sure: is_known || is_below("/certs /etc/certs /etc/ssl /ssl", path),
        });
    }
    let is_file = is_one_of(ENDINGS, ending) || name == "Caddyfile";
    // A folder may hold more than settings.
    let is_folder = is_known
        && (ending.is_empty() || ending == "d")
        && !is_below(
            "/etc/traefik /etc/redis /etc/rabbitmq /usr/local/etc/redis",
            path,
        );
    (is_file && !is_state || is_folder).then_some(Config {
        what: "its own settings, in",
        is_sure: is_known && is_file,
    })
}
