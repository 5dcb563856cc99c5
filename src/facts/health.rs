//! Health checks that need nothing but what the image already has.

use super::images::{ImageFacts, PackageManager};
use crate::word_list::is_one_of;

/// A health check for an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthCheck {
    /// The words of Compose's `test:`; the first is `CMD` or `CMD-SHELL`, and `$$` stands for `$`.
    words: Vec<String>,
}

impl HealthCheck {
    /// The check for an image, if one is known whose tools are in the image with this tag.
    pub fn of_image(image: &ImageFacts) -> Option<Self> {
        let words: Vec<String> = image.health_test().map(str::to_owned).collect();
        let needs = |tool: &str| {
            words
                .iter()
                .any(|word| word.split(' ').any(|part| part == tool))
        };
        let lacks_tool = ["curl", "wget"]
            .iter()
            .any(|tool| needs(tool) && !image.has_tool(tool));
        // Alpine's shell is BusyBox.
        let lacks_bash = needs("bash") && image.packages() == PackageManager::Apk;
        (!words.is_empty() && !lacks_tool && !lacks_bash).then_some(HealthCheck { words })
    }

    /// Asks whether somebody listens on a port, with what a language brings along.
    pub fn of_language(image: &ImageFacts, port: u16) -> Option<Self> {
        let (program, flag, code) = match image.id {
            "python" => (
                "python",
                "-c",
                format!("import socket; socket.create_connection(('127.0.0.1', {port}), 3)"),
            ),
            "node" => (
                "node",
                "-e",
                format!(
                    "require('net').connect({port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"
                ),
            ),
            _ => return None,
        };
        let words = ["CMD", program, flag, &code].map(str::to_owned).to_vec();
        Some(HealthCheck { words })
    }

    /// As the `healthcheck` setting of a Compose service.
    pub fn compose(&self) -> String {
        format!(
            "healthcheck:\n  test: {}\n  interval: 30s\n  timeout: 5s\n  retries: 3",
            self.test()
        )
    }

    /// As the value of Compose's `test:`.
    pub fn test(&self) -> String {
        format!("{:?}", self.words)
    }

    /// As an instruction of a Dockerfile.
    pub fn instruction(&self) -> String {
        format!(
            "HEALTHCHECK --interval=30s --timeout=5s CMD {}",
            self.command()
        )
    }

    /// As what stands behind CMD in a HEALTHCHECK.
    pub fn command(&self) -> String {
        let command = match self.words.split_first() {
            Some((first, [line])) if first == "CMD-SHELL" => line.clone(),
            Some((_, words)) => format!("{words:?}"),
            None => String::new(),
        };
        command.replace("$$", "$")
    }

    /// As a flag of `docker run`; nothing where it would need quotes inside quotes.
    pub fn flag(&self) -> Option<String> {
        let line = self.words.get(1..)?.join(" ").replace("$$", "$");
        let is_shell = self.words.first().is_some_and(|first| first == "CMD-SHELL");
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || " -_./:=".contains(letter);
        let fits = if is_shell {
            !line.contains('\'')
        } else {
            line.chars().all(is_plain)
        };
        fits.then(|| format!("--health-cmd='{line}'"))
    }
}

/// Images whose own Dockerfiles show that `curl`, `wget` and `nc` are there only where the table
/// tells so.
const KNOWN_TOOLS: &str = "alertmanager alpine bun busybox caddy debian dotnet eclipse-mosquitto ghost golang haproxy httpd keycloak mariadb memcached mongo n8n nginx node node-exporter perl php postgres prometheus python rabbitmq redis registry ruby rust traefik ubuntu valkey";

/// True if the image surely lacks a tool that asks over the network: `curl`, `wget`, or `nc` by one
/// of its names.
pub fn lacks_tool(image: &ImageFacts, tool: &str) -> bool {
    if !image.has_shell() {
        return true;
    }
    // BusyBox has the other two.
    let has_busybox = image.packages() == PackageManager::Apk
        || is_one_of("alertmanager busybox node-exporter prometheus", image.id);
    let has = image.has_tool(tool) || has_busybox && tool != "curl";
    !has && is_one_of(KNOWN_TOOLS, image.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::images::lookup;

    fn check(name: &str, tag: &str) -> Option<HealthCheck> {
        HealthCheck::of_image(&lookup(name, Some(tag)).expect("a known image"))
    }

    #[test]
    fn is_written_for_each_kind_of_file() {
        let postgres = check("postgres", "18").expect("pg_isready");
        assert!(
            postgres
                .compose()
                .contains(r#"["CMD-SHELL", "pg_isready -U \"$${POSTGRES_USER"#)
        );
        assert!(
            postgres
                .instruction()
                .contains(r#"CMD pg_isready -U "${POSTGRES_USER"#)
        );
        let flag = postgres.flag().expect("a flag");
        assert!(
            flag.starts_with(r#"--health-cmd='pg_isready -U "${POSTGRES_USER"#),
            "{flag}"
        );
        let mongo = check("mongo", "8").expect("mongosh");
        assert!(mongo.instruction().contains(r#"CMD ["mongosh", "--quiet""#));
        assert_eq!(mongo.flag(), None);
        assert!(check("rabbitmq", "4").expect("a check").flag().is_some());
    }

    #[test]
    fn tools_are_known_for_each_variant() {
        let lacks = |name: &str, tag: &str, tool: &str| {
            lacks_tool(&lookup(name, Some(tag)).expect("a known image"), tool)
        };
        assert!(lacks("python", "3.14-slim", "curl") && !lacks("python", "3.14", "curl"));
        assert!(lacks("node", "24-alpine", "curl") && !lacks("node", "24-alpine", "wget"));
        assert!(lacks("nginx", "1.29", "wget") && !lacks("nginx", "1.29", "curl"));
        assert!(lacks("postgres", "18", "nc") && !lacks("postgres", "18-alpine", "nc"));
        assert!(!lacks("tomcat", "11", "curl"));
    }

    #[test]
    fn needs_nothing_that_the_image_lacks() {
        assert!(check("nginx", "1.29").is_some());
        assert!(check("httpd", "2.4").is_some());
        assert_eq!(check("httpd", "2.4-alpine"), None);
        assert_eq!(check("node", "24"), None);
    }
}
