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

/// Paths by their components, the first that fits wins: components | harm, severity if writable,
/// severity if read-only | what is there. Alternatives are set off by commas; `*` stands for the
/// rest of a component, `..` for anything below or nothing, `?:` for a drive. (`appdata` is where home servers keep
/// what belongs to their containers.)
const PATHS: &str = "\
|sch|every file on this machine
etc|sch|this machine's accounts and settings
root|kch|root's home folder
home,Users|khm|everyone's home folders
~|khm|a whole home folder, keys and all
~,root/.ssh/known_hosts|sl-|a setting that it only reads
~,root/.gitconfig|sl-|a setting that it only reads
~,root/.ssh/..|kch|your SSH keys
~,root/.aws,.azure,.oci/..|khm|the keys to your cloud
~,root/.config/gcloud/..|khm|the keys to your cloud
~,root/.kube/..|khm|the keys to your clusters
~,root/.docker/..|khm|your registry logins
~,root/.gnupg,.password-store,.pki/..|khm|your private keys
~,root/.local/share/keyrings/..|khm|your private keys
~,root/.netrc,.git-credentials,.npmrc,.pypirc,.pgpass,.my.cnf|khm|your saved logins
~,root/.vault-token,.terraform.d,.bash_history,.config|khm|your saved logins
~,root/.cargo/credentials,credentials.toml|khm|your saved logins
~,root/.m2/settings.xml|khm|your saved logins
~,root/.config/gh,rclone,sops,op/..|khm|your saved logins
~,root/.bashrc,.bash_profile,.profile,.zshrc,.zshenv|ph-|what your shell runs when you log in
~,root/.Xauthority|omm|your screen and keyboard
etc/localtime,timezone,os-release,machine-id,hostname,ca-certificates/..|sl-|a setting that it only reads
etc/pki,ssl/certs/..|sl-|a setting that it only reads
etc/hosts,resolv.conf|sm-|how this machine finds others
etc/passwd,group,subuid,subgid|scl|this machine's accounts
etc/shadow,gshadow,sudoers,sudoers.d,ssh,pam.d,security/..|kch|who may log in to this machine
etc/systemd,init.d,rc.local,profile,profile.d,environment,udev/..|pcl|what this machine starts by itself
etc/ld.so.preload,ld.so.conf.d,anacrontab,cron*/..|pcl|what this machine starts by itself
etc/docker,containerd,kubernetes,rancher,letsencrypt/..|khm|keys that belong to this machine
etc/wireguard,openvpn,NetworkManager/..|khm|keys that belong to this machine
etc/ssl,pki/..|kml|this machine's private keys
etc/..|sl-|settings of this machine
run/dbus/..|oll|the bus that this machine's services talk on
run/user/*/..|oll|the sockets of a desktop session
run/systemd/..|sml|the controls of systemd
run/log/..|sml|this machine's logs
run/secrets/..|khm|this machine's secrets
run/udev/..|sl-|the list of devices
proc/cpuinfo,meminfo,stat,uptime,diskstats,loadavg,swaps,version,mounts|sl-|the kernel's figures
proc/..|sch|every process and switch of the kernel
sys/fs/cgroup/..|sm-|the limits of every container
sys|shm|the kernel's switches
sys/kernel,firmware,module,fs/..|shm|the kernel's switches
sys/..|sm-|the controls of a device
dev|sch|every disk and device
dev/shm,null,zero,full,random,urandom,log,net/..||
dev/sd*,nvme*,vd*,xvd*,dm-*,mapper*,disk*,mem*,kmem*,port*/..|sch|a disk or the memory of this machine
dev/..|sll|a device of this machine
boot/..|phm|what this machine boots
lib/modules/..|phn|the kernel's modules
usr/lib/modules/..|phn|the kernel's modules
usr/share/appdata/*/..||
usr/share,src,local/..|pm-|files of this machine's programs
bin,sbin,lib,lib32,lib64,usr/..|phl|this machine's programs
var|shm|the data of other programs
var/lib|shm|the data of other programs
var/lib/docker/containers/..|shm|the logs and settings of every container
var/lib/docker/volumes/*/..|sml|another container's volume
var/lib/docker,containerd,containers,kubelet,rancher,etcd,lxc/..|sch|the files of every container
var/spool/cron/..|pcl|what this machine starts by itself
var/log/..|sml|this machine's logs
tmp/.X11-unix/..|oll|your screen and keyboard
?:|sch|a whole drive of this machine
?:/windows/..|phm|the Windows of this machine
?:/users|khm|everyone's home folders
";

/// What is known of a host path; nothing for harmless ones, relative ones, and those with a
/// variable that can't be known. The engine's sockets are in [`super::engine_socket`].
pub fn look_up(path: &str) -> Option<HostPath> {
    if matches!(path, "$SSH_AUTH_SOCK" | "${SSH_AUTH_SOCK}") || path.ends_with("/ssh-auth.sock") {
        return read("omm|the keys in your SSH agent");
    }
    let parts = parts(path)?;
    if let ["~" | "root", ".ssh", .., file] = parts.as_slice()
        && file.rsplit_once('.').is_some_and(|(_, end)| end == "pub")
    {
        return None;
    }
    for line in PATHS.lines() {
        let (pattern, facts) = line.split_once('|')?;
        if fits(pattern, &parts) {
            return read(facts);
        }
    }
    None
}

/// Reads `sch|what is there`.
fn read(facts: &'static str) -> Option<HostPath> {
    let (letters, holds) = facts.split_once('|')?;
    let [harm, writable, read_only] = *letters.as_bytes() else {
        return None;
    };
    let severity = |letter| match letter {
        b'c' => Some(Severity::Critical),
        b'h' => Some(Severity::High),
        b'm' => Some(Severity::Medium),
        b'l' => Some(Severity::Low),
        b'n' => Some(Severity::Note),
        _ => None,
    };
    Some(HostPath {
        holds,
        harm: match harm {
            b'k' => Harm::Credentials,
            b'p' => Harm::Programs,
            b'o' => Harm::Socket,
            _ => Harm::System,
        },
        writable: severity(writable)?,
        read_only: severity(read_only),
    })
}

/// True if a path of these components is what the pattern means.
fn fits(pattern: &str, parts: &[&str]) -> bool {
    let mut parts = parts.iter();
    let on_drive = pattern.starts_with('?');
    for wanted in pattern.split('/').filter(|wanted| !wanted.is_empty()) {
        if wanted == ".." {
            return true;
        }
        let Some(part) = parts.next() else {
            return false;
        };
        let found = wanted.split(',').any(|one| match one.strip_suffix('*') {
            Some(beginning) => part.starts_with(beginning),
            None if one == "?:" => part.len() == 2 && part.ends_with(':'),
            None if on_drive => part.eq_ignore_ascii_case(one),
            None => *part == one,
        });
        if !found {
            return false;
        }
    }
    parts.next().is_none()
}

/// The components of a path from the root, with a home folder as `~` and `/var/run` as `/run`.
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
    match parts.as_slice() {
        ["home" | "Users", _, ..] => {
            parts.remove(0);
            if let Some(first) = parts.first_mut() {
                *first = "~";
            }
        }
        ["var", "run", ..] => {
            parts.remove(0);
        }
        _ => {}
    }
    Some(parts)
}

/// Tools whose job is to watch the whole host.
const WATCHERS: &str = "node-exporter node_exporter cadvisor promtail alloy netdata telegraf \
    filebeat metricbeat glances fluent-bit fluentd vector beszel-agent datadog otel \
    opentelemetry-collector dd-agent";

/// True for a tool whose job is to watch the whole host, by the last part of its image's name.
pub fn watches_host(image: &str) -> bool {
    WATCHERS.split(' ').any(|tool| image.contains(tool))
}

/// Tools that join or make a network of their own.
const TUNNELS: &str = "wireguard wg- vpn gluetun tailscale zerotier netbird nebula firezone";

/// True for a VPN and its like, by the last part of its image's name.
pub fn makes_tunnels(image: &str) -> bool {
    TUNNELS.split(' ').any(|tool| image.contains(tool))
}

#[cfg(test)]
mod tests;
