#![doc = include_str!("unpinned_clone.md")]

use crate::rules::prelude::*;
use crate::shell::{Command, Script, is_repository};

/// The rule. <https://git-scm.com/docs/git-clone>
pub const RULE: Rule = Rule::new("unpinned-clone", Severity::Note)
    .pedantic()
    .in_dockerfile(dockerfile);

/// Branches that get a new commit every few days.
const MOVING: &str = "main master develop dev devel trunk next nightly HEAD";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // From the end, so that a checkout that comes later is known.
    let mut stage = None;
    let mut is_settled = false;
    for instruction in file.instructions.iter().rev() {
        if instruction.stage != stage {
            stage = instruction.stage;
            is_settled = false;
        }
        match &instruction.body {
            Body::Run(line) => script(&line.script, &mut is_settled, check),
            Body::Add(copy) if instruction.flag("checksum").is_none() => {
                for source in &copy.sources {
                    if let Some(url) = source.value().filter(|url| is_repository(url)) {
                        let reference = reference(url);
                        if reference.is_empty() || is_one_of(MOVING, reference) {
                            tell(source.span(), url, reference, check);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

fn script(script: &Script, is_settled: &mut bool, check: &mut Check) {
    for command in script.commands.iter().rev() {
        if command.program() != "git" {
            continue;
        }
        match command.subcommand() {
            "checkout" | "switch" | "reset" => *is_settled = true,
            "clone" if !*is_settled => clone(command, check),
            _ => {}
        }
    }
}

fn clone(command: &Command, check: &mut Check) {
    let Some(url) = command.operands(&["--revision", "-b"]).nth(1) else {
        return;
    };
    let address = url.as_str();
    let is_local = address.starts_with(['/', '.', '~']) || address.starts_with("file:");
    if is_local || command.has_flag(None, "revision") || command.has_flag(None, "mirror") {
        return;
    }
    let branch = command.option(Some('b'), "branch");
    let branch = branch.as_ref().map_or("", |branch| branch.as_str());
    if branch.is_empty() || is_one_of(MOVING, branch) {
        tell(url.span, address, branch, check);
    }
}

/// The branch, tag or commit behind the `#` or `?ref=` of an address.
fn reference(url: &str) -> &str {
    if let Some((_, query)) = url.split_once('?') {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let named = pairs.find(|pair| is_one_of("ref branch tag commit checksum", pair.0));
        return named.map_or("", |(_, value)| value);
    }
    let fragment = url.split_once('#').map_or("", |(_, fragment)| fragment);
    fragment.split(':').next().unwrap_or_default()
}

/// The most characters of a name that a title shows.
const LONG: usize = 50;

fn tell(place: Span, url: &str, branch: &str, check: &mut Check) {
    let path = url
        .split(['#', '?'])
        .next()
        .unwrap_or(url)
        .trim_end_matches('/');
    let name = path.rsplit(['/', ':']).next().unwrap_or(path);
    let name = name.trim_end_matches(".git");
    let name = if name.is_empty() || name.len() > LONG {
        "The code".to_owned()
    } else {
        format!("`{name}`")
    };
    let what = match branch {
        "" => "whatever its makers pushed last".to_owned(),
        branch => format!("whatever is on `{branch}` that day"),
    };
    check.report(
        place,
        format!("{name} is built from {what}."),
        "Two builds of this file may differ, and a bad commit is in yours at once. Name a tag, or better the commit: a tag can be moved.",
    );
}
