use super::*;

fn key(object_name: &str, name: &str) -> Key {
    object(object_name)
        .and_then(|object| object.key(name))
        .expect(name)
}

#[test]
fn knows_objects_and_their_keys() {
    let service = object("service").expect("services");
    assert!(service.extensions && !service.other_keys);
    assert_eq!(service.required().count(), 0);
    let names: Vec<&str> = service.keys().map(|key| key.name).collect();
    assert!(names.len() > 80, "{}", names.len());
    for name in [
        "image",
        "ports",
        "environment",
        "working_dir",
        "pre_start",
        "models",
    ] {
        assert!(names.contains(&name), "{name}");
    }
    assert_eq!(service.key("imag"), None);
    assert_eq!(service.key(""), None);
    assert_eq!(
        object("depends_on_entry")
            .expect("entries")
            .required()
            .collect::<Vec<_>>(),
        ["condition"]
    );
    assert!(!object("blkio_config").expect("blkio").extensions);
    assert!(object("gpu_request").expect("gpus").other_keys);
    assert_eq!(object("servic"), None);
    assert_eq!(object("service/image"), None);
}

#[test]
fn knows_types_and_limits() {
    let shapes = |object, name| key(object, name).shapes().collect::<Vec<_>>();
    assert_eq!(shapes("service", "image"), [Shape::String]);
    assert_eq!(
        shapes("service", "command"),
        [Shape::Null, Shape::String, Shape::List(Shapes("string"))]
    );
    assert_eq!(
        shapes("service", "build"),
        [Shape::String, Shape::Object("build")]
    );
    let [Shape::Map(values), Shape::Set(items)] = shapes("service", "environment")[..] else {
        panic!("a map or a set")
    };
    assert_eq!(
        values.iter().collect::<Vec<_>>(),
        [Shape::String, Shape::Number, Shape::Boolean, Shape::Null]
    );
    assert_eq!(items.iter().collect::<Vec<_>>(), [Shape::String]);
    assert_eq!(
        shapes("service", "storage_opt"),
        [Shape::Map(Shapes("any"))]
    );
    assert_eq!(
        shapes("top_level", "networks"),
        [Shape::Map(Shapes("object:network|null"))]
    );
    let score = key("service", "oom_score_adj");
    assert_eq!((score.min(), score.max()), (Some(-1000), Some(1000)));
    assert_eq!(
        key("service", "cgroup").values().collect::<Vec<_>>(),
        ["host", "private"]
    );
    assert_eq!(key("service", "image").values().count(), 0);
    assert!(key(TOP_LEVEL, "version").is_deprecated());
    assert_eq!(
        key(TOP_LEVEL, "services").name_pattern(),
        Some(Pattern::Name)
    );
    assert!(key(TOP_LEVEL, "networks").other_names() && !key(TOP_LEVEL, "services").other_names());
    assert_eq!(
        key("healthcheck", "interval").format(),
        Some(Format::Duration)
    );
    assert_eq!(key("service", "mem_limit").format(), Some(Format::ByteSize));
    assert_eq!(key("service", "image").format(), None);
}

#[test]
fn patterns_match() {
    for (pattern, good, bad) in [
        (
            Pattern::Name,
            &["web", "my-app_1.0", "x-1"][..],
            &["", "a b", "a/b", "é"][..],
        ),
        (Pattern::Letters, &["nofile"], &["", "no_file", "A"]),
        (
            Pattern::Container,
            &["web", "a1", "/web"],
            &["", "a", "-", "__"],
        ),
        (
            Pattern::PullPolicy,
            &["always", "every_12h", "every_1w", "daily"],
            &["", "sometimes", "every_", "every_h"],
        ),
    ] {
        assert!(good.iter().all(|text| pattern.matches(text)), "{pattern:?}");
        assert!(!bad.iter().any(|text| pattern.matches(text)), "{pattern:?}");
    }
}

/// Every object that a type names exists.
#[test]
fn no_type_leads_nowhere() {
    let mut open = vec![TOP_LEVEL];
    let mut seen = Vec::new();
    while let Some(name) = open.pop() {
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let mut todo: Vec<Shape> = object(name)
            .expect(name)
            .keys()
            .flat_map(Key::shapes)
            .collect();
        while let Some(shape) = todo.pop() {
            match shape {
                Shape::Object(name) => open.push(name),
                Shape::List(inner) | Shape::Set(inner) | Shape::Map(inner) => {
                    todo.extend(inner.iter());
                }
                _ => {}
            }
        }
    }
    let all = KEYS
        .with_prefix("")
        .iter()
        .filter(|(key, _)| !key.contains('/'))
        .count();
    assert_eq!(seen.len(), all);
}
