#![doc = include_str!("pointless_command.md")]

use crate::rules::prelude::*;

/// The rule. Only files outlive a RUN: <https://docs.docker.com/reference/dockerfile/#run>
pub const RULE: Rule = Rule::new("pointless-command", Severity::Note)
    .aliases("hadolint:DL3001 kics:run_utilities_and_posix_commands")
    .fixes(Safety::Review)
    .in_step(step);

/// Programs, what they do in a build, and the move.
const KINDS: [(&str, &str, &str); 7] = [
    (
        "free ps top htop ifconfig uptime",
        "only shows how the build machine is doing.",
        "What it prints is gone with the build's log. Ask a running container instead, with `docker exec` or `docker stats`.",
    ),
    (
        "vi vim nano",
        "waits for somebody who types.",
        "A build has no keyboard. Change the file with `sed`, or COPY a finished one in.",
    ),
    (
        "shutdown reboot halt poweroff",
        "has nothing to switch off in a build.",
        "A build step isn't a machine of its own. Drop the command; the container stops when its program ends.",
    ),
    (
        "service rc-service systemctl",
        "starts something that's gone when this RUN ends.",
        "A step keeps files, not running programs. Start it with CMD or ENTRYPOINT, or give it a container of its own.",
    ),
    (
        "mount umount",
        "can't mount anything that lasts.",
        "A build step may not mount by itself, and no mount outlives its RUN. Use `RUN --mount=…`, or a volume when the container starts.",
    ),
    (
        "kill killall pkill",
        "has nothing to stop here.",
        "Each RUN starts with no programs running, so there's nobody to end. Drop the command.",
    ),
    (
        "ssh",
        "logs in to another machine, and the build has no key for that.",
        "Bring files in with COPY. If the step really needs a login, `RUN --mount=type=ssh` lends it your key for that one step.",
    ),
];

fn step(step: &Step, check: &mut Check) {
    let program = step.command.program();
    let Some((kind, row)) = KINDS
        .iter()
        .enumerate()
        .find(|(_, row)| is_one_of(row.0, program))
    else {
        return;
    };
    if is_useful(kind, step) {
        return;
    }
    let Some(word) = step.command.words.first() else {
        return;
    };
    let instruction = step.instruction;
    let text = instruction.span.slice(step.file.source);
    let is_alone =
        step.script.commands.len() == 1 && !instruction.onbuild && !text.contains(['#', '<']);
    check
        .report(word.span, format!("`{program}` {}", row.1), row.2)
        .fix(
            is_alone.then(|| {
                DraftFix::review("Drop this RUN").delete(step.file.whole_lines(instruction))
            }),
        );
}

/// True where the command has a use in a build after all.
fn is_useful(kind: usize, step: &Step) -> bool {
    let command = step.command;
    let args = command.args();
    let has = |list: &str| args.iter().any(|word| is_one_of(list, word.as_str()));
    match kind {
        // Somebody reads what it prints.
        0 => {
            command.pipes_into.is_some()
                || command.inside.is_some()
                || !command.redirects.is_empty()
        }
        // `vim +PlugInstall +qall`, `vim -es -c …`
        1 => args.iter().any(|word| word.value.starts_with(['+', '-'])),
        // A service may run for the sake of the commands behind it.
        3 => !has("start restart") || step.index + 1 < step.script.commands.len(),
        // With this right it can.
        4 => step.instruction.flag("security").is_some() || has("--help --version -V"),
        // What an earlier command left in the background.
        5 => step.index > 0,
        6 => step.instruction.mounts().next().is_some() || has("-V"),
        _ => false,
    }
}
