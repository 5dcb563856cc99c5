//! Ports, published and exposed, in their short and long forms
//! (<https://docs.docker.com/reference/compose-file/services/#ports>).

use super::scalar::Scalar;
use super::service::Service;
use super::tree::Style;
use super::value::{Route, Value};
use crate::source::{Span, Text};
use crate::word_list::is_one_of;

/// One entry of `ports`.
#[derive(Clone, Debug)]
pub struct Port<'m> {
    /// The whole entry.
    pub span: Span,
    /// The host address it is bound to.
    pub host_ip: Option<Text<'m>>,
    /// The port or ports on the host; absent where the engine picks one.
    pub published: Option<PortRange>,
    /// The port or ports in the container.
    pub target: Option<PortRange>,
    /// `tcp`, `udp` or `sctp`, where it is written.
    pub protocol: Option<Text<'m>>,
    /// `host` or `ingress`, in the long form.
    pub mode: Option<Text<'m>>,
    /// True if a variable without a default stands somewhere in the entry.
    pub unresolved: bool,
    /// True for the mapping form.
    pub long: bool,
    /// How the entry got there.
    pub route: Route,
    /// The value it is read from.
    pub value: Value<'m>,
}

/// A port or a range of ports, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortRange {
    /// First port.
    pub start: u16,
    /// Last port.
    pub end: u16,
    /// Where it is written.
    pub span: Span,
}

impl PortRange {
    /// How many ports it covers.
    pub fn count(&self) -> u32 {
        u32::from(self.end - self.start) + 1
    }

    /// True if the port is in it.
    pub fn contains(&self, port: u16) -> bool {
        (self.start..=self.end).contains(&port)
    }
}

impl Port<'_> {
    /// True for UDP.
    pub fn is_udp(&self) -> bool {
        self.protocol
            .as_ref()
            .is_some_and(|text| text.value.eq_ignore_ascii_case("udp"))
    }

    /// True if the port of SSH is one of its ports, on either side.
    pub fn is_ssh(&self) -> bool {
        [self.published, self.target]
            .iter()
            .flatten()
            .any(|range| range.contains(SSH))
    }

    /// The range of ports that it opens, if those are more than anyone counts one by one. One port
    /// of the container gets one of the host, however many there are to choose from.
    pub fn wide_range(&self) -> Option<PortRange> {
        let opened = self.target.or(self.published)?;
        (opened.count() > MOST_IN_A_RANGE).then_some(self.published.unwrap_or(opened))
    }

    /// True if the entry binds to this machine only (`127.0.0.0/8`, `::1`, `localhost`).
    pub fn is_loopback(&self) -> bool {
        self.host_ip.as_ref().is_some_and(|text| {
            let ip = text.value.trim_matches(['[', ']']);
            ip.starts_with("127.") || ip == "::1" || ip.eq_ignore_ascii_case("localhost")
        })
    }

    /// True if the entry binds to every address of the host: none is written, or a wildcard.
    pub fn is_on_all_addresses(&self) -> bool {
        match &self.host_ip {
            None => true,
            Some(ip) => matches!(
                ip.value.trim_matches(['[', ']']),
                "" | "0.0.0.0" | "::" | "*"
            ),
        }
    }

    /// How to bind the entry to this machine: what to replace, and the text to put there. The form
    /// of the entry and its quotes stay. Nothing where the entry is written elsewhere or across
    /// lines, and where it tells Swarm's `mode`, which knows no address.
    pub fn bound_to_loopback(&self) -> Option<(Span, String)> {
        if !self.route.is_direct() || self.mode.is_some() {
            return None;
        }
        if self.long {
            return match (&self.host_ip, self.value.get("host_ip")) {
                (Some(ip), _) => Some((ip.span, loopback_like(&ip.value))),
                (None, None) => self.value.insert_entry(&format!("host_ip: {LOOPBACK}")),
                (None, Some(_)) => None,
            };
        }
        if let Some(ip) = &self.host_ip {
            let source = self.value.compose().source;
            let written = ip.span.slice(source) == ip.value;
            return written.then(|| (ip.span, loopback_like(&ip.value)));
        }
        let quote = match self.value.style()? {
            Style::Plain => 0,
            Style::SingleQuoted | Style::DoubleQuoted => 1,
            Style::Literal | Style::Folded => return None,
        };
        let middle = if self.published.is_none() && !self.unresolved {
            // No host port is written: the engine goes on choosing one.
            "::"
        } else {
            ":"
        };
        let start = Span::at(self.span.start as usize + quote);
        Some((start, format!("{LOOPBACK}{middle}")))
    }
}

/// The port of SSH.
pub const SSH: u16 = 22;
/// The most ports of a range that still are so many doors.
pub const MOST_IN_A_RANGE: u32 = 10;
/// This machine, as seen from itself.
const LOOPBACK: &str = "127.0.0.1";

/// The loopback address of the same family as this one.
fn loopback_like(ip: &str) -> String {
    if ip.contains(':') { "::1" } else { LOOPBACK }.to_owned()
}

impl<'m> Service<'m> {
    /// True if publishing ports does something: with `network_mode: host`, `none` or another
    /// container's network Docker ignores them or refuses the service.
    pub fn can_publish(&self) -> bool {
        self.network_mode().is_none_or(|mode| {
            mode.scalar()
                .is_some_and(|mode| is_one_of("bridge default private", &mode.value))
        })
    }

    /// The ports that whoever reaches the host can reach: published, and on every address of it.
    /// Those of a service that this one extends are left to that one.
    pub fn open_ports(&self) -> Vec<Port<'m>> {
        if !self.can_publish() {
            return Vec::new();
        }
        let mut ports = self.ports();
        ports.retain(|port| port.is_on_all_addresses() && !port.route.is_inherited());
        ports
    }

    /// What to take out so that this port is no longer published; the whole `ports` setting if it
    /// is the only one. Nothing in a list that is too long to be searched for each of its ports.
    pub fn unpublish(&self, port: &Port<'m>) -> Option<Span> {
        self.removal_of("ports", &port.value, 1)
    }

    /// The published ports.
    pub fn ports(&self) -> Vec<Port<'m>> {
        let mut ports = Vec::new();
        for value in self.values("ports") {
            if value.is_mapping() {
                ports.push(long(value));
            } else {
                ports.extend(short(value));
            }
        }
        ports
    }

    /// The ports that other services may reach, without publishing.
    pub fn expose(&self) -> Vec<Port<'m>> {
        let mut ports = Vec::new();
        for value in self.values("expose") {
            ports.extend(short(value));
        }
        ports
    }
}

fn empty(value: Value<'_>, span: Span) -> Port<'_> {
    Port {
        span,
        host_ip: None,
        published: None,
        target: None,
        protocol: None,
        mode: None,
        unresolved: false,
        long: false,
        route: value.route(),
        value,
    }
}

/// `[[address:]published:]target[/protocol]`. YAML 1.1 would read `22:22` as a number to base 60;
/// here it is the text that is written, which is what people mean.
fn short(value: Value<'_>) -> Option<Port<'_>> {
    let scalar = value.scalar()?;
    let text: &str = &scalar.value;
    let mut port = empty(value, scalar.span);
    port.unresolved = !scalar.known;
    let slash = rfind_outside(text, b'/');
    let end = slash.unwrap_or(text.len());
    port.protocol = slash.map(|slash| scalar.part(slash + 1..text.len()));
    let target_at = rfind_outside(text.get(..end)?, b':');
    port.target = range(&scalar, target_at.map_or(0, |at| at + 1), end);
    if let Some(end) = target_at {
        let published_at = rfind_outside(text.get(..end)?, b':');
        port.published = range(&scalar, published_at.map_or(0, |at| at + 1), end);
        if let Some(end) = published_at {
            let brackets = text.starts_with('[') && text.get(..end)?.ends_with(']');
            let inner = usize::from(brackets);
            port.host_ip = Some(scalar.part(inner..end - inner));
        }
    }
    Some(port)
}

fn long(value: Value<'_>) -> Port<'_> {
    let mut port = empty(value, value.written());
    port.long = true;
    for key in ["host_ip", "published", "target", "protocol", "mode"] {
        let Some(scalar) = value.get(key).and_then(|value| value.scalar()) else {
            continue;
        };
        port.unresolved |= !scalar.known;
        let length = scalar.value.len();
        match key {
            "published" => port.published = range(&scalar, 0, length),
            "target" => port.target = range(&scalar, 0, length),
            "host_ip" => port.host_ip = Some(scalar.part(0..length)),
            "protocol" => port.protocol = Some(scalar.part(0..length)),
            _ => port.mode = Some(scalar.part(0..length)),
        }
    }
    port
}

fn range(scalar: &Scalar<'_>, start: usize, end: usize) -> Option<PortRange> {
    let text = scalar.value.get(start..end)?.trim();
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    let span = scalar.origin.span(start, end);
    (first <= last).then_some(PortRange {
        start: first,
        end: last,
        span,
    })
}

/// What the loader refuses about a short form, as a sentence
/// (<https://docs.docker.com/reference/compose-file/services/#short-syntax-4>).
pub(super) fn fault(text: &str) -> Option<&'static str> {
    const PORT: &str =
        "A port is a number from 1 to 65535, or a range such as `3000-3005`, as in `8080:80`.";
    let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    if !["tcp", "udp", "sctp"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(protocol))
    {
        return Some("Behind the `/` comes `tcp`, `udp` or `sctp`.");
    }
    let (front, target) = ports.rsplit_once(':').unwrap_or(("", ports));
    let (address, published) = front.rsplit_once(':').unwrap_or(("", front));
    let Some(target) = numbers(target) else {
        return Some(PORT);
    };
    if !published.is_empty() {
        let Some(published) = numbers(published) else {
            return Some(PORT);
        };
        // One port of the container may get any free one of a range of the host.
        let (wide, narrow) = (published.1 - published.0, target.1 - target.0);
        if wide != narrow && narrow != 0 {
            return Some("Both ranges must hold the same number of ports.");
        }
    }
    let bare = address
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    if bare.is_none() && address.contains(':') {
        Some("An IPv6 address wants square brackets, as in `[::1]:8080:80`.")
    } else if bare
        .unwrap_or(address)
        .contains(|c: char| !c.is_ascii_hexdigit() && !matches!(c, '.' | ':' | '%'))
    {
        Some(
            "In front of the ports comes an address such as `127.0.0.1`. Compose doesn't look up names here.",
        )
    } else {
        None
    }
}

/// First and last port of `80` or `3000-3005`.
pub(crate) fn numbers(text: &str) -> Option<(u16, u16)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}

/// The last such byte outside of `${…}` and `[…]`.
fn rfind_outside(text: &str, wanted: u8) -> Option<usize> {
    outside(text, wanted).pop()
}

/// The places of a separator outside of `${…}` and `[…]`.
pub(super) fn outside(text: &str, wanted: u8) -> Vec<usize> {
    let mut places = Vec::new();
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && byte == wanted {
            places.push(at);
        }
    }
    places
}
