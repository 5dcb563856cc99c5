//! The flags of `docker run`, with what each takes and which Compose key says the same.
//!
//! Names, letters and arity are those of `docker run --help` of Docker 28, with the hidden older
//! spellings (`--net`, `--dns-opt` …) and the flags that only Podman and nerdctl know:
//! <https://docs.docker.com/reference/cli/docker/container/run/>,
//! <https://docs.podman.io/en/latest/markdown/podman-run.1.html>.

/// What a flag says about the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A switch: the key becomes true.
    Switch,
    /// One value; the last one counts.
    Value,
    /// A value for the second key, inside a mapping under the first.
    Inner(&'static str),
    /// A switch for the second key, inside a mapping under the first.
    InnerSwitch(&'static str),
    /// One item of a list.
    Item,
    /// Items of a list, with commas between them.
    Items,
    /// `name=value`, an entry of a mapping.
    Pair,
    /// `name=value`, an entry of a mapping inside the first.
    InnerPair(&'static str),
    /// A list's only item.
    Only,
    /// `name=soft:hard`, an entry of a mapping.
    Limit,
    /// A network or a network mode.
    Network,
    /// `type=…,source=…,target=…`.
    Mount,
    /// The container's name.
    Name,
}

impl Meaning {
    /// True if the flag needs no value.
    pub(super) fn is_switch(self) -> bool {
        matches!(self, Meaning::Switch | Meaning::InnerSwitch(_))
    }
}

/// One flag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag {
    /// The long name, without dashes.
    pub(super) long: &'static str,
    /// The letter, if it has one.
    pub(super) short: Option<u8>,
    /// The Compose key; `x-` and the flag's name where Compose has none.
    pub(super) key: &'static str,
    /// How the value is read.
    pub(super) meaning: Meaning,
}

/// The flag with this long name.
pub(super) fn by_name(name: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.long == name)
}

/// The flag with this letter.
pub(super) fn by_letter(letter: u8) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.short == Some(letter))
}

/// All long names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FLAGS.iter().map(|flag| flag.long)
}

/// Flags of the engine itself, in front of `run`, that take a value.
pub(super) const GLOBAL_VALUED: [&str; 28] = [
    "--config",
    "--context",
    "--host",
    "--log-level",
    "--tlscacert",
    "--tlscert",
    "--tlskey",
    "--connection",
    "--identity",
    "--url",
    "--root",
    "--runroot",
    "--storage-driver",
    "--storage-opt",
    "--module",
    "--out",
    "--cgroup-manager",
    "--conmon",
    "--runtime",
    "--tmpdir",
    "--namespace",
    "--address",
    "--snapshotter",
    "--data-root",
    "-c",
    "-H",
    "-l",
    "-n",
];

use Meaning::{
    Inner, InnerPair, InnerSwitch, Item, Items, Limit, Mount, Name, Network, Only, Pair, Switch,
    Value,
};

const fn flag(long: &'static str, key: &'static str, meaning: Meaning) -> Flag {
    Flag {
        long,
        short: None,
        key,
        meaning,
    }
}

const fn short(letter: u8, long: &'static str, key: &'static str, meaning: Meaning) -> Flag {
    Flag {
        long,
        short: Some(letter),
        key,
        meaning,
    }
}

const FLAGS: &[Flag] = &[
    flag("add-host", "extra_hosts", Item),
    flag("annotation", "annotations", Pair),
    short(b'a', "attach", "x-attach", Item),
    flag("blkio-weight", "blkio_config", Inner("weight")),
    flag("blkio-weight-device", "x-blkio-weight-device", Item),
    flag("cap-add", "cap_add", Items),
    flag("cap-drop", "cap_drop", Items),
    flag("cgroup-parent", "cgroup_parent", Value),
    flag("cgroupns", "cgroup", Value),
    flag("cidfile", "x-cidfile", Value),
    flag("cpu-count", "cpu_count", Value),
    flag("cpu-percent", "cpu_percent", Value),
    flag("cpu-period", "cpu_period", Value),
    flag("cpu-quota", "cpu_quota", Value),
    flag("cpu-rt-period", "cpu_rt_period", Value),
    flag("cpu-rt-runtime", "cpu_rt_runtime", Value),
    short(b'c', "cpu-shares", "cpu_shares", Value),
    flag("cpus", "cpus", Value),
    flag("cpuset-cpus", "cpuset", Value),
    flag("cpuset-mems", "x-cpuset-mems", Value),
    short(b'd', "detach", "x-detach", Switch),
    flag("detach-keys", "x-detach-keys", Value),
    flag("device", "devices", Item),
    flag("device-cgroup-rule", "device_cgroup_rules", Item),
    flag("device-read-bps", "x-device-read-bps", Item),
    flag("device-read-iops", "x-device-read-iops", Item),
    flag("device-write-bps", "x-device-write-bps", Item),
    flag("device-write-iops", "x-device-write-iops", Item),
    flag("disable-content-trust", "x-disable-content-trust", Switch),
    flag("dns", "dns", Item),
    flag("dns-opt", "dns_opt", Item),
    flag("dns-option", "dns_opt", Item),
    flag("dns-search", "dns_search", Item),
    flag("domainname", "domainname", Value),
    flag("entrypoint", "entrypoint", Only),
    short(b'e', "env", "environment", Pair),
    flag("env-file", "env_file", Item),
    flag("expose", "expose", Item),
    flag("gpus", "gpus", Value),
    flag("group-add", "group_add", Item),
    flag("health-cmd", "healthcheck", Inner("test")),
    flag("health-interval", "healthcheck", Inner("interval")),
    flag("health-retries", "healthcheck", Inner("retries")),
    flag(
        "health-start-interval",
        "healthcheck",
        Inner("start_interval"),
    ),
    flag("health-start-period", "healthcheck", Inner("start_period")),
    flag("health-timeout", "healthcheck", Inner("timeout")),
    flag("help", "x-help", Switch),
    short(b'h', "hostname", "hostname", Value),
    flag("init", "init", Switch),
    short(b'i', "interactive", "stdin_open", Switch),
    flag("io-maxbandwidth", "x-io-maxbandwidth", Value),
    flag("io-maxiops", "x-io-maxiops", Value),
    flag("ip", "x-ip", Value),
    flag("ip6", "x-ip6", Value),
    flag("ipc", "ipc", Value),
    flag("isolation", "isolation", Value),
    flag("kernel-memory", "x-kernel-memory", Value),
    short(b'l', "label", "labels", Pair),
    flag("label-file", "label_file", Item),
    flag("link", "links", Item),
    flag("link-local-ip", "x-link-local-ip", Item),
    flag("log-driver", "logging", Inner("driver")),
    flag("log-opt", "logging", InnerPair("options")),
    flag("mac-address", "mac_address", Value),
    short(b'm', "memory", "mem_limit", Value),
    flag("memory-reservation", "mem_reservation", Value),
    flag("memory-swap", "memswap_limit", Value),
    flag("memory-swappiness", "mem_swappiness", Value),
    flag("mount", "volumes", Mount),
    flag("name", "container_name", Name),
    flag("net", "networks", Network),
    flag("net-alias", "x-network-alias", Item),
    flag("network", "networks", Network),
    flag("network-alias", "x-network-alias", Item),
    flag("no-healthcheck", "healthcheck", InnerSwitch("disable")),
    flag("oom-kill-disable", "oom_kill_disable", Switch),
    flag("oom-score-adj", "oom_score_adj", Value),
    flag("pid", "pid", Value),
    flag("pids-limit", "pids_limit", Value),
    flag("platform", "platform", Value),
    flag("privileged", "privileged", Switch),
    short(b'p', "publish", "ports", Item),
    short(b'P', "publish-all", "x-publish-all", Switch),
    flag("pull", "pull_policy", Value),
    short(b'q', "quiet", "x-quiet", Switch),
    flag("read-only", "read_only", Switch),
    flag("restart", "restart", Value),
    flag("rm", "x-rm", Switch),
    flag("runtime", "runtime", Value),
    flag("security-opt", "security_opt", Item),
    flag("shm-size", "shm_size", Value),
    flag("sig-proxy", "x-sig-proxy", Switch),
    flag("stop-signal", "stop_signal", Value),
    flag("stop-timeout", "x-stop-timeout", Value),
    flag("storage-opt", "storage_opt", Pair),
    flag("sysctl", "sysctls", Pair),
    flag("tmpfs", "tmpfs", Item),
    short(b't', "tty", "tty", Switch),
    flag("ulimit", "ulimits", Limit),
    flag("use-api-socket", "use_api_socket", Switch),
    short(b'u', "user", "user", Value),
    flag("userns", "userns_mode", Value),
    flag("uts", "uts", Value),
    short(b'v', "volume", "volumes", Item),
    flag("volume-driver", "x-volume-driver", Value),
    flag("volumes-from", "volumes_from", Item),
    short(b'w', "workdir", "working_dir", Value),
    // Podman and nerdctl only.
    flag("arch", "x-arch", Value),
    flag("authfile", "x-authfile", Value),
    flag("cert-dir", "x-cert-dir", Value),
    flag("cgroup-conf", "x-cgroup-conf", Item),
    flag("cgroups", "x-cgroups", Value),
    flag("chrootdirs", "x-chrootdirs", Item),
    flag("conmon-pidfile", "x-conmon-pidfile", Value),
    flag("cosign-key", "x-cosign-key", Value),
    flag("creds", "x-creds", Value),
    flag("decryption-key", "x-decryption-key", Item),
    flag("env-host", "x-env-host", Switch),
    flag("env-merge", "x-env-merge", Item),
    flag("gidmap", "x-gidmap", Item),
    flag("group-entry", "x-group-entry", Value),
    flag("health-log-destination", "x-health-log-destination", Value),
    flag("health-max-log-count", "x-health-max-log-count", Value),
    flag("health-max-log-size", "x-health-max-log-size", Value),
    flag("health-on-failure", "x-health-on-failure", Value),
    flag("health-startup-cmd", "x-health-startup-cmd", Value),
    flag(
        "health-startup-interval",
        "x-health-startup-interval",
        Value,
    ),
    flag("health-startup-retries", "x-health-startup-retries", Value),
    flag("health-startup-success", "x-health-startup-success", Value),
    flag("health-startup-timeout", "x-health-startup-timeout", Value),
    flag("hosts-file", "x-hosts-file", Value),
    flag("hostuser", "x-hostuser", Item),
    flag("http-proxy", "x-http-proxy", Switch),
    flag("image-volume", "x-image-volume", Value),
    flag("init-binary", "x-init-binary", Value),
    flag("init-path", "x-init-path", Value),
    flag("intel-rdt-closid", "x-intel-rdt-closid", Value),
    flag("ipfs-address", "x-ipfs-address", Value),
    flag("no-hostname", "x-no-hostname", Switch),
    flag("no-hosts", "x-no-hosts", Switch),
    flag("os", "x-os", Value),
    flag("passwd", "x-passwd", Switch),
    flag("passwd-entry", "x-passwd-entry", Value),
    flag("personality", "x-personality", Value),
    flag("pidfile", "x-pidfile", Value),
    flag("pod", "x-pod", Value),
    flag("pod-id-file", "x-pod-id-file", Value),
    flag("preserve-fd", "x-preserve-fd", Item),
    flag("preserve-fds", "x-preserve-fds", Value),
    flag("rdt-class", "x-rdt-class", Value),
    flag("read-only-tmpfs", "x-read-only-tmpfs", Switch),
    flag("replace", "x-replace", Switch),
    flag("requires", "x-requires", Item),
    flag("retry", "x-retry", Value),
    flag("retry-delay", "x-retry-delay", Value),
    flag("rmi", "x-rmi", Switch),
    flag("rootfs", "x-rootfs", Switch),
    flag("sdnotify", "x-sdnotify", Value),
    flag("seccomp-policy", "x-seccomp-policy", Value),
    flag("secret", "x-secret", Item),
    flag("shm-size-systemd", "x-shm-size-systemd", Value),
    flag("signature-policy", "x-signature-policy", Value),
    flag("subgidname", "x-subgidname", Value),
    flag("subuidname", "x-subuidname", Value),
    flag("systemd", "x-systemd", Value),
    flag("timeout", "x-timeout", Value),
    flag("tls-verify", "x-tls-verify", Switch),
    flag("tz", "x-tz", Value),
    flag("uidmap", "x-uidmap", Item),
    flag("umask", "x-umask", Value),
    flag("unsetenv", "x-unsetenv", Item),
    flag("unsetenv-all", "x-unsetenv-all", Switch),
    flag("variant", "x-variant", Value),
    flag("verify", "x-verify", Value),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters_are_unique() {
        let mut names: Vec<_> = names().collect();
        let mut letters: Vec<_> = FLAGS.iter().filter_map(|flag| flag.short).collect();
        let (all_names, all_letters) = (names.len(), letters.len());
        names.sort_unstable();
        names.dedup();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!((names.len(), letters.len()), (all_names, all_letters));
    }

    #[test]
    fn a_key_without_a_compose_meaning_is_an_extension_named_after_the_flag() {
        for flag in FLAGS.iter().filter(|flag| flag.key.starts_with("x-")) {
            let is_named_after = flag.key.strip_prefix("x-") == Some(flag.long);
            assert!(is_named_after || flag.long == "net-alias", "{}", flag.long);
        }
    }
}
