//! Which words ask which program for what.

use super::{PackageAction, PackageTool};

/// The package program of this name.
pub(super) fn tool(program: &str) -> Option<PackageTool> {
    Some(match program {
        "apt-get" | "apt" | "aptitude" => PackageTool::Apt,
        "apk" => PackageTool::Apk,
        "yum" => PackageTool::Yum,
        "dnf" | "dnf5" | "dnf-3" => PackageTool::Dnf,
        "microdnf" => PackageTool::Microdnf,
        "tdnf" => PackageTool::Tdnf,
        "zypper" => PackageTool::Zypper,
        "pacman" => PackageTool::Pacman,
        "uv" => PackageTool::Uv,
        "npm" => PackageTool::Npm,
        "yarn" | "yarnpkg" => PackageTool::Yarn,
        "pnpm" => PackageTool::Pnpm,
        "gem" => PackageTool::Gem,
        "conda" | "mamba" | "micromamba" => PackageTool::Conda,
        _ => {
            // `pip3`, `pip3.12`
            let version = program.strip_prefix("pip")?;
            let is_version = |byte: u8| byte == b'.' || byte.is_ascii_digit();
            return version.bytes().all(is_version).then_some(PackageTool::Pip);
        }
    })
}

/// What the first two operands ask for, and how many of them say so.
pub(super) fn action(tool: PackageTool, one: &str, two: &str) -> Option<(PackageAction, usize)> {
    use PackageAction::{Clean, Install, Refresh, Remove, Upgrade};
    let action = match tool {
        PackageTool::Apt => match one {
            "update" => Refresh,
            "install" | "reinstall" | "build-dep" | "satisfy" | "source" | "download" => Install,
            "upgrade" | "dist-upgrade" | "full-upgrade" | "safe-upgrade" | "dselect-upgrade" => {
                Upgrade
            }
            "remove" | "purge" | "autoremove" | "autopurge" => Remove,
            "clean" | "distclean" | "dist-clean" | "autoclean" => Clean,
            _ => return None,
        },
        PackageTool::Apk => match (one, two) {
            ("update", _) => Refresh,
            ("add" | "fix", _) => Install,
            ("upgrade", _) => Upgrade,
            ("del", _) => Remove,
            ("cache", "clean" | "purge") => return Some((Clean, 2)),
            _ => return None,
        },
        PackageTool::Yum | PackageTool::Dnf | PackageTool::Microdnf | PackageTool::Tdnf => {
            match (one, two) {
                ("makecache", _) => Refresh,
                (
                    "install" | "in" | "reinstall" | "rei" | "localinstall" | "groupinstall"
                    | "builddep",
                    _,
                ) => Install,
                ("group" | "module", "install") => return Some((Install, 2)),
                (
                    "update" | "upgrade" | "up" | "upgrade-minimal" | "update-minimal"
                    | "distro-sync",
                    _,
                ) => Upgrade,
                ("remove" | "rm" | "erase" | "autoremove", _) => Remove,
                ("history", "undo") => return Some((Remove, 2)),
                ("clean", _) => Clean,
                _ => return None,
            }
        }
        PackageTool::Zypper => match one {
            "refresh" | "ref" => Refresh,
            "install" | "in" | "source-install" | "si" => Install,
            "update" | "up" | "patch" | "dist-upgrade" | "dup" => Upgrade,
            "remove" | "rm" => Remove,
            "clean" | "cc" => Clean,
            _ => return None,
        },
        PackageTool::Pip => match (one, two) {
            ("install", _) => Install,
            ("uninstall", _) => Remove,
            ("cache", "purge") => return Some((Clean, 2)),
            _ => return None,
        },
        PackageTool::Uv => match (one, two) {
            ("sync" | "add", _) => Install,
            ("pip", "install" | "sync") | ("tool", "install") => return Some((Install, 2)),
            ("pip", "uninstall") => return Some((Remove, 2)),
            ("cache", "clean" | "prune") => return Some((Clean, 2)),
            _ => return None,
        },
        PackageTool::Npm => match (one, two) {
            ("install" | "i" | "ci" | "add" | "clean-install" | "install-ci-test", _) => Install,
            ("update" | "up" | "upgrade", _) => Upgrade,
            ("uninstall" | "remove" | "rm" | "un", _) => Remove,
            ("cache", "clean" | "clear" | "rm") => return Some((Clean, 2)),
            _ => return None,
        },
        PackageTool::Yarn => match (one, two) {
            ("install" | "add", _) => Install,
            ("global", "add") | ("workspaces", "focus") => return Some((Install, 2)),
            ("remove", _) => Remove,
            ("cache", "clean") => return Some((Clean, 2)),
            _ => return None,
        },
        PackageTool::Pnpm => match (one, two) {
            ("install" | "i" | "add" | "ci" | "fetch", _) => Install,
            ("remove" | "rm" | "uninstall", _) => Remove,
            ("store", "prune") => return Some((Clean, 2)),
            _ => return None,
        },
        PackageTool::Gem => match one {
            "install" | "i" => Install,
            "update" => Upgrade,
            "uninstall" => Remove,
            _ => return None,
        },
        PackageTool::Conda => match (one, two) {
            ("install" | "create", _) => Install,
            ("env", "create" | "update") => return Some((Install, 2)),
            ("update" | "upgrade", _) => Upgrade,
            ("remove" | "uninstall", _) => Remove,
            ("clean", _) => Clean,
            _ => return None,
        },
        PackageTool::Pacman => return None,
    };
    Some((action, 1))
}
