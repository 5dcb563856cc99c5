//! Where fixes put lines into Compose files and take them out: the result must read as meant.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cozydock::compose::{Compose, Value};
use cozydock::source::Span;

fn put(source: &str, place: Option<(Span, String)>) -> String {
    let (span, text) = place.expect("a place");
    assert!(span.is_empty());
    let mut result = source.to_owned();
    result.insert_str(span.start as usize, &text);
    result
}

fn take(source: &str, span: Option<Span>) -> String {
    let span = span.expect("a place");
    let mut result = source.to_owned();
    result.replace_range(span.start as usize..span.end as usize, "");
    result
}

fn insert_setting(source: &str, line: &str) -> String {
    let compose = Compose::read(source);
    let result = put(
        source,
        compose.service("web").unwrap().add_setting(line, ""),
    );
    assert_eq!(Compose::read(&result).problems, [], "{result}");
    result
}

fn insert_item(source: &str, path: &[&str], item: &str) -> String {
    let compose = Compose::read(source);
    let result = put(
        source,
        compose
            .service("web")
            .unwrap()
            .path(path)
            .unwrap()
            .insert_item(item),
    );
    let again = Compose::read(&result);
    assert_eq!(again.problems, [], "{result}");
    let last = again
        .service("web")
        .unwrap()
        .path(path)
        .unwrap()
        .items()
        .last()
        .unwrap();
    assert!(last.is(item.trim_matches('"')), "{result}");
    result
}

#[test]
fn a_setting_goes_behind_the_last_one() {
    assert_eq!(
        insert_setting(
            "services:\n  web:\n    image: nginx # pinned\n\n  db:\n    image: x\n",
            "user: app"
        ),
        "services:\n  web:\n    image: nginx # pinned\n    user: app\n\n  db:\n    image: x\n"
    );
    assert_eq!(
        insert_setting(
            "services:\n   web:\n      image: nginx\n      command: |\n        a\n        b",
            "security_opt:\n  - x"
        ),
        "services:\n   web:\n      image: nginx\n      command: |\n        a\n        b\n      security_opt:\n        - x"
    );
    assert_eq!(
        insert_setting(
            "services:\r\n  web:\r\n    ports:\r\n    - 80:80\r\n",
            "a: b\nc: d"
        ),
        "services:\r\n  web:\r\n    ports:\r\n    - 80:80\r\n    a: b\r\n    c: d\r\n"
    );
    assert_eq!(
        insert_setting("services:\r\n  web:\r\n    image: nginx", "user: app"),
        "services:\r\n  web:\r\n    image: nginx\r\n    user: app"
    );
    assert_eq!(
        insert_setting("services:\n  web:\n", "image: x"),
        "services:\n  web:\n    image: x\n"
    );
    assert_eq!(
        insert_setting(
            "services:\n  web:\n    image: nginx\n    tty:\n",
            "user: app"
        ),
        "services:\n  web:\n    image: nginx\n    tty:\n    user: app\n"
    );
    assert_eq!(
        insert_setting("services:\n  web:\n    <<: &b {image: x}\n", "user: app"),
        "services:\n  web:\n    <<: &b {image: x}\n    user: app\n"
    );
    assert_eq!(
        insert_setting(
            "services:\n  web: &w\n    image: x\n    labels: [\n      a=b, # c\n    ]\n",
            "user: app"
        ),
        "services:\n  web: &w\n    image: x\n    labels: [\n      a=b, # c\n    ]\n    user: app\n"
    );
}

#[test]
fn a_setting_goes_into_braces() {
    assert_eq!(
        insert_setting("services: {web: {image: nginx}}\n", "user: app"),
        "services: {web: {image: nginx, user: app}}\n"
    );
    assert_eq!(
        insert_setting(
            "services:\n  web: {\n    image: nginx, # c\n  }\n",
            "user: app"
        ),
        "services:\n  web: {\n    image: nginx, user: app, # c\n  }\n"
    );
    assert_eq!(
        insert_setting("services: {web: {}}\n", "user: app"),
        "services: {web: {user: app}}\n"
    );
    let compose = Compose::read("services: {web: {image: x}}");
    assert_eq!(
        compose.service("web").unwrap().add_setting("a:\n  - b", ""),
        None
    );
}

#[test]
fn nothing_is_put_behind_an_alias() {
    let source =
        "x-a: &a {image: x, ports: [1]}\nservices:\n  web: *a\n  db:\n    <<: *a\n    user: y\n";
    let compose = Compose::read(source);
    assert_eq!(
        compose.service("web").unwrap().add_setting("user: app", ""),
        None
    );
    let db = compose.service("db").unwrap();
    assert_eq!(db.get("ports").unwrap().insert_item("2"), None);
    assert_eq!(db.get("ports").unwrap().removal(&db.settings()), None);
    assert_eq!(db.get("image").unwrap().replacement(), None);
    assert!(db.add_setting("a: b", "").is_some());
    assert_eq!(
        db.get("user")
            .unwrap()
            .replacement()
            .map(|span| span.slice(source)),
        Some("y")
    );
}

#[test]
fn an_item_goes_behind_the_last_one() {
    let start = "services:\n  web:\n    image: x\n    security_opt:\n";
    let rest = "    user: app\n";
    for (list, longer) in [
        ("      - a # c\n", "      - a # c\n      - b:c\n"),
        ("    - 'a'\n", "    - 'a'\n    - b:c\n"),
        (
            "      -   a\n      - &x !!str y\n",
            "      -   a\n      - &x !!str y\n      - b:c\n",
        ),
    ] {
        let source = format!("{start}{list}{rest}");
        assert_eq!(
            insert_item(&source, &["security_opt"], "b:c"),
            format!("{start}{longer}{rest}")
        );
    }
    assert_eq!(
        insert_item(
            "services: {web: {cap_add: [a, \"b\"]}}",
            &["cap_add"],
            "\"c\""
        ),
        "services: {web: {cap_add: [a, \"b\", \"c\"]}}"
    );
    assert_eq!(
        insert_item("services: {web: {cap_add: [ ]}}", &["cap_add"], "c"),
        "services: {web: {cap_add: [c ]}}"
    );
}

#[test]
fn removing_takes_whole_lines() {
    let source = "services:\n  web:\n    image: x\n    privileged: true # why\n    # about ports\n    ports:\n      - 80:80\n      - target: 1\n        published: 2\n      - 3:3\n    user: app";
    let compose = Compose::read(source);
    let web = compose.service("web").unwrap();
    let own = web.own_settings();
    let setting = |key: &str| take(source, web.get(key).unwrap().removal(&own));
    assert_eq!(
        setting("privileged"),
        source.replace("    privileged: true # why\n", "")
    );
    assert_eq!(
        setting("ports"),
        source.replace(
            "    ports:\n      - 80:80\n      - target: 1\n        published: 2\n      - 3:3\n",
            ""
        )
    );
    assert_eq!(setting("user"), source.replace("    user: app", ""));
    let ports = web.get("ports").unwrap();
    let items: Vec<Value<'_>> = ports.items().collect();
    let item = |at: usize| take(source, items[at].removal(&ports));
    assert_eq!(item(0), source.replace("      - 80:80\n", ""));
    assert_eq!(
        item(1),
        source.replace("      - target: 1\n        published: 2\n", "")
    );
    assert_eq!(item(2), source.replace("      - 3:3\n", ""));
    // The first key on a dash's line, and the only key of a block.
    assert_eq!(items[1].get("target").unwrap().removal(&items[1]), None);
    let only = Compose::read("services:\n  web:\n    image: x\n");
    let web = only.service("web").unwrap();
    assert_eq!(web.get("image").unwrap().removal(&web.own_settings()), None);
}

#[test]
fn removing_inside_brackets_takes_one_comma() {
    let source = "services: {web: {image: x, ports: [1, 2, 3], user: y}}";
    let compose = Compose::read(source);
    let web = compose.service("web").unwrap();
    let own = web.own_settings();
    assert_eq!(
        take(source, web.get("ports").unwrap().removal(&own)),
        "services: {web: {image: x, user: y}}"
    );
    assert_eq!(
        take(source, web.get("user").unwrap().removal(&own)),
        "services: {web: {image: x, ports: [1, 2, 3]}}"
    );
    let ports = web.get("ports").unwrap();
    let items: Vec<Value<'_>> = ports.items().collect();
    for (at, rest) in [(0, "[2, 3]"), (1, "[1, 3]"), (2, "[1, 2]")] {
        assert!(take(source, items[at].removal(&ports)).contains(rest));
    }
}
