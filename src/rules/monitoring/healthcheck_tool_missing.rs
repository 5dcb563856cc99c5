#![doc = include_str!("healthcheck_tool_missing.md")]

use crate::compose::command::{CommandLine, HealthTest};
use crate::dockerfile::{Instruction, Stage};
use crate::facts::health::{HealthCheck, lacks_tool};
use crate::facts::images::ImageFacts;
use crate::image::ImageReference;
use crate::rules::chain::any_in_chain;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;
use crate::rules::stray::excerpt;

use crate::shell::{Command, PackageAction, Script, is_posix_shell};

/// The rule. A check runs inside the container, with what the image has:
/// <https://docs.docker.com/reference/dockerfile/#healthcheck>
pub const RULE: Rule = Rule::new("healthcheck-tool-missing", Severity::Medium)
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_service(service);

const TOOLS: &str = "curl wget nc ncat netcat";

/// The first call of a tool that isn't there, unless the script also calls one that is.
fn missing<'s, 'a>(
    script: &'s Script<'a>,
    is_missing: &dyn Fn(&str) -> bool,
) -> Option<&'s Command<'a>> {
    let mut found = None;
    let mut asked: Vec<&str> = Vec::new();
    for command in &script.commands {
        let program = command.program();
        if is_one_of(TOOLS, program) && !asked.contains(&program) {
            if !is_missing(program) {
                return None;
            }
            asked.push(program);
            found = found.or(Some(command));
        }
    }
    found
}

/// The name that the facts have for a tool.
fn known_as(tool: &str) -> &str {
    if is_one_of("ncat netcat", tool) {
        "nc"
    } else {
        tool
    }
}

/// True if nobody puts the tool into the stage, and its base surely lacks it.
fn is_missing_in(file: &Dockerfile, stage: &Stage, facts: &ImageFacts, tool: &str) -> bool {
    lacks_tool(facts, known_as(tool))
        && !any_in_chain(file, stage, &|instruction| may_bring(instruction, tool))
}

/// True if an instruction installs the tool, copies it in, uses it, or does what can't be seen.
fn may_bring(instruction: &Instruction, tool: &str) -> bool {
    let names = |text: &str| {
        text.contains(tool)
            || known_as(tool) == "nc" && (text.contains("nc") || text.contains("nmap"))
    };
    match &instruction.body {
        Body::Run(line) => {
            line.script.commands.is_empty()
                || line.script.commands.iter().any(|command| {
                    command.words.iter().any(|word| names(word.as_str())) || does_unseen(command)
                })
        }
        Body::Copy(copy) | Body::Add(copy) => {
            // Whole folders of programs come with whatever is in them.
            let broad = |path: &str| {
                let path = path.trim_end_matches('/');
                path.is_empty()
                    || is_one_of("/bin /usr /usr/bin /usr/local /usr/local/bin /rootfs", path)
            };
            let target = copy.destination.written();
            broad(target)
                || names(target)
                || copy.sources.iter().any(|source| {
                    names(source.written())
                        || instruction.flag("from").is_some() && broad(source.written())
                })
        }
        Body::Unreadable => true,
        _ => false,
    }
}

/// True for scripts, and for packages whose names can't be read.
fn does_unseen(command: &Command) -> bool {
    let program = command.program();
    let is_file = |text: &str| text.strip_suffix(".sh").is_some() || text.starts_with("./");
    if program.is_empty() && !command.words.is_empty()
        || command
            .words
            .first()
            .is_some_and(|word| is_file(word.as_str()))
        || is_posix_shell(program) && command.args().iter().any(|word| is_file(word.as_str()))
    {
        return true;
    }
    let Some(step) = command.package_step() else {
        return false;
    };
    let mut packages = step.packages().peekable();
    step.action == PackageAction::Install
        && step.tool.is_system()
        && (packages.peek().is_none() || packages.any(|package| package.literal().is_none()))
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let last = file.last_in_chain(stage, |instruction| match &instruction.body {
        Body::Healthcheck(line) => Some(Some(line)),
        Body::HealthcheckNone => Some(None),
        _ => None,
    });
    let (Some((_, Some(line))), Some(base)) = (last, base_name(file, stage)) else {
        return;
    };
    let image = ImageReference::parse(&base);
    let Some(facts) = image.as_ref().and_then(ImageReference::facts) else {
        return;
    };
    let is_missing = |tool: &str| is_missing_in(file, stage, &facts, tool);
    if let Some(command) = missing(&line.script, &is_missing) {
        let found = Found {
            source: file.source,
            script: &line.script,
            command,
            facts: &facts,
            whole: Some(line.span),
        };
        complain(&found, &base.value, &HealthCheck::command, check);
    }
}

fn service(service: &Service, check: &mut Check) {
    let Some(health) = service.healthcheck().filter(|health| !health.disabled) else {
        return;
    };
    let (Some(test), Some(setting)) = (health.test, health.value.get("test")) else {
        return;
    };
    let line = match test {
        HealthTest::Exec(words) => CommandLine::Words(words),
        HealthTest::Shell(line) => CommandLine::Line(line),
    };
    let script = line.script();
    let is_called = |command: &Command| is_one_of(TOOLS, command.program());
    if setting.route().is_inherited() || !script.commands.iter().any(is_called) {
        return;
    }
    let project = check.project;
    let mut built = None;
    let base = if service.has("build") {
        let (_, file) = match project.dockerfile_of(check.file, service) {
            Some(found) if service.path(&["build", "target"]).is_none() => found,
            _ => return,
        };
        let stage = file.final_stage();
        built = stage.map(|stage| (file, stage));
        stage.and_then(|stage| base_name(file, stage))
    } else {
        service.image().and_then(|image| image.text())
    };
    let Some(base) = base else { return };
    let image = ImageReference::parse(&base).filter(|image| !image.has_variable());
    let Some(facts) = image.as_ref().and_then(ImageReference::facts) else {
        return;
    };
    let is_missing = |tool: &str| match built {
        Some((file, stage)) => is_missing_in(file, stage, &facts, tool),
        None => lacks_tool(&facts, known_as(tool)) && !starts_with(service, tool),
    };
    if let Some(command) = missing(&script, &is_missing) {
        let found = Found {
            source: service.compose().source,
            script: &script,
            command,
            facts: &facts,
            whole: setting.replacement().filter(|_| !service.is_docker_run()),
        };
        complain(&found, &base.value, &HealthCheck::test, check);
    }
}

/// True if what the container starts speaks of the tool: it may install it first.
fn starts_with(service: &Service, tool: &str) -> bool {
    let lines = [service.entrypoint(), service.command()];
    lines.iter().flatten().any(|line| {
        let mut parts = line.parts().iter();
        parts.any(|part| part.value.contains(tool))
    })
}

/// A call of a tool that isn't there, and what is around it.
struct Found<'f, 'a> {
    source: &'f str,
    script: &'f Script<'a>,
    command: &'f Command<'a>,
    facts: &'f ImageFacts<'f>,
    /// The whole check, where it can be replaced.
    whole: Option<Span>,
}

fn complain(found: &Found, base: &str, spell: &dyn Fn(&HealthCheck) -> String, check: &mut Check) {
    let tool = found.command.program();
    let Some(word) = found.command.words.first() else {
        return;
    };
    let has_wget = tool == "curl" && !lacks_tool(found.facts, "wget");
    let language = matches!(found.facts.id, "python" | "node").then_some(found.facts.id);
    let advice = if has_wget {
        "The image has `wget`, which can ask the same.".to_owned()
    } else if let Some(language) = language {
        format!("`{language}` is there and can ask the same in one line.")
    } else if !found.facts.has_shell() {
        "There's no shell in there either, so let the program itself be the check.".to_owned()
    } else {
        format!("Install `{tool}` in the image, or ask with a program that's in there.")
    };
    let draft = check.report(
        word.span,
        format!(
            "The health check calls `{tool}`, which `{}` doesn't have.",
            excerpt(base)
        ),
        format!("It fails each time, so a healthy container counts as unhealthy. {advice}"),
    );
    if has_wget {
        draft.fix(with_wget(found));
    }
    let port = port_of(found).filter(|_| language.is_some());
    if let (Some(whole), Some(port)) = (found.whole, port) {
        let health = HealthCheck::of_language(found.facts, port);
        draft.fix(health.map(|health| {
            DraftFix::review("Ask with what the image has").replace(whole, spell(&health))
        }));
    }
}

/// The same question for `wget`, where `curl` is only asked whether a page is there.
fn with_wget(found: &Found) -> Option<DraftFix> {
    let (url, flags) = found.command.args().split_last()?;
    for flag in flags {
        let flag = flag.literal()?;
        let is_plain = is_one_of("--fail --silent --show-error --location --head", flag);
        let cluster = flag.strip_prefix('-').unwrap_or("-");
        if !is_plain && !cluster.chars().all(|c| "fsSLI".contains(c)) {
            return None;
        }
    }
    let first = found.command.words.first()?;
    let literal = url.literal().filter(|url| !url.starts_with('-'))?;
    let (program, address) = (first.span.slice(found.source), url.span.slice(found.source));
    let is_as_written = program.contains(first.literal()?) && address.contains(literal);
    let whole = first.span.to(url.span);
    if !is_as_written || whole.slice(found.source).contains('\n') {
        return None;
    }
    let next = found.command.words.get(1)?;
    let gap = Span {
        start: first.span.end,
        end: next.span.start,
    };
    let gap = gap.slice(found.source);
    let quote = program.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quote = quote.map(String::from).unwrap_or_default();
    let mut text = String::new();
    for word in ["wget", "-q", "--spider"] {
        for part in [&quote, word, &quote, gap] {
            text.push_str(part);
        }
    }
    text.push_str(address);
    Some(DraftFix::review("Ask with `wget`").replace(whole, text))
}

/// The port of this machine that the check asks, if that's all it does.
fn port_of(found: &Found) -> Option<u16> {
    let is_all = match found.script.commands.as_slice() {
        [_] => true,
        [_, last] => last.program() == "exit",
        _ => false,
    };
    let address = found.command.args().last()?.literal()?;
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, rest) = rest.split_once(':')?;
    let port = rest.split('/').next()?.parse().ok()?;
    (is_all && is_one_of("localhost 127.0.0.1 0.0.0.0", host)).then_some(port)
}
