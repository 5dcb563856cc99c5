//! Where well-known programs take credentials on their command line.
//!
//! From the programs' manual pages and `--help`: `MySQL` 8.4, `MariaDB` 11, curl 8, Docker 28, AWS CLI
//! 2, Azure CLI 2, doctl 1, npm 10, Redis 8, `RabbitMQ` 4, `MongoDB` shell 2, OpenSSL 3, JDK 21,
//! `OpenLDAP` 2.6, sqlcmd 18, Composer 2, Poetry 2.

use super::command::Command;
use super::word::Word;
use crate::facts::secret_names;
use crate::word_list::is_one_of;

/// A place in a command that takes a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential<'c, 'a> {
    /// What stands in front of it: a flag, a variable, a header or a setting's name.
    pub slot: &'c str,
    /// What is given there, narrowed to the credential: `pass` of `user:pass`.
    pub value: Word<'a>,
    /// True for a variable that is set, `NAME=value`; its value decides what it is.
    pub is_variable: bool,
    /// False where an unknown program may mean something else: `--token value`.
    pub sure: bool,
}

/// How a flag's value holds the credential.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// It is the value.
    Whole,
    /// It is the value, and must be attached to the flag: `mysql -p` alone asks.
    Attached,
    /// `user:password`
    Login,
    /// `Name: value` of HTTP.
    Header,
    /// `pass:password` of OpenSSL.
    Pass,
}

/// Programs, a word that has to be among the first two operands, the flag, and the shape.
type Slot = (&'static str, &'static str, &'static str, Shape);

const MYSQL: &str = "mysql mysqladmin mysqldump mysqlimport mysqlcheck mysqlshow mysqlslap mariadb \
                     mariadb-admin mariadb-dump mariadb-import mariadb-check mariadb-show";
const MONGO: &str = "mongo mongosh mongodump mongorestore mongoimport mongoexport cqlsh";
const REDIS: &str = "redis-cli valkey-cli keydb-cli";
const LDAP: &str = "ldapadd ldapmodify ldapsearch ldapdelete ldappasswd ldapwhoami";

const SLOTS: &[Slot] = &[
    (MYSQL, "", "-p", Shape::Attached),
    (MONGO, "", "-p", Shape::Whole),
    (REDIS, "", "-a", Shape::Whole),
    (LDAP, "", "-w", Shape::Whole),
    ("sqlcmd", "", "-P", Shape::Whole),
    ("sshpass", "", "-p", Shape::Whole),
    ("zip unzip", "", "-P", Shape::Whole),
    ("curl", "", "-u", Shape::Login),
    ("curl", "", "--user", Shape::Login),
    ("curl", "", "-U", Shape::Login),
    ("curl", "", "--proxy-user", Shape::Login),
    ("curl", "", "-H", Shape::Header),
    ("curl wget", "", "--header", Shape::Header),
    ("http https xh", "", "-a", Shape::Login),
    (
        "docker podman nerdctl buildah skopeo crane oras helm",
        "login",
        "-p",
        Shape::Whole,
    ),
    ("az", "login", "-p", Shape::Whole),
    ("az", "login", "--federated-token", Shape::Whole),
    ("doctl", "auth", "-t", Shape::Whole),
    ("dotnet", "nuget", "-p", Shape::Whole),
    ("openssl", "", "-passin", Shape::Pass),
    ("openssl", "", "-passout", Shape::Pass),
    ("openssl", "", "-pass", Shape::Pass),
    ("openssl", "", "-password", Shape::Pass),
    ("keytool jarsigner", "", "-storepass", Shape::Whole),
    ("keytool jarsigner", "", "-keypass", Shape::Whole),
    ("keytool", "", "-srcstorepass", Shape::Whole),
    ("keytool", "", "-deststorepass", Shape::Whole),
];

/// Programs with credentials among their operands: the operands in front, and how many more to
/// skip.
const OPERANDS: &[(&str, &str, usize)] = &[
    ("rabbitmqctl", "add_user", 1),
    ("rabbitmqctl", "change_password", 1),
    ("mc", "alias set", 3),
    ("ngrok", "authtoken", 0),
    ("ngrok", "config add-authtoken", 0),
    ("snyk", "auth", 0),
];

/// Programs that keep settings by name: `aws configure set aws_secret_access_key x`.
const SETTINGS: &str = "aws npm pnpm yarn git pip pip3 poetry composer bundle redis-cli valkey-cli";

/// Programs that only print, compare or make accounts (a rule of its own), or ask for a password
/// where a flag that is long says so.
const NO_LONG_FLAGS: &str = "echo printf grep egrep sed awk cat test [ man useradd usermod adduser";

/// Programs whose `--password` without `=` only makes them ask.
const ASKING: &str = "psql pg_dump pg_dumpall pg_restore pg_basebackup createdb dropdb createuser \
                      dropuser vacuumdb reindexdb clusterdb";

/// What was found so far.
#[derive(Default)]
struct Found<'c, 'a>(Vec<Credential<'c, 'a>>);

impl<'c, 'a> Found<'c, 'a> {
    fn add(&mut self, slot: &'c str, value: Word<'a>, sure: bool) {
        self.0.push(Credential {
            slot,
            value,
            is_variable: false,
            sure,
        });
    }

    fn add_variable(&mut self, name: &'c str, value: Word<'a>) {
        if secret_names::judge(name).is_some() {
            self.0.push(Credential {
                slot: name,
                value,
                is_variable: true,
                sure: true,
            });
        }
    }
}

impl<'a> Command<'a> {
    /// Every place in the command that takes a credential, with what is given there.
    pub fn credentials(&self) -> Vec<Credential<'_, 'a>> {
        let mut found = Found::default();
        for assignment in &self.assignments {
            found.add_variable(&assignment.name.value, assignment.value.clone());
        }
        let program = self.program();
        for word in self.declarations() {
            if let Some((name, _)) = word.value.split_once('=')
                && let Some(assignment) = word.as_assignment()
            {
                found.add_variable(name, assignment.value);
            }
        }
        for (programs, operand, flag, shape) in SLOTS {
            if is_one_of(programs, program) && self.is_told(operand) {
                for value in self.given(flag, *shape) {
                    if let Some(value) = narrow(value, *shape) {
                        found.add(flag, value, true);
                    }
                }
            }
        }
        self.among_operands(&mut found);
        if !is_one_of(NO_LONG_FLAGS, program) {
            self.by_name(&mut found);
        }
        found.0
    }

    fn is_told(&self, operand: &str) -> bool {
        operand.is_empty() || self.operands(&[]).take(2).any(|word| word.value == operand)
    }

    /// What is given behind a flag, attached or as the next word.
    fn given(&self, flag: &str, shape: Shape) -> Vec<Word<'a>> {
        let program = self.program();
        if is_one_of("curl wget docker podman buildah", program) {
            let short = flag.chars().nth(1).filter(|_| flag.len() == 2);
            return self.options(short, flag.strip_prefix("--").unwrap_or_default());
        }
        let words = self.args();
        let mut given = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let Some(rest) = word.value.strip_prefix(flag) else {
                continue;
            };
            if rest.is_empty() && shape != Shape::Attached {
                if let Some(next) = words.get(at + 1) {
                    given.push(next.clone());
                }
            } else if flag.len() == 2 && !rest.is_empty() {
                given.push(word.tail(flag.len()));
            } else if flag.starts_with("--") && rest.starts_with('=') {
                given.push(word.tail(flag.len() + 1));
            }
        }
        given
    }

    fn among_operands<'c>(&'c self, found: &mut Found<'c, 'a>) {
        let program = self.program();
        for (known, before, skip) in OPERANDS {
            if *known != program {
                continue;
            }
            let mut operands = self.operands(&[]);
            let mut slot = "";
            let mut is_told = true;
            for word in before.split(' ') {
                slot = word;
                is_told &= operands.next().is_some_and(|operand| operand.value == word);
            }
            if is_told && let Some(value) = operands.nth(*skip) {
                found.add(slot, value.clone(), true);
            }
        }
        if is_one_of(SETTINGS, program) {
            self.settings(found);
        }
    }

    /// `set NAME VALUE` and `set NAME=VALUE`.
    fn settings<'c>(&'c self, found: &mut Found<'c, 'a>) {
        if !["config", "configure", "set"]
            .iter()
            .any(|word| self.is_told(word))
        {
            return;
        }
        let operands = self.operands(&[]);
        let operands = operands.as_slice();
        for (at, operand) in operands.iter().enumerate() {
            let (name, attached) = match operand.value.split_once('=') {
                Some((name, _)) => (name, Some(operand.tail(name.len() + 1))),
                None => (&*operand.value, None),
            };
            let last = name.rsplit([':', '/', '.']).next().unwrap_or(name);
            // Composer and Poetry: `http-basic.host user password`.
            let skip = usize::from(name.starts_with("http-basic."));
            let start = name.split_once('.').map_or("", |(start, _)| start);
            let is_secret = skip == 1
                || is_one_of("requirepass masterauth", last)
                || is_one_of("github-oauth gitlab-token pypi-token", start)
                || names_token(last);
            let value = || operands.get(at + 1 + skip).map(|word| (*word).clone());
            if is_secret && let Some(value) = attached.or_else(value) {
                found.add(last, value, true);
            }
        }
    }

    /// `--password=x`, `--db-password x`, `-Dspring.datasource.password=x` of any program.
    fn by_name<'c>(&'c self, found: &mut Found<'c, 'a>) {
        let program = self.program();
        let attached_only = is_one_of(MYSQL, program) || is_one_of(ASKING, program);
        let builds = is_one_of("docker podman buildah nerdctl", program);
        for (at, word) in self.words.iter().enumerate() {
            let text = &*word.value;
            let is_property = text.starts_with("-D");
            if !is_property && !text.starts_with("--") {
                continue;
            }
            let dashes = 2;
            let rest = text.get(dashes..).unwrap_or_default();
            let (name, attached) = match rest.split_once('=') {
                Some((name, _)) => (name, true),
                None => (rest, false),
            };
            if !names_credential(name) || builds && name == "secret" || !attached && is_property {
                continue;
            }
            if attached {
                let slot = text.get(..dashes + name.len()).unwrap_or_default();
                let value = word.tail(dashes + name.len() + 1);
                found.add(slot, value, true);
            } else if !attached_only
                && let Some(value) = self
                    .words
                    .get(at + 1)
                    .filter(|next| !next.value.starts_with('-'))
            {
                // Names that leave no doubt.
                let sure = is_one_of("requirepass masterauth password storepass", name);
                found.add(text, value.clone(), sure);
            }
        }
    }
}

/// True for a name that says on its own that its value is a credential.
fn names_token(name: &str) -> bool {
    secret_names::judge(name).is_some_and(|name| name.strong || name.why == "token")
}

/// True for the name of a flag that takes a credential itself, not a file, a switch or a number.
fn names_credential(name: &str) -> bool {
    let mut hints = "pass Pass oken ecret auth key Key".split(' ');
    if name.len() > 80 || !hints.any(|hint| name.contains(hint)) {
        return false;
    }
    let last = name.rsplit(['-', '.', '_']).next().unwrap_or(name);
    let first = name.split(['-', '.', '_']).next().unwrap_or(name);
    let is_switch = is_one_of(
        "no disabled disable empty with without generate random show ask prompt reset change \
         enable allow hide print use",
        first,
    );
    let is_other = is_one_of("stdin fd env prompt command cmd hint", last);
    // Java's own store of public certificates.
    if is_switch || is_other || name.contains("trustStore") {
        return false;
    }
    is_one_of(
        "requirepass masterauth authkey auth-key pass token pwd",
        name,
    ) || secret_names::judge(name)
        .is_some_and(|name| name.strong || matches!(name.why.as_str(), "token" | "pass"))
}

/// The credential inside a value of this shape.
fn narrow(value: Word<'_>, shape: Shape) -> Option<Word<'_>> {
    let text = &*value.value;
    let skip = match shape {
        Shape::Whole | Shape::Attached => 0,
        Shape::Login => text.find(':')? + 1,
        Shape::Pass => text.strip_prefix("pass:").map(|_| 5)?,
        Shape::Header => {
            let (name, rest) = text.split_once(':')?;
            let speaks = name.eq_ignore_ascii_case("authorization")
                || name.eq_ignore_ascii_case("proxy-authorization")
                || names_token(name);
            if !speaks {
                return None;
            }
            let credential = rest.trim_start();
            let scheme = credential
                .split_once(' ')
                .map(|(_, credential)| credential.trim_start());
            text.len() - scheme.unwrap_or(credential).len()
        }
    };
    Some(if skip == 0 { value } else { value.tail(skip) })
}
