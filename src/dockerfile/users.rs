//! Who an image runs as, and what the file does about it.

use super::{Argument, Body, CommandLine, Dockerfile, Instruction, Stage};
use crate::facts::users;
use crate::shell::{self, Command};

impl<'a> Dockerfile<'a> {
    /// The USER in force at the end of a stage: its own last one, or that of a stage below it.
    pub fn last_user<'d>(
        &'d self,
        stage: &'d Stage<'a>,
    ) -> Option<(&'d Instruction<'a>, &'d Argument<'a>)> {
        self.last_in_chain(stage, |instruction| match &instruction.body {
            Body::User(user) => Some(user),
            _ => None,
        })
    }

    /// The last USER of a stage, or of the stages below it, that is someone else than root.
    pub fn last_common_user<'d>(&'d self, stage: &'d Stage<'a>) -> Option<&'d str> {
        let (_, user) = self.last_in_chain(stage, |instruction| match &instruction.body {
            Body::User(user) => user.value().filter(|user| !users::is_root(user)),
            _ => None,
        })?;
        Some(user)
    }

    /// The user that a stage, or a stage below it, makes last with `useradd` or `adduser`.
    pub fn made_user<'d>(&'d self, stage: &'d Stage<'a>) -> Option<&'d str> {
        let (_, user) = self.last_in_chain(stage, |instruction| {
            let commands = &instruction.run()?.script.commands;
            commands.iter().rev().find_map(made_by)
        })?;
        let is_admin = self.any_command(stage, |command| joins_admins(command, user));
        (!is_admin).then_some(user)
    }

    /// True if a stage, or a stage below it, takes `user` away or gives it another name.
    pub fn loses_user(&self, stage: &Stage<'a>, user: &str) -> bool {
        self.any_command(stage, |command| {
            let names = || command.words.iter().any(|word| word.as_str() == user);
            let renames = || {
                let mut words = command.words.iter().map(crate::shell::Word::as_str);
                words.any(|word| word == "-l" || word.starts_with("--login"))
            };
            match command.program() {
                "userdel" | "deluser" => names(),
                "usermod" => names() && renames(),
                _ => false,
            }
        })
    }

    fn any_command(&self, stage: &Stage<'a>, is: impl Fn(&Command<'_>) -> bool) -> bool {
        let found = self.last_in_chain(stage, |instruction| {
            let commands = &instruction.run()?.script.commands;
            commands.iter().any(&is).then_some(())
        });
        found.is_some()
    }

    /// The tool in a stage that can change from root to another user at the start (`gosu`,
    /// `su-exec` …): it is installed, copied in, or part of what the container runs.
    pub fn user_changer<'d>(&'d self, stage: &'d Stage<'a>) -> Option<&'d str> {
        let (_, tool) = self.last_in_chain(stage, |instruction| match &instruction.body {
            Body::Copy(copy) | Body::Add(copy) => {
                let sources = copy.sources.iter().rev();
                sources
                    .chain([&copy.destination])
                    .find_map(|path| changer(path.written()))
            }
            Body::Run(line) | Body::Cmd(line) | Body::Entrypoint(line) => changer_in(line),
            _ => None,
        })?;
        Some(tool)
    }

    /// Where a USER for the program goes: behind everything that a stage builds and, where that is
    /// below, in front of what it starts. Answers the byte offset and the text to insert.
    pub fn user_place(&self, stage: &Stage<'a>, lines: &str) -> Option<(u32, String)> {
        let instructions = self.instructions_of(stage);
        let builds = |instruction: &Instruction<'a>| {
            matches!(
                instruction.body,
                Body::From(_)
                    | Body::Run(_)
                    | Body::Copy(_)
                    | Body::Add(_)
                    | Body::User(_)
                    | Body::Workdir(_)
            )
        };
        let last_build = instructions.iter().rposition(builds)?;
        let starts = |instruction: &&Instruction<'a>| {
            matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_)) && !instruction.onbuild
        };
        let lines = lines.replace('\n', self.line_break());
        let Some(start) = instructions.iter().skip(last_build).find(starts) else {
            return Some(self.line_after(instructions.last()?, &lines));
        };
        let before = instructions
            .iter()
            .rev()
            .find(|other| other.span.end <= start.span.start)?;
        // A comment right above the start belongs to it.
        let between = self
            .source
            .get(before.span.end as usize..start.span.start as usize)?;
        if between.contains('#') {
            Some(self.line_after(before, &lines))
        } else {
            Some(self.line_before(start, &lines))
        }
    }
}

/// The account that a command makes: `app` of `useradd -r app` and `adduser -D app`, but nothing
/// of `adduser app wheel`, which only adds to a group.
fn made_by<'c>(command: &'c Command<'_>) -> Option<&'c str> {
    if !matches!(command.program(), "useradd" | "adduser") {
        return None;
    }
    let mut operands = command
        .arguments(&[])
        .filter_map(|argument| match argument {
            shell::Argument::Operand(word) => Some(word),
            shell::Argument::Flag(_) => None,
        });
    let name = operands.next()?.literal()?;
    operands.next().is_none().then_some(name)
}

/// True for a command that puts `user` into a group whose members are as good as root.
fn joins_admins(command: &Command<'_>, user: &str) -> bool {
    let mut words = command.words.iter().map(crate::shell::Word::as_str);
    let is_group = |word: &str| {
        let groups = word.rsplit('=').next().unwrap_or(word);
        groups
            .split(',')
            .any(|group| matches!(group, "docker" | "sudo" | "wheel"))
    };
    matches!(
        command.program(),
        "useradd" | "adduser" | "usermod" | "addgroup" | "gpasswd"
    ) && words.clone().any(|word| word == user)
        && words.any(is_group)
}

fn changer_in<'c>(line: &'c CommandLine<'_>) -> Option<&'c str> {
    let commands = line.script.commands.iter().rev();
    commands
        .flat_map(|command| command.words.iter())
        .find_map(|word| changer(word.as_str()))
}

/// No path is longer (Linux' `PATH_MAX`).
const LONGEST_PATH: usize = 4096;

/// `gosu` of `/usr/local/bin/gosu` and of `gosu=1.17-1`.
fn changer(word: &str) -> Option<&str> {
    if word.len() > LONGEST_PATH {
        return None;
    }
    let name = word.rsplit('/').next()?;
    let name = name.split(['=', '@', '~']).next()?;
    users::changes_user(name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(text: &str, lines: &str) -> String {
        let file = Dockerfile::read(text);
        let stage = file.final_stage().expect("a stage");
        let (at, new) = file.user_place(stage, lines).expect("a place");
        let (before, after) = text.split_at(at as usize);
        format!("{before}{new}{after}")
    }

    #[test]
    fn a_user_goes_behind_the_build_and_before_the_start() {
        assert_eq!(
            insert("FROM a\r\nRUN x\r\nCMD y\r\n", "RUN z\nUSER b"),
            "FROM a\r\nRUN x\r\nRUN z\r\nUSER b\r\nCMD y\r\n"
        );
        assert_eq!(insert("FROM a", "USER b"), "FROM a\nUSER b");
        assert_eq!(
            insert("FROM a\nCMD y\nRUN <<E\nx\nE\n", "USER b"),
            "FROM a\nCMD y\nRUN <<E\nx\nE\nUSER b\n"
        );
        assert_eq!(
            insert("FROM a\nCOPY . .\n\n# go\nENTRYPOINT y\nCMD z\n", "USER b"),
            "FROM a\nCOPY . .\nUSER b\n\n# go\nENTRYPOINT y\nCMD z\n"
        );
    }

    #[test]
    fn knows_who_is_made_and_what_changes_users() {
        let made = |run: &str| {
            let text = format!("FROM a\nRUN {run}\n");
            let file = Dockerfile::read(&text);
            let stage = file.final_stage().expect("a stage");
            let made = file.made_user(stage).map(str::to_owned);
            (made, file.user_changer(stage).map(str::to_owned))
        };
        let user = |name: &str| Some(name.to_owned());
        assert_eq!(made("useradd -r -g web -s /bin/false app").0, user("app"));
        assert_eq!(
            made("addgroup -S w && adduser -S -G w -u 100 app").0,
            user("app")
        );
        assert_eq!(
            made("adduser --disabled-password --gecos '' bob").0,
            user("bob")
        );
        assert_eq!(made("adduser app video").0, None);
        assert_eq!(made("useradd $NAME").0, None);
        assert_eq!(made("useradd -m -G docker,video vscode").0, None);
        assert_eq!(made("adduser -D bob && adduser bob wheel").0, None);
        assert_eq!(made("apk add su-exec=0.2-r3").1, user("su-exec"));
        assert_eq!(
            made("wget -O /usr/local/bin/gosu https://example.com/x").1,
            user("gosu")
        );
        assert_eq!(made("echo gosuper").1, None);
    }
}
