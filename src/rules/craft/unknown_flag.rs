#![doc = include_str!("unknown_flag.md")]

use crate::dockerfile::{Flag, Form};
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;
use crate::spelling;

/// The rule. The flags: <https://docs.docker.com/reference/dockerfile/>
pub const RULE: Rule = Rule::new("unknown-flag", Severity::High)
    .aliases("hadolint:DL1000")
    .absorbs("syntax-error")
    .fixes(Safety::Review)
    .in_instruction(instruction);

/// The flags of each instruction that takes some.
const FLAGS: [(&str, &str); 5] = [
    ("FROM", "platform"),
    ("RUN", "mount network security device"),
    ("COPY", "from chown chmod link parents exclude"),
    (
        "ADD",
        "chown chmod link keep-git-dir checksum exclude unpack",
    ),
    (
        "HEALTHCHECK",
        "interval timeout start-period start-interval retries",
    ),
];

/// The flags that mean yes without a value.
const SWITCHES: &str = "link parents keep-git-dir unpack";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Body::Cmd(line) | Body::Entrypoint(line) = &instruction.body
        && line.form == Form::Shell
        && let Some(word) = line
            .script
            .commands
            .first()
            .and_then(|one| one.words.first())
        && word.value.starts_with("--")
    {
        let keyword = instruction.keyword.value.to_ascii_uppercase();
        let flag = excerpt(&word.value);
        check.report(
            word.span,
            format!("Docker takes `{flag}` for a flag of `{keyword}`, which has none."),
            format!("The build stops here. Written as a list, it goes to the program: `{keyword} [\"{flag}\"]`."),
        );
    }
    for flag in &instruction.flags {
        judge(file, instruction, flag, check);
    }
}

fn judge(file: &Dockerfile, instruction: &Instruction, flag: &Flag, check: &mut Check) {
    let keyword = instruction.keyword.value.to_ascii_uppercase();
    let name: &str = &flag.name.value;
    let Some((_, known)) = FLAGS.iter().find(|(own, _)| *own == keyword) else {
        return;
    };
    if name.contains(['{', '%', '<', '@', '$']) {
        return;
    }
    if is_one_of(known, name) {
        if flag.value.is_none() && !is_one_of(SWITCHES, name) {
            valueless(file, instruction, flag, check);
        }
        return;
    }
    let near = spelling::nearest(name, known.split(' '));
    let list = known.replace(' ', "`, `--");
    let detail = match near {
        Some(near) => format!("Did you mean `--{near}`? Docker stops the build at this line."),
        None => format!("Docker stops the build at this line. It takes these: `--{list}`."),
    };
    // A frontend of somebody's own may know more.
    let syntax = file.directives.syntax.as_ref();
    let is_usual = syntax.is_none_or(|syntax| syntax.value.contains("docker/dockerfile"));
    let draft = check.report(
        flag.name.span,
        format!("`{keyword}` has no flag `--{}`.", excerpt(name)),
        detail,
    );
    if !is_usual {
        draft.confidence(Confidence::Low);
    }
    if let Some(near) = near {
        let fix = DraftFix::review(format!("Write `--{near}`"));
        draft.fix(fix.replace(flag.name.span, near));
    }
}

/// `--from build` in place of `--from=build`.
fn valueless(file: &Dockerfile, instruction: &Instruction, flag: &Flag, check: &mut Check) {
    let name: &str = &flag.name.value;
    let end = flag.span.end;
    let rest = Span {
        start: end,
        end: instruction.span.end.max(end),
    };
    let behind = rest.slice(file.source);
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let next = behind[blanks..].bytes().next().unwrap_or(b'-');
    // The value must not be all that is left of a COPY.
    let is_left = match &instruction.body {
        Body::Copy(copy) | Body::Add(copy) => {
            copy.sources.len() + instruction.here_documents.len() > 1
        }
        _ => true,
    };
    let draft = check.report(
        flag.span,
        format!("`--{name}` stands here without a value."),
        format!("Docker wants it joined by a `=`, as in `--{name}=…`. With a blank between, the build stops here."),
    );
    if matches!(instruction.body, Body::Unreadable) {
        draft.related(rest, "So all of this is read as what follows the flags.");
    }
    if is_left && blanks > 0 && !matches!(next, b'-' | b'=' | b'\\' | b'`' | b'\r' | b'\n') {
        let gap = Span {
            start: end,
            end: end + blanks as u32,
        };
        draft.fix(DraftFix::review("Join the flag and its value").replace(gap, "="));
    }
}
