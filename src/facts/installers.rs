//! Install scripts that people pipe into a shell, and the way around each of them.
//!
//! From the projects' own install pages.

use super::table::Columns;

/// Columns: part of the address | what it installs | a better way, as the rest of a sentence.
const INSTALLERS: &str = "\
sh.rustup.rs|Rust|build in the official `rust` image
nvm-sh/nvm|nvm|start from the official `node` image instead
nodesource.com|Node.js|start from the official `node` image, or copy it from there
astral.sh/uv|uv|copy it: `COPY --from=ghcr.io/astral-sh/uv:VERSION /uv /uvx /bin/`
install.python-poetry.org|Poetry|install it with a version: `pipx install poetry==VERSION`
bootstrap.pypa.io|pip|take the official `python` image, or the package `python3-pip`
get.docker.com|Docker|copy the client: `COPY --from=docker:VERSION-cli /usr/local/bin/docker /usr/local/bin/`
get.k3s.io|k3s|use the image `rancher/k3s`, or a release with its checksum file
helm/helm|Helm|take the release from get.helm.sh and its `.sha256sum` beside it
getcomposer.org|Composer|copy it: `COPY --from=composer:VERSION /usr/bin/composer /usr/local/bin/`
bun.sh/install|Bun|start from the image `oven/bun`
deno.land|Deno|copy it: `COPY --from=denoland/deno:bin-VERSION /deno /usr/local/bin/`
get.pnpm.io|pnpm|install it with a version: `npm install -g pnpm@VERSION`
get.sdkman.io|SDKMAN|start from an official image such as `eclipse-temurin`, `maven` or `gradle`
ollama.com|Ollama|use the image `ollama/ollama`
aquasecurity/trivy|Trivy|copy it: `COPY --from=aquasec/trivy:VERSION /usr/local/bin/trivy /usr/local/bin/`
";

/// A well-known install script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Installer {
    /// What it installs.
    pub what: &'static str,
    /// A better way, as an imperative without a full stop; `VERSION` is to be filled in.
    pub instead: &'static str,
}

/// The script behind an address, if it is well known.
pub fn find(address: &str) -> Option<Installer> {
    for row in INSTALLERS.lines() {
        let mut columns = Columns::new(row);
        if address.contains(columns.next()) {
            return Some(Installer {
                what: columns.next(),
                instead: columns.next(),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_scripts_by_their_address() {
        let what = |address| find(address).map(|one| one.what);
        assert_eq!(what("https://sh.rustup.rs"), Some("Rust"));
        assert_eq!(
            what("https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3"),
            Some("Helm")
        );
        assert_eq!(what("https://example.com/install.sh"), None);
    }
}
