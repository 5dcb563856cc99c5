//! Comments that silence findings: our own, and those of other checkers that a file already has.
//!
//! | comment | silences |
//! |---|---|
//! | `# cozydock ignore=rule because …` | the next instruction, or the key below it (or beside it) |
//! | `# cozydock ignore-file=rule because …` | the whole file |
//! | `# hadolint ignore=DL3008` | the next instruction; `global ignore=` the whole file |
//! | `# check=skip=Name` | Docker's build checks: the whole file at the top, else the next instruction |
//! | `# checkov:skip=CKV_DOCKER_3:reason` | the whole file |
//! | `# trivy:ignore:DS-0002` | the next instruction |
//! | `# kics-scan ignore-line`, `disable=…` | what KICS finds on the next line; the whole file |
//! | `# dclint disable…` | what dclint finds in the file, or on the line |

use crate::project::{Model, Project};
use crate::rules::Draft;
use crate::source::Span;

/// One comment's effect.
#[derive(PartialEq)]
struct Suppression<'a> {
    file: usize,
    /// Where findings must start to be silenced.
    span: Span,
    /// The checker whose codes are meant; nothing for our own rule ids, which any name may follow.
    tool: Option<&'static str>,
    /// The names; empty means everything of that tool.
    names: Vec<&'a str>,
}

/// Takes away what comments or the caller's `ignore` list silence; answers how many went.
pub(crate) fn apply(project: &Project<'_>, ignore: &[String], drafts: &mut Vec<Draft>) -> u32 {
    let before = drafts.len();
    let files = project.files.iter().enumerate();
    let suppressions: Vec<_> = files
        .map(|(at, file)| in_file(at, file.text, &file.model))
        .collect();
    drafts.retain(|draft| {
        let own = suppressions.get(draft.file).map_or(&[][..], Vec::as_slice);
        !ignore.iter().any(|name| is_named(draft, None, name))
            && !own.iter().any(|suppression| suppression.covers(draft))
    });
    (before - drafts.len()) as u32
}

impl Suppression<'_> {
    fn covers(&self, draft: &Draft) -> bool {
        self.file == draft.file
            && self.span.start <= draft.span.start
            && draft.span.start < self.span.end.max(self.span.start + 1)
            && match (self.tool, self.names.is_empty()) {
                (Some(tool), true) => draft.aliases.iter().any(|alias| has_tool(alias, tool)),
                (tool, _) => self.names.iter().any(|name| is_named(draft, tool, name)),
            }
    }
}

fn has_tool(alias: &str, tool: &str) -> bool {
    alias
        .split_once(':')
        .is_some_and(|(prefix, _)| prefix == tool)
}

/// True if `name` is the draft's rule or one of its aliases, with or without the tool in front.
fn is_named(draft: &Draft, tool: Option<&str>, name: &str) -> bool {
    (tool.is_none() && draft.rule.id == name)
        || draft.aliases.iter().any(|alias| {
            let Some((prefix, code)) = alias.split_once(':') else {
                return false;
            };
            match tool {
                Some(tool) => prefix == tool && same_code(code, name),
                None => *alias == name || same_code(code, name),
            }
        })
}

/// Codes are the same in any case, and Trivy writes one code three ways
/// (`DS-0002`, `AVD-DS-0002`, `DS002`).
fn same_code(code: &str, name: &str) -> bool {
    let name = name.strip_prefix("AVD-").unwrap_or(name);
    code.eq_ignore_ascii_case(name)
        || code
            .strip_prefix("DS-0")
            .is_some_and(|digits| name.strip_prefix("DS") == Some(digits))
}

/// The words that any of the comments holds, so that most files are passed over in one look.
const MARKS: [&str; 6] = [
    "ignore",
    "skip=",
    "disable",
    "trivy:",
    "kics-scan",
    "dclint",
];

fn in_file<'a>(file: usize, text: &'a str, model: &Model<'_>) -> Vec<Suppression<'a>> {
    let mut found = Vec::new();
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return found;
    }
    let whole = Span::new(0, text.len() + 1);
    let mut at = 0;
    // True as long as only comments have been seen.
    let mut top = true;
    let mut waiting: Vec<Suppression<'a>> = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches('\u{feff}').trim();
        let is_comment = content.starts_with('#');
        if !content.is_empty() && !is_comment {
            top = false;
            if !waiting.is_empty() {
                let span = thing_at(text, start, model);
                found.extend(
                    waiting
                        .drain(..)
                        .map(|waiting| Suppression { span, ..waiting }),
                );
            }
        }
        let Some(hash) = line.find('#') else {
            continue;
        };
        let Some((tool, scope, names)) = parse(line[hash + 1..].trim()) else {
            continue;
        };
        let (span, list) = match scope {
            Scope::File => (whole, &mut found),
            Scope::Top if top => (whole, &mut found),
            _ if !is_comment => (Span::new(start, at), &mut found),
            Scope::Next | Scope::Top => (whole, &mut waiting),
        };
        let next = Suppression {
            file,
            span,
            tool,
            names,
        };
        // The same comment over and over says no more than once.
        if list.last() != Some(&next) {
            list.push(next);
        }
    }
    found
}

/// A comment that silences something, for those who ask whether it says why.
pub(crate) struct Comment {
    /// From the `#` to the end of the line.
    pub(crate) span: Span,
    /// True if neither the comment nor one right above or below it gives a reason.
    pub(crate) is_bare: bool,
    /// True for hadolint's own.
    pub(crate) is_hadolint: bool,
}

/// Every comment of a file that silences something.
pub(crate) fn comments(text: &str) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return found;
    }
    let mut at = 0;
    // True if the line above is a comment in plain words.
    let mut is_explained = false;
    // True right below a comment that nothing explains so far.
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let is_comment = line
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('#');
        let comment = line.find('#').map(|hash| (hash, line[hash + 1..].trim()));
        let read = comment.and_then(|(hash, words)| Some((hash, words, parse(words)?)));
        let Some((hash, words, (tool, _, names))) = read else {
            let is_prose = comment.is_some_and(|(_, words)| is_comment && words.contains(' '));
            if let Some(last) = found.last_mut().filter(|_| is_open && is_prose) {
                last.is_bare = false;
            }
            (is_explained, is_open) = (is_prose, false);
            continue;
        };
        let end = start + line.trim_end().len();
        is_open = !(is_explained || says_why(words, &names));
        found.push(Comment {
            span: Span::new(start + hash, end),
            is_bare: is_open,
            is_hadolint: tool == Some("hadolint"),
        });
    }
    found
}

/// True if words follow the names.
fn says_why(comment: &str, names: &[&str]) -> bool {
    let Some(last) = names.last() else {
        return false;
    };
    // The names stand in the comment itself.
    let end = comment.find(last).map_or(0, |at| at + last.len());
    let rest = comment.get(end..).unwrap_or_default();
    let reason = rest.trim_start_matches([':', '-', '#', ';', ' ', '(']);
    reason
        .strip_prefix("because")
        .unwrap_or(reason)
        .trim()
        .len()
        > 2
}

enum Scope {
    File,
    /// The whole file among the parser directives, else the next instruction.
    Top,
    Next,
}

/// Reads the text behind `#`.
fn parse(comment: &str) -> Option<(Option<&'static str>, Scope, Vec<&str>)> {
    let own = |scope, rest| Some((None, scope, names(rest)));
    if let Some(rest) = comment.strip_prefix("cozydock ") {
        let rest = rest.trim_start();
        return rest
            .strip_prefix("ignore-file=")
            .and_then(|rest| own(Scope::File, rest))
            .or_else(|| {
                rest.strip_prefix("ignore=")
                    .and_then(|rest| own(Scope::Next, rest))
            });
    }
    if let Some(rest) = comment.strip_prefix("hadolint ") {
        let (scope, rest) = match rest.trim_start().strip_prefix("global ") {
            Some(rest) => (Scope::File, rest),
            None => (Scope::Next, rest),
        };
        let rest = rest.trim_start().strip_prefix("ignore=")?;
        return Some((Some("hadolint"), scope, names(rest)));
    }
    if let Some(rest) = comment.strip_prefix("check=") {
        let skip = rest
            .split(';')
            .find_map(|part| part.trim().strip_prefix("skip="))?;
        let names = if skip.trim() == "all" {
            Vec::new()
        } else {
            names(skip)
        };
        return Some((Some("buildkit"), Scope::Top, names));
    }
    if let Some(rest) = comment.strip_prefix("checkov:skip=") {
        return Some((Some("checkov"), Scope::File, names(rest.split(':').next()?)));
    }
    if let Some(rest) = comment.strip_prefix("trivy:ignore:") {
        return Some((Some("trivy"), Scope::Next, names(rest)));
    }
    if let Some(rest) = comment.strip_prefix("kics-scan ") {
        return match rest.trim() {
            "ignore-line" | "ignore-block" => Some((Some("kics"), Scope::Next, Vec::new())),
            "ignore" => Some((Some("kics"), Scope::File, Vec::new())),
            _ => None,
        };
    }
    if let Some(rest) = comment.strip_prefix("dclint disable") {
        let (scope, rest) = match rest.strip_prefix("-line") {
            Some(rest) => (Scope::Next, rest),
            None => (Scope::File, rest.strip_prefix("-file").unwrap_or(rest)),
        };
        return Some((Some("dclint"), scope, names(rest.trim())));
    }
    None
}

/// The names at the start of `text`: separated by commas, up to a blank that follows no comma.
fn names(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == ',' || c.is_whitespace())
            .unwrap_or(rest.len());
        if end > 0 {
            found.push(&rest[..end]);
        }
        let after = rest[end..].trim_start();
        let Some(next) = after.strip_prefix(',') else {
            break;
        };
        rest = next.trim_start();
    }
    found
}

/// The instruction that the line at byte `at` belongs to; in YAML and shell that line and what is
/// indented below it.
fn thing_at(text: &str, at: usize, model: &Model<'_>) -> Span {
    if let Model::Dockerfile(dockerfile) = model {
        let next = dockerfile
            .instructions
            .partition_point(|i| (i.span.end as usize) <= at);
        return dockerfile
            .instructions
            .get(next)
            .map_or(Span::at(at), |i| i.span);
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text[at..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let below = lines.take_while(|line| {
        let content = line.trim();
        content.is_empty() || content.starts_with('#') || indent(line) > indent(first)
    });
    let length = first.len() + below.map(str::len).sum::<usize>();
    Span::new(at, at + length)
}
