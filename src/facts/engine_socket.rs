//! The sockets that container engines listen on, and what well-known tools want from them.
//!
//! Whoever may write to such a socket may start containers with any right on the host:
//! <https://docs.docker.com/engine/security/#docker-daemon-attack-surface>.

use super::table::Columns;

/// What a path of the host leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EngineSocket {
    /// Whose socket it is.
    pub engine: &'static str,
    /// True for a folder that holds the socket among other things.
    pub is_folder: bool,
}

/// What a tool does with the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// It looks; the settings of `tecnativa/docker-socket-proxy` that let it.
    Looks(&'static str),
    /// It changes containers; the settings that let it.
    Acts(&'static str),
    /// It is a control panel for the whole engine.
    Manages,
    /// It builds and starts whatever its jobs say.
    Builds,
    /// It is the proxy that others should talk to.
    Filters,
}

/// The engine's socket at a host path, in any folder; nothing for relative paths, which belong to
/// the project.
pub fn at(path: &str) -> Option<EngineSocket> {
    if !path.starts_with(['/', '\\', '~', '$', '%']) {
        return None;
    }
    let parts = path
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "."));
    let mut first = [""; 4];
    let mut count = 0;
    let mut last = "";
    for part in parts {
        if let Some(slot) = first.get_mut(count) {
            *slot = part;
        }
        count += 1;
        last = part;
    }
    let found = |engine, is_folder| Some(EngineSocket { engine, is_folder });
    let socket = |engine| found(engine, false);
    let folder = |engine| found(engine, true);
    match last {
        "docker.sock"
        | "docker.raw.sock"
        | "docker.sock.raw"
        | "cri-dockerd.sock"
        | "dockershim.sock"
        | "docker_engine"
        | "dockerDesktopLinuxEngine" => {
            return socket("Docker");
        }
        "podman.sock" | "podman-machine-default" => return socket("Podman"),
        "containerd.sock" => return socket("containerd"),
        "crio.sock" => return socket("CRI-O"),
        _ => {}
    }
    let first = first.get(..count)?;
    let below = first.strip_prefix(&["var"]).unwrap_or(first);
    match below {
        ["run" | "$XDG_RUNTIME_DIR" | "${XDG_RUNTIME_DIR}"]
        | ["run", "user"]
        | ["run", "user", _] => folder("Docker"),
        ["run", "podman"] | ["run", "user", _, "podman"] => folder("Podman"),
        ["run", "containerd"] => folder("containerd"),
        ["run", "crio"] => folder("CRI-O"),
        _ => None,
    }
}

/// Tools by a part of their images' names: name | what they want (`f`ilter, `m`anage, `b`uild,
/// `l`ook or `a`ct) | the settings that let them.
const TOOLS: &str = "\
socket-proxy|f
portainer|m
dockge|m
yacht|m
komodo|m
visualizer|l|NODES, SERVICES and TASKS
traefik|l|CONTAINERS
nginx-proxy|l|CONTAINERS
acme-companion|a|CONTAINERS, EXEC and POST
docker-gen|l|CONTAINERS
caddy-docker-proxy|l|CONTAINERS and NETWORKS
dozzle|l|CONTAINERS and INFO
diun|l|CONTAINERS and IMAGES
homepage|l|CONTAINERS
homarr|l|CONTAINERS
promtail|l|CONTAINERS
alloy|l|CONTAINERS
filebeat|l|CONTAINERS
metricbeat|l|CONTAINERS and INFO
telegraf|l|CONTAINERS and INFO
netdata|l|CONTAINERS
glances|l|CONTAINERS
cadvisor|l|CONTAINERS and INFO
vector|l|CONTAINERS
crowdsec|l|CONTAINERS
uptime-kuma|l|CONTAINERS
watchtower|a|CONTAINERS, IMAGES, NETWORKS and POST
ouroboros|a|CONTAINERS, IMAGES, NETWORKS and POST
autoheal|a|CONTAINERS and ALLOW_RESTARTS
ofelia|a|CONTAINERS, EXEC and POST
runner|b
jenkins|b
drone|b
woodpecker|b
";

/// What a tool wants from the engine, by the last part of its image's name.
pub fn wants(image: &str) -> Option<Wants> {
    for row in TOOLS.lines() {
        let mut columns = Columns::new(row);
        if image.contains(columns.next()) {
            return Some(match columns.next() {
                "f" => Wants::Filters,
                "m" => Wants::Manages,
                "b" => Wants::Builds,
                "l" => Wants::Looks(columns.next()),
                _ => Wants::Acts(columns.next()),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_sockets_in_any_folder() {
        for (path, engine) in [
            ("/var/run/docker.sock", "Docker"),
            ("/run/user/1000/docker.sock", "Docker"),
            ("${XDG_RUNTIME_DIR}/docker.sock", "Docker"),
            ("~/.docker/run/docker.sock", "Docker"),
            ("//./pipe/docker_engine", "Docker"),
            (r"\\.\pipe\docker_engine", "Docker"),
            ("/run/podman/podman.sock", "Podman"),
            ("/run/k3s/containerd/containerd.sock", "containerd"),
            ("/var/run/crio/crio.sock", "CRI-O"),
        ] {
            let found = at(path).unwrap_or_else(|| panic!("{path}"));
            assert_eq!((found.engine, found.is_folder), (engine, false), "{path}");
        }
        for path in ["/run", "/var/run/", "/run/containerd", "$XDG_RUNTIME_DIR"] {
            assert!(at(path).is_some_and(|found| found.is_folder), "{path}");
        }
        for path in [
            "./docker.sock.d",
            "./docker.sock",
            "my-docker.sock",
            "/run/dbus",
            "/srv/run",
            "/run/user/1000/bus",
            "/",
        ] {
            assert_eq!(at(path), None, "{path}");
        }
    }
}
