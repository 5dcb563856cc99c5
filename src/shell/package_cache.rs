//! Where package programs keep what they downloaded, and how that is switched off or removed.
//!
//! From the programs' documentation: apt-get(8), apk-cache(5), dnf.conf(5), zypper(8), and the
//! pages on caching of pip, uv, npm, Yarn, pnpm, `RubyGems` and conda.

use super::command::Command;
use super::packages::{PackageAction, PackageStep, PackageTool};
use crate::word_list::is_one_of;

/// What one program keeps.
#[derive(Clone, Copy, Debug)]
pub struct PackageCache {
    /// The folders; `~` is the home folder. The first is the one to name.
    pub folders: &'static [&'static str],
    /// The flag with which nothing is kept; empty where there is none.
    pub flag: &'static str,
    /// The command that removes it all afterwards, behind the program's name where it starts with
    /// a blank; empty where none does.
    pub cleanup: &'static str,
    /// The flag that names another folder; empty where there is none.
    folder_flag: &'static str,
}

impl PackageTool {
    /// All of them.
    pub const ALL: [PackageTool; 15] = [
        PackageTool::Apt,
        PackageTool::Apk,
        PackageTool::Yum,
        PackageTool::Dnf,
        PackageTool::Microdnf,
        PackageTool::Tdnf,
        PackageTool::Zypper,
        PackageTool::Pacman,
        PackageTool::Pip,
        PackageTool::Uv,
        PackageTool::Npm,
        PackageTool::Yarn,
        PackageTool::Pnpm,
        PackageTool::Gem,
        PackageTool::Conda,
    ];

    /// What it keeps after an install; nothing for what no known switch or folder covers.
    pub fn cache(self) -> Option<PackageCache> {
        const RPM: &[&str] = &["/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"];
        let (folders, flag, cleanup, folder_flag): (&[&str], _, _, _) = match self {
            PackageTool::Apt => (
                &["/var/lib/apt/lists"],
                "",
                "rm -rf /var/lib/apt/lists/*",
                "",
            ),
            PackageTool::Apk => (&["/var/cache/apk"], "--no-cache", "", "cache-dir"),
            PackageTool::Yum => (&["/var/cache/yum", "/var/cache/dnf"], "", " clean all", ""),
            PackageTool::Dnf | PackageTool::Microdnf => (RPM, "", " clean all", ""),
            PackageTool::Tdnf => (&["/var/cache/tdnf"], "", " clean all", ""),
            PackageTool::Zypper => (&["/var/cache/zypp"], "", "zypper clean --all", ""),
            PackageTool::Pacman => return None,
            PackageTool::Pip => (&["~/.cache/pip"], "--no-cache-dir", "", "cache-dir"),
            PackageTool::Uv => (&["~/.cache/uv"], "--no-cache", "", "cache-dir"),
            PackageTool::Npm => (&["~/.npm"], "", "npm cache clean --force", "cache"),
            PackageTool::Yarn => (
                &["~/.cache/yarn", "~/.yarn/berry"],
                "",
                "yarn cache clean",
                "cache-folder",
            ),
            PackageTool::Pnpm => (
                &["~/.local/share/pnpm/store", "~/.cache/pnpm", "/pnpm/store"],
                "",
                "",
                "store-dir",
            ),
            PackageTool::Gem => (
                &["/usr/local/bundle/cache"],
                "",
                "rm -rf \"$(gem env gemdir)/cache\"",
                "",
            ),
            PackageTool::Conda => (&["/opt/conda/pkgs"], "", "conda clean -afy", ""),
        };
        Some(PackageCache {
            folders,
            flag,
            cleanup,
            folder_flag,
        })
    }

    /// True if removing (or mounting something over) `path` takes the cache away.
    pub fn caches_below(self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        match self {
            PackageTool::Gem if path.contains("cache") => {
                path.contains("gem") || path.contains("bundle")
            }
            PackageTool::Conda if path.ends_with("/pkgs") => true,
            PackageTool::Pnpm if path.contains("pnpm") => true,
            _ => self
                .cache()
                .is_some_and(|cache| cache.folders.iter().any(|folder| takes(path, folder))),
        }
    }

    /// What an environment variable of this name tells: whose cache, and true if it switches the
    /// cache off, false if it names another folder for it.
    pub fn cache_variable(name: &str) -> Option<(Self, bool)> {
        Some(match name {
            "PIP_NO_CACHE_DIR" => (PackageTool::Pip, true),
            "UV_NO_CACHE" => (PackageTool::Uv, true),
            "PIP_CACHE_DIR" => (PackageTool::Pip, false),
            "UV_CACHE_DIR" => (PackageTool::Uv, false),
            "NPM_CONFIG_CACHE" | "npm_config_cache" => (PackageTool::Npm, false),
            "YARN_CACHE_FOLDER" => (PackageTool::Yarn, false),
            "CONDA_PKGS_DIRS" => (PackageTool::Conda, false),
            _ => return None,
        })
    }

    /// True if this value of its switch means "keep nothing".
    pub fn is_switched_off_by(self, value: &str) -> bool {
        // pip takes any value for yes, `0` and `false` too (`_handle_no_cache_dir`).
        let takes_any = self == PackageTool::Pip;
        let is_no = is_one_of("0 false f no n off", &value.to_ascii_lowercase());
        !value.is_empty() && (takes_any || !is_no)
    }

    /// True if one of them keeps its downloads where the other one cleans.
    pub fn shares_cache_with(self, other: PackageTool) -> bool {
        let plain = |tool| match tool {
            PackageTool::Yum => PackageTool::Dnf,
            tool => tool,
        };
        plain(self) == plain(other)
    }
}

impl PackageStep<'_, '_> {
    /// True if it leaves something in the cache, judged by its own flags.
    pub fn fills_cache(&self) -> bool {
        let fetches = matches!(self.action, PackageAction::Install | PackageAction::Upgrade);
        fetches && !self.has_no_cache_flag()
    }

    fn has_no_cache_flag(&self) -> bool {
        let has = |long| self.command().has_flag(None, long);
        match self.tool {
            PackageTool::Apk => has("no-cache") || has("no-network"),
            PackageTool::Pip => has("no-cache-dir") || has("no-cache"),
            PackageTool::Uv => {
                self.command().has_flag(Some('n'), "no-cache") || has("no-cache-dir")
            }
            _ => false,
        }
    }

    /// The other folder that a flag names for the cache.
    pub fn cache_folder(&self) -> Option<String> {
        let flag = self.tool.cache()?.folder_flag;
        if flag.is_empty() {
            return None;
        }
        let value = self.command().option(None, flag)?;
        Some(value.value.into_owned())
    }

    /// True if it empties the cache that `tool` fills.
    pub fn empties_cache_of(&self, tool: PackageTool) -> bool {
        if self.action != PackageAction::Clean || !tool.shares_cache_with(self.tool) {
            return false;
        }
        let command: &Command<'_> = self.command();
        match tool {
            // `clean` leaves the lists, and `apk cache clean` what is up to date.
            PackageTool::Apt => matches!(&*self.verb.value, "distclean" | "dist-clean"),
            PackageTool::Apk => false,
            PackageTool::Yum | PackageTool::Dnf | PackageTool::Microdnf | PackageTool::Tdnf => {
                self.packages().any(|word| word.value == "all")
            }
            PackageTool::Conda => command.args().iter().any(|word| {
                let flag: &str = &word.value;
                match flag.strip_prefix("--") {
                    Some(long) => is_one_of("all packages tarballs", long),
                    None => flag.starts_with('-') && flag.contains(['a', 'p', 't']),
                }
            }),
            _ => true,
        }
    }
}

/// True if `path` is the folder, something in it that stands for all of it, or a folder above.
fn takes(path: &str, folder: &str) -> bool {
    let Some(below_home) = folder.strip_prefix("~/") else {
        return !path.is_empty() && is_or_holds(path, folder);
    };
    // Whose home it is doesn't matter: `/root`, `/home/app`, `$HOME`.
    match path.find("/.") {
        Some(at) => {
            let hidden = path.get(at + 1..).unwrap_or_default();
            is_or_holds(hidden, below_home) || is_or_holds(below_home, hidden)
        }
        None => matches!(path, "~" | "/root" | "$HOME" | "${HOME}"),
    }
}

/// True if `inner` is `outer` or lies in it.
fn is_or_holds(outer: &str, inner: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::PackageTool;

    #[test]
    fn knows_the_right_folders() {
        let takes = |tool: PackageTool, path| assert!(tool.caches_below(path), "{tool:?} {path}");
        takes(PackageTool::Apt, "/var/lib/apt/lists");
        takes(PackageTool::Apt, "/var/lib/apt/");
        takes(PackageTool::Pip, "/root/.cache");
        takes(PackageTool::Pip, "$HOME/.cache/pip/http");
        takes(PackageTool::Npm, "/home/node/.npm/_cacache");
        takes(PackageTool::Yarn, "/usr/local/share/.cache/yarn/v6");
        takes(PackageTool::Gem, "$(gem env gemdir)/cache");
        takes(PackageTool::Conda, "/opt/miniforge/pkgs");
        let leaves = |tool: PackageTool, path| assert!(!tool.caches_below(path), "{tool:?} {path}");
        leaves(PackageTool::Apt, "/var/cache/apt");
        leaves(PackageTool::Apt, "/var/lib/apt/lists/partial");
        leaves(PackageTool::Apk, "/var/cache/apk2");
        leaves(PackageTool::Apk, "");
        leaves(PackageTool::Pip, "/tmp");
        leaves(PackageTool::Pip, "/root/.cache/uv");
        leaves(PackageTool::Npm, "/app/node_modules");
    }
}
