//! What texts execute: realistic ones, nested ones, broken ones and hostile ones.

mod arguments;
mod broken;
mod hostile;
mod inner;
mod installs;
mod places;

use super::*;

/// One line for each command: `>` for each command around it, then its assignments, words and
/// redirections, between bars.
fn outline(script: &Script<'_>) -> Vec<String> {
    let line = |command: &Command<'_>| {
        let mut depth = 0;
        let mut inside = command.inside;
        while let Some(index) = inside {
            depth += 1;
            inside = script.commands[index].inside;
        }
        let mut parts = Vec::new();
        for set in &command.assignments {
            parts.push(format!("{}={}", set.name.value, set.value.value));
        }
        parts.extend(
            command
                .words
                .iter()
                .map(|word| word.value.clone().into_owned()),
        );
        for redirect in &command.redirects {
            parts.push(format!("{:?}:{}", redirect.operator, redirect.target.value));
        }
        format!("{}{}", ">".repeat(depth), parts.join("|"))
    };
    script.commands.iter().map(line).collect()
}

fn read(text: &str) -> Script<'_> {
    parse(text, &Origin::Verbatim(0), Dialect::DOCKERFILE)
}

/// The text executes exactly this, and nothing is wrong with it.
#[track_caller]
fn runs(text: &str, expected: &[&str]) {
    let script = read(text);
    assert_eq!(outline(&script), expected, "{text}");
    assert_eq!(script.problem, None, "{text}");
}
