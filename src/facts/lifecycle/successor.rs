//! Where to go from an image that was given up, as a name and a tag that exist.

use super::{Discontinued, current_tag, judge};
use crate::date::Date;

/// An image to move to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// Its name.
    pub name: String,
    /// Its tag, where it needs one.
    pub tag: Option<String>,
}

impl Discontinued {
    /// The image that takes the place of `name` with this tag; nothing where no tag is known to fit
    /// or what fits has ended, too.
    pub fn successor_of(self, name: &str, tag: Option<&str>, today: Date) -> Option<Successor> {
        let first = self.successors().next()?;
        let keep = |tag: Option<&str>| tag.map(str::to_owned);
        let is_moving = tag.is_none_or(|tag| tag == "latest");
        let (name, tag) = if let Some(family) = first.strip_suffix('*') {
            let (_, rest) = name.split_once('/').filter(|_| self.same_tags)?;
            (format!("{family}{rest}"), keep(tag))
        } else if self.same_tags {
            (first.to_owned(), keep(tag))
        } else if let Some((name, tag)) = first.split_once(':') {
            (name.to_owned(), keep(Some(tag)))
        } else {
            let tag = match first {
                "eclipse-temurin" if is_moving => current_tag(first, today),
                "eclipse-temurin" => java_tag(tag.unwrap_or_default()),
                // The oldest rebuild that still gets fixes is the nearest.
                "almalinux" => Some("8".to_owned()),
                _ if is_moving && matches!(self.status, "moved" | "renamed") => keep(tag),
                _ => return None,
            };
            (first.to_owned(), tag)
        };
        let judged = judge(&name, tag.as_deref(), today);
        let is_over = judged.iter().any(|one| one.status.is_over());
        (!is_over).then_some(Successor { name, tag })
    }
}

/// `17-jre-alpine` for `17.0.2-jre-alpine3.15`: the tags of Temurin name the version, what is in
/// them, and perhaps Alpine (<https://hub.docker.com/_/eclipse-temurin>).
fn java_tag(old: &str) -> Option<String> {
    let digits = old.bytes().take_while(u8::is_ascii_digit).count();
    let version = old.get(..digits).filter(|version| !version.is_empty())?;
    let kind = if old.contains("jre") { "jre" } else { "jdk" };
    let alpine = if old.contains("alpine") {
        "-alpine"
    } else {
        ""
    };
    let is_windows = old.contains("windows") || old.contains("nanoserver");
    (!is_windows).then(|| format!("{version}-{kind}{alpine}"))
}
