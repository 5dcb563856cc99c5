//! The Compose reader against `serde_yaml`: the same documents, keys, scalars, lists and aliases.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cozydock::compose::tree::Style;
use cozydock::compose::{Compose, Value};
use serde::Deserialize;
use serde_yaml::Value as Oracle;

const BLOG: &str = r#"# A small blog
name: blog
services:
  db:
    image: postgres:16.4   # not the newest
    environment:
      POSTGRES_PASSWORD: "s3cr\u00e9t \"quoted\""
      POSTGRES_DB: 'it''s a blog'
      EMPTY:
      TILDE: ~
    volumes:
      - db-data:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U $${POSTGRES_USER}"]
      interval: 10s
      retries: 5
  web:
    build: {context: ./web, args: {NODE_ENV: production, "quoted key": 1}}
    ports:
    - "8080:80"
    - 127.0.0.1:9000:9000/udp
    - target: 443
      published: "8443"
    depends_on:
      db:
        condition: service_healthy
    command: >-
      node server.js
      --port 80

      --verbose
    labels:
      script: |
        set -e
          echo "indented"

        exit 0
      kept: |+
        last

      plain: several
        lines of
        text
volumes:
  db-data: {}
"#;

const SHARED: &str = r#"x-logging: &logging
  driver: json-file
  options: {max-size: 10m, max-file: "3"}
x-env: &env
  TZ: Europe/Berlin
  LOG_LEVEL: info
x-more: &more {LOG_LEVEL: debug, REGION: eu}
x-common: &common
  restart: unless-stopped
  logging: *logging
  environment: &common-env
    <<: *env
    EXTRA: "1"
services:
  api:
    <<: *common
    image: &image ghcr.io/acme/api:1.4.2
    environment:
      <<: [*more, *common-env]
      EXTRA: "2"
  worker:
    <<: *common
    image: *image
    restart: "no"
    command: [worker, --queue, 'mails', "a\tb"]
  anchored:
    image: !!str 12
    ports: &ports
      - 80
      - &first "443:443"
    expose: *ports
"#;

const TWO_DOCUMENTS: &str = "\u{feff}---\nservices:\n  a: {image: nginx}\n...\n---\n# the second\nservices:\n  b:\n    image: redis\n    scale: 2\n";

const WINDOWS: &str = "services:\r\n  web:\r\n    image: nginx\r\n    command: |\r\n      one\r\n      two\r\n    volumes:\r\n      - 'C:\\data:/data'\r\n      - type: bind\r\n        source: .\r\n        target: /app\r\n";

const UNICODE: &str = "services:\n  größe:\n    image: \"bücher/läden:1\"\n    labels: {emoji: 🐳 wal, 日本: 語, plain: naïve # é\n      }\n    environment:\n      - NAME=José 🐘\n";

const FIRST_FORMAT: &str = "web:\n  image: nginx\n  links:\n    - db\ndb:\n  image: mysql:5.7\n  environment:\n    - MYSQL_ROOT_PASSWORD=secret\n";

#[test]
fn agrees_with_serde_yaml() {
    for source in [BLOG, SHARED, TWO_DOCUMENTS, WINDOWS, UNICODE, FIRST_FORMAT] {
        let compose = Compose::read(source);
        assert_eq!(compose.problems, [], "{source}");
        let documents: Vec<Oracle> =
            serde_yaml::Deserializer::from_str(source.trim_start_matches('\u{feff}'))
                .map(|document| {
                    let mut value = Oracle::deserialize(document).unwrap();
                    // Once for each level: it leaves the merge keys of what it merges behind.
                    value.apply_merge().unwrap();
                    value.apply_merge().unwrap();
                    value
                })
                .collect();
        assert_eq!(compose.roots.len(), documents.len(), "{source}");
        for (root, document) in compose.roots.iter().zip(&documents) {
            same(source, compose.value(*root), document);
        }
    }
}

/// Every scalar that is no escape, fold or block stands in the file where its span says.
#[test]
fn spans_hold_the_text() {
    for source in [BLOG, SHARED, TWO_DOCUMENTS, WINDOWS, UNICODE, FIRST_FORMAT] {
        let compose = Compose::read(source);
        let mut seen = 0;
        for root in &compose.roots {
            walk(compose.value(*root), &mut |value| {
                let Some(raw) = value.raw() else { return };
                let written = value.written().slice(source);
                match value.style() {
                    Some(Style::Plain) if !raw.contains("of text") => assert_eq!(written, raw),
                    Some(Style::SingleQuoted) => {
                        assert_eq!(written, format!("'{}'", raw.replace('\'', "''")));
                    }
                    Some(Style::DoubleQuoted) => {
                        assert!(written.len() >= 2, "{written}");
                        assert!(
                            written.starts_with('"') && written.ends_with('"'),
                            "{written}"
                        );
                        let again: String = serde_yaml::from_str(written).unwrap();
                        assert_eq!(again, raw);
                    }
                    Some(Style::Literal | Style::Folded) => {
                        assert_eq!(written.trim(), written);
                        assert!(raw.starts_with(written.lines().next().unwrap()));
                    }
                    _ => return,
                }
                seen += 1;
            });
        }
        assert!(seen > 2, "{source}");
    }
}

fn same(source: &str, ours: Value<'_>, theirs: &Oracle) {
    let place = ours.written().slice(source);
    match theirs {
        Oracle::Tagged(tagged) => same(source, ours, &tagged.value),
        Oracle::Mapping(mapping) => {
            let entries: Vec<Value<'_>> = ours.entries().collect();
            assert_eq!(entries.len(), mapping.len(), "{place}");
            for (key, value) in mapping {
                let key = key.as_str().unwrap();
                let entry = ours
                    .get(key)
                    .unwrap_or_else(|| panic!("no {key} in {place}"));
                assert_eq!(entry.key(), key);
                same(source, entry, value);
            }
        }
        Oracle::Sequence(items) => {
            let ours: Vec<Value<'_>> = ours.items().collect();
            assert_eq!(ours.len(), items.len(), "{place}");
            for (ours, theirs) in ours.iter().zip(items) {
                same(source, *ours, theirs);
            }
        }
        Oracle::Null => assert!(ours.is_null(), "{place}"),
        Oracle::String(text) => assert_eq!(ours.raw(), Some(text.as_str()), "{place}"),
        Oracle::Bool(_) | Oracle::Number(_) => {
            assert_eq!(ours.style(), Some(Style::Plain), "{place}");
            let again: Oracle = serde_yaml::from_str(ours.raw().unwrap()).unwrap();
            assert_eq!(&again, theirs, "{place}");
        }
    }
}

fn walk<'m>(value: Value<'m>, visit: &mut impl FnMut(Value<'m>)) {
    visit(value);
    for child in value.entries() {
        walk(child, visit);
    }
    if value.is_list() {
        for child in value.items() {
            walk(child, visit);
        }
    }
}
