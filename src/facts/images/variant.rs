//! What the words of a tag change about an image: size, distribution, package manager, shell.

use super::super::lifecycle;
use super::super::names;

/// The program that installs packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the programs'")]
pub enum PackageManager {
    Apt,
    Apk,
    Dnf,
    Microdnf,
    Yum,
    Tdnf,
    Zypper,
    Pacman,
    /// None in the image (scratch, distroless, vendor-built), or none that is known.
    None,
}

impl PackageManager {
    pub(super) fn read(text: &str) -> Self {
        match text {
            "apt" => PackageManager::Apt,
            "apk" => PackageManager::Apk,
            "dnf" => PackageManager::Dnf,
            "microdnf" => PackageManager::Microdnf,
            "yum" => PackageManager::Yum,
            "tdnf" => PackageManager::Tdnf,
            "zypper" => PackageManager::Zypper,
            "pacman" => PackageManager::Pacman,
            _ => PackageManager::None,
        }
    }
}

/// The package manager of an image, also of an unknown one whose tag names a distribution.
/// Nothing where nothing is known.
pub fn package_manager(name: &str, tag: Option<&str>) -> Option<PackageManager> {
    if names::familiar(name) == "scratch" {
        return Some(PackageManager::None);
    }
    match super::lookup(name, tag) {
        Some(facts) => Some(facts.packages()),
        None => from_words(tag?),
    }
}

/// A tag, as far as it decides between variants.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts that do not depend on each other"
)]
pub(super) struct Variant {
    /// Already one of the small ones.
    pub(super) small: bool,
    /// Small enough to have lost the tools of the plain tag.
    pub(super) bare: bool,
    /// The tag says Alpine.
    pub(super) alpine_tag: bool,
    pub(super) shell_less: bool,
    pub(super) debug: bool,
    pub(super) packages: PackageManager,
}

impl Variant {
    /// Reads the tag of the image with this row, whose plain tag has `plain`.
    pub(super) fn of(id: &str, tag: &str, plain: PackageManager) -> Self {
        let has = |wanted: &[&str]| tag.split(['-', '_']).any(|word| wanted.contains(&word));
        let alpine_tag = is_alpine(tag);
        let shell_less = has(&["distroless", "chiseled", "scratch", "nanoserver"]);
        let bare = has(&["slim", "minimal", "micro"]) || shell_less;
        let packages = match (id, bare) {
            _ if shell_less => PackageManager::None,
            ("oraclelinux" | "almalinux" | "rockylinux" | "fedora" | "amazonlinux", true) => {
                PackageManager::Microdnf
            }
            ("oraclelinux", _) if tag.starts_with('7') => PackageManager::Yum,
            ("amazonlinux", _) if tag == "2" || tag.starts_with("2.") || tag == "1" => {
                PackageManager::Yum
            }
            ("centos", _) if tag.starts_with('8') || tag.starts_with("stream") => {
                PackageManager::Dnf
            }
            _ => from_words(tag).unwrap_or(plain),
        };
        Variant {
            small: bare || alpine_tag || has(&["jre", "rootless", "static"]),
            bare,
            alpine_tag,
            shell_less,
            debug: has(&["debug", "dev"]),
            packages,
        }
    }
}

fn is_alpine(tag: &str) -> bool {
    tag.split(['-', '_']).any(|word| word.starts_with("alpine"))
}

fn from_words(tag: &str) -> Option<PackageManager> {
    if is_alpine(tag) {
        return Some(PackageManager::Apk);
    }
    let (product, cycle) = lifecycle::distribution(tag)?;
    Some(match product {
        "debian" | "ubuntu" => PackageManager::Apt,
        "oraclelinux" | "amazonlinux" | "centos"
            if matches!(cycle, "2" | "6" | "7" | "2018.03") =>
        {
            PackageManager::Yum
        }
        "oraclelinux" | "rhel-ubi" => PackageManager::Microdnf,
        "amazonlinux" | "centos" | "centos-stream" | "rockylinux" | "almalinux" | "fedora" => {
            PackageManager::Dnf
        }
        "photon" => PackageManager::Tdnf,
        "opensuse-leap" => PackageManager::Zypper,
        _ => PackageManager::None,
    })
}

/// True if a word of the tag is one of `words`, or the tag begins with one that ends in `*`.
pub(super) fn matches(tag: &str, words: &str) -> bool {
    words
        .split(' ')
        .filter(|word| !word.is_empty())
        .any(|word| match word.strip_suffix('*') {
            Some(beginning) => tag.starts_with(beginning),
            None => tag.split(['-', '_']).any(|own| own == word),
        })
}
