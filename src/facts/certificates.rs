//! Settings of well-known programs that stop them from checking whom they talk to.
//!
//! From the programs' own documentation: Node.js CLI, pip user guide, npm and yarn config, git
//! environment variables, Go modules reference, conda, Composer, Bundler and uv settings.

use super::table::{Columns, Table};

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

/// Variables: name | values that switch the check off (`any`, `filled`, `no` or `false`, …, or
/// exactly these) | program | what Checkov calls it | the value that leaves the check on.
const VARIABLES: &str = "\
BUNDLE_SSL_VERIFY_MODE|no|Bundler||
CONDA_SSL_VERIFY|no|conda||true
GIT_SSL_NO_VERIFY|any|git|checkov:CKV2_DOCKER_14|
GOINSECURE|filled|go||
GONOSUMCHECK|filled|go||
GONOSUMDB|* off|go||
GOSUMDB|off|go||
NODE_TLS_REJECT_UNAUTHORIZED|0|Node.js|checkov:CKV2_DOCKER_6|1
NPM_CONFIG_STRICT_SSL|no|npm|checkov:CKV2_DOCKER_12|true
PIP_TRUSTED_HOST|filled|pip|checkov:CKV2_DOCKER_16|
PYTHONHTTPSVERIFY|0|Python|checkov:CKV2_DOCKER_5|1
UV_INSECURE_HOST|filled|uv||
YARN_ENABLE_STRICT_SSL|no|yarn||true
YARN_STRICT_SSL|no|yarn||true
npm_config_strict_ssl|no|npm|checkov:CKV2_DOCKER_12|true
";

/// What an environment variable switches off; nothing for other variables and values.
pub fn variable(name: &str, value: &str) -> Option<Switch> {
    let mut columns = Columns::new(Table(VARIABLES).find(name)?);
    let is_off = match columns.next() {
        "any" => true,
        "filled" => !value.trim().is_empty(),
        "no" => is_no(value),
        values => values.split(' ').any(|one| one == value.trim()),
    };
    is_off.then(|| switch(columns))
}

/// Reads the last three columns of a row.
fn switch(mut columns: Columns) -> Switch {
    Switch {
        program: columns.next(),
        alias: columns.next(),
        on: columns.next(),
    }
}

/// True for the values that mean no.
pub fn is_no(value: &str) -> bool {
    ["0", "false", "no", "off"]
        .iter()
        .any(|no| value.trim().eq_ignore_ascii_case(no))
}

/// Configuration keys that switch the check off: program | key | the value that does (nothing: any
/// that [`is_no`]) | the program's name | what Checkov calls it | the value that leaves it on.
const KEYS: &str = "\
apt|acquire::https::verify-host||apt||true
apt|acquire::https::verify-peer||apt||true
bundle|ssl_verify_mode||Bundler||
composer|disable-tls|true|Composer||false
composer|secure-http||Composer||true
conda|ssl_verify||conda||true
git|http.sslverify||git|checkov:CKV2_DOCKER_14|true
npm|strict-ssl||npm|checkov:CKV2_DOCKER_13|true
pnpm|strict-ssl||pnpm|checkov:CKV2_DOCKER_13|true
wget|check_certificate||wget|checkov:CKV2_DOCKER_3|on
yarn|enablestrictssl||yarn|checkov:CKV2_DOCKER_13|true
yarn|strict-ssl||yarn|checkov:CKV2_DOCKER_13|true
yum|sslverify||yum|checkov:CKV2_DOCKER_15|1
dnf|sslverify||dnf|checkov:CKV2_DOCKER_15|1
";

/// What `key = value` in the configuration of a program switches off. Keys may name one server
/// (`http.https://host/.sslVerify`) or one repository (`main.sslverify`).
pub fn key(program: &str, key: &str, value: &str) -> Option<Switch> {
    KEYS.lines()
        .find_map(|row| judge(row, Some(program), key, value))
        .flatten()
}

/// The same for a line in a configuration file, whoever reads it.
pub fn line(text: &str) -> Option<Switch> {
    let (name, value) = text.split_once('=')?;
    KEYS.lines()
        .find_map(|row| judge(row, None, name.trim(), value).flatten())
}

/// Whether a row speaks of this key, and if so what the value switches off.
fn judge(
    row: &'static str,
    program: Option<&str>,
    key: &str,
    value: &str,
) -> Option<Option<Switch>> {
    let mut columns = Columns::new(row);
    let own = columns.next();
    if program.is_some_and(|program| program != own) || !is_key(key, columns.next()) {
        return None;
    }
    let is_off = match columns.next() {
        "" => is_no(value),
        off => off.eq_ignore_ascii_case(value.trim()),
    };
    Some(is_off.then(|| switch(columns)))
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
        assert!(VARIABLES.lines().is_sorted());
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
