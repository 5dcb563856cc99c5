#![doc = include_str!("plain_http_download.md")]

use crate::rules::prelude::*;
use crate::shell::{Command, PackageAction, is_nearby, web_host};

/// The rule. What https adds: <https://developer.mozilla.org/en-US/docs/Glossary/HTTPS>
pub const RULE: Rule = Rule::new("plain-http-download", Severity::Medium)
    .fixes(Safety::Review)
    .in_instruction(instruction);

const SCHEME: &str = "http://";
const PROGRAMS: &str = "curl wget aria2c git pip pip3 pipx uv npm npx yarn pnpm gem bundle rpm yum \
    dnf microdnf tdnf";
/// Variables that say where a package manager fetches from.
const VARIABLES: &str = "PIP_INDEX_URL PIP_EXTRA_INDEX_URL UV_INDEX_URL UV_DEFAULT_INDEX \
    NPM_CONFIG_REGISTRY npm_config_registry YARN_REGISTRY GOPROXY HF_ENDPOINT";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    match &instruction.body {
        Body::Add(copy) if instruction.flag("checksum").is_none() => {
            for source in &copy.sources {
                let url = source.value().unwrap_or(source.written());
                tell("ADD", url, source.span(), file, check);
            }
        }
        Body::Env(pairs) => {
            for pair in pairs {
                if let Some(value) = &pair.value
                    && is_one_of(VARIABLES, &pair.name.value)
                {
                    let url = value.value().unwrap_or(value.written());
                    tell(&pair.name.value, url, value.span(), file, check);
                }
            }
        }
        Body::Run(line) => {
            // Whoever compares a checksum notices a swapped file.
            let mut is_checked = None;
            for command in &line.script.commands {
                if !check.is_full() && is_one_of(PROGRAMS, command.program()) {
                    let mut asks = || *is_checked.get_or_insert_with(|| line.script.checks_files());
                    run(command, &mut asks, file, check);
                }
            }
        }
        _ => {}
    }
}

fn run(
    command: &Command,
    is_checked: &mut dyn FnMut() -> bool,
    file: &Dockerfile,
    check: &mut Check,
) {
    let program = command.program();
    let mut before = "";
    for word in command.args() {
        let text = word.as_str();
        if let Some(at) = text.find(SCHEME) {
            let flag = text.get(..at).unwrap_or_default();
            let url = text.get(at..).unwrap_or_default();
            // `--index-url=http://…`, but no proxy, referrer or header.
            let is_source = (flag.is_empty() || flag.starts_with('-') && flag.ends_with('='))
                && !flag.contains("proxy")
                && !before.contains("proxy")
                && !is_one_of("-x -e -H --referer --header -d --data", before);
            if is_source {
                if !fetches(command) || is_checked() {
                    return;
                }
                tell(program, url, word.span, file, check);
            }
        }
        before = text;
    }
}

/// True if what the command names is fetched.
fn fetches(command: &Command) -> bool {
    match command.program() {
        "git" => is_one_of("clone fetch pull remote submodule", command.subcommand()),
        // Repositories are signed; a package by its address often isn't checked.
        "yum" | "dnf" | "microdnf" | "tdnf" => command
            .package_step()
            .is_some_and(|step| step.action == PackageAction::Install),
        _ => true,
    }
}

fn tell(what: &str, url: &str, span: Span, file: &Dockerfile, check: &mut Check) {
    if !url.starts_with(SCHEME) {
        return;
    }
    let Some(host) = web_host(url) else {
        return;
    };
    if is_nearby(host) || host.contains(['$', '{']) {
        return;
    }
    // Behind another port there's most likely no https.
    let rest = url.get(SCHEME.len() + host.len()..).unwrap_or_default();
    let place = span.find(SCHEME, file.source);
    let fix = place
        .filter(|_| !rest.starts_with(':'))
        .map(|place| DraftFix::review("Use https").insert(place.start + 4, "s"));
    check
        .report(
            span,
            format!("`{what}` fetches from `{host}` without https."),
            "Anyone on the way can read the file or hand over another one, and nothing here would notice. Add the `s`; if that server has no https, compare a checksum in the same step.",
        )
        .fix(fix);
}
