//! What stands at a place of a Compose file.

use super::{Trail, script};
use crate::compose::Compose;
use crate::compose::tree::{Data, Entry, NodeId};
use crate::facts::compose_keys::{Key, Object, Shape, Shapes, TOP_LEVEL, object};
use crate::source::Span;

pub(super) fn walk(trail: &mut Trail<'_>, compose: &Compose<'_>) {
    let tree = &compose.tree;
    let span = |node: NodeId| tree.node(node).span;
    let Some(root) = compose
        .roots
        .iter()
        .find(|root| trail.touches(span(**root)))
    else {
        return;
    };
    let mut node = *root;
    let mut here = Format {
        fields: object(TOP_LEVEL),
        ..Format::default()
    };
    let mut id = String::new();
    let mut services = compose.services();
    if compose.is_first_format() && services.any(|one| trail.touches(one.span())) {
        let services = here.fields.and_then(|top| top.key("services"));
        here = services.map(Key::all_shapes).map_or(here, Format::read);
        id.push_str("services");
    }
    loop {
        match &tree.node(node).data {
            Data::Mapping(entries) => {
                let extent = |entry: &Entry| span(entry.key).to(span(entry.value));
                let Some(entry) = entries.iter().find(|entry| trail.touches(extent(entry))) else {
                    return;
                };
                let name = tree.raw(entry.key).unwrap_or_default();
                let known = here
                    .fields
                    .and_then(|fields| Some((fields, fields.key(name)?)));
                if let Some((fields, key)) = known {
                    let (outer, dot) = match fields.name {
                        TOP_LEVEL => ("", ""),
                        "service" => ("services", "."),
                        other => (other, "."),
                    };
                    id = [outer, dot, name].concat();
                    trail.step(&id, extent(entry));
                    here = Format::read(key.all_shapes());
                } else if name == "<<" || name.starts_with("x-") {
                    let id = if name == "<<" { "<<:" } else { "x-" };
                    trail.step(id, extent(entry));
                    here = Format::default();
                } else if let Some(values) = here.values {
                    trail.add([&id, ".*", ""], extent(entry), name);
                    here = Format::read(values);
                } else {
                    return;
                }
                if trail.covers(span(entry.key)) {
                    return;
                }
                node = entry.value;
            }
            Data::Sequence(items) => {
                let Some(item) = items.iter().find(|item| trail.touches(span(**item))) else {
                    return command(trail, compose);
                };
                node = *item;
                here = here.items.map_or(Format::default(), Format::read);
            }
            Data::Alias(_) => return trail.step("*", span(node)),
            Data::Scalar(..) => return scalar(trail, compose, &id, node),
        }
    }
}

/// What may stand somewhere, by the format.
#[derive(Clone, Copy, Default)]
struct Format {
    /// A mapping with these keys.
    fields: Option<Object>,
    /// A mapping with free names and such values.
    values: Option<Shapes>,
    /// A list of these.
    items: Option<Shapes>,
}

impl Format {
    fn read(shapes: Shapes) -> Self {
        let mut format = Format::default();
        for shape in shapes.iter() {
            match shape {
                Shape::Object(name) => format.fields = object(name),
                Shape::Map(values) => format.values = Some(values),
                Shape::List(items) | Shape::Set(items) => format.items = Some(items),
                _ => {}
            }
        }
        format
    }
}

fn scalar(trail: &mut Trail<'_>, compose: &Compose<'_>, id: &str, node: NodeId) {
    let Some(scalar) = compose.value(node).scalar() else {
        return;
    };
    if !trail.touches(scalar.span) {
        return;
    }
    if id == "services.image" {
        trail.image(&scalar.part(0..scalar.value.len()));
    }
    trail.of(id, "=", &scalar.value, scalar.span);
    command(trail, compose);
    let mut variables = scalar.variables.iter();
    if let Some(variable) = variables.find(|one| trail.touches(one.span)) {
        trail.named("${VAR}", variable.span, variable.name);
    }
}

/// What a service is told to run, where the target lies in it.
pub(super) fn command(trail: &mut Trail<'_>, compose: &Compose<'_>) {
    let mut settings = compose.services().flat_map(|one| one.command_settings());
    let within = |span: Span| span.contains(trail.target);
    let setting = settings.find(|setting| within(setting.value.written()));
    if let Some((setting, line)) = setting.and_then(|setting| Some((setting, setting.line()?))) {
        script::walk(trail, &line.script(), setting.value.written());
    }
}
