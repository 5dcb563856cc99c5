#![doc = include_str!("host_key_unchecked.md")]

use crate::compose::Route;
use crate::rules::prelude::*;
use crate::shell::{Command, Script, is_posix_shell};

/// The rule. `StrictHostKeyChecking` in `ssh_config(5)`:
/// <https://man.openbsd.org/ssh_config#StrictHostKeyChecking>
pub const RULE: Rule = Rule::new("host-key-unchecked", Severity::Medium)
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_service(service);

/// The setting without its first letter, which may be a capital, and how that begins.
const SETTING: &str = "trictHostKeyChecking";
const START: &str = "trict";
/// Longer than any value of it that matters.
const LONG: usize = 4;

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    match &instruction.body {
        Body::Env(pairs) | Body::Arg(pairs) => {
            for pair in pairs {
                if let Some(value) = &pair.value {
                    let text = value.value().unwrap_or(value.written());
                    variable(
                        &pair.name.value,
                        text,
                        value.span(),
                        Route::Direct,
                        file.source,
                        check,
                    );
                }
            }
        }
        Body::Copy(_) | Body::Add(_) => {
            for document in &instruction.here_documents {
                let text = document.body.slice(file.source);
                look(text, document.body, Route::Direct, file.source, check);
            }
        }
        _ => {}
    }
    if let Some(line) = instruction.command_line() {
        script(&line.script, Route::Direct, file.source, check);
    }
}

fn service(service: &Service, check: &mut Check) {
    let source = service.compose().source;
    for set in service.environment() {
        if !set.route.is_inherited() {
            variable(
                &set.name.value,
                set.as_str(),
                set.span,
                set.route,
                source,
                check,
            );
        }
    }
    service.each_script(|text, route| script(text, route, source, check));
}

fn variable(name: &str, value: &str, span: Span, route: Route, source: &str, check: &mut Check) {
    if name == "ANSIBLE_HOST_KEY_CHECKING" {
        if is_one_of("false no 0", &value.to_ascii_lowercase()) {
            let what = ["ANSIBLE_HOST_KEY_CHECKING=", value].concat();
            complain(&what, span, route, check);
        }
    } else if name.starts_with("GIT_SSH")
        || name.contains("SSH_ARGS")
        || name.contains("SSH_OPTIONS")
    {
        look(value, span, route, source, check);
    }
}

fn script(script: &Script, route: Route, source: &str, check: &mut Check) {
    for (_, set) in script.assignments() {
        let value = &set.value;
        variable(
            &set.name.value,
            &value.value,
            value.span,
            route,
            source,
            check,
        );
    }
    let mut is_compared = None;
    for (index, command) in script.commands.iter().enumerate() {
        let program = command.program();
        for redirect in &command.redirects {
            if let Some(body) = &redirect.body {
                look(&body.value, body.span, route, source, check);
            }
        }
        // `sudo ssh …` and `sh -c "ssh …"` are told at the command inside.
        if script.unwrapped(index) != index
            || is_posix_shell(program)
            || is_one_of("export eval grep rg su", program)
        {
            continue;
        }
        for word in command.args() {
            let place = command.written_part(word, source);
            let text = if place == word.span {
                &word.value
            } else {
                place.slice(source)
            };
            look(text, place, route, source, check);
        }
        if program == "ssh-keyscan"
            && is_kept(script, index)
            && !*is_compared.get_or_insert_with(|| script.commands.iter().any(compares))
        {
            scanned(command, route, check);
        }
    }
}

/// Finds the setting in a text, where it switches the check off.
fn look(text: &str, span: Span, route: Route, source: &str, check: &mut Check) {
    let mut from = 0;
    while let Some(rest) = text.get(from..)
        && let Some(at) = rest.find(START)
    {
        let start = from + at;
        from = start + START.len();
        let name = text.get(start..start + SETTING.len());
        if !name.is_some_and(|name| name.eq_ignore_ascii_case(SETTING)) {
            continue;
        }
        from = start + SETTING.len();
        let rest = text.get(from..).unwrap_or_default();
        let value = rest.trim_start_matches(['=', ' ', '\t', '"', '\'']);
        let gap = rest.len() - value.len();
        let letters = value.bytes().take(LONG);
        let length = letters.take_while(u8::is_ascii_alphabetic).count();
        let value = value.get(..length).unwrap_or_default();
        if !is_one_of("no off No", value) {
            continue;
        }
        let start = start.saturating_sub(1);
        let what = text
            .get(start..from + gap + value.len())
            .unwrap_or_default();
        // Behind a letter of another alphabet it's some other word.
        if what.is_empty() {
            continue;
        }
        let written = span.find(what, source).filter(|_| route.is_direct());
        complain(what, written.unwrap_or(span), route, check).fix(written.map(|place| {
            let place = Span {
                start: place.end - value.len() as u32,
                end: place.end,
            };
            DraftFix::review("Write `accept-new`: known hosts must stay the same")
                .replace(place, "accept-new")
        }));
        return;
    }
}

fn complain<'c>(what: &str, span: Span, route: Route, check: &'c mut Check<'_>) -> &'c mut Draft {
    let place = route.place(span);
    check
        .report(
            place.span,
            format!("`{what}` lets any machine pose as the one that you mean."),
            "Anyone on the way can answer in its place, read what is sent and hand back other files. Put the server's key into `known_hosts`, from a page that you trust; `accept-new` is the smaller step.",
        )
        .written_at(place)
}

/// True if what `ssh-keyscan` finds is kept in a file.
fn is_kept(script: &Script, index: usize) -> bool {
    script.pipeline_of(index).into_iter().any(|at| {
        let command = script.commands.get(at);
        command.is_some_and(|one| one.program() == "tee" || one.output_file().is_some())
    })
}

/// True for a command that may compare keys with known ones.
fn compares(command: &Command) -> bool {
    is_one_of("ssh-keygen diff cmp", command.program()) || command.checks_files()
}

fn scanned(command: &Command, route: Route, check: &mut Check) {
    let Some(program) = command.words.first() else {
        return;
    };
    let host = command.operands(&[]).next();
    let host = host.map_or("the server", |host| host.as_str());
    let place = route.place(program.span);
    check
        .report(
            place.span,
            format!("`ssh-keyscan` believes whoever answers as `{host}` on the day of the build."),
            "It asks the network for the key that's meant to prove who the network leads to. Write the line that the server's owner publishes into `known_hosts` instead, or COPY such a file in.",
        )
        .severity(Severity::Low)
        .written_at(place);
}
