//! Accounts that commands put into groups, and modes that they give to files.
//!
//! From the manual pages: useradd(8), usermod(8) and gpasswd(1) of shadow 4.17, adduser(8) of Debian
//! 13, and adduser and addgroup of `BusyBox` 1.37.

use super::command::Command;
use super::word::Word;
use crate::source::Span;

/// A group that a command puts a user into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The group, by name or number, as written.
    pub group: String,
    /// Where it is written.
    pub span: Span,
    /// The user; empty where it can't be told.
    pub user: String,
    /// True for the user's own group, false for one more.
    pub is_primary: bool,
}

impl<'a> Command<'a> {
    /// The groups that the command puts a user into.
    pub fn memberships(&self) -> Vec<Membership> {
        let mut found = Vec::new();
        let valued: &[&str] = match self.program() {
            "useradd" | "usermod" | "adduser" | "addgroup" => &[],
            "gpasswd" => &["-a", "--add", "-d", "--delete", "-M", "--members"],
            _ => return found,
        };
        let mut operands = self.operands(valued);
        let first = operands.next();
        let second = operands.next();
        let user = first.map_or("", Word::as_str);
        match self.program() {
            "useradd" | "usermod" => {
                for list in self.options(Some('G'), "groups") {
                    add(&list, user, false, &mut found);
                }
                for group in self.options(Some('g'), "gid") {
                    add(&group, user, true, &mut found);
                }
            }
            "gpasswd" => {
                if let (Some(user), Some(group)) = (self.option(Some('a'), "add"), first) {
                    add(group, user.as_str(), false, &mut found);
                }
            }
            // `adduser USER GROUP` and `addgroup USER GROUP` mean the same.
            _ => {
                if let Some(group) = second {
                    add(group, user, false, &mut found);
                }
                if self.program() == "adduser" {
                    for group in self.options(Some('G'), "ingroup") {
                        add(&group, user, true, &mut found);
                    }
                }
            }
        }
        found
    }

    /// The mode that the command gives to files or folders, as written: `755`, `u+s`.
    pub fn mode(&self) -> Option<Word<'a>> {
        match self.program() {
            "chmod" => self.operands(&[]).next().cloned(),
            "install" | "mkdir" => self.option(Some('m'), "mode"),
            _ => None,
        }
    }
}

/// More than anyone joins at once.
const MOST_GROUPS: usize = 100;

/// Adds each group of a list with commas.
fn add(list: &Word<'_>, user: &str, is_primary: bool, found: &mut Vec<Membership>) {
    let mut start = 0;
    for group in list.value.split(',').take(MOST_GROUPS) {
        let end = start + group.len();
        found.push(Membership {
            group: group.to_owned(),
            span: list.verbatim(start, end).unwrap_or(list.span),
            user: user.to_owned(),
            is_primary,
        });
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Command, Dialect, parse};
    use crate::source::Origin;

    fn memberships(text: &str) -> Vec<String> {
        let script = parse(text, &Origin::Verbatim(0), Dialect::SHELL);
        let mut told = Vec::new();
        for one in script.commands.iter().flat_map(Command::memberships) {
            assert!(one.span.slice(text).contains(&one.group), "{text}");
            let sign = if one.is_primary { "=" } else { "+" };
            told.push([&one.user, sign, &one.group].concat());
        }
        told
    }

    #[test]
    fn knows_who_joins_what() {
        assert_eq!(
            memberships("usermod -aG docker,disk bob"),
            ["bob+docker", "bob+disk"]
        );
        assert_eq!(
            memberships("useradd -m -g 0 -G sudo app"),
            ["app+sudo", "app=0"]
        );
        assert_eq!(
            memberships("usermod --append --groups=wheel x"),
            ["x+wheel"]
        );
        assert_eq!(memberships("adduser app docker"), ["app+docker"]);
        assert_eq!(
            memberships("addgroup app docker && addgroup -S g"),
            ["app+docker"]
        );
        assert_eq!(memberships("adduser -D -G web app"), ["app=web"]);
        assert_eq!(
            memberships("gpasswd -a bob docker; gpasswd -d x docker"),
            ["bob+docker"]
        );
        assert_eq!(
            memberships("groupadd docker && echo usermod -aG a b"),
            [""; 0]
        );
    }
}
