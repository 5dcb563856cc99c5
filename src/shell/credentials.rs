//! Where well-known programs take credentials on their command line.
//!
//! From the programs' manual pages and `--help`: `MySQL` 8.4, `MariaDB` 11, curl 8, Docker 28, AWS CLI
//! 2, Azure CLI 2, doctl 1, npm 10, Redis 8, `RabbitMQ` 4, `MongoDB` shell 2, OpenSSL 3, JDK 21,
//! `OpenLDAP` 2.6, sqlcmd 18, Composer 2, Poetry 2.

use super::command::Command;
use super::valued::look_up;
use super::word::Word;
use crate::facts::secret_names;
use crate::facts::table::Table;
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

/// Per program where it takes credentials, or `=` and the program that it is like. A place is
/// - a flag, such as `-p`, perhaps behind `word>`, which has to be among the first two operands,
///   and before how the credential is in its value: ` attached` to the flag (`mysql -p` alone
///   asks), a ` login` (`user:password`), a ` header` of HTTP, OpenSSL's ` pass` (`pass:password`);
/// - operands: words as they are, `_` for any, `*` for the credential;
/// - `settings`, where it keeps settings by name: `aws configure set aws_secret_access_key x`;
/// - `asks`, where `--password` without `=` only makes it ask;
/// - `prints`, where its long flags are no places: it only prints, compares or makes accounts (a
///   rule of its own).
static PLACES: Table = Table::new(include_str!("credentials.txt"));

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
        let (mut attached_only, mut prints) = (false, false);
        for place in look_up(&PLACES, program).unwrap_or_default().split('|') {
            match place {
                "" => {}
                "asks" => attached_only = true,
                "prints" => prints = true,
                "settings" => self.settings(&mut found),
                _ if place.ends_with('*') => self.among_operands(place, &mut found),
                _ => self.behind_flag(place, &mut found),
            }
        }
        if !prints {
            self.by_name(attached_only, &mut found);
        }
        found.0
    }

    fn behind_flag<'c>(&'c self, place: &'static str, found: &mut Found<'c, 'a>) {
        let (operand, flag) = place.split_once('>').unwrap_or(("", place));
        let (flag, shape) = flag.split_once(' ').unwrap_or((flag, ""));
        if self.is_told(operand) {
            for value in self.given(flag, shape) {
                if let Some(value) = narrow(value, shape) {
                    found.add(flag, value, true);
                }
            }
        }
    }

    fn is_told(&self, operand: &str) -> bool {
        operand.is_empty() || self.operands(&[]).take(2).any(|word| word.value == operand)
    }

    /// What is given behind a flag, attached or as the next word.
    fn given(&self, flag: &str, shape: &str) -> Vec<Word<'a>> {
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
            if rest.is_empty() && shape != "attached" {
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

    fn among_operands<'c>(&'c self, place: &'static str, found: &mut Found<'c, 'a>) {
        let mut slot = "";
        let mut operands = self.operands(&[]);
        for part in place.split(' ') {
            match operands.next() {
                Some(value) if part == "*" => found.add(slot, value.clone(), true),
                Some(_) if part == "_" => {}
                Some(word) if word.value == part => slot = part,
                None | Some(_) => return,
            }
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
    fn by_name<'c>(&'c self, attached_only: bool, found: &mut Found<'c, 'a>) {
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
            if !names_credential(name)
                || name == "secret" && is_one_of("docker podman buildah nerdctl", self.program())
                || !attached && is_property
            {
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
fn narrow<'a>(value: Word<'a>, shape: &str) -> Option<Word<'a>> {
    let text = &*value.value;
    let skip = match shape {
        "login" => text.find(':')? + 1,
        "pass" => text.strip_prefix("pass:").map(|_| 5)?,
        "header" => {
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
        _ => 0,
    };
    Some(if skip == 0 { value } else { value.tail(skip) })
}
