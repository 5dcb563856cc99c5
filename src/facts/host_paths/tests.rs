use super::*;
use Severity::{Critical, High, Low, Medium};

#[test]
fn judges_by_component() {
    for (path, writable, read_only) in [
        ("/", Critical, Some(High)),
        ("//", Critical, Some(High)),
        ("/srv/..", Critical, Some(High)),
        ("/etc/", Critical, Some(High)),
        ("/etc/cron.d", Critical, Some(Low)),
        ("/etc/passwd", Critical, Some(Low)),
        ("/etc/localtime", Low, None),
        ("/etc/pihole", Low, None),
        ("/proc", Critical, Some(High)),
        ("/sys/fs/cgroup", Medium, None),
        ("/var/lib/docker/", Critical, Some(High)),
        ("/var/lib/docker/containers", High, Some(Medium)),
        ("/root", Critical, Some(High)),
        ("/root/.ssh", Critical, Some(High)),
        ("~", High, Some(Medium)),
        ("/home", High, Some(Medium)),
        ("/home/ann", High, Some(Medium)),
        ("/home/$USER/.ssh", Critical, Some(High)),
        ("${HOME}/.aws", High, Some(Medium)),
        ("$HOME/.kube/config", High, Some(Medium)),
        ("/run/dbus/system_bus_socket", Low, Some(Low)),
        ("/tmp/.X11-unix", Low, Some(Low)),
        ("${SSH_AUTH_SOCK}", Medium, Some(Medium)),
        (r"C:\", Critical, Some(High)),
        (r"C:\Windows\System32", High, Some(Medium)),
        ("C:/Users", High, Some(Medium)),
        ("/dev/sda1", Critical, Some(High)),
        ("/var/run/udev", Low, None),
        ("/var/lib/docker/volumes/db/_data", Medium, Some(Low)),
        ("/home/ann/.config", High, Some(Medium)),
        ("/root/.ssh/known_hosts", Low, None),
    ] {
        let found = look_up(path).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(
            (found.writable, found.read_only),
            (writable, read_only),
            "{path}"
        );
    }
}

#[test]
fn leaves_projects_alone() {
    for path in [
        "/etcd-data",
        "/rootfs",
        "/home/ann/app",
        "/srv/x",
        "/opt",
        "/mnt/disk",
        "/media",
        "/data",
        "/dev/shm",
        "./etc",
        "../..",
        ".",
        "etc",
        "${DATA}/etc",
        "$PWD",
        "~/.cache/huggingface",
        "/home/ann/.ssh/id_ed25519.pub",
        "/tmp",
        "/var/www",
        r"C:\work",
        "/root/app",
        "$HOMEPAGE",
        "/home/${USER}/app",
    ] {
        assert_eq!(look_up(path), None, "{path}");
    }
}

#[test]
fn every_row_is_whole() {
    for line in PATHS.lines() {
        let (pattern, facts) = line.split_once('|').expect("two columns");
        assert_eq!(read(facts).is_none(), facts == "|", "{pattern}");
    }
}
