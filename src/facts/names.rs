//! Image names: from the name in a file to the rows of the tables.
//!
//! Columns of `names.txt`: name | product of the life-cycle table, with `+` where the tags are
//! the product's own | row of the image table.

use super::table::{Columns, Table};

static NAMES: Table = Table::new(include_str!("names.txt"));

/// Where Docker Hub's official images are also found, as written in front of their names.
const OFFICIAL: [&str; 7] = [
    "docker.io/library/",
    "index.docker.io/library/",
    "registry-1.docker.io/library/",
    "public.ecr.aws/docker/library/",
    "mirror.gcr.io/library/",
    "docker.io/",
    "library/",
];

/// What the tables call an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its product in the life-cycle table; empty where there is none.
    pub(super) product: &'static str,
    /// True if its tags are the product's versions and may be suggested.
    pub(super) own_tags: bool,
    /// Its row in the image table; empty where there is none.
    pub(super) image: &'static str,
}

/// The name as people write it: `node` for `docker.io/library/node`.
pub(super) fn familiar(name: &str) -> &str {
    OFFICIAL
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}

/// Looks a name up, then without a distroless `-debian12`, then its family (`bitnami/*`).
pub(super) fn find(name: &str) -> Option<Entry> {
    let name = familiar(name);
    let whole = name
        .starts_with("gcr.io/distroless/")
        .then(|| name.split_once("-debian"))
        .flatten();
    let found = NAMES.find(whole.map_or(name, |(kind, _)| kind)).map(entry);
    if let Some(found) = found.filter(|found| !found.image.is_empty()) {
        return Some(found);
    }
    let (owner, _) = name.rsplit_once('/')?;
    let family = NAMES.find(&format!("{owner}/*")).map(entry);
    match (found, family) {
        (Some(found), Some(family)) => Some(Entry {
            image: family.image,
            ..found
        }),
        (found, family) => found.or(family),
    }
}

fn entry(columns: &'static str) -> Entry {
    let mut columns = Columns::new(columns);
    let product = columns.next();
    Entry {
        product: product.strip_prefix('+').unwrap_or(product),
        own_tags: product.starts_with('+'),
        image: columns.next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_however_they_are_written() {
        for name in [
            "node",
            "library/node",
            "docker.io/library/node",
            "public.ecr.aws/docker/library/node",
        ] {
            let entry = find(name).expect(name);
            assert_eq!(
                (entry.product, entry.own_tags, entry.image),
                ("node", true, "node"),
                "{name}"
            );
        }
        let distroless = find("gcr.io/distroless/java17-debian11").expect("a known name");
        assert_eq!(distroless.product, "distroless-java-node");
        let family = find("bitnami/redis").expect("a known name");
        assert_eq!(
            (family.product, family.own_tags, family.image),
            ("redis", false, "bitnami")
        );
        assert_eq!(
            find("bitnami/nothing-known").expect("a known name").image,
            "bitnami"
        );
        for name in [
            "",
            "nodes",
            "someone/app",
            "someone/node",
            "/",
            "gcr.io/distroless/",
        ] {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
