//! Doors that strangers shouldn't find: which ports inside a container are for neighbors only.

use super::images::{ImageFacts, Publish};
use super::table::{Columns, Table};

/// Ports by what usually answers there, from the ports of well-known images and registered
/// service names: port (with `u` for UDP) | kind | service. Kinds: nothing for a port that only
/// neighbors need, `a` for pages where people administer something, `d` for debuggers, `?` where different
/// services share the number, `+` for ports that are made to be reached from everywhere.
const PORTS: Table = Table(include_str!("ports.txt"));

/// A port that isn't for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrivateDoor {
    /// What answers there: `PostgreSQL`, `admin web interface`.
    pub what: &'static str,
    /// True for a page where people administer something, which they must reach somehow; false
    /// for what only other services need.
    pub is_admin: bool,
    /// True for a debugger, which runs whatever code it's told to.
    pub is_debugger: bool,
    /// How it is known.
    pub known_by: KnownBy,
}

/// Where the knowledge of a door comes from, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// The image's own facts.
    Image,
    /// Nearly everybody uses this port for the same thing.
    Port,
    /// Several things use this port, and the image is unknown.
    Guess,
}

/// What is behind a port of a container, if it isn't for everybody. The image's facts, where they
/// name the port, beat the port's usual owner.
pub fn private_door(image: Option<&ImageFacts>, port: u16, udp: bool) -> Option<PrivateDoor> {
    let own = image
        .into_iter()
        .flat_map(ImageFacts::ports)
        .find(|own| (own.port, own.udp) == (port, udp));
    if let Some(own) = own {
        return (own.publish != Publish::Fine).then_some(PrivateDoor {
            what: own.what,
            is_admin: own.publish == Publish::Admin,
            is_debugger: false,
            known_by: KnownBy::Image,
        });
    }
    let (kind, what) = usual(port, udp)?;
    let known_by = match kind {
        "+" => return None,
        _ if !kind.contains('?') => KnownBy::Port,
        _ if image.is_some() => return None,
        _ => KnownBy::Guess,
    };
    Some(PrivateDoor {
        what,
        is_admin: kind == "a",
        is_debugger: kind.contains('d'),
        known_by,
    })
}

/// True for a port that is made to be reached from everywhere, such as a VPN's or a game's.
pub fn is_public_by_nature(port: u16, udp: bool) -> bool {
    let is_mail = !udp && matches!(port, 25 | 110 | 143 | 465 | 587 | 993 | 995 | 4190);
    is_mail || usual(port, udp).is_some_and(|(kind, _)| kind == "+")
}

/// Kind and service of a port.
fn usual(port: u16, udp: bool) -> Option<(&'static str, &'static str)> {
    let mut columns = Columns::new(PORTS.find(&format!("{port}{}", if udp { "u" } else { "" }))?);
    Some((columns.next(), columns.next()))
}

/// True for a port that other machines have to reach for it to be of any use, and that no web proxy
/// can stand in front of: DNS, DHCP, and whatever speaks UDP.
pub fn serves_other_machines(port: u16, udp: bool) -> bool {
    udp || port == 53
}

impl PrivateDoor {
    /// Who answers, in two names at most: `Redis or a sibling`.
    pub fn spoken(&self) -> String {
        let mut names = self.what.split(" / ");
        let first = names.next().unwrap_or_default();
        match (names.next(), names.next()) {
            (None, _) => first.to_owned(),
            (Some(_), Some(_)) if self.known_by == KnownBy::Port => format!("{first} or a sibling"),
            (Some(second), _) => format!("{first} or {second}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::images;

    #[test]
    fn the_image_knows_better_than_the_port() {
        let n8n = images::lookup("n8nio/n8n", None);
        assert_eq!(private_door(n8n.as_ref(), 5678, false), None);
        let guess = private_door(None, 5678, false).expect("debugpy, perhaps");
        assert_eq!(guess.known_by, KnownBy::Guess);
        let grafana = images::lookup("grafana/grafana", Some("12.2"));
        let page = private_door(grafana.as_ref(), 3000, false).expect("a page");
        assert!(page.is_admin);
        assert_eq!(page.known_by, KnownBy::Image);
    }

    #[test]
    fn a_port_that_the_image_does_not_name_falls_to_its_usual_owner() {
        let node = images::lookup("node", Some("24"));
        let inspector = private_door(node.as_ref(), 9229, false).expect("a debugger");
        assert_eq!(inspector.known_by, KnownBy::Port);
        assert!(!inspector.is_admin);
        assert_eq!(private_door(node.as_ref(), 5678, false), None);
        assert_eq!(private_door(node.as_ref(), 3000, false), None);
    }

    #[test]
    fn knows_who_usually_answers() {
        for (port, what, is_admin, known_by) in [
            (5432, "PostgreSQL", false, KnownBy::Port),
            (6379, "Redis", false, KnownBy::Port),
            (2375, "Docker API", false, KnownBy::Port),
            (15672, "RabbitMQ management", true, KnownBy::Port),
            (5678, "Python debugpy / n8n", false, KnownBy::Guess),
        ] {
            let door = private_door(None, port, false).expect("a private door");
            assert!(door.what.starts_with(what), "{port}: {}", door.what);
            assert_eq!(
                (door.is_admin, door.known_by),
                (is_admin, known_by),
                "{port}"
            );
        }
        for (port, udp) in [(0, false), (5432, true), (65535, false), (543, false)] {
            assert_eq!(private_door(None, port, udp), None, "{port}");
        }
    }

    #[test]
    fn front_doors_are_fine() {
        for (port, udp) in [(80, false), (443, true), (8080, false), (51820, true)] {
            assert_eq!(private_door(None, port, udp), None, "{port}");
        }
        assert!(is_public_by_nature(51820, true));
        assert!(!is_public_by_nature(5432, false));
        assert!(!is_public_by_nature(80, false));
        assert!(is_public_by_nature(25, false));
        assert!(is_public_by_nature(4190, false));
    }
}
