#![doc = include_str!("ownership_layer_doubled.md")]

use crate::dockerfile::{CommandLine, Folders, Instruction, is_below};
use crate::rules::prelude::*;
use crate::shell::{Command, Word};

/// The rule. <https://docs.docker.com/reference/dockerfile/#copy---chown---chmod>
pub const RULE: Rule = Rule::new("ownership-layer-doubled", Severity::Note)
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// More copies than a stage has.
const MOST: usize = 100;

/// What was copied, and where to.
struct Copied<'d, 'a> {
    instruction: &'d Instruction<'a>,
    path: String,
    /// True if something has run since, which may have brought files of its own.
    is_followed: bool,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut folders = Folders::default();
    let mut copied: Vec<Copied> = Vec::new();
    for instruction in &file.instructions {
        folders.pass(file, instruction);
        if !file.is_shipped(instruction) || instruction.onbuild {
            continue;
        }
        match &instruction.body {
            Body::Copy(copy) | Body::Add(copy) => {
                let path = copy.destination.value().and_then(|path| folders.path(path));
                if let Some(path) = path.filter(|_| copied.len() < MOST) {
                    copied.push(Copied {
                        instruction,
                        path,
                        is_followed: false,
                    });
                }
            }
            Body::Run(line) => {
                for command in &line.script.commands {
                    // One step makes one layer, whatever it changes.
                    if let Some(change) = Change::of(command)
                        && change.judge(file, (instruction, line), &folders, &copied, check)
                    {
                        break;
                    }
                }
                for one in &mut copied {
                    one.is_followed = true;
                }
            }
            _ => {}
        }
    }
}

/// A `chown -R` or `chmod -R`.
struct Change<'c, 'a> {
    command: &'c Command<'a>,
    /// `chown` or `chmod`.
    program: &'c str,
    /// The owner or the mode.
    to: &'c Word<'a>,
    targets: Vec<&'c Word<'a>>,
}

impl<'c, 'a> Change<'c, 'a> {
    fn of(command: &'c Command<'a>) -> Option<Self> {
        let program = command.program();
        if !is_one_of("chown chmod", program) || !command.has_flag(Some('R'), "recursive") {
            return None;
        }
        let mut operands = command.operands(&[]);
        Some(Change {
            command,
            program,
            to: operands.next()?,
            targets: operands.take(MOST).collect(),
        })
    }

    /// True if it has said something.
    fn judge(
        &self,
        file: &Dockerfile<'a>,
        (instruction, line): (&Instruction<'a>, &CommandLine<'a>),
        folders: &Folders,
        copied: &[Copied<'_, 'a>],
        check: &mut Check,
    ) -> bool {
        // A `cd` in the same step may have gone elsewhere.
        let is_plain =
            |word: &&&Word| line.script.commands.len() == 1 || word.value.starts_with('/');
        let mut path = None;
        for word in self.targets.iter().filter(is_plain) {
            path = folders
                .path(&word.value)
                .filter(|path| path != "/" && copied.iter().any(|one| is_below(&one.path, path)));
            if path.is_some() {
                break;
            }
        }
        let Some(path) = path else {
            return false;
        };
        let below: Vec<_> = copied
            .iter()
            .filter(|one| is_below(&one.path, &path))
            .collect();
        let Some(first) = below.first() else {
            return false;
        };
        let program = self.program;
        let to = &self.to.value;
        let draft = check.report(
            self.command.span,
            format!("`{program} -R` stores the files in `{path}` a second time."),
            format!("A changed owner or mode makes a full copy of each file in a new layer. Let the copy set it: `COPY --{program}={to} …`. For folders that a RUN makes, set it in that RUN."),
        );
        draft.related(first.instruction.span, "They come in here.");
        let is_whole = line.script.commands.len() == 1 && self.targets.len() == 1;
        let fits = |one: &&Copied| {
            one.path == path && !one.is_followed && one.instruction.flag(program).is_none()
        };
        // `u+rwX` has another meaning for folders than for files; a number hasn't.
        let is_sure = !self.to.expands
            && !self.to.quoted
            && (program == "chown" || to.bytes().all(|byte| byte.is_ascii_digit()));
        if is_whole && is_sure && below.iter().all(fits) {
            let mut fix = DraftFix::review(format!("Copy with --{program}={to} instead"));
            for one in below {
                let at = one.instruction.keyword.span.end;
                fix = fix.insert(at, format!(" --{program}={to}"));
            }
            draft.fix(fix.delete(file.whole_lines(instruction)));
        }
        true
    }
}
