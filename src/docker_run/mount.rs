//! `--mount type=bind,source=…,target=…`: the long form of a Compose volume.
//! <https://docs.docker.com/reference/cli/docker/container/run/#mount>

use super::part::Part;
use super::service::Service;
use crate::compose::tree::{Data, NodeId, Style};
use crate::source::{Span, Text};

/// Writes a mount's options as a mapping and returns it.
pub(super) fn read<'a>(service: &mut Service<'_, 'a>, value: Part<'_, 'a>) -> NodeId {
    let mount = service.tree.push(value.span(), Data::Mapping(Vec::new()));
    let mut has_type = false;
    for field in value.fields() {
        let (name, option) = match field.split_once('=') {
            Some((name, option)) => (name, Some(option)),
            None => (field, None),
        };
        let Some((group, key)) = compose_key(name.as_str()) else {
            continue;
        };
        has_type |= key == "type";
        let mapping = match group {
            Some(group) => service.mapping(mount, group, name.span()),
            None => mount,
        };
        let node = match option {
            Some(option) => service.scalar(&option),
            None => service
                .tree
                .scalar(Text::new("true", name.span()), Style::Plain),
        };
        service.set(mapping, key, name.span(), node);
    }
    if !has_type {
        // Docker's default.
        let at = Span::at(value.span().start as usize);
        let node = service.tree.scalar(Text::new("volume", at), Style::Plain);
        service.set(mount, "type", at, node);
    }
    mount
}

/// The Compose key of a mount option, inside the group of its kind where it belongs to one.
fn compose_key(option: &str) -> Option<(Option<&'static str>, &'static str)> {
    Some(match option {
        "type" => (None, "type"),
        "source" | "src" => (None, "source"),
        "target" | "dst" | "destination" => (None, "target"),
        "readonly" | "ro" => (None, "read_only"),
        "consistency" => (None, "consistency"),
        "bind-propagation" => (Some("bind"), "propagation"),
        "bind-recursive" => (Some("bind"), "recursive"),
        "relabel" => (Some("bind"), "selinux"),
        "volume-nocopy" => (Some("volume"), "nocopy"),
        "volume-subpath" => (Some("volume"), "subpath"),
        "tmpfs-size" => (Some("tmpfs"), "size"),
        "tmpfs-mode" => (Some("tmpfs"), "mode"),
        "image-subpath" => (Some("image"), "subpath"),
        _ => return None,
    })
}
