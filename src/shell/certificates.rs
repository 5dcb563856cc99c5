//! Arguments of well-known programs that stop them from checking whom they talk to.

use std::borrow::Cow;

use super::command::Command;
use super::download::host_of;
use super::valued::without_version;
use super::word::Word;
use crate::facts::certificates::{self, Switch};
use crate::source::Span;
use crate::word_list::is_one_of;

/// A check that a command switches off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOff<'c> {
    /// The words that do it.
    pub span: Span,
    /// Those words as people know them: `-k`, `--trusted-host`, `strict-ssl false`.
    pub what: Cow<'c, str>,
    /// Whose check it is.
    pub program: Cow<'c, str>,
    /// What Checkov calls it; empty where it knows nothing of the kind.
    pub alias: &'static str,
    /// True if the command talks to its own machine only.
    pub is_local: bool,
    /// What leaves the check on.
    pub remedy: Remedy,
}

/// An edit that leaves a check on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// None that is sure.
    None,
    /// Take these words out.
    Remove(Span),
    /// Take this letter out of a word of flags.
    Cut(Span),
    /// Write this value instead.
    Replace(Span, &'static str),
}

/// Flags that mean the same whatever the program; after the `=`, the value that does it.
const ANYWHERE: [(&str, &str, &str); 6] = [
    ("check-certificate", "false", ""),
    ("insecure-skip-tls-verify", "", ""),
    ("insecure-skip-verify", "", ""),
    ("no-check-certificate", "", "checkov:CKV2_DOCKER_3"),
    ("no-verify-ssl", "", ""),
    ("tls-verify", "false", ""),
];

impl Command<'_> {
    /// The checks of certificates that this command's arguments switch off.
    pub fn certificate_checks_off(&self) -> Vec<CheckOff<'_>> {
        let program = self.program();
        let mut found = Vec::new();
        match program {
            "" => return found,
            "echo" | "printf" => self.written_settings(&mut found),
            "curl" => self.flag_off(Some('k'), "insecure", "checkov:CKV2_DOCKER_2", &mut found),
            "conda" | "mamba" | "micromamba" => {
                self.flag_off(Some('k'), "insecure", "", &mut found);
                self.setting("conda", &mut found);
            }
            "npm" | "pnpm" | "yarn" => {
                self.flag_off(None, "no-strict-ssl", "checkov:CKV2_DOCKER_13", &mut found);
                self.flag_value(program, "strict-ssl", &mut found);
                self.setting(program, &mut found);
            }
            "git" => {
                // `git -c http.sslVerify=false`, `git clone --config http.sslVerify=false`
                self.option_off(Some('c'), "config", program, &mut found);
                self.setting(program, &mut found);
            }
            "composer" | "bundle" => self.setting(program, &mut found),
            "apt" | "apt-get" | "aptitude" => {
                self.option_off(Some('o'), "option", "apt", &mut found);
            }
            "yum" | "dnf" | "dnf5" | "microdnf" | "tdnf" | "yum-config-manager" => {
                self.option_off(None, "setopt", "yum", &mut found);
            }
            "go" => self.go(&mut found),
            _ if is_one_of("pip pipenv pipx uv", without_version(program)) => self.pip(&mut found),
            _ if program.starts_with("python") => self.python(&mut found),
            _ => {}
        }
        if !matches!(program, "echo" | "printf") {
            self.well_known_flags(&mut found);
        }
        if !found.is_empty() && matches!(program, "curl" | "wget") {
            let is_local = self.is_local();
            for off in &mut found {
                off.is_local = is_local;
            }
        }
        found
    }

    /// Adds a check that this command itself makes.
    fn own_off<'c>(
        &'c self,
        span: Span,
        what: Cow<'c, str>,
        alias: &'static str,
        remedy: Remedy,
        found: &mut Vec<CheckOff<'c>>,
    ) {
        found.push(CheckOff {
            span,
            what,
            program: Cow::Borrowed(self.program()),
            alias,
            is_local: false,
            remedy,
        });
    }

    fn well_known_flags<'c>(&'c self, found: &mut Vec<CheckOff<'c>>) {
        for word in self.args() {
            let Some(text) = word.value.strip_prefix("--") else {
                continue;
            };
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            let row = ANYWHERE.iter().find(|row| row.0 == name);
            if let Some((_, off, alias)) = row
                && (off.is_empty() && !value.eq_ignore_ascii_case("false")
                    || !off.is_empty() && certificates::is_no(value))
            {
                let what = Cow::Borrowed(word.as_str());
                self.own_off(word.span, what, alias, Remedy::Remove(word.span), found);
            }
        }
    }

    /// A flag that does it alone.
    fn flag_off<'c>(
        &'c self,
        short: Option<char>,
        long: &str,
        alias: &'static str,
        found: &mut Vec<CheckOff<'c>>,
    ) {
        for flag in self.flags(short, long) {
            let remedy = match flag.span.len() {
                _ if flag.long => Remedy::Remove(flag.span),
                2 => Remedy::Remove(flag.span),
                _ if flag.letter == flag.span => Remedy::None,
                _ => Remedy::Cut(flag.letter),
            };
            let dashes = if flag.long { "--" } else { "-" };
            let what = Cow::Owned([dashes, flag.name].concat());
            self.own_off(flag.letter, what, alias, remedy, found);
        }
    }

    /// An option whose value is a setting.
    fn option_off<'c>(
        &'c self,
        short: Option<char>,
        long: &str,
        program: &str,
        found: &mut Vec<CheckOff<'c>>,
    ) {
        for option in self.options(short, long) {
            found.extend(pair_off(program, &option));
        }
    }

    /// True if all addresses among the arguments are of this machine.
    fn is_local(&self) -> bool {
        let mut is_local = false;
        for word in self.operands(&[]) {
            let Some((_, rest)) = word.value.split_once("://") else {
                continue;
            };
            let host = host_of(rest);
            let name = host.split_once(':').map_or(host, |(name, _)| name);
            is_local = host.starts_with("[::1]") || name == "localhost" || name.starts_with("127.");
            if !is_local {
                break;
            }
        }
        is_local
    }

    /// `--strict-ssl=false`
    fn flag_value<'c>(&'c self, program: &str, name: &str, found: &mut Vec<CheckOff<'c>>) {
        for word in self.args() {
            if let Some(pair) = word.value.strip_prefix("--")
                && let Some((key, value)) = pair.split_once('=')
                && key == name
                && let Some(switch) = certificates::key(program, key, value)
            {
                let what = Cow::Borrowed(word.as_str());
                let mut off = settled(word.span, what, switch, Span::default());
                off.remedy = Remedy::Remove(word.span);
                found.push(off);
            }
        }
    }

    /// `config set key value`, `config key value`, `config --set key value`, `set key=value`.
    fn setting<'c>(&'c self, program: &str, found: &mut Vec<CheckOff<'c>>) {
        let sets = |word: &Word<'_>| matches!(word.as_str(), "config" | "c" | "set");
        if !self.args().iter().take(4).any(sets) {
            return;
        }
        for pair in self.args().windows(2) {
            if let [key, value] = pair
                && let Some(switch) = certificates::key(program, &key.value, &value.value)
            {
                let what = Cow::Owned([key.as_str(), " ", value.as_str()].concat());
                found.push(settled(key.span.to(value.span), what, switch, value.span));
            }
        }
        for word in self.args() {
            if !word.value.starts_with('-') {
                found.extend(pair_off(program, word));
            }
        }
    }

    /// `echo strict-ssl=false >> ~/.npmrc`
    fn written_settings<'c>(&'c self, found: &mut Vec<CheckOff<'c>>) {
        let to_file = |name: &str| {
            let mut files = ".npmrc .yarnrc wgetrc yum.conf dnf.conf .repo .condarc".split(' ');
            files.any(|end| name.ends_with(end))
        };
        let redirects = &mut self.redirects.iter();
        if !redirects.any(|one| one.operator.writes() && to_file(one.target.as_str())) {
            return;
        }
        for word in self.args() {
            if let Some(switch) = certificates::line(&word.value) {
                let what = Cow::Borrowed(word.as_str());
                found.push(settled(word.span, what, switch, Span::default()));
            }
        }
    }

    fn pip<'c>(&'c self, found: &mut Vec<CheckOff<'c>>) {
        let alias = "checkov:CKV2_DOCKER_4";
        for name in ["trusted-host", "allow-insecure-host"] {
            for (at, word) in self.args().iter().enumerate() {
                let Some(rest) = word
                    .value
                    .strip_prefix("--")
                    .and_then(|flag| flag.strip_prefix(name))
                else {
                    continue;
                };
                let whole = match self.args().get(at + 1) {
                    Some(host) if rest.is_empty() => word.span.to(host.span),
                    _ => word.span,
                };
                let what = Cow::Owned(["--", name].concat());
                self.own_off(word.span, what, alias, Remedy::Remove(whole), found);
            }
        }
        if self.subcommand() == "config" {
            for key in self.operands(&[]) {
                if key.value.ends_with(".trusted-host") {
                    let what = Cow::Borrowed(key.as_str());
                    self.own_off(key.span, what, alias, Remedy::None, found);
                }
            }
        }
    }

    /// `go env -w GOINSECURE=…`, `go get -insecure`
    fn go<'c>(&'c self, found: &mut Vec<CheckOff<'c>>) {
        for word in self.args() {
            let switch = match word.as_assignment() {
                Some(set) => certificates::variable(&set.name.value, &set.value.value),
                None => None,
            };
            if word.value == "-insecure" || switch.is_some() {
                let what = Cow::Borrowed(word.as_str());
                self.own_off(word.span, what, "", Remedy::None, found);
            }
        }
    }

    /// `python -c "… verify=False …"`
    fn python<'c>(&'c self, found: &mut Vec<CheckOff<'c>>) {
        let Some(code) = self.option(Some('c'), "") else {
            return;
        };
        for what in ["verify=False", "_create_unverified_context"] {
            if code.value.contains(what) {
                self.own_off(code.span, Cow::Borrowed(what), "", Remedy::None, found);
            }
        }
    }
}

/// `key=value` in one word.
fn pair_off<'c>(program: &str, word: &Word<'_>) -> Option<CheckOff<'c>> {
    let (key, value) = word.value.split_once('=')?;
    let switch = certificates::key(program, key, value)?;
    let start = key.len() + 1;
    let place = word
        .verbatim(start, start + value.len())
        .unwrap_or_default();
    let what = Cow::Owned(word.value.to_string());
    Some(settled(word.span, what, switch, place))
}

fn settled(span: Span, what: Cow<'_, str>, switch: Switch, value: Span) -> CheckOff<'_> {
    CheckOff {
        span,
        what,
        program: Cow::Borrowed(switch.program),
        alias: switch.alias,
        is_local: false,
        remedy: if switch.on.is_empty() || value.is_empty() {
            Remedy::None
        } else {
            Remedy::Replace(value, switch.on)
        },
    }
}
