//! Files that commands fetch from the net, and what checks them.

use super::Script;
use super::command::Command;
use super::download::{is_standard_output, writes_to_file};
use super::word::Word;
use crate::word_list::is_one_of;

/// What a command fetches.
#[derive(Clone, Debug)]
pub struct Fetch<'c, 'a> {
    /// The addresses, as written.
    pub urls: Vec<&'c Word<'a>>,
    /// The file or folder that it's written to, where that is said.
    pub file: Option<String>,
    /// True if it goes to the standard output and not into a file.
    pub is_printed: bool,
}

impl<'a> Command<'a> {
    /// What `curl` or `wget` fetches.
    pub fn fetch(&self) -> Option<Fetch<'_, 'a>> {
        let is_curl = match self.program() {
            "curl" => true,
            "wget" => false,
            _ => return None,
        };
        let out = if is_curl {
            self.option(Some('o'), "output")
        } else {
            self.option(Some('O'), "output-document")
        };
        let is_saved = match &out {
            Some(file) => !is_standard_output(file),
            None if is_curl => {
                self.has_flag(Some('O'), "remote-name") || self.has_flag(None, "remote-name-all")
            }
            None => true,
        };
        Some(Fetch {
            urls: self.operands(&[]).collect(),
            is_printed: !is_saved && !writes_to_file(self),
            file: match out {
                Some(file) if is_saved => Some(file.value.into_owned()),
                _ => self.output_file().map(|file| file.value.to_string()),
            },
        })
    }

    /// The file that the command's standard output is written to.
    pub fn output_file(&self) -> Option<&Word<'a>> {
        let mut redirects = self.redirects.iter();
        let write = redirects.find(|one| one.operator.writes() && one.descriptor != Some(2));
        write.map(|one| &one.target)
    }

    /// True if it compares files with checksums or signatures.
    pub fn checks_files(&self) -> bool {
        let program = self.program();
        match program {
            "gpg" | "gpg2" => self.has_flag(None, "verify"),
            "rpm" => self.has_flag(Some('K'), "checksig"),
            "openssl" => {
                let verb = self.subcommand();
                verb.starts_with("sha") || is_one_of("dgst cms smime md5", verb)
            }
            "cosign" | "gh" | "notation" => {
                let mut words = self.args().iter();
                words.any(|word| word.value.starts_with("verify"))
            }
            _ => {
                program.ends_with("sum")
                    || is_one_of("gpgv gpgv2 minisign signify rhash slsa-verifier", program)
            }
        }
    }
}

impl Script<'_> {
    /// True if something in it compares files with checksums or signatures.
    pub fn checks_files(&self) -> bool {
        self.commands
            .iter()
            .any(|command| command.checks_files() || command.args().iter().any(sums))
    }
}

/// True for `$(sha256sum …)` in a text that is put together at run time, whose commands aren't
/// listed.
fn sums(word: &Word<'_>) -> bool {
    let text = &word.value;
    text.contains("$(") && (text.contains("sum ") || text.contains("openssl sha"))
}

/// The host of an address of the web without its port; nothing where it is no such address.
pub fn web_host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let host = super::download::host_of(rest);
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    is_one_of("http https", scheme).then_some(name)
}

/// True for this machine and its neighbors: no dot in the name, a private address, a name that
/// is only known inside.
pub fn is_nearby(host: &str) -> bool {
    let starts = [
        "127.", "10.", "192.168.", "169.254.", "172.1", "172.2", "172.3", "[",
    ];
    let ends = [
        ".local",
        ".internal",
        ".lan",
        ".localhost",
        ".test",
        ".home",
        ".corp",
    ];
    !host.contains('.')
        || starts.iter().any(|start| host.starts_with(start))
        || ends.iter().any(|end| host.ends_with(end))
}

/// True for the address of a Git repository, as ADD and git know it:
/// <https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository>.
pub fn is_repository(url: &str) -> bool {
    let path = url.split(['#', '?']).next().unwrap_or(url);
    let is_git = path.rsplit_once('.').is_some_and(|(_, end)| end == "git");
    url.starts_with("git@") || url.starts_with("git://") || url.contains("://") && is_git
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, parse};
    use super::*;
    use crate::source::Origin;

    fn told(text: &str) -> String {
        let script = parse(text, &Origin::Verbatim(0), Dialect::SHELL);
        let Some(fetch) = script.commands.first().and_then(Command::fetch) else {
            return "nothing".to_owned();
        };
        let urls: Vec<_> = fetch.urls.iter().map(|url| url.as_str()).collect();
        let file = fetch.file.unwrap_or_default();
        let sign = if fetch.is_printed { "|" } else { ">" };
        format!("{}{sign}{file}", urls.join(","))
    }

    #[test]
    fn tells_what_is_fetched_and_where_it_goes() {
        for (text, expected) in [
            ("curl -fsSLo /a https://x/a", "https://x/a>/a"),
            ("curl -fsSLO https://x/a", "https://x/a>"),
            ("curl -H 'A: b' https://x/a > /b", "https://x/a>/b"),
            ("curl https://x/a | tar xz", "https://x/a|"),
            ("curl https://x/a -o - | tar xz", "https://x/a|"),
            (
                "wget -q https://x/a https://x/b",
                "https://x/a,https://x/b>",
            ),
            ("wget -O /c https://x/a 2> /log", "https://x/a>/c"),
            ("wget -qO- https://x/a > /d", "https://x/a>/d"),
            ("wget -qO- https://x/a", "https://x/a|"),
            ("echo curl https://x/a", "nothing"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn knows_hosts_and_neighbors() {
        assert_eq!(
            web_host("https://me:pw@example.com:8080/a"),
            Some("example.com")
        );
        assert_eq!(web_host("git@example.com:a"), None);
        for near in ["localhost", "mirror", "10.1.2.3", "nexus.corp", "127.0.0.1"] {
            assert!(is_nearby(near), "{near}");
        }
        for far in ["example.com", "1.1.1.1", "deb.debian.org"] {
            assert!(!is_nearby(far), "{far}");
        }
    }

    #[test]
    fn knows_checks() {
        let checks = |text: &str| parse(text, &Origin::Verbatim(0), Dialect::SHELL).checks_files();
        for text in [
            "echo 'a  b' | sha256sum -c -",
            "gpg --batch --verify a.asc a",
            "cosign verify-blob a",
            "[ \"$(sha256sum a | cut -c-64)\" = x ]",
            "shasum -a 256 -c SUMS",
            "if [ \"$(openssl sha512 -r a)\" = x ]; then b; fi",
        ] {
            assert!(checks(text), "{text}");
        }
        assert!(!checks("gpg --dearmor a; echo sha256sum; curl a"));
    }
}
