#![doc = include_str!("unknown_instruction.md")]

use crate::dockerfile::{KEYWORDS, ProblemKind};
use crate::kind;
use crate::rules::crowd::Crowd;
use crate::rules::prelude::*;
use crate::rules::stray::{Stray, excerpt, stray, template_tag};
use crate::source::Kind;
use crate::spelling;

/// The rule. The instructions: <https://docs.docker.com/reference/dockerfile/>
pub const RULE: Rule = Rule::new("unknown-instruction", Severity::High)
    .aliases("hadolint:DL1000")
    .in_dockerfile(dockerfile);

/// Programs that people type where `RUN` belongs in front.
const PROGRAMS: &str = "apk apt apt-get bash cargo cat cd chmod chown composer cp curl dnf docker echo export \
    gem git go ls make mkdir mv node npm npx pip pip3 python python3 rm sed sh sudo wget yum";

/// What a word that is no instruction is instead.
enum Meant {
    Stray(&'static Stray),
    Program,
    Glued(&'static str),
    Near(&'static str),
    Yaml,
    Nothing,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    if file.stages.is_empty()
        && (kind::plainly_other(Kind::Dockerfile, file.source).is_some()
            || file.source.contains('\0'))
    {
        // Another kind of file altogether, or no text, told once as a syntax error.
        return;
    }
    if let (false, Some(tag)) = (file.is_readable(), template_tag(file)) {
        // One word on the template, instead of a complaint for each of its tags.
        if let Some(template) = stray("{{") {
            check
                .report(tag, template.title, template.detail)
                .confidence(template.confidence);
        }
        return;
    }
    let unknown = file
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            ProblemKind::UnknownInstruction(word) => Some((problem.span, word)),
            _ => None,
        });
    let mut unknown = unknown.peekable();
    if unknown.peek().is_none() {
        return;
    }
    let mut crowd = Crowd::new(check);
    let mut told: Vec<&str> = Vec::new();
    // True while every instruction before this one belongs to the same stray block.
    let mut in_block = false;
    for instruction in &file.instructions {
        let Some((span, word)) = unknown.next_if(|next| next.0 == instruction.keyword.span) else {
            in_block = false;
            continue;
        };
        if crowd.is_full() {
            crowd.admits(span);
            continue;
        }
        let meant = meant(instruction.span.slice(file.source), word);
        let continues =
            std::mem::replace(&mut in_block, matches!(meant, Meant::Nothing | Meant::Yaml));
        let known = matches!(meant, Meant::Stray(stray) if told.contains(&stray.title));
        if (continues && in_block) || known {
            continue;
        }
        if let Meant::Stray(stray) = meant {
            told.push(stray.title);
        }
        crowd.admits(span);
        complain(file, crowd.check, span, word, &meant);
    }
    crowd.close();
}

fn meant(line: &str, word: &str) -> Meant {
    if let Some(stray) = stray(line) {
        return Meant::Stray(stray);
    }
    if is_one_of(PROGRAMS, word) {
        return Meant::Program;
    }
    let glued = KEYWORDS.iter().find(|keyword| {
        word.strip_prefix(**keyword)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|next| !next.is_ascii_uppercase() && next != ':')
    });
    if let Some(keyword) = glued {
        return Meant::Glued(keyword);
    }
    let bare = word.trim_end_matches(':');
    // Short small words are more likely prose: `and` is no `ADD`.
    let near = (word.len() > 3 || word.bytes().all(|byte| byte.is_ascii_uppercase()))
        .then(|| spelling::nearest(bare, KEYWORDS))
        .flatten();
    let keyword = KEYWORDS.iter().copied().find(|keyword| *keyword == bare);
    match near.or(keyword) {
        Some(keyword) => Meant::Near(keyword),
        None if word.ends_with(':') => Meant::Yaml,
        None => Meant::Nothing,
    }
}

fn complain(file: &Dockerfile, check: &mut Check, span: Span, word: &str, meant: &Meant) {
    let word = excerpt(word);
    let detail = match meant {
        Meant::Stray(stray) => {
            check
                .report(span, stray.title, stray.detail)
                .confidence(stray.confidence);
            return;
        }
        Meant::Program => format!(
            "`{word}` is a command for the shell. Put `RUN` in front of it, or a `\\` at the end of the line above if it belongs there."
        ),
        Meant::Glued(keyword) => format!("Put a blank behind `{keyword}`."),
        Meant::Near(keyword) => format!(
            "Did you mean `{keyword}`? Docker stops here, and so do the lines below until it's mended."
        ),
        Meant::Yaml => "It reads like a line of YAML. A Compose file is a file of its own, named `compose.yaml`.".to_owned(),
        Meant::Nothing if is_indented(file.source, span) => {
            "Does it belong to the line above? Then that one wants a `\\` at its end.".to_owned()
        }
        Meant::Nothing => {
            "Every line starts with an instruction such as `RUN` or `COPY`. Put `#` in front of a remark.".to_owned()
        }
    };
    check.report(
        span,
        format!("`{word}` is no instruction that Docker knows."),
        detail,
    );
}

/// True if blanks stand before it, as in a line that continues another.
fn is_indented(source: &str, span: Span) -> bool {
    let before = source.get(..span.start as usize).unwrap_or_default();
    before.ends_with([' ', '\t']) || span.slice(source).starts_with(['&', '|', '-'])
}
