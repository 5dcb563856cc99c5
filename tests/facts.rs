//! Keeps the compact tables under `src/facts/` in step with `data/*.json`.
//!
//! `BLESS=1 cargo test --test facts` (or `make facts`) rewrites them; without it the test fails
//! where a table is stale. See `data/README.md`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

fn data(file: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(file);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of a table, sorted by key, as `Table` in `src/facts/table.rs` reads them.
#[derive(Default)]
struct Lines(BTreeMap<String, String>);

impl Lines {
    /// Only the last column may hold the separator.
    fn add(&mut self, key: &str, columns: &[&str]) {
        for column in columns.iter().take(columns.len().saturating_sub(1)) {
            assert!(
                !column.contains('|'),
                "{key}: a column holds the separator: {column}"
            );
        }
        let columns = columns.join("|");
        assert!(
            !key.contains(['|', '\n']) && !columns.contains('\n'),
            "{key}: {columns}"
        );
        let columns = columns.trim_end_matches('|').to_owned();
        assert!(
            self.0.insert(key.to_owned(), columns).is_none(),
            "{key} comes twice"
        );
    }

    fn text(self) -> String {
        let line = |(key, columns): (String, String)| {
            if columns.is_empty() {
                format!("{key}\n")
            } else {
                format!("{key}|{columns}\n")
            }
        };
        self.0.into_iter().map(line).collect()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().map(text).collect()
}

fn pairs(value: &Value) -> String {
    let pairs: Vec<String> = entries(value)
        .map(|(key, value)| format!("{key}={}", text(value)))
        .collect();
    pairs.join(" ")
}

/// `26=O4UlLASb`: see `Cycle` in `src/facts/lifecycle/product.rs`.
fn cycle(name: &str, written: &str) -> String {
    let compact = |date: &str| {
        let parts: Vec<u32> = date
            .split('-')
            .filter_map(|part| part.parse().ok())
            .collect();
        let [year, month, day] = *parts else {
            panic!("{name}: {written}: no date: {date}");
        };
        let sign = |number: u32| char::from_digit(number, 36).expect("2005 to 2040");
        let signs = [sign(year - 2005), sign(month), sign(day)];
        signs
            .map(|sign| sign.to_ascii_uppercase())
            .iter()
            .collect::<String>()
    };
    let mut words = written.split(' ');
    let end = match words.next() {
        Some("open") => "-".to_owned(),
        Some("unknown") => "?".to_owned(),
        Some("ended") => "!".to_owned(),
        date => compact(date.unwrap_or_default()),
    };
    let mut out = format!("{name}={end}");
    while let Some(word) = words.next() {
        let mut argument = || words.next().unwrap_or_else(|| panic!("{name}: {written}"));
        match word {
            "lts" => out.push('l'),
            "lts-from" => out.extend(["l", &compact(argument())]),
            "extended" => out.extend(["x", &compact(argument())]),
            "built" => out.push('b'),
            "dropped" => out.extend(["d", &compact(argument())]),
            "latest" => out.extend(["v", argument()]),
            _ => panic!("{name}: {written}: what is {word}?"),
        }
    }
    out
}

/// The numbers in a version, to sort by.
fn numbers(version: &str) -> Vec<u32> {
    let parts = version.split(|letter: char| !letter.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

fn lifecycle(tables: &mut Vec<(&'static str, String)>, names: &mut Names) {
    let data = data("end-of-life.json");
    let mut products = Lines::default();
    for (id, product) in entries(&data["products"]) {
        for name in list(&product["images"]) {
            names.entry(name.to_owned()).or_default().0 = format!("+{id}");
        }
        for name in list(&product["other_images"]) {
            id.clone_into(&mut names.entry(name.to_owned()).or_default().0);
        }
        let extended = match (&product["extended"]["name"], &product["extended"]["free"]) {
            (Value::String(name), Value::Bool(true)) => format!("+{name}"),
            (name, _) => text(name).to_owned(),
        };
        let version: Vec<String> = entries(&product["version"])
            .map(|(place, prefixes)| match prefixes {
                Value::String(prefix) => format!("{place} {prefix}"),
                prefixes => format!("{place} {}", list(prefixes).join(" ")),
            })
            .collect();
        let mut cycles: Vec<(&str, &Value)> = entries(&product["cycles"]).collect();
        cycles.sort_by_key(|(name, _)| Reverse(numbers(name)));
        let cycles: Vec<String> = cycles
            .iter()
            .map(|(name, written)| cycle(name, text(written)))
            .collect();
        products.add(
            id,
            &[
                text(&product["title"]),
                &extended,
                &version.join(","),
                &list(&product["not_words"]).join(" "),
                &pairs(&product["moving"]),
                &pairs(&product["codenames"]),
                text(&product["suggest"]),
                &pairs(&product["base"]),
                &list(&product["bases_built"]).join(" "),
                &list(&product["gone_variants"]).join(" "),
                &cycles.join(" "),
            ],
        );
    }
    let mut words = Lines::default();
    for (word, meaning) in entries(&data["tag_words"]) {
        let (product, cycle) = text(meaning).split_once(' ').expect("product and cycle");
        words.add(word, &["=", product, cycle]);
    }
    for (kind, part) in [("tag_prefixes", "d"), ("tag_components", "c")] {
        for (prefix, product) in entries(&data[kind]) {
            words.add(prefix, &[part, text(product)]);
        }
    }
    let mut gone = Lines::default();
    for (name, facts) in entries(&data["discontinued"]) {
        let successors = list(&facts["successors"]).join(" ");
        let same_tags = if facts["same_tags"] == true { "=" } else { "" };
        gone.add(
            name,
            &[
                text(&facts["status"]),
                text(&facts["since"]),
                &successors,
                same_tags,
            ],
        );
    }
    tables.push(("date.txt", text(&data["as_of"]).to_owned()));
    tables.push(("lifecycle/products.txt", products.text()));
    tables.push(("lifecycle/words.txt", words.text()));
    tables.push(("lifecycle/discontinued.txt", gone.text()));
}

/// Image names, each with its product in the life-cycle table and its row in the image table.
type Names = BTreeMap<String, (String, String)>;

/// `53u+`: `u` for UDP, then `+` (made to be reached), `a` or `-` (never) and what is behind it.
fn port(written: &str) -> String {
    let mut words = written.splitn(3, ' ');
    let mut next = || words.next().unwrap_or_default();
    let (port, publish, what) = (next(), next(), next());
    let port = port.replace("/tcp", "").replace("/udp", "u");
    match publish {
        "ok" => format!("{port}+"),
        "admin" => format!("{port}a{what}"),
        "never" => format!("{port}-{what}"),
        _ => panic!("{written}: what is {publish}?"),
    }
}

fn images(tables: &mut Vec<(&'static str, String)>, names: &mut Names) {
    let data = data("images.json");
    let mut images = Lines::default();
    for (id, image) in entries(&data["images"]) {
        for name in list(&image["names"]) {
            id.clone_into(&mut names.entry(name.to_owned()).or_default().1);
        }
        let column = |name: &str| match &image[name] {
            Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(" "),
            Value::Number(number) => number.to_string(),
            other => text(other).to_owned(),
        };
        let mut flags = String::new();
        for (name, flag) in [
            ("root", 'r'),
            ("full", 'f'),
            ("builder", 'b'),
            ("any_uid", 'a'),
            ("health_built_in", 'h'),
        ] {
            if image[name] == Value::Bool(true) {
                flags.push(flag);
            }
        }
        if image["shell"] == Value::Bool(false) {
            flags.push('n');
        }
        let variables: Vec<String> = entries(&image["variables"])
            .filter_map(|(name, file)| match file {
                Value::String(file) if *file == format!("{name}_FILE") => Some(name.to_owned()),
                Value::String(file) => Some(format!("{name}>{file}")),
                _ => None,
            })
            .collect();
        let ports: Vec<String> = list(&image["ports"]).into_iter().map(port).collect();
        images.add(
            id,
            &[
                &column("kind"),
                &flags,
                &column("user"),
                &column("root_flips"),
                &column("drops"),
                &column("ready"),
                &column("slim"),
                &column("not_builder"),
                &column("runtime"),
                &ports.join(";"),
                &variables.join(" "),
                &column("risky"),
                &column("logins"),
                &column("read_only"),
                &column("tmpfs"),
                &column("tools"),
                &column("tools_alpine"),
                &column("packages"),
                &column("memory"),
                &list(&image["health"]).join("\t"),
            ],
        );
    }
    tables.push(("images.txt", images.text()));
}

/// Only the ports that a rule can tell apart from unknown ones: see `src/facts/doors.rs`.
fn ports(tables: &mut Vec<(&'static str, String)>) {
    let data = data("ports.json");
    let mut lines = Lines::default();
    for (port, facts) in entries(&data["ports"]) {
        let category = text(&facts["category"]);
        let columns = match text(&facts["risk"]) {
            "high" | "critical" => match category {
                _ if text(&facts["why"]).contains("runs any code") => [
                    if category == "ambiguous" { "?d" } else { "d" },
                    text(&facts["service"]),
                ],
                "ambiguous" => ["?", text(&facts["service"])],
                "admin-ui" | "monitoring" => ["a", text(&facts["service"])],
                _ => ["", text(&facts["service"])],
            },
            "none" | "low" if ["network", "game", "mail"].contains(&category) => ["+", ""],
            _ => continue,
        };
        lines.add(&port.replace("/tcp", "").replace("/udp", "u"), &columns);
    }
    tables.push(("ports.txt", lines.text()));
}

/// Bytes before the first literal of a token's shape that can be looked for, and that literal.
fn anchor(shape: &str) -> (usize, &str) {
    let mut before = 0;
    for segment in shape.split(' ') {
        let Some(literal) = segment.strip_prefix('\'') else {
            let length = segment[1..].parse::<usize>();
            before += length.unwrap_or_else(|_| panic!("{shape}: no fixed start"));
            continue;
        };
        let literal = literal.trim_end_matches('\'');
        if literal.len() > 1 {
            return (before, literal);
        }
        before += literal.len();
    }
    panic!("{shape}: no literal")
}

fn tokens(tables: &mut Vec<(&'static str, String)>) {
    let data = data("tokens.json");
    let mut lines: Vec<String> = Vec::new();
    let mut hinted: Vec<String> = Vec::new();
    for (id, token) in entries(&data["tokens"]) {
        let kind = token["kind"]
            .as_str()
            .unwrap_or("secret")
            .get(..1)
            .expect("a kind");
        let name = text(&token["name"]);
        for shape in list(&token["shapes"]) {
            let hints = list(&token["hints"]).join(" ");
            if hints.is_empty() {
                let (before, literal) = anchor(shape);
                lines.push(format!("{literal}|{before}|{id}|{kind}|{name}|{shape}\n"));
            } else {
                hinted.push(format!("{hints}|{id}|{kind}|{name}|{shape}\n"));
            }
        }
    }
    lines.sort();
    tables.push(("tokens/formats.txt", lines.concat()));
    tables.push(("tokens/hinted.txt", hinted.concat()));
}

fn secrets(tables: &mut Vec<(&'static str, String)>) {
    let data = data("secret-names.json");
    let mut roles: BTreeMap<&str, String> = BTreeMap::new();
    for (list_of, role) in [
        (&data["words"]["strong"], 's'),
        (&data["words"]["medium"], 'm'),
        (&data["words"]["qualifiers"], 'q'),
        (&data["names"]["secret"], 'n'),
        (&data["names"]["other"], 'o'),
        (&data["not_suffixes"], 'u'),
        (&data["not_prefixes"], 'p'),
    ] {
        for word in list(list_of) {
            roles.entry(word).or_default().push(role);
        }
    }
    let mut lines = Lines::default();
    for (word, roles) in &roles {
        lines.add(word, &[roles]);
    }
    tables.push(("secret_names.txt", lines.text()));
    let mut lines = Lines::default();
    for kind in ["weak", "placeholders", "settings", "pointers"] {
        for word in list(&data["values"][kind]) {
            lines.add(&format!("{}:{word}", &kind[..1]), &[]);
        }
    }
    tables.push(("secret_values.txt", lines.text()));
    let mut lines = Lines::default();
    let files = &data["files"];
    for (name, sure) in entries(&files["names"]) {
        lines.add(&format!("name:{name}"), &[text(sure)]);
    }
    for (kind, prefix) in [
        ("extensions", "extension"),
        ("folders", "folder"),
        ("paths", "path"),
    ] {
        for name in list(&files[kind]) {
            lines.add(&format!("{prefix}:{name}"), &[]);
        }
    }
    tables.push(("secret_files.txt", lines.text()));
}

fn compose_keys(tables: &mut Vec<(&'static str, String)>) {
    let data = data("compose-keys.json");
    let mut lines = Lines::default();
    let pattern = |pattern: &str| match pattern {
        "^[a-zA-Z0-9._-]+$" => "name",
        "^[a-z]+$" => "letters",
        "[a-zA-Z0-9][a-zA-Z0-9_.-]+" => "container",
        pattern if pattern.starts_with("always|never|build|") => "pull",
        _ => panic!("a new pattern: {pattern}: add it to src/facts/compose_keys.rs"),
    };
    for (name, object) in entries(&data["objects"]) {
        let mut flags = String::new();
        if object["extensions"] == Value::Bool(true) {
            flags.push('x');
        }
        if object["other_keys"] == Value::Bool(true) {
            flags.push('o');
        }
        lines.add(name, &[&flags, &list(&object["required"]).join(" ")]);
        for (key, facts) in entries(&object["keys"]) {
            let limits = entries(facts).filter_map(|(limit, value)| match limit {
                "type" => None,
                "values" => Some(format!("values={}", list(value).join(","))),
                "pattern" | "key_pattern" => Some(format!("{limit}={}", pattern(text(value)))),
                "format" => Some(format!("format={}", text(value))),
                "min" | "max" => Some(format!("{limit}={value}")),
                "deprecated" | "other_names" => Some(limit.to_owned()),
                _ => panic!("{name}.{key}: what is {limit}?"),
            });
            let limits: Vec<String> = limits.collect();
            let types = facts.as_str().unwrap_or_else(|| text(&facts["type"]));
            lines.add(&format!("{name}/{key}"), &[&limits.join(" "), types]);
        }
    }
    tables.push(("compose_keys.txt", lines.text()));
}

fn bad_versions(tables: &mut Vec<(&'static str, String)>) {
    let data = data("bad-versions.json");
    let mut lines = Lines::default();
    for row in data["versions"].as_array().expect("a list") {
        let column = |key: &str| text(&row[key]);
        let planted = if row["planted"] == true { "!" } else { "" };
        lines.add(
            &format!("{} {}", column("name"), column("from")),
            &[
                column("to"),
                column("title"),
                column("id"),
                column("fixed"),
                planted,
                column("what"),
            ],
        );
    }
    tables.push(("bad_versions.txt", lines.text()));
}

fn tables() -> Vec<(&'static str, String)> {
    let mut tables = Vec::new();
    let mut names = Names::new();
    lifecycle(&mut tables, &mut names);
    images(&mut tables, &mut names);
    let mut lines = Lines::default();
    for (name, (product, image)) in names {
        lines.add(&name, &[&product, &image]);
    }
    tables.push(("names.txt", lines.text()));
    ports(&mut tables);
    tokens(&mut tables);
    secrets(&mut tables);
    compose_keys(&mut tables);
    bad_versions(&mut tables);
    tables
}

#[test]
fn tables_are_what_the_data_says() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/facts");
    let bless = std::env::var_os("BLESS").is_some();
    let mut stale = BTreeSet::new();
    for (name, wanted) in tables() {
        let path = folder.join(name);
        let found = fs::read_to_string(&path).unwrap_or_default();
        if found == wanted {
            continue;
        }
        let lines: BTreeSet<&str> = found.lines().collect();
        let changed = wanted.lines().filter(|line| !lines.contains(line)).count();
        println!("src/facts/{name}: {changed} lines new or changed");
        if bless {
            fs::write(&path, wanted).expect("the table can be written");
        } else {
            stale.insert(name);
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {stale:?}; run `make facts` and look at the difference"
    );
}
