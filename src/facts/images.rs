//! What well-known images are: who they run as, which doors they open, what they need.
//!
//! Facts read from the images' own Dockerfiles, entrypoints and documentation; see
//! `data/README.md`.

mod capabilities;
mod slim;
mod variant;

use super::names;
use super::table::{Columns, Table};
use variant::Variant;
pub use variant::{PackageManager, package_manager};

/// Columns: id | kind | flags | user | tags that flip root | how it drops privileges | ready user
/// | slimmer suffixes | words of tags that are no builder | runtime image |
/// ports | variables that take a file | risky settings | logins | read-only root | tmpfs | tools |
/// tools on Alpine | package manager | memory | health check.
static IMAGES: Table = Table::new(include_str!("images.txt"));

/// What an image is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum ImageKind {
    Database,
    Cache,
    Queue,
    Search,
    Storage,
    WebServer,
    Proxy,
    App,
    AdminUi,
    Ci,
    Monitoring,
    Identity,
    Tool,
    /// A language or its SDK.
    Language,
    Distribution,
    /// One of a publisher's catalog, of any kind.
    Family,
}

impl ImageKind {
    fn read(text: &str) -> Self {
        match text {
            "database" => ImageKind::Database,
            "cache" => ImageKind::Cache,
            "queue" => ImageKind::Queue,
            "search" => ImageKind::Search,
            "storage" => ImageKind::Storage,
            "web-server" => ImageKind::WebServer,
            "proxy" => ImageKind::Proxy,
            "app" => ImageKind::App,
            "admin-ui" => ImageKind::AdminUi,
            "ci" => ImageKind::Ci,
            "monitoring" => ImageKind::Monitoring,
            "identity" => ImageKind::Identity,
            "runtime" => ImageKind::Language,
            "os" => ImageKind::Distribution,
            "family" => ImageKind::Family,
            _ => ImageKind::Tool,
        }
    }

    /// True if it keeps or passes on data that only neighbors should reach.
    pub fn is_datastore(self) -> bool {
        matches!(
            self,
            ImageKind::Database | ImageKind::Cache | ImageKind::Queue | ImageKind::Search
        )
    }
}

/// Whether an image that starts as root stays root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropsPrivileges {
    /// It stays root.
    Never,
    /// The start script changes user before the service starts.
    AtStart,
    /// Only the worker processes change user.
    WorkersOnly,
}

/// Whether a port should be reachable from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// A datastore, cluster or control port: inside only.
    Never,
    /// Administration or login pages: loopback, or behind a proxy.
    Admin,
    /// Made to be reached.
    Fine,
}

/// A port that an image listens on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImagePort {
    /// Inside the container.
    pub port: u16,
    /// UDP rather than TCP.
    pub udp: bool,
    /// Should it be reachable from outside?
    pub publish: Publish,
    /// What answers there; empty where it is made to be reached.
    pub what: &'static str,
}

/// Whether an image runs on a read-only root filesystem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// With its data volumes alone.
    Works,
    /// With the tmpfs paths as well.
    WithTmpfs,
    /// Its start script writes into configuration folders.
    Hard,
    /// Not at all.
    Impossible,
}

/// What is known about one image with one tag.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts that do not depend on each other"
)]
pub struct ImageFacts<'t> {
    /// The row's name: `postgres`, also for `postgis/postgis`.
    pub id: &'static str,
    /// What it is for.
    pub kind: ImageKind,
    /// The USER that it sets, a name or a number.
    pub user: &'static str,
    /// True if it starts as root with this tag.
    pub root: bool,
    /// Whether it stays root then.
    pub drops_privileges: DropsPrivileges,
    /// A user without privileges that exists in the image and can be named in `USER`.
    pub ready_user: Option<&'static str>,
    /// True if it runs as any number without preparation (but for ownership of its data).
    pub any_uid: bool,
    /// True if it brings a health check of its own.
    pub health_built_in: bool,
    /// Whether it runs on a read-only root filesystem.
    pub read_only: ReadOnly,
    /// A sensible first memory limit in Compose's notation, such as `512m`.
    pub memory: &'static str,
    tag: &'t str,
    variant: Variant,
    full: bool,
    builder: bool,
    no_shell: bool,
    slim: &'static str,
    runtime: &'static str,
    ports: &'static str,
    variables: &'static str,
    risky: &'static str,
    logins: &'static str,
    tmpfs: &'static str,
    tools: &'static str,
    health: &'static str,
}

/// What is known about an image by its name (without registry where that is Docker Hub) and tag.
pub fn lookup<'t>(name: &str, tag: Option<&'t str>) -> Option<ImageFacts<'t>> {
    let id = names::find(name)
        .map(|entry| entry.image)
        .filter(|id| !id.is_empty())?;
    let mut columns = Columns::new(IMAGES.find(id)?);
    let tag = tag.unwrap_or_default();
    let (kind, flags, user) = (columns.next(), columns.next(), columns.next());
    let flips = variant::matches(tag, columns.next());
    let drops = columns.next();
    let (ready, slim) = (columns.next(), columns.next());
    let not_builder = variant::matches(tag, columns.next());
    let (runtime, ports, variables) = (columns.next(), columns.next(), columns.next());
    let (risky, logins, read_only) = (columns.next(), columns.next(), columns.next());
    let (tmpfs, tools, tools_alpine) = (columns.next(), columns.next(), columns.next());
    let variant = Variant::of(id, tag, PackageManager::read(columns.next()));
    let memory = columns.next();
    let health = columns.rest();
    let tools = match (variant.alpine_tag, variant.bare) {
        (true, false) if !tools_alpine.is_empty() => tools_alpine,
        (true, _) => "wget",
        (false, true) => "",
        (false, false) => tools,
    };
    Some(ImageFacts {
        id,
        kind: ImageKind::read(kind),
        user,
        root: flags.contains('r') != flips,
        drops_privileges: match drops {
            "entrypoint" => DropsPrivileges::AtStart,
            // Of PHP's own images only those with a server have workers; the others are the tool.
            "daemon"
                if id != "php" || variant::matches(tag, "apache fpm") || name.contains("fpm") =>
            {
                DropsPrivileges::WorkersOnly
            }
            _ => DropsPrivileges::Never,
        },
        ready_user: Some(ready).filter(|user| !user.is_empty() && brings_user(id, tag)),
        any_uid: flags.contains('a'),
        health_built_in: flags.contains('h'),
        read_only: match read_only {
            "yes" => ReadOnly::Works,
            "with-tmpfs" => ReadOnly::WithTmpfs,
            "hard" => ReadOnly::Hard,
            _ => ReadOnly::Impossible,
        },
        memory,
        tag,
        variant,
        full: flags.contains('f'),
        builder: flags.contains('b') && !not_builder,
        no_shell: flags.contains('n'),
        slim,
        runtime,
        ports,
        variables,
        risky,
        logins,
        tmpfs,
        tools,
        health,
    })
}

/// False for .NET before 8, whose images don't have the user `app` yet
/// (<https://devblogs.microsoft.com/dotnet/securing-containers-with-rootless/>).
fn brings_user(id: &str, tag: &str) -> bool {
    let end = tag.find(|sign: char| !sign.is_ascii_digit());
    let major = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
    !id.starts_with("dotnet")
        || major.parse().is_ok_and(|major: u32| major >= 8)
        || major.is_empty()
}

fn items(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(' ').filter(|item| !item.is_empty())
}

/// Reads `53u-what`: see `port` in `tests/facts.rs`.
fn port(text: &'static str) -> Option<ImagePort> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let (udp, rest) = match rest.strip_prefix('u') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let publish = match rest.get(..1)? {
        "-" => Publish::Never,
        "a" => Publish::Admin,
        _ => Publish::Fine,
    };
    Some(ImagePort {
        port: number.parse().ok()?,
        udp,
        publish,
        what: rest.get(1..)?,
    })
}

impl ImageFacts<'_> {
    /// True for a whole language or distribution image that has smaller siblings, with a tag
    /// that isn't one of them.
    pub fn is_full(&self) -> bool {
        self.full && !self.variant.small
    }

    /// True if it holds a compiler or an SDK: something to build with, not to ship.
    pub fn is_builder(&self) -> bool {
        self.builder
    }

    /// What to ship instead of a builder, for the last stage.
    pub fn runtime(&self) -> Option<String> {
        if self.runtime.is_empty() {
            return None;
        }
        let length = self
            .tag
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
            .count();
        let cycle = self.tag.get(..length).filter(|cycle| !cycle.is_empty());
        match (
            self.runtime.contains("{cycle}"),
            self.runtime.contains("{tag}"),
        ) {
            (true, _) => Some(self.runtime.replace("{cycle}", cycle?)),
            (_, true) => Some(
                self.runtime
                    .replace("{tag}", Some(self.tag).filter(|tag| !tag.is_empty())?),
            ),
            _ => Some(self.runtime.to_owned()),
        }
    }

    /// Suffixes of smaller variants (`-slim`), the nearest first; none where the tag has one.
    pub fn slimmer(&self) -> impl Iterator<Item = &'static str> {
        items(if self.variant.small { "" } else { self.slim })
    }

    /// The ports that it listens on.
    pub fn ports(&self) -> impl Iterator<Item = ImagePort> {
        self.ports.split(';').filter_map(port)
    }

    /// The variable that takes a path in place of `variable`: `POSTGRES_PASSWORD_FILE`. Nothing
    /// where the image knows none, so that advice to use it would break the service.
    pub fn file_variable(&self, variable: &str) -> Option<String> {
        items(self.variables).find_map(|known| {
            let (name, file) = known.split_once('>').unwrap_or((known, ""));
            if name != variable {
                return None;
            }
            Some(if file.is_empty() {
                format!("{name}_FILE")
            } else {
                file.to_owned()
            })
        })
    }

    /// Settings (`NAME=value`, or an argument) that switch the login off.
    pub fn risky_settings(&self) -> impl Iterator<Item = &'static str> {
        items(self.risky)
    }

    /// Logins that the image or every tutorial starts with, as (user, password).
    pub fn default_logins(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        items(self.logins).filter_map(|login| login.split_once(':'))
    }

    /// True if a path to mount as tmpfs holds settings that come with the image, which an empty
    /// tmpfs would hide.
    pub fn tmpfs_hides_settings(&self) -> bool {
        self.tmpfs().any(|path| {
            path.starts_with("/etc/") || path.ends_with("/config") || path.ends_with("/conf")
        })
    }

    /// Paths to mount as tmpfs under a read-only root.
    pub fn tmpfs(&self) -> impl Iterator<Item = &'static str> {
        items(self.tmpfs)
    }

    /// A health check with nothing to install, as the words of Compose's `test:` (`$$` stands
    /// for one `$`; the first word is `CMD` or `CMD-SHELL`). Empty where none is known.
    pub fn health_test(&self) -> impl Iterator<Item = &'static str> {
        self.health.split('\t').filter(|word| !word.is_empty())
    }

    /// True if the image has this tool (`curl` or `wget`).
    pub fn has_tool(&self, tool: &str) -> bool {
        items(self.tools).any(|known| known == tool)
    }

    /// True if the image has a shell.
    pub fn has_shell(&self) -> bool {
        self.variant.debug || !(self.no_shell || self.variant.shell_less)
    }

    /// Its package manager with this tag.
    pub fn packages(&self) -> PackageManager {
        self.variant.packages
    }
}

#[cfg(test)]
mod tests;
