//! Files that hold secrets, by their names.

use super::table::{Table, any_word};

/// Keys: `name:`, with `s` (surely) or `m` (maybe); `extension:`, `folder:` and `path:`.
const FILES: Table = Table(include_str!("secret_files.txt"));

/// A file that by its name holds a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretFile {
    /// What it usually holds, as half a sentence.
    pub why: &'static str,
    /// False where such files often hold none (`settings.xml`, `auth.json`).
    pub sure: bool,
}

/// Whether a path (of a file or folder, `/` or `\` between names, `*` at the end allowed) names
/// a secret. Public halves, certificates, examples and `known_hosts` don't.
pub fn judge(path: &str) -> Option<SecretFile> {
    let path = path
        .get(..path.len().min(4096))
        .unwrap_or_default()
        .replace('\\', "/")
        .to_ascii_lowercase();
    let path = path.trim_end_matches('/');
    let name = path
        .rsplit('/')
        .next()?
        .trim_end_matches('*')
        .trim_end_matches('?');
    if name.is_empty() || is_public(name) {
        return None;
    }
    // Settings for tests are often made up, and kept in git.
    let for_tests = name.contains("env")
        && name
            .split(['.', '-', '_'])
            .any(|part| matches!(part, "test" | "testing" | "tests" | "ci" | "default"));
    let why = || SecretFile {
        why: holds(name),
        sure: !for_tests,
    };
    if let Some(sure) = FILES.find(&format!("name:{name}")) {
        return Some(SecretFile {
            why: holds(name),
            sure: sure != "m",
        });
    }
    let has = |kind: &str, text: &str| FILES.find(&format!("{kind}:{text}")).is_some();
    // Certificates end so as well, and so do keys.
    if name == "*.pem" {
        return Some(SecretFile {
            why: holds(name),
            sure: false,
        });
    }
    if name.starts_with(".env.")
        || has(
            "extension",
            name.rsplit_once('.').map_or("", |(_, end)| end),
        )
    {
        return Some(why());
    }
    let ends = |end: &str| {
        path == end
            || path.ends_with(end) && path.as_bytes().get(path.len() - end.len() - 1) == Some(&b'/')
    };
    let listed = |kind: &'static str| {
        FILES
            .with_prefix(kind)
            .any(|(key, _)| key.get(kind.len()..).is_some_and(ends))
    };
    if listed("path:") || listed("folder:") {
        return Some(why());
    }
    let key = name
        .strip_suffix(".pem")
        .is_some_and(|stem| stem.ends_with("key") || stem.contains("private"));
    let accounts = "client_secret service-account service_account serviceaccount";
    let account = name.strip_suffix(".json").is_some_and(|stem| {
        stem.ends_with("-credentials")
            || stem.ends_with("_credentials")
            || any_word(accounts, &|start| stem.starts_with(start))
    });
    (key || account || name.starts_with("id_rsa") || name.starts_with("id_ed25519")).then(why)
}

fn is_public(name: &str) -> bool {
    let ends = ".pub .crt .cer .csr .example .sample .template .tmpl .dist \
        .md .pub.pem .tpl .j2 .defaults .schema .enc .gpg .age";
    let public = name.contains("public")
        || name.contains("pubkey")
        || name.starts_with("example.")
        || name.starts_with("sample.");
    public || name == "known_hosts" || any_word(ends, &|end| name.ends_with(end))
}

#[allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "names come in lower case"
)]
fn holds(name: &str) -> &'static str {
    match name {
        _ if name.starts_with(".env") || name.ends_with(".env") => {
            "settings and the passwords among them"
        }
        _ if name.starts_with("id_") || name == ".ssh" => "a private SSH key",
        ".npmrc" | ".pypirc" | ".yarnrc.yml" | "nuget.config" | "pip.conf" | "auth.json"
        | "settings.xml" => "a login for a package registry",
        "config.json" | ".dockercfg" | ".dockerconfigjson" => "a login for an image registry",
        ".netrc" | "_netrc" | ".git-credentials" => "logins for other servers",
        _ if name.ends_with(".pem")
            || name.ends_with(".key")
            || name.ends_with(".p12")
            || name.ends_with(".pfx") =>
        {
            "a private key"
        }
        _ if name.ends_with(".jks") || name.ends_with(".keystore") => "private keys",
        ".aws" | "credentials" | ".azure" | "gcloud" | "application_default_credentials.json" => {
            "a login for a cloud account"
        }
        ".kube" | "kubeconfig" => "a login for a cluster",
        _ => "credentials",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_secret_files() {
        for path in [
            ".env",
            "./.env",
            ".env.production",
            ".env.local",
            "config/prod.env",
            ".npmrc",
            ".netrc",
            "id_rsa",
            "keys/id_rsa",
            "id_rsa*",
            "server.key",
            "tls/server-key.pem",
            "privkey.pem",
            "certs/private.pem",
            "credentials.json",
            ".aws",
            ".aws/",
            "/root/.aws/credentials",
            ".ssh",
            ".ssh/",
            "home/.docker/config.json",
            ".kube/config",
            "service-account-prod.json",
            "gcp-credentials.json",
            ".git-credentials",
            "terraform.tfstate",
            "prod.tfvars",
            "keystore.jks",
            r"C:\app\.env",
            ".cargo/credentials.toml",
            "ID_RSA",
        ] {
            assert!(
                judge(path).is_some_and(|file| file.sure && !file.why.is_empty()),
                "{path}"
            );
        }
        for path in ["settings.xml", "certs/*.pem", "test.env", ".env.test"] {
            assert_eq!(judge(path).map(|file| file.sure), Some(false), "{path}");
        }
    }

    #[test]
    fn leaves_public_and_harmless_files_alone() {
        for path in [
            "",
            "/",
            ".",
            "..",
            "*",
            ".env.example",
            ".env.sample",
            ".env.template",
            ".env.dist",
            "server.crt",
            "ca.pem",
            "fullchain.pem",
            "cert.pem",
            "id_rsa.pub",
            "known_hosts",
            ".ssh/known_hosts",
            "public.key",
            "config.json",
            "src/config.json",
            "package.json",
            "environment.ts",
            "keyboard.js",
            "secrets.go",
            "envs",
            "credentials.md",
            "key.ts",
            "monkey.json",
            "credentials",
            "日本.pem",
        ] {
            assert_eq!(judge(path), None, "{path}");
        }
    }
}
