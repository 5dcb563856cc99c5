//! Settings of well-known programs that stop them from checking whom they talk to.
//!
//! From the programs' own documentation: Node.js CLI, pip user guide, npm and yarn config, git
//! environment variables, Go modules reference, conda, Composer, Bundler and uv settings.

/// A setting that switches the check off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Whose check it is: "Node.js".
    pub program: &'static str,
    /// What Checkov calls it; empty where it knows nothing of the kind.
    pub alias: &'static str,
    /// The value that leaves the check on; empty where only removing the setting does.
    pub on: &'static str,
}

/// Which values switch the check off.
#[derive(Clone, Copy)]
enum Off {
    /// Any value, an empty one too.
    Any,
    /// Any value that isn't empty.
    Filled,
    /// `0`, `false`, `no` or `off`.
    No,
    /// Exactly one of these, separated by blanks.
    Exactly(&'static str),
}

const VARIABLES: [(&str, Off, Switch); 15] = [
    ("BUNDLE_SSL_VERIFY_MODE", Off::No, switch("Bundler", "", "")),
    ("CONDA_SSL_VERIFY", Off::No, switch("conda", "", "true")),
    (
        "GIT_SSL_NO_VERIFY",
        Off::Any,
        switch("git", "checkov:CKV2_DOCKER_14", ""),
    ),
    ("GOINSECURE", Off::Filled, switch("go", "", "")),
    ("GONOSUMCHECK", Off::Filled, switch("go", "", "")),
    ("GONOSUMDB", Off::Exactly("* off"), switch("go", "", "")),
    ("GOSUMDB", Off::Exactly("off"), switch("go", "", "")),
    (
        "NODE_TLS_REJECT_UNAUTHORIZED",
        Off::Exactly("0"),
        switch("Node.js", "checkov:CKV2_DOCKER_6", "1"),
    ),
    (
        "NPM_CONFIG_STRICT_SSL",
        Off::No,
        switch("npm", "checkov:CKV2_DOCKER_12", "true"),
    ),
    (
        "PIP_TRUSTED_HOST",
        Off::Filled,
        switch("pip", "checkov:CKV2_DOCKER_16", ""),
    ),
    (
        "PYTHONHTTPSVERIFY",
        Off::Exactly("0"),
        switch("Python", "checkov:CKV2_DOCKER_5", "1"),
    ),
    ("UV_INSECURE_HOST", Off::Filled, switch("uv", "", "")),
    (
        "YARN_ENABLE_STRICT_SSL",
        Off::No,
        switch("yarn", "", "true"),
    ),
    ("YARN_STRICT_SSL", Off::No, switch("yarn", "", "true")),
    (
        "npm_config_strict_ssl",
        Off::No,
        switch("npm", "checkov:CKV2_DOCKER_12", "true"),
    ),
];

const fn switch(program: &'static str, alias: &'static str, on: &'static str) -> Switch {
    Switch { program, alias, on }
}

/// What an environment variable switches off; nothing for other variables and values.
pub fn variable(name: &str, value: &str) -> Option<Switch> {
    let at = VARIABLES.binary_search_by(|row| row.0.cmp(name)).ok()?;
    let (_, off, switch) = VARIABLES.get(at)?;
    let is_off = match off {
        Off::Any => true,
        Off::Filled => !value.trim().is_empty(),
        Off::No => is_no(value),
        Off::Exactly(values) => values.split(' ').any(|one| one == value.trim()),
    };
    is_off.then_some(*switch)
}

/// True for the values that mean no.
pub fn is_no(value: &str) -> bool {
    ["0", "false", "no", "off"]
        .iter()
        .any(|no| value.trim().eq_ignore_ascii_case(no))
}

/// Configuration keys that switch the check off: program, key, the value that does (nothing: any
/// that [`is_no`]).
const KEYS: [(&str, &str, &str, Switch); 14] = [
    (
        "apt",
        "acquire::https::verify-host",
        "",
        switch("apt", "", "true"),
    ),
    (
        "apt",
        "acquire::https::verify-peer",
        "",
        switch("apt", "", "true"),
    ),
    ("bundle", "ssl_verify_mode", "", switch("Bundler", "", "")),
    (
        "composer",
        "disable-tls",
        "true",
        switch("Composer", "", "false"),
    ),
    (
        "composer",
        "secure-http",
        "",
        switch("Composer", "", "true"),
    ),
    ("conda", "ssl_verify", "", switch("conda", "", "true")),
    (
        "git",
        "http.sslverify",
        "",
        switch("git", "checkov:CKV2_DOCKER_14", "true"),
    ),
    (
        "npm",
        "strict-ssl",
        "",
        switch("npm", "checkov:CKV2_DOCKER_13", "true"),
    ),
    (
        "pnpm",
        "strict-ssl",
        "",
        switch("pnpm", "checkov:CKV2_DOCKER_13", "true"),
    ),
    (
        "wget",
        "check_certificate",
        "",
        switch("wget", "checkov:CKV2_DOCKER_3", "on"),
    ),
    (
        "yarn",
        "enablestrictssl",
        "",
        switch("yarn", "checkov:CKV2_DOCKER_13", "true"),
    ),
    (
        "yarn",
        "strict-ssl",
        "",
        switch("yarn", "checkov:CKV2_DOCKER_13", "true"),
    ),
    (
        "yum",
        "sslverify",
        "",
        switch("yum", "checkov:CKV2_DOCKER_15", "1"),
    ),
    (
        "dnf",
        "sslverify",
        "",
        switch("dnf", "checkov:CKV2_DOCKER_15", "1"),
    ),
];

/// What `key = value` in the configuration of a program switches off. Keys may name one server
/// (`http.https://host/.sslVerify`) or one repository (`main.sslverify`).
pub fn key(program: &str, key: &str, value: &str) -> Option<Switch> {
    let row = KEYS
        .iter()
        .find(|row| row.0 == program && is_key(key, row.1))?;
    let is_off = if row.2.is_empty() {
        is_no(value)
    } else {
        row.2.eq_ignore_ascii_case(value.trim())
    };
    is_off.then_some(row.3)
}

/// The same for a line in a configuration file, whoever reads it.
pub fn line(text: &str) -> Option<Switch> {
    let (name, value) = text.split_once('=')?;
    KEYS.iter()
        .find_map(|row| key(row.0, name.trim(), value).filter(|_| is_key(name.trim(), row.1)))
}

fn is_key(key: &str, wanted: &str) -> bool {
    if key.eq_ignore_ascii_case(wanted) {
        return true;
    }
    // git: `http.<address>.sslVerify`; yum: `<repository>.sslverify`.
    let (section, last) = wanted.rsplit_once('.').unwrap_or(("", wanted));
    let Some((before, own)) = key.rsplit_once('.') else {
        return false;
    };
    let fits = if section.is_empty() {
        wanted == "sslverify"
    } else {
        before
            .split_once('.')
            .is_some_and(|(first, _)| first.eq_ignore_ascii_case(section))
    };
    fits && own.eq_ignore_ascii_case(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_in_order_for_the_search() {
        assert!(VARIABLES.is_sorted_by_key(|row| row.0));
        for (name, value, off) in [
            ("NODE_TLS_REJECT_UNAUTHORIZED", "0", true),
            ("NODE_TLS_REJECT_UNAUTHORIZED", "1", false),
            ("GIT_SSL_NO_VERIFY", "false", true),
            ("PIP_TRUSTED_HOST", "", false),
            ("GONOSUMDB", "github.com/acme/*", false),
            ("GOSUMDB", "off", true),
            ("npm_config_strict_ssl", "false", true),
            ("NPM_CONFIG_STRICT_SSL", "true", false),
            ("PATH", "0", false),
        ] {
            assert_eq!(variable(name, value).is_some(), off, "{name}={value}");
        }
    }

    #[test]
    fn keys_may_name_one_server() {
        for (program, name, value, off) in [
            ("git", "http.sslVerify", "false", true),
            ("git", "http.https://git.corp.example/.sslVerify", "0", true),
            ("git", "http.sslVerify", "true", false),
            ("git", "https.proxy", "0", false),
            ("yum", "main.sslverify", "0", true),
            ("yum", "sslverify", "1", false),
            ("composer", "disable-tls", "true", true),
            ("composer", "disable-tls", "false", false),
            ("npm", "fund", "false", false),
        ] {
            assert_eq!(key(program, name, value).is_some(), off, "{program} {name}");
        }
        assert!(line("strict-ssl=false").is_some());
        assert!(line("sslverify = 0").is_some());
        assert!(line("gpgcheck=0").is_none());
    }
}
