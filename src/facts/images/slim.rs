//! The tag of a smaller sibling of an image.

use super::{ImageFacts, variant};

/// Code names of Debian releases that tags carry.
const DEBIAN: [&str; 5] = ["trixie", "bookworm", "bullseye", "buster", "stretch"];

impl ImageFacts<'_> {
    /// This image's tag with the smaller variant `suffix` (`-slim`); nothing where no such tag is
    /// known to exist, as for moving tags without a version.
    /// Tags: <https://github.com/docker-library/official-images/tree/master/library>
    pub fn slim_tag(&self, suffix: &str) -> Option<String> {
        let tag = self.tag;
        let (first, rest) = tag.split_once('-').unwrap_or((tag, ""));
        let has_version = first.starts_with(|sign: char| sign.is_ascii_digit());
        let is_debian = |word: &str| DEBIAN.contains(&word);
        let to_alpine = suffix == "-alpine";
        let appended = match self.id {
            _ if tag.is_empty() || tag == "latest" => false,
            "node" => !variant::matches(tag, "onbuild") && (!to_alpine || rest.is_empty()),
            "debian" => has_version || (is_debian(first) && !variant::matches(tag, "backports")),
            "php" => {
                has_version
                    && !tag
                        .split('-')
                        .any(|word| is_debian(word) || word == "apache")
            }
            "python" | "ruby" | "perl" if has_version && is_debian(rest) && !to_alpine => {
                return Some(format!("{first}{suffix}-{rest}"));
            }
            _ => has_version && rest.is_empty(),
        };
        appended.then(|| format!("{tag}{suffix}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::lookup;

    #[test]
    fn names_tags_that_exist() {
        let slim = |name, tag, suffix| lookup(name, Some(tag)).and_then(|f| f.slim_tag(suffix));
        let known = [
            ("python", "3.13", "-slim", "3.13-slim"),
            ("python", "3.13-bookworm", "-slim", "3.13-slim-bookworm"),
            ("node", "24-bookworm", "-slim", "24-bookworm-slim"),
            ("node", "lts", "-slim", "lts-slim"),
            (
                "debian",
                "bookworm-20260101",
                "-slim",
                "bookworm-20260101-slim",
            ),
            ("php", "8.4-fpm", "-alpine", "8.4-fpm-alpine"),
        ];
        for (name, tag, suffix, expected) in known {
            assert_eq!(slim(name, tag, suffix).as_deref(), Some(expected));
        }
        for (name, tag, suffix) in [
            ("python", "latest", "-slim"),
            ("python", "3.13-bookworm", "-alpine"),
            ("php", "8.4-apache", "-alpine"),
            ("debian", "bookworm-backports", "-slim"),
            ("bun", "1-debian", "-slim"),
        ] {
            assert_eq!(slim(name, tag, suffix), None, "{name}:{tag}");
        }
    }
}
