//! What usually answers on a port, and what it costs to open it to everyone.
//!
//! From the ports of well-known images and registered service names; see `data/README.md`.

use super::table::{Columns, Table};

/// Columns: port (with `u` for UDP) | service | category | risk | advice | why.
const PORTS: Table = Table(include_str!("ports.txt"));

/// Harm if a port is reachable from everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Risk {
    None,
    Low,
    Medium,
    High,
    Critical,
}

/// A port as the world uses it. The image's own facts know better, where there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortFact {
    /// Who usually listens; several are set off by ` / `.
    pub service: &'static str,
    /// `database`, `cache`, `queue`, `search`, `storage`, `control-plane`, `admin-ui`,
    /// `monitoring`, `development`, `remote-access`, `web`, `app`, `mail`, `network`,
    /// `directory`, `machine-learning`, `game` or `ambiguous`.
    pub category: &'static str,
    /// Harm if it is published on all interfaces.
    pub risk: Risk,
    /// What can happen, as half a sentence.
    pub why: &'static str,
    /// What to do instead, as half a sentence; may be empty.
    pub advice: &'static str,
    /// Very different services share the number: the image decides.
    pub ambiguous: bool,
}

/// The facts of a port inside a container.
pub fn lookup(port: u16, udp: bool) -> Option<PortFact> {
    let mut columns = Columns::new(PORTS.find(&format!("{port}{}", if udp { "u" } else { "" }))?);
    let (service, category, risk) = (columns.next(), columns.next(), columns.next());
    let advice = match columns.next() {
        "inside" => "keep it on an internal network, or bind it to 127.0.0.1",
        "loopback" => "bind it to 127.0.0.1, or put a proxy with login and TLS in front",
        advice => advice,
    };
    Some(PortFact {
        service,
        category,
        risk: match risk {
            "critical" => Risk::Critical,
            "high" => Risk::High,
            "medium" => Risk::Medium,
            "low" => Risk::Low,
            _ => Risk::None,
        },
        why: columns.next(),
        advice,
        ambiguous: category == "ambiguous",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_doors_and_what_is_behind_them() {
        for (port, udp, service, category, risk, ambiguous) in [
            (5432, false, "PostgreSQL", "database", Risk::High, false),
            (6379, false, "Redis", "cache", Risk::Critical, false),
            (
                2375,
                false,
                "Docker API",
                "control-plane",
                Risk::Critical,
                false,
            ),
            (22, false, "SSH", "remote-access", Risk::Medium, false),
            (443, false, "HTTPS", "web", Risk::None, false),
            (443, true, "HTTP/3", "web", Risk::None, false),
            (53, true, "DNS", "network", Risk::Medium, false),
            (3000, false, "Node.js", "ambiguous", Risk::Medium, true),
            (
                5678,
                false,
                "Python debugpy / n8n",
                "ambiguous",
                Risk::High,
                true,
            ),
        ] {
            let fact = lookup(port, udp).expect("a known port");
            assert!(
                fact.service.starts_with(service),
                "{port}: {}",
                fact.service
            );
            assert_eq!(
                (fact.category, fact.risk, fact.ambiguous),
                (category, risk, ambiguous)
            );
            assert!(!fact.why.is_empty(), "{port}");
        }
        for (port, udp) in [
            (0, false),
            (5432, true),
            (65535, false),
            (543, false),
            (54320, false),
        ] {
            assert_eq!(lookup(port, udp), None, "{port}");
        }
        assert!(Risk::High > Risk::Medium);
    }

    #[test]
    fn every_row_is_whole() {
        let risks = ["none", "low", "medium", "high", "critical"];
        for (key, columns) in PORTS.with_prefix("") {
            let columns: Vec<&str> = columns.split('|').collect();
            assert_eq!(columns.len(), 5, "{key}");
            assert!(risks.contains(&columns[2]), "{key}");
        }
    }
}
