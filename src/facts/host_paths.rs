//! Paths of the host that containers have no business with, and how bad it is to hand them out.
//!
//! CIS Docker Benchmark 5.6 names the folders of the system; the rest are the places where
//! programs keep keys and logins (their own documentation).

use crate::report::Severity;

/// What kind of harm a path can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// It belongs to the operating system.
    System,
    /// Programs that the host runs by itself, as root.
    Programs,
    /// Keys and logins.
    Credentials,
    /// Sockets of the desktop and of agents: `:ro` changes nothing there.
    Socket,
}

/// A path of the host that is worth a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostPath {
    /// What is there, to go into a sentence.
    pub holds: &'static str,
    /// What kind of harm it does.
    pub harm: Harm,
    /// How bad it is if the container may write there.
    pub writable: Severity,
    /// How bad it is if the container may only read; nothing where that is fine.
    pub read_only: Option<Severity>,
}

/// What is known of a host path; nothing for harmless ones, relative ones, and those with a
/// variable that can't be known. The engine's sockets are in [`super::engine_socket`].
pub fn look_up(path: &str) -> Option<HostPath> {
    if matches!(path, "$SSH_AUTH_SOCK" | "${SSH_AUTH_SOCK}") || path.ends_with("/ssh-auth.sock") {
        return socket("the keys in your SSH agent", Severity::Medium);
    }
    let parts = parts(path)?;
    match parts.as_slice() {
        ["~" | "root", rest @ ..] if !rest.is_empty() => in_home(rest),
        ["etc", rest @ ..] if !rest.is_empty() => in_etc(rest),
        ["var", "run", rest @ ..] | ["run", rest @ ..] => in_run(rest),
        other => in_system(other),
    }
}

#[allow(clippy::unnecessary_wraps, reason = "an arm of the tables below")]
fn found(
    holds: &'static str,
    harm: Harm,
    writable: Severity,
    read_only: Option<Severity>,
) -> Option<HostPath> {
    Some(HostPath {
        holds,
        harm,
        writable,
        read_only,
    })
}

fn socket(holds: &'static str, severity: Severity) -> Option<HostPath> {
    found(holds, Harm::Socket, severity, Some(severity))
}

fn in_system(parts: &[&str]) -> Option<HostPath> {
    use Harm::{Credentials, Programs, System};
    use Severity::{Critical, High, Low, Medium, Note};
    match parts {
        [] => found("every file on this machine", System, Critical, Some(High)),
        ["etc"] => found(
            "this machine's accounts and settings",
            System,
            Critical,
            Some(High),
        ),
        ["root"] => found("root's home folder", Credentials, Critical, Some(High)),
        ["home" | "Users"] => found("everyone's home folders", Credentials, High, Some(Medium)),
        ["~"] => found(
            "a whole home folder, keys and all",
            Credentials,
            High,
            Some(Medium),
        ),
        [
            "proc",
            "cpuinfo" | "meminfo" | "stat" | "uptime" | "diskstats" | "loadavg" | "swaps"
            | "version" | "mounts",
        ] => found("the kernel's figures", System, Low, None),
        ["proc", ..] => found(
            "every process and switch of the kernel",
            System,
            Critical,
            Some(High),
        ),
        ["sys", "fs", "cgroup", ..] => found("the limits of every container", System, Medium, None),
        ["sys"] | ["sys", "kernel" | "firmware" | "module" | "fs", ..] => {
            found("the kernel's switches", System, High, Some(Medium))
        }
        ["sys", ..] => found("the controls of a device", System, Medium, None),
        ["dev"] => found("every disk and device", System, Critical, Some(High)),
        // `appdata` is where home servers keep what belongs to their containers.
        [
            "dev",
            "shm" | "null" | "zero" | "full" | "random" | "urandom" | "log" | "net",
            ..,
        ]
        | ["usr", "share", "appdata", _, ..] => None,
        ["dev", device, ..] if is_disk(device) => found(
            "a disk or the memory of this machine",
            System,
            Critical,
            Some(High),
        ),
        ["dev", ..] => found("a device of this machine", System, Low, Some(Low)),
        ["boot", ..] => found("what this machine boots", Programs, High, Some(Medium)),
        ["lib", "modules", ..] | ["usr", "lib", "modules", ..] => {
            found("the kernel's modules", Programs, High, Some(Note))
        }
        ["usr", "share" | "src" | "local", ..] => {
            found("files of this machine's programs", Programs, Medium, None)
        }
        ["bin" | "sbin" | "lib" | "lib32" | "lib64" | "usr", ..] => {
            found("this machine's programs", Programs, High, Some(Low))
        }
        ["var"] | ["var", "lib"] => found("the data of other programs", System, High, Some(Medium)),
        ["var", "lib", "docker", "containers", ..] => found(
            "the logs and settings of every container",
            System,
            High,
            Some(Medium),
        ),
        ["var", "lib", "docker", "volumes", _, ..] => {
            found("another container's volume", System, Medium, Some(Low))
        }
        [
            "var",
            "lib",
            "docker" | "containerd" | "containers" | "kubelet" | "rancher" | "etcd" | "lxc",
            ..,
        ] => found("the files of every container", System, Critical, Some(High)),
        ["var", "spool", "cron", ..] => started_by_itself(),
        ["var", "log", ..] => found("this machine's logs", System, Medium, Some(Low)),
        ["tmp", ".X11-unix", ..] => socket("your screen and keyboard", Low),
        [drive] if is_drive(drive) => found(
            "a whole drive of this machine",
            System,
            Critical,
            Some(High),
        ),
        [drive, folder, ..] if is_drive(drive) && folder.eq_ignore_ascii_case("Windows") => {
            found("the Windows of this machine", Programs, High, Some(Medium))
        }
        [drive, folder] if is_drive(drive) && folder.eq_ignore_ascii_case("Users") => {
            found("everyone's home folders", Credentials, High, Some(Medium))
        }
        _ => None,
    }
}

fn started_by_itself() -> Option<HostPath> {
    let low = Some(Severity::Low);
    found(
        "what this machine starts by itself",
        Harm::Programs,
        Severity::Critical,
        low,
    )
}

fn in_etc(parts: &[&str]) -> Option<HostPath> {
    use Harm::{Credentials, System};
    use Severity::{Critical, High, Low, Medium};
    match parts {
        [
            "localtime" | "timezone" | "os-release" | "machine-id" | "hostname" | "ca-certificates",
            ..,
        ]
        | ["pki" | "ssl", "certs", ..] => found("a setting that it only reads", System, Low, None),
        ["hosts" | "resolv.conf"] => found("how this machine finds others", System, Medium, None),
        ["passwd" | "group" | "subuid" | "subgid"] => {
            found("this machine's accounts", System, Critical, Some(Low))
        }
        [
            "shadow" | "gshadow" | "sudoers" | "sudoers.d" | "ssh" | "pam.d" | "security",
            ..,
        ] => found(
            "who may log in to this machine",
            Credentials,
            Critical,
            Some(High),
        ),
        [
            "systemd" | "init.d" | "rc.local" | "profile" | "profile.d" | "ld.so.preload"
            | "ld.so.conf.d" | "environment" | "udev" | "anacrontab",
            ..,
        ] => started_by_itself(),
        [first, ..] if first.starts_with("cron") => started_by_itself(),
        [
            "docker" | "containerd" | "kubernetes" | "rancher" | "letsencrypt" | "wireguard"
            | "openvpn" | "NetworkManager",
            ..,
        ] => found(
            "keys that belong to this machine",
            Credentials,
            High,
            Some(Medium),
        ),
        ["ssl" | "pki", ..] => found(
            "this machine's private keys",
            Credentials,
            Medium,
            Some(Low),
        ),
        _ => found("settings of this machine", System, Low, None),
    }
}

fn in_run(parts: &[&str]) -> Option<HostPath> {
    use Severity::{High, Low, Medium};
    match parts {
        ["dbus", ..] => socket("the bus that this machine's services talk on", Low),
        ["user", _, ..] => socket("the sockets of a desktop session", Low),
        ["systemd", ..] => found("the controls of systemd", Harm::System, Medium, Some(Low)),
        ["log", ..] => found("this machine's logs", Harm::System, Medium, Some(Low)),
        ["secrets", ..] => found(
            "this machine's secrets",
            Harm::Credentials,
            High,
            Some(Medium),
        ),
        ["udev", ..] => found("the list of devices", Harm::System, Low, None),
        _ => None,
    }
}

/// A path below somebody's home folder: projects are fine, hidden places with keys aren't.
fn in_home(parts: &[&str]) -> Option<HostPath> {
    use Harm::{Credentials, Programs, System};
    use Severity::{Critical, High, Low, Medium};
    match parts {
        [".ssh", "known_hosts"] | [".gitconfig"] => {
            found("a setting that it only reads", System, Low, None)
        }
        [".ssh", rest @ ..] if !rest.last().is_some_and(|file| is_public_key(file)) => {
            found("your SSH keys", Credentials, Critical, Some(High))
        }
        [".aws" | ".azure" | ".oci", ..] | [".config", "gcloud", ..] => {
            found("the keys to your cloud", Credentials, High, Some(Medium))
        }
        [".kube", ..] => found("the keys to your clusters", Credentials, High, Some(Medium)),
        [".docker", ..] => found("your registry logins", Credentials, High, Some(Medium)),
        [".gnupg" | ".password-store" | ".pki", ..] | [".local", "share", "keyrings", ..] => {
            found("your private keys", Credentials, High, Some(Medium))
        }
        [
            ".netrc" | ".git-credentials" | ".npmrc" | ".pypirc" | ".pgpass" | ".my.cnf"
            | ".vault-token" | ".terraform.d" | ".bash_history" | ".config",
        ]
        | [".cargo", "credentials" | "credentials.toml"]
        | [".m2", "settings.xml"]
        | [".config", "gh" | "rclone" | "sops" | "op", ..] => {
            found("your saved logins", Credentials, High, Some(Medium))
        }
        [".bashrc" | ".bash_profile" | ".profile" | ".zshrc" | ".zshenv"] => {
            found("what your shell runs when you log in", Programs, High, None)
        }
        [".Xauthority"] => socket("your screen and keyboard", Medium),
        _ => None,
    }
}

fn is_public_key(file: &str) -> bool {
    file.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "pub")
}

fn is_disk(device: &str) -> bool {
    [
        "sd", "nvme", "vd", "xvd", "dm-", "mapper", "disk", "mem", "kmem", "port",
    ]
    .iter()
    .any(|name| device.starts_with(name))
}

fn is_drive(part: &str) -> bool {
    part.len() == 2 && part.ends_with(':')
}

/// The components of a path from the root, with a home folder as `~`.
fn parts(path: &str) -> Option<Vec<&str>> {
    let home = [
        "~",
        "$HOME",
        "${HOME}",
        "${HOME:-}",
        "$USERPROFILE",
        "${USERPROFILE}",
    ]
    .iter()
    .filter_map(|home| path.strip_prefix(home))
    .find(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    let mut parts = Vec::new();
    let rest = match home {
        Some(rest) => {
            parts.push("~");
            rest
        }
        None if path.starts_with('/') || path.get(1..2) == Some(":") => path,
        None => return None,
    };
    let depth = parts.len();
    for part in rest.split(['/', '\\']) {
        match part {
            "" | "." => {}
            // Above the root is the root.
            ".." => parts.truncate(parts.len().saturating_sub(1).max(depth)),
            // Whoever `/home/$USER` is, it's somebody's.
            part if part.contains(['$', '`']) && parts.as_slice() != ["home"] => return None,
            part => parts.push(part),
        }
    }
    if matches!(parts.as_slice(), ["home" | "Users", _, ..]) {
        parts.remove(0);
        if let Some(first) = parts.first_mut() {
            *first = "~";
        }
    }
    Some(parts)
}

/// True for a tool whose job is to watch the whole host, by the last part of its image's name.
pub fn watches_host(image: &str) -> bool {
    const TOOLS: [&str; 18] = [
        "node-exporter",
        "node_exporter",
        "cadvisor",
        "promtail",
        "alloy",
        "netdata",
        "telegraf",
        "filebeat",
        "metricbeat",
        "glances",
        "fluent-bit",
        "fluentd",
        "vector",
        "beszel-agent",
        "datadog",
        "otel",
        "opentelemetry-collector",
        "dd-agent",
    ];
    TOOLS.iter().any(|tool| image.contains(tool))
}

#[cfg(test)]
mod tests;
