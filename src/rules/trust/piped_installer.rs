#![doc = include_str!("piped_installer.md")]

use crate::compose::Route;
use crate::facts::installers;
use crate::rules::prelude::*;
use crate::shell::Script;

/// The rule. What `curl | sh` gives away: <https://docs.docker.com/build/building/best-practices/>
/// asks for checked downloads instead.
pub const RULE: Rule = Rule::new("piped-installer", Severity::High)
    .absorbs("plain-http-download pipe-hides-failure")
    .in_instruction(instruction)
    .in_service(service);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let Some(line) = instruction.command_line() else {
        return;
    };
    let when = match instruction.body {
        Body::Run(_) => When::Build,
        _ => When::Start,
    };
    script(&line.script, Route::Direct, when, check);
    for step in file.powershell(instruction, line) {
        check.report(
            step,
            "PowerShell runs here whatever the other server sends.",
            "Nothing checks it: whoever breaks in there, or anyone on the way, runs code in your image. Download to a file, compare its `Get-FileHash`, then run that file.",
        );
    }
}

fn service(service: &Service, check: &mut Check) {
    service.each_script(|text, route| script(text, route, When::Start, check));
}

/// When the downloaded code runs.
#[derive(Clone, Copy)]
enum When {
    Build,
    Start,
}

fn script(script: &Script, route: Route, when: When, check: &mut Check) {
    for (runner, download) in script.executed_downloads() {
        let Some(program) = script.commands.get(runner) else {
            continue;
        };
        let place = route.place(download.span.to(program.span));
        let host = download.host().unwrap_or("the other server");
        let name = match program.program() {
            "." | "source" | "eval" => "the shell",
            name => name,
        };
        let what = match when {
            When::Build => "sends on the day of the build",
            When::Start => "sends at every start",
        };
        let known = download.url.as_deref().and_then(installers::find);
        let advice = match known {
            Some(known) => format!("For {}, {}.", known.what, known.instead),
            None => {
                "Save it to a file, compare it with a `sha256sum` that you keep, then run the file."
                    .to_owned()
            }
        };
        let risk = if download.is_encrypted() {
            "Nothing checks it: a break-in there, or half a download, runs as code in your container."
        } else {
            "The address has no https, so anyone on the way can send other code, and it runs in your container."
        };
        let draft = check
            .report(
                place.span,
                format!("`{name}` runs whatever `{host}` {what}."),
                format!("{risk} {advice}"),
            )
            .written_at(place);
        if download.is_encrypted() && download.is_pinned() {
            draft.severity(Severity::Medium);
        }
    }
}
