//! Commands that install, refresh or clean software packages.
//!
//! Subcommands: the manual pages of apt-get(8), apk(8), yum(8), dnf(8), zypper(8), pacman(8),
//! and the command references of pip, uv, npm, Yarn, pnpm, `RubyGems` and conda.

mod verbs;

use super::command::Command;
use super::word::Word;
use crate::source::Span;
use verbs::{action, tool};

/// A program that installs packages; the names are the programs'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the programs'")]
pub enum PackageTool {
    /// `apt-get`, `apt`, `aptitude`
    Apt,
    Apk,
    Yum,
    Dnf,
    Microdnf,
    Tdnf,
    Zypper,
    Pacman,
    Pip,
    Uv,
    Npm,
    Yarn,
    Pnpm,
    Gem,
    /// `conda`, `mamba`, `micromamba`
    Conda,
}

/// What is done with packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageAction {
    /// The list of what there is gets fetched.
    Refresh,
    /// Packages are fetched and put in.
    Install,
    /// What is installed gets newer.
    Upgrade,
    /// Packages are taken out.
    Remove,
    /// Downloads and lists that were kept are thrown away.
    Clean,
}

/// What one command does with packages.
#[derive(Clone, Copy, Debug)]
pub struct PackageStep<'c, 'a> {
    /// The program.
    pub tool: PackageTool,
    /// What it does.
    pub action: PackageAction,
    /// The word that says so: `install`; the program itself for a bare `yarn`.
    pub verb: &'c Word<'a>,
    command: &'c Command<'a>,
    /// How many operands come before the packages.
    verbs: usize,
}

impl PackageTool {
    /// True for what belongs to a distribution, false for a language's own packages.
    pub fn is_system(self) -> bool {
        matches!(
            self,
            PackageTool::Apt
                | PackageTool::Apk
                | PackageTool::Yum
                | PackageTool::Dnf
                | PackageTool::Microdnf
                | PackageTool::Tdnf
                | PackageTool::Zypper
                | PackageTool::Pacman
        )
    }
}

impl<'c, 'a> PackageStep<'c, 'a> {
    /// The packages named, as written: `curl`, `curl=8.*`, `$PACKAGES`.
    pub fn packages(&self) -> std::vec::IntoIter<&'c Word<'a>> {
        let mut operands = self.command.operands(&[]);
        for _ in 0..self.verbs {
            operands.next();
        }
        operands
    }

    /// The command that does it.
    pub fn command(&self) -> &'c Command<'a> {
        self.command
    }

    /// The program and what it is told to do: `conda env create`.
    pub fn label(&self) -> String {
        let program = self.command.program();
        if self.tool == PackageTool::Pacman {
            return [program, " ", self.verb.as_str()].concat();
        }
        let mut label = program.to_owned();
        for verb in self.command.operands(&[]).take(self.verbs) {
            label.push(' ');
            label.push_str(&verb.value);
        }
        label
    }

    /// From the program to the verb: `apt-get -y install`.
    pub fn place(&self) -> Span {
        let program = self.command.words.first();
        program.map_or(self.verb.span, |word| word.span.to(self.verb.span))
    }
}

impl<'a> Command<'a> {
    /// What it does with packages, where it is one of the well-known programs for that.
    pub fn package_step(&self) -> Option<PackageStep<'_, 'a>> {
        let tool = tool(self.program())?;
        if tool == PackageTool::Pacman {
            return self.pacman();
        }
        let mut operands = self.operands(&[]);
        let first = operands.next();
        let second = operands.next();
        let (one, two) = (word_of(first), word_of(second));
        let (action, verbs) = match action(tool, one, two) {
            Some(found) => found,
            // `yarn` alone, with or without flags, installs.
            None if tool == PackageTool::Yarn && first.is_none() => {
                let asks = self.has_flag(Some('v'), "version") || self.has_flag(Some('h'), "help");
                (!asks).then_some((PackageAction::Install, 0))?
            }
            None => return None,
        };
        let verb = match verbs {
            0 => self.words.first()?,
            1 => first?,
            _ => second?,
        };
        Some(PackageStep {
            tool,
            action,
            verb,
            command: self,
            verbs,
        })
    }

    /// pacman(8) says everything in one cluster of flags: `-Syu`.
    fn pacman(&self) -> Option<PackageStep<'_, 'a>> {
        let verb = self
            .args()
            .iter()
            .find(|word| word.value.starts_with('-'))?;
        let flags: &str = &verb.value;
        let has_packages = self.operands(&[]).next().is_some();
        let action = match flags {
            "--sync" => PackageAction::Install,
            _ if flags.starts_with("-R") => PackageAction::Remove,
            _ if !flags.starts_with("-S") => return None,
            _ if flags.contains('c') => PackageAction::Clean,
            _ if has_packages => PackageAction::Install,
            _ if flags.contains('u') => PackageAction::Upgrade,
            _ if flags.contains('y') => PackageAction::Refresh,
            _ => return None,
        };
        Some(PackageStep {
            tool: PackageTool::Pacman,
            action,
            verb,
            command: self,
            verbs: 0,
        })
    }
}

fn word_of<'w>(word: Option<&'w Word<'_>>) -> &'w str {
    word.and_then(Word::literal).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, parse};
    use super::{PackageAction, PackageTool, Word};
    use crate::source::Origin;

    #[track_caller]
    fn step(text: &str) -> Option<(PackageTool, PackageAction, String, String)> {
        let script = parse(text, &Origin::Verbatim(0), Dialect::SHELL);
        let found = script.commands.last()?.package_step()?;
        let packages: Vec<_> = found.packages().map(Word::as_str).collect();
        assert!(found.label().ends_with(found.verb.as_str()));
        let place = found.place().slice(text).to_owned();
        Some((found.tool, found.action, place, packages.join(" ")))
    }

    #[test]
    fn reads_what_is_done_and_with_which_packages() {
        use PackageAction::{Clean, Install, Refresh, Remove, Upgrade};
        let known = [
            (
                "/usr/bin/apt-get -qq -o A=b install -y curl=8.* $MORE",
                Install,
                "/usr/bin/apt-get -qq -o A=b install",
                "curl=8.* $MORE",
            ),
            ("sudo apt update", Refresh, "apt update", ""),
            ("yum -y update", Upgrade, "yum -y update", ""),
            (
                "dnf module install nodejs:20",
                Install,
                "dnf module install",
                "nodejs:20",
            ),
            (
                "apk --update add -t .deps gcc",
                Install,
                "apk --update add",
                "gcc",
            ),
            ("apk del .deps", Remove, "apk del", ".deps"),
            (
                "zypper --non-interactive ref",
                Refresh,
                "zypper --non-interactive ref",
                "",
            ),
            (
                "pacman -Syu --noconfirm tini",
                Install,
                "pacman -Syu",
                "tini",
            ),
            ("pacman -Sy", Refresh, "pacman -Sy", ""),
            ("pacman -Scc", Clean, "pacman -Scc", ""),
            (
                "python3 -m pip install -r a.txt b",
                Install,
                "pip install",
                "b",
            ),
            ("uv pip install x", Install, "uv pip install", "x"),
            ("yarn --frozen-lockfile", Install, "yarn", ""),
            ("yarn cache clean", Clean, "yarn cache clean", ""),
            ("conda env create -f e.yml", Install, "conda env create", ""),
        ];
        for (text, action, place, packages) in known {
            let (_, found, at, named) = step(text).expect(text);
            assert_eq!(
                (found, at.as_str(), named.as_str()),
                (action, place, packages),
                "{text}"
            );
        }
    }

    #[test]
    fn leaves_other_commands_alone() {
        for text in [
            "apt-cache policy curl",
            "yarn build",
            "yarn --version",
            "yarn $TASK",
            "pipx install x",
            "pip config set global.index-url x",
            "npm run install",
            "echo apt-get install curl",
            "pacman -Q",
        ] {
            assert!(step(text).is_none(), "{text}");
        }
    }
}
