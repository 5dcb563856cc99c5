//! What stands at a place of a Compose file.

use super::{Trail, script};
use crate::compose::Compose;
use crate::compose::tree::{Data, NodeId};
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
    let mut fields = object(TOP_LEVEL);
    // What the node may be, and the key that says so.
    let mut shapes: Option<Shapes> = None;
    let mut id = String::new();
    let mut services = compose.services();
    if compose.is_first_format() && services.any(|one| trail.touches(one.span())) {
        let services = fields.take().and_then(|top| top.key("services"));
        shapes = services.map(Key::all_shapes);
        id.push_str("services");
    }
    loop {
        match &tree.node(node).data {
            Data::Mapping(entries) => {
                let mut entries = entries.iter();
                let extent = |key, value| span(key).to(span(value));
                let Some(entry) = entries.find(|one| trail.touches(extent(one.key, one.value)))
                else {
                    return;
                };
                let whole = extent(entry.key, entry.value);
                let name = tree.raw(entry.key).unwrap_or_default();
                let known = fields.and_then(|fields| Some((fields, fields.key(name)?)));
                if let Some((fields, key)) = known {
                    id = match fields.name {
                        TOP_LEVEL => name.to_owned(),
                        "service" => ["services.", name].concat(),
                        other => [other, ".", name].concat(),
                    };
                    trail.step(&[&id], whole);
                    shapes = Some(key.all_shapes());
                } else if name == "<<" || name.starts_with("x-") {
                    trail.step(&[if name == "<<" { "<<:" } else { "x-" }], whole);
                    shapes = None;
                } else {
                    let maps = |shape: &Shape| matches!(shape, Shape::Map(_));
                    shapes = shapes.and_then(|shapes| inside(shapes, maps));
                    if shapes.is_none() {
                        return;
                    }
                    trail.named(&[&id, ".*"], whole, name);
                }
                if trail.covers(span(entry.key)) {
                    return;
                }
                node = entry.value;
                fields = shapes.and_then(object_in);
            }
            Data::Sequence(items) => {
                let Some(item) = items.iter().find(|item| trail.touches(span(**item))) else {
                    return command(trail, compose);
                };
                node = *item;
                let lists = |shape: &Shape| matches!(shape, Shape::List(_) | Shape::Set(_));
                shapes = shapes.and_then(|shapes| inside(shapes, lists));
                fields = shapes.and_then(object_in);
            }
            Data::Alias(_) => return trail.step(&["*"], span(node)),
            Data::Scalar(..) => return scalar(trail, compose, &id, node),
        }
    }
}

/// The known keys, where a mapping may stand here.
fn object_in(shapes: Shapes) -> Option<Object> {
    shapes.iter().find_map(|shape| match shape {
        Shape::Object(name) => object(name),
        _ => None,
    })
}

/// What a list or a mapping with free names holds, where one may stand here.
fn inside(shapes: Shapes, kind: fn(&Shape) -> bool) -> Option<Shapes> {
    shapes.iter().find(kind).and_then(Shape::values)
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
    trail.step(&[id, "=", &scalar.value], scalar.span);
    command(trail, compose);
    let mut variables = scalar.variables.iter();
    if let Some(variable) = variables.find(|one| trail.touches(one.span)) {
        trail.named(&["${VAR}"], variable.span, variable.name);
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
