//! Which words ask which program for what.

use super::{PackageAction, PackageTool};
use crate::shell::valued::without_version;

/// The programs, in the order of [`PackageTool::ALL`].
const TOOLS: &str = "apt apk yum dnf microdnf tdnf zypper pacman pip uv npm yarn pnpm gem conda";

/// What the first operand, or the first two joined by `+`, ask for: behind each action its words.
const APT: &str = "refresh: update \
    install: install reinstall build-dep satisfy source download \
    upgrade: upgrade dist-upgrade full-upgrade safe-upgrade dselect-upgrade \
    remove: remove purge autoremove autopurge \
    clean: clean distclean dist-clean autoclean";
const APK: &str = "refresh: update install: add fix upgrade: upgrade remove: del \
    clean: cache+clean cache+purge";
const DNF: &str = "refresh: makecache \
    install: install in reinstall rei localinstall groupinstall builddep \
    group+install module+install \
    upgrade: update upgrade up upgrade-minimal update-minimal distro-sync \
    remove: remove rm erase autoremove history+undo \
    clean: clean";
const ZYPPER: &str = "refresh: refresh ref install: install in source-install si \
    upgrade: update up patch dist-upgrade dup remove: remove rm clean: clean cc";
const PIP: &str = "install: install remove: uninstall clean: cache+purge";
const UV: &str = "install: sync add pip+install pip+sync tool+install remove: pip+uninstall \
    clean: cache+clean cache+prune";
const NPM: &str = "install: install i ci add clean-install install-ci-test \
    upgrade: update up upgrade remove: uninstall remove rm un \
    clean: cache+clean cache+clear cache+rm";
const YARN: &str = "install: install add global+add workspaces+focus remove: remove \
    clean: cache+clean";
const PNPM: &str = "install: install i add ci fetch remove: remove rm uninstall \
    clean: store+prune";
const GEM: &str = "install: install i upgrade: update remove: uninstall";
const CONDA: &str = "install: install create env+create env+update upgrade: update upgrade \
    remove: remove uninstall clean: clean";

/// The package program of this name.
pub(super) fn tool(program: &str) -> Option<PackageTool> {
    let name = match program {
        "apt-get" | "aptitude" => "apt",
        "dnf5" | "dnf-3" => "dnf",
        "yarnpkg" => "yarn",
        "mamba" | "micromamba" => "conda",
        // `pip3`, `pip3.12`
        _ if program.starts_with("pip") => without_version(program),
        _ => program,
    };
    let at = TOOLS.split(' ').position(|known| known == name)?;
    PackageTool::ALL.get(at).copied()
}

/// What the first two operands ask for, and how many of them say so.
pub(super) fn action(tool: PackageTool, one: &str, two: &str) -> Option<(PackageAction, usize)> {
    let verbs = match tool {
        PackageTool::Apt => APT,
        PackageTool::Apk => APK,
        PackageTool::Yum | PackageTool::Dnf | PackageTool::Microdnf | PackageTool::Tdnf => DNF,
        PackageTool::Zypper => ZYPPER,
        PackageTool::Pip => PIP,
        PackageTool::Uv => UV,
        PackageTool::Npm => NPM,
        PackageTool::Yarn => YARN,
        PackageTool::Pnpm => PNPM,
        PackageTool::Gem => GEM,
        PackageTool::Conda => CONDA,
        PackageTool::Pacman => return None,
    };
    let mut action = "";
    for word in verbs.split(' ') {
        let (asks, words) = match word.split_once('+') {
            Some(pair) => (pair == (one, two), 2),
            None => (word == one, 1),
        };
        if word.ends_with(':') {
            action = word;
        } else if asks {
            let action = match action {
                "refresh:" => PackageAction::Refresh,
                "install:" => PackageAction::Install,
                "upgrade:" => PackageAction::Upgrade,
                "remove:" => PackageAction::Remove,
                _ => PackageAction::Clean,
            };
            return Some((action, words));
        }
    }
    None
}
