//! Mounts of a service, in their short and long forms, and `tmpfs`
//! (<https://docs.docker.com/reference/compose-file/services/#volumes>).

use std::ops::Range;

use super::Dialect;
use super::Resource;
use super::ports::outside;
use super::scalar::Scalar;
use super::service::{Item, Service};
use super::value::{Route, Value};
use crate::source::{Span, Text};
use crate::word_list::is_one_of;

/// What is mounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MountKind {
    /// A path of the host.
    Bind,
    /// A named volume.
    Volume,
    /// A volume without a name.
    Anonymous,
    /// Memory.
    Tmpfs,
    /// A Windows named pipe.
    NamedPipe,
    /// The content of an image.
    Image,
    /// A cluster volume.
    Cluster,
    /// A type that Compose does not know.
    Unknown,
}

/// One entry of `volumes`.
#[derive(Clone, Debug)]
pub struct Mount<'m> {
    /// The whole entry.
    pub span: Span,
    /// What is mounted.
    pub kind: MountKind,
    /// The host path or the volume's name.
    pub source: Option<Text<'m>>,
    /// The path in the container.
    pub target: Option<Text<'m>>,
    /// True if the container can't write to it.
    pub read_only: bool,
    /// The options of the short form: `ro`, `z`, `rshared`, …
    pub options: Vec<Text<'m>>,
    /// How mounts spread between host and container: `rshared`, `rslave`, …
    pub propagation: Option<Text<'m>>,
    /// True if a variable without a default stands somewhere in the entry.
    pub unresolved: bool,
    /// True for the mapping form.
    pub long: bool,
    /// How the entry got there.
    pub route: Route,
    /// The value it is read from; the long form's other keys are keys of it.
    pub value: Value<'m>,
}

impl Mount<'_> {
    /// How to make it read-only: what to replace, and the text to put there. Nothing where the entry
    /// is written elsewhere, and where variables or escapes hide its end.
    pub fn made_read_only(&self) -> Option<(Span, String)> {
        let compose = self.value.compose();
        if !self.route.is_direct() || self.read_only {
            return None;
        }
        if self.long {
            if let Some(said) = self.value.get("read_only") {
                return Some((said.replacement()?, "true".to_owned()));
            }
            if compose.dialect == Dialect::Compose {
                return self.value.insert_entry("read_only: true");
            }
            let written = self.value.written();
            let inside = written.slice(compose.source).trim_end_matches(['"', '\'']);
            let end = written.start as usize + inside.len();
            return Some((Span::at(end), ",readonly".to_owned()));
        }
        let told = self.options.iter().find(|option| option.value == "rw");
        if let Some(told) = told {
            return Some((told.span, "ro".to_owned()));
        }
        let (last, sign) = match self.options.last() {
            Some(option) => (option, ",ro"),
            None => (
                self.target.as_ref().filter(|_| self.source.is_some())?,
                ":ro",
            ),
        };
        let is_as_written = last.span.slice(compose.source) == last.value;
        is_as_written.then(|| (Span::at(last.span.end as usize), sign.to_owned()))
    }
}

/// The words that the short form takes as mount propagation.
const PROPAGATION: &str = "shared rshared slave rslave private rprivate";

impl<'m> Service<'m> {
    /// The entries of `volumes`.
    pub fn volumes(&self) -> Vec<Mount<'m>> {
        let mut mounts = Vec::new();
        for value in self.values("volumes") {
            if value.is_mapping() {
                mounts.push(long(value));
            } else {
                mounts.extend(short(value));
            }
        }
        mounts
    }

    /// The entries of `tmpfs`: `path` or `path:options`.
    pub fn tmpfs(&self) -> Vec<Item<'m>> {
        self.list("tmpfs")
    }

    /// The top-level volume that a mount names, if it is declared.
    pub fn volume_of(&self, mount: &Mount<'_>) -> Option<Resource<'m>> {
        let name = mount
            .source
            .as_ref()
            .filter(|_| mount.kind == MountKind::Volume)?;
        self.compose().resource("volumes", &name.value)
    }

    /// The host path behind a mount: a bind mount's source, or the device of a named volume that
    /// is a bind mount in disguise (`driver_opts: {o: bind, device: /path}`).
    pub fn host_path(&self, mount: &Mount<'m>) -> Option<Text<'m>> {
        match mount.kind {
            MountKind::Bind => mount.source.clone(),
            MountKind::Volume => self.volume_of(mount)?.bound_path(),
            _ => None,
        }
    }
}

fn short(value: Value<'_>) -> Option<Mount<'_>> {
    let scalar = value.scalar()?;
    let parts = split(&scalar.value);
    let part = |range: &Range<usize>| scalar.part(range.clone());
    let mut mount = Mount {
        span: scalar.span,
        kind: MountKind::Anonymous,
        source: None,
        target: None,
        read_only: false,
        options: Vec::new(),
        propagation: None,
        unresolved: !scalar.known,
        long: false,
        route: value.route(),
        value,
    };
    match parts.as_slice() {
        [] => return None,
        [target] => mount.target = Some(part(target)),
        [source, target, options @ ..] => {
            let source = part(source);
            mount.kind = if is_path(&source.value) {
                MountKind::Bind
            } else {
                MountKind::Volume
            };
            mount.source = Some(source);
            mount.target = Some(part(target));
            if let (Some(first), Some(last)) = (options.first(), options.last()) {
                mount.options = comma_parts(&scalar, first.start..last.end);
            }
        }
    }
    for option in &mount.options {
        mount.read_only |= is_one_of("ro readonly", &option.value);
        if mount.propagation.is_none() && is_one_of(PROPAGATION, &option.value) {
            mount.propagation = Some(option.clone());
        }
    }
    Some(mount)
}

fn long(value: Value<'_>) -> Mount<'_> {
    let scalar = |key: &str| value.get(key).and_then(|value| value.scalar());
    let (source, target) = (scalar("source"), scalar("target"));
    let unresolved = [&source, &target]
        .into_iter()
        .flatten()
        .any(|scalar| !scalar.known);
    let source = source.map(|scalar| scalar.part(0..scalar.value.len()));
    let kind = match scalar("type").as_ref().map(|scalar| scalar.value.as_ref()) {
        Some("bind") => MountKind::Bind,
        Some("volume") if source.is_some() => MountKind::Volume,
        Some("volume") => MountKind::Anonymous,
        Some("tmpfs") => MountKind::Tmpfs,
        Some("npipe") => MountKind::NamedPipe,
        Some("image") => MountKind::Image,
        Some("cluster") => MountKind::Cluster,
        // `docker run --mount` takes a volume where no type is given.
        None => match &source {
            Some(source) if is_path(&source.value) => MountKind::Bind,
            Some(_) => MountKind::Volume,
            None => MountKind::Anonymous,
        },
        Some(_) => MountKind::Unknown,
    };
    Mount {
        span: value.written(),
        kind,
        source,
        target: target.map(|scalar| scalar.part(0..scalar.value.len())),
        read_only: value.get("read_only").and_then(|value| value.as_bool()) == Some(true),
        options: Vec::new(),
        propagation: value
            .path(&["bind", "propagation"])
            .and_then(|value| value.text()),
        unresolved,
        long: true,
        route: value.route(),
        value,
    }
}

/// What the loader refuses about a short form, as a sentence.
pub(super) fn fault(text: &str) -> Option<&'static str> {
    let parts = split(text);
    if parts
        .iter()
        .any(|part| text.get(part.clone()).is_none_or(str::is_empty))
    {
        Some(
            "There's nothing beside one of the colons. A mount reads `source:target`, or `source:target:ro`.",
        )
    } else if parts.len() > 3 {
        Some("There are too many colons. A mount reads `source:target`, or `source:target:ro`.")
    } else {
        None
    }
}

/// The parts between colons; the colon of a Windows drive belongs to its path.
fn split(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut start = 0;
    for at in outside(text, b':') {
        let drive = at == start + 1
            && bytes.get(start).is_some_and(u8::is_ascii_alphabetic)
            && bytes.get(at + 1).is_some_and(|byte| matches!(byte, b'\\' | b'/'))
            // `v:/data` may be a volume of one letter, but Compose reads a drive too.
            && parts.len() < 2;
        if !drive {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..text.len());
    parts
}

fn comma_parts<'m>(scalar: &Scalar<'m>, range: Range<usize>) -> Vec<Text<'m>> {
    let text = scalar.value.get(range.clone()).unwrap_or_default();
    let mut at = range.start;
    let mut parts = Vec::new();
    for part in text.split(',') {
        if !part.is_empty() {
            parts.push(scalar.part(at..at + part.len()));
        }
        at += part.len() + 1;
    }
    parts
}

/// True for what Compose takes as a host path in the short form: it starts with `.`, `/` or `~`,
/// with a variable, or with a Windows drive or share.
fn is_path(source: &str) -> bool {
    let bytes = source.as_bytes();
    source.starts_with(['.', '/', '~', '$', '\\', '`'])
        || (bytes.first().is_some_and(u8::is_ascii_alphabetic)
            && bytes.get(1) == Some(&b':')
            && bytes
                .get(2)
                .is_some_and(|byte| matches!(byte, b'\\' | b'/')))
}
