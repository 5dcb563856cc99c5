//! Names of variables: is this one a credential's?
//!
//! Starts from the words of `BuildKit`'s rule `SecretsUsedInArgOrEnv` and goes on where it misses
//! (`DB_PASS`, `AUTHTOKEN`) or cries wolf (`TOKEN_URL`, `GPG_KEY`); see `data/README.md`.

use super::table::Table;

/// Keys only: `strong:`, `medium:` and `qualifier:` words, whole `secret:` and `other:` names,
/// `suffix:` and `prefix:` words that make a name something else.
const NAMES: Table = Table(include_str!("secret_names.txt"));

/// Longer names aren't read.
const LONGEST: usize = 200;

/// A name that speaks of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretName {
    /// The word that gives it away, in lower case: `password`, `apikey`.
    pub why: String,
    /// True for words that mean nothing else; false for `key`, `auth`, `pin` and the like, where
    /// a look at the value should decide.
    pub strong: bool,
}

impl SecretName {
    /// True where the name says enough: strong words, and those for tokens and passwords.
    pub fn says_enough(&self) -> bool {
        self.strong
            || self.why.ends_with("pass")
            || matches!(self.why.as_str(), "token" | "pwd" | "passkey" | "bearer")
    }
}

/// Whether a variable's name (also an option's, `db-password`) is a credential's.
pub fn judge(name: &str) -> Option<SecretName> {
    if name.len() > LONGEST {
        return None;
    }
    let words = words(name);
    let whole = words.join("_");
    let has = |list: &str, word: &str| NAMES.find(&format!("{list}:{word}")).is_some();
    if has("secret", &whole) {
        return Some(SecretName {
            why: whole,
            strong: true,
        });
    }
    if words.is_empty() || has("other", &whole) {
        return None;
    }
    let count = words.len();
    for length in 1..=3.min(count) {
        let (first, last) = (words[..length].join("_"), words[count - length..].join("_"));
        let prefixed = length < count && has("prefix", &first);
        let suffixed = (length < count || length > 1) && has("suffix", &last);
        if prefixed || suffixed {
            return None;
        }
    }
    for (at, word) in words.iter().enumerate() {
        let joined = words.get(at + 1).map(|next| format!("{word}{next}"));
        for candidate in [Some(word.clone()), joined].into_iter().flatten() {
            if has("strong", &candidate) {
                return Some(SecretName {
                    why: candidate,
                    strong: true,
                });
            }
        }
        if let Some(ending) = unsplit(word) {
            return Some(SecretName {
                why: ending.to_owned(),
                strong: true,
            });
        }
    }
    // What follows the telling word may only say which one it is.
    let tail = words.iter().rev().take_while(|word| {
        has("qualifier", word) || word.bytes().all(|byte| byte.is_ascii_digit())
    });
    let last = words.get(count.checked_sub(tail.count() + 1)?)?;
    has("medium", last).then(|| SecretName {
        why: last.clone(),
        strong: false,
    })
}

/// True for names whose value decides, such as `DATABASE_URL`: only a login inside it is secret.
pub fn holds_address(name: &str) -> bool {
    let words = words(name);
    let last = words.last().map_or("", String::as_str);
    matches!(
        last,
        "url" | "uri" | "dsn" | "proxy" | "string" | "opts" | "args" | "flags" | "config"
    )
}

/// The telling end of a word that nobody split: `DBPASSWORD`, `MYTOKEN`.
fn unsplit(word: &str) -> Option<&'static str> {
    "password passwd passphrase secret apikey accesskey secretkey privatekey token"
        .split(' ')
        .find(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// The words of a name in lower case, split at anything but letters and digits and before a
/// capital that follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut small = false;
    for letter in name.chars() {
        let splits = !letter.is_ascii_alphanumeric();
        if (splits || small && letter.is_ascii_uppercase()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !splits {
            word.push(letter.to_ascii_lowercase());
        }
        small = letter.is_ascii_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_credentials_by_name() {
        for (name, why, strong) in [
            ("POSTGRES_PASSWORD", "password", true),
            ("PGPASSWORD", "pgpassword", true),
            ("DBPASSWORD", "password", true),
            ("mysqlRootPassword", "password", true),
            ("DB_PASS", "pass", false),
            ("DBPASS", "dbpass", false),
            ("MYSQL_PWD", "mysql_pwd", true),
            ("API_KEY", "apikey", true),
            ("APIKEY", "apikey", true),
            ("ApiKey", "apikey", true),
            ("OPENAI_API_KEY", "apikey", true),
            ("MYTOKEN", "token", true),
            ("AUTHTOKEN", "authtoken", true),
            ("GITHUB_TOKEN", "token", false),
            ("TOKEN", "token", false),
            ("KEY", "key", false),
            ("AWS_SECRET_ACCESS_KEY", "secret", true),
            ("SECRET_KEY_BASE", "secret_key_base", true),
            ("JWT_SECRET_CURRENT", "secret", true),
            ("PASSWORD_PROD", "password", true),
            ("DEPLOY_KEY_2", "key", false),
            ("REDISCLI_AUTH", "rediscli_auth", true),
            ("ConnectionStrings__Db__Password", "password", true),
            ("spring.datasource.password", "password", true),
            ("db-password", "password", true),
            ("VAULT_DEV_ROOT_TOKEN_ID", "vault_dev_root_token_id", true),
            ("GF_SECURITY_ADMIN_PASSWORD", "password", true),
            ("SMTP_CREDENTIALS", "credentials", true),
            ("ENCRYPTION_KEY", "key", false),
            ("SESSION_COOKIE_SECRET", "secret", true),
        ] {
            let found = judge(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!((found.why.as_str(), found.strong), (why, strong), "{name}");
        }
    }

    #[test]
    fn knows_false_friends() {
        for name in [
            "",
            "_",
            "POSTGRES_PASSWORD_FILE",
            "SECRET_PATH",
            "TLS_KEY_DIR",
            "JWT_PUBLIC_KEY",
            "PUBLIC_KEY",
            "KEYBOARD",
            "TOKENIZERS_PARALLELISM",
            "GOPRIVATE",
            "PRIVATE_IP",
            "USERNAME",
            "DB_USER",
            "AWS_ACCESS_KEY_ID",
            "PASSWORD_MIN_LENGTH",
            "NEXT_PUBLIC_API_KEY",
            "VITE_API_KEY",
            "GPG_KEY",
            "GPG_KEYS",
            "TOKEN_URL",
            "AUTH_URL",
            "OAUTH_TOKEN_ENDPOINT",
            "KEY_VERSION",
            "SECRET_KEY_BASE_DUMMY",
            "SSH_AUTH_SOCK",
            "SECRET_NAME",
            "AZURE_KEYVAULT_URL",
            "POSTGRES_HOST_AUTH_METHOD",
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "MYSQL_RANDOM_ROOT_PASSWORD",
            "TOKEN_TTL",
            "MAX_TOKENS",
            "CACHE_KEY",
            "PARTITION_KEY",
            "AUTHOR",
            "AUTHORITY",
            "COMPASS_PATH",
            "BYPASS",
            "PASSENGER_APP_ENV",
            "SECRETARIAT",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "DATABASE_URL",
            "SENTRY_DSN",
            "ACCEPT_LICENSE",
            "RECAPTCHA_SITE_KEY",
            "MONKEY",
            "HOTKEY",
            "KEYCLOAK_ADMIN",
            "NODE_ENV",
            "PYTHONPATH",
            "TOKENS",
            "AUTH_ENABLED",
            "PASSWORD_HASHER",
            "DOCKER_SECRETS_DIR",
            "PINNED",
            "TOPIC",
            "TURKEY",
            "日本語",
        ] {
            assert_eq!(judge(name), None, "{name}");
        }
        assert_eq!(judge(&"PASSWORD_".repeat(1000)), None);
        assert!(holds_address("SPRING_DATASOURCE_URL") && holds_address("REDIS_ARGS"));
        assert!(!holds_address("DB_PASSWORD"));
    }
}
