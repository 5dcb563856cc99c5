//! What gets into a file by accident (merge conflicts, Markdown fences, prompts, template tags),
//! and how to quote a word of a file in a message.

use crate::dockerfile::{Body, Dockerfile};
use crate::report::Confidence;
use crate::source::{Kind, Span};

/// Something that belongs to no file.
pub(super) struct Stray {
    /// The finding's title.
    pub(super) title: &'static str,
    /// The finding's detail.
    pub(super) detail: &'static str,
    /// How sure it is.
    pub(super) confidence: Confidence,
}

const STRAYS: [(&[&str], Stray); 4] = [
    (
        &["<<<<<<<", "=======", ">>>>>>>", "|||||||"],
        Stray {
            title: "A merge conflict is still in this file.",
            detail: "Git left both versions here, between `<<<<<<<` and `>>>>>>>`. Keep one of them, and drop the marks.",
            confidence: Confidence::High,
        },
    ),
    (
        &["```", "~~~"],
        Stray {
            title: "The fence of a Markdown block came along with this file.",
            detail: "It marks code on a web page or in a chat, and Docker can't read it. Drop the fences above and below the code.",
            confidence: Confidence::High,
        },
    ),
    (
        &["{{", "{%", "<%", "%%", "@@"],
        Stray {
            title: "This looks like a template that something fills in first.",
            detail: "I can't see what comes out of it. Let your tool fill it in, then check the result here.",
            confidence: Confidence::Low,
        },
    ),
    (
        &["$ ", "PS>", "PS "],
        Stray {
            title: "A prompt came along with this line.",
            detail: "It's what a terminal prints before you type. Drop it, and keep what stands behind it.",
            confidence: Confidence::Medium,
        },
    ),
];

/// What a line that can't be read is by its first signs.
pub(super) fn stray(line: &str) -> Option<&'static Stray> {
    STRAYS
        .iter()
        .find(|(starts, _)| starts.iter().any(|start| line.starts_with(start)))
        .map(|(_, stray)| stray)
}

/// Where the first tag of a template stands among the instructions, if there is one.
pub(super) fn template_tag(file: &Dockerfile) -> Option<Span> {
    let tags = ["{{", "{%", "<%", "%%"];
    let is_tag = |text: &str| tags.iter().any(|tag| text.starts_with(tag));
    file.instructions.iter().find_map(|instruction| {
        let word = instruction.keyword.span;
        if matches!(instruction.body, Body::Unreadable) && is_tag(word.slice(file.source)) {
            return Some(word);
        }
        let text = instruction.span.slice(file.source);
        let is_image = instruction.is("FROM") && tags.iter().any(|tag| text.contains(tag));
        is_image.then_some(instruction.span)
    })
}

/// A kind of file in words.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Dockerfile => "a Dockerfile",
        Kind::Compose => "a Compose file",
        Kind::DockerRun => "a `docker run` line",
        Kind::Dockerignore => "a .dockerignore file",
        Kind::Env => "an env file",
    }
}

/// The most characters of a file that a message quotes, and the most of a word that is longer: it
/// may be a key or a token.
const LONGEST: usize = 40;
const LONG_WORD: usize = 8;

/// The beginning of a text of the file, fit for a message: one line, no control characters.
pub(super) fn excerpt(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let is_longer = |text: &str| text.chars().nth(LONGEST).is_some();
    let most = match line.split_whitespace().next() {
        Some(word) if is_longer(word) => LONG_WORD,
        _ => LONGEST,
    };
    let mut quoted: String = line
        .chars()
        .take(most)
        .map(|c| if c.is_control() { '·' } else { c })
        .collect();
    if is_longer(line) {
        quoted.push('…');
    }
    quoted
}
