//! Which of Docker's default capabilities an image can't do without.
//!
//! Read from the start scripts of the images: one that hands over its folders and changes user
//! needs those for owners and users; one that starts workers under another name also has to signal
//! them. Redis sheds its own capabilities on the way, Caddy and pgAdmin carry a file that asks for
//! the low ports, Vault keeps its memory from being swapped out
//! (<https://github.com/redis/docker-library-redis>, <https://github.com/caddyserver/caddy-docker>,
//! <https://developer.hashicorp.com/vault/docs/configuration#disable_mlock>).

use super::{DropsPrivileges, ImageFacts, ImageKind};
use crate::word_list::is_one_of;

impl ImageFacts<'_> {
    /// What to hand back after all capabilities are dropped, with blanks between; `is_root` tells
    /// who it starts as. Nothing where that depends on the program inside, or is nearly everything.
    pub fn capabilities(&self, is_root: bool) -> Option<&'static str> {
        let runs_anything = matches!(
            self.kind,
            ImageKind::Language | ImageKind::Distribution | ImageKind::Family
        );
        if runs_anything || is_one_of("gitlab gitea docker-dind", self.id) {
            return None;
        }
        Some(match self.id {
            "caddy" | "pgadmin4" => "NET_BIND_SERVICE",
            _ if !is_root => "",
            "redis" => "CHOWN DAC_OVERRIDE FOWNER SETGID SETPCAP SETUID",
            "vault" => "CHOWN IPC_LOCK SETFCAP SETGID SETUID",
            _ => match self.drops_privileges {
                DropsPrivileges::AtStart => "CHOWN DAC_OVERRIDE FOWNER SETGID SETUID",
                DropsPrivileges::WorkersOnly => {
                    "CHOWN DAC_OVERRIDE KILL NET_BIND_SERVICE SETGID SETUID"
                }
                DropsPrivileges::Never => "",
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::lookup;

    #[test]
    fn what_an_image_needs_follows_from_how_it_starts() {
        let needs =
            |name: &str, is_root| lookup(name, None).and_then(|facts| facts.capabilities(is_root));
        assert_eq!(
            needs("postgres", true),
            Some("CHOWN DAC_OVERRIDE FOWNER SETGID SETUID")
        );
        assert_eq!(needs("postgres", false), Some(""));
        assert_eq!(needs("traefik", true), Some(""));
        assert_eq!(needs("caddy", false), Some("NET_BIND_SERVICE"));
        assert_eq!(needs("debian", true), None);
    }
}
