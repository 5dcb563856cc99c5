#![doc = include_str!("no_healthcheck.md")]

use std::collections::HashSet;

use crate::compose::ports::Port;
use crate::date::Date;
use crate::dockerfile::{CommandLine, Form, Stage};
use crate::facts::health::HealthCheck;
use crate::facts::images::{ImageFacts, ImageKind};
use crate::facts::lifecycle;
use crate::image::ImageReference;
use crate::rules::chain::any_in_chain;
use crate::rules::image_names::base_name;
use crate::rules::prelude::*;
use crate::shell::{Command, Via, Word};

/// The rule. CIS Docker Benchmark 4.6 and 5.27; HEALTHCHECK:
/// <https://docs.docker.com/reference/dockerfile/#healthcheck>
pub const RULE: Rule = Rule::new("no-healthcheck", Severity::Low)
    .aliases(
        "hadolint:DL3057 trivy:DS-0026 checkov:CKV_DOCKER_2 \
        kics:healthcheck_instruction_missing kics:healthcheck_not_set cis:4.6 cis:5.27",
    )
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile)
    .in_compose(compose);

const IN_DOCKERFILE: &str = "hadolint:DL3057 trivy:DS-0026 checkov:CKV_DOCKER_2 \
        kics:healthcheck_instruction_missing cis:4.6";
const IN_COMPOSE: &str = "kics:healthcheck_not_set cis:5.27";

/// Words that start something which stays and listens.
const SERVERS: &str = "apache2ctl apache2-foreground caddy celery daphne gunicorn http-server httpd hypercorn nginx php-fpm puma rails redis-server runserver serve server start streamlit supervisord uvicorn uwsgi";

/// Programs that wait for input or for a script, and have nothing to do without either.
const INTERPRETERS: &str = "ash bash bun dash deno fish ghci irb iex ipython jshell julia ksh lua node nodejs perl php pwsh python python2 python3 R ruby sh sqlite3 zsh";

/// Programs that do one thing and end, whatever their arguments.
const ONE_SHOT: &str = "ansible ansible-playbook aws az cosign curl dig echo eslint false ffprobe flake8 gcloud git golangci-lint hadolint helm jq kubectl kustomize ls mypy packer pandoc prettier pylint pytest rsync ruff shellcheck terraform terragrunt tofu true wget yq";

/// Arguments with which such a program stays up all the same.
const STAYING: &str = "--daemon --watch -w daemon port-forward proxy";

/// Programs that start what CMD names; start scripts called `…entrypoint…` do it as well.
const HANDS_ON: &str = "catatonit docker-init dumb-init env gosu s6-setuidgid su-exec tini";

/// Images with a HEALTHCHECK in their own Dockerfile:
/// <https://github.com/pi-hole/docker-pi-hole/blob/master/src/Dockerfile>,
/// <https://github.com/itzg/docker-minecraft-server/blob/master/Dockerfile>,
/// <https://github.com/paperless-ngx/paperless-ngx/blob/main/Dockerfile>,
/// <https://github.com/louislam/uptime-kuma/blob/master/docker/dockerfile>.
const CHECKED_IMAGES: &str = "pihole/pihole ghcr.io/pi-hole/pihole itzg/minecraft-server ghcr.io/itzg/minecraft-server paperlessngx/paperless-ngx ghcr.io/paperless-ngx/paperless-ngx louislam/uptime-kuma";

/// True if the image is known to bring a check of its own.
fn brings_check(image: Option<&ImageReference>, facts: Option<&ImageFacts>) -> bool {
    facts.is_some_and(|facts| facts.health_built_in)
        || image.is_some_and(|image| is_one_of(CHECKED_IMAGES, &image.familiar_name()))
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let Some((_, from)) = file.from_of(stage) else {
        return;
    };
    if has_check(file, stage) || is_checked_by_compose(check) {
        return;
    }
    let base = base_name(file, stage);
    let image = base.as_ref().and_then(ImageReference::parse);
    // Lambda asks its functions in its own way and never looks at this.
    if image.as_ref().is_some_and(|image| {
        image.repository.starts_with("lambda/") || image.repository.contains("aws-lambda")
    }) {
        return;
    }
    let facts = image.as_ref().and_then(ImageReference::facts);
    if brings_check(image.as_ref(), facts.as_ref()) || ends_soon(file, stage) {
        return;
    }
    let program = program(file, stage);
    let title = match &program {
        Some(program) => format!("Nobody asks `{program}` if it still answers."),
        None => "Nobody asks this image's program if it still answers.".to_owned(),
    };
    let has_tools = base.is_some() && facts.is_none_or(|facts| facts.has_shell());
    let serves = serves(file, stage, facts.as_ref());
    let detail = if !serves {
        "If it runs and ends, or others build on it, that's fine. If it stays up, a HEALTHCHECK tells Docker when it hangs. Kubernetes ignores it and uses its own probes."
    } else if has_tools {
        "It can hang while its process lives on, and Docker goes on showing it as up. Add a HEALTHCHECK that asks it. Kubernetes ignores that one and uses its own probes."
    } else {
        "It can hang while its process lives on, and this base has no shell or curl to ask it. If the program has a check of its own, call it: `HEALTHCHECK CMD [\"/app\", \"health\"]`. On Kubernetes, a probe does this job."
    };
    let today = check.today;
    let draft = check
        .report(from.image.span(), title, detail)
        .aliases(IN_DOCKERFILE);
    if !serves {
        draft.severity(Severity::Note);
    }
    // What an unknown base image brings can't be seen from here.
    if base.is_none() {
        draft.confidence(Confidence::Low);
    } else if facts.is_none() {
        draft.confidence(Confidence::Medium);
    }
    let is_over = image.as_ref().is_some_and(|image| is_over(image, today));
    draft.fix(
        facts
            .filter(|_| !is_over)
            .and_then(|facts| instruction(file, stage, &facts)),
    );
}

/// True for an image that has ended, whose tools may be older than a check expects.
fn is_over(image: &ImageReference, today: Date) -> bool {
    let tag = image.tag.as_ref().map(Text::as_str);
    let judged = lifecycle::judge(&image.familiar_name(), tag, today);
    judged.iter().any(|one| one.status.is_over())
}

/// True for a service that brings its own settings, or publishes another port than the image's
/// own: the image may answer elsewhere than a check would ask.
fn has_own_settings(service: &Service, facts: &ImageFacts) -> bool {
    let mounts_settings = service.volumes().iter().any(|mount| {
        let target = mount.target.as_ref();
        target.is_some_and(|target| target.value.contains("conf") || target.value.ends_with(".cnf"))
    });
    let own = facts.ports().next().is_some();
    let is_foreign = |port: &Port| {
        let target = port.target.as_ref();
        target.is_some_and(|target| facts.ports().all(|known| known.port != target.start))
    };
    mounts_settings || own && service.ports().iter().any(is_foreign)
}

/// True if the stage or one below it says anything about health, be it that there is no check.
fn has_check(file: &Dockerfile, stage: &Stage) -> bool {
    says(file, stage, "HEALTHCHECK")
}

/// True if the stage or one below it has such an instruction.
fn says(file: &Dockerfile, stage: &Stage, keyword: &str) -> bool {
    any_in_chain(file, stage, &|instruction| instruction.is(keyword))
}

/// True if a service that builds this file brings the check.
fn is_checked_by_compose(check: &Check) -> bool {
    let project = check.project;
    for (at, other) in project.files.iter().enumerate() {
        let Some(compose) = other.model.compose() else {
            continue;
        };
        for service in compose.services() {
            if service.healthcheck().is_some()
                && let Some((built, _)) = project.dockerfile_of(at, &service)
                && built == check.file
            {
                return true;
            }
        }
    }
    false
}

/// What the image starts with: ENTRYPOINT, and CMD with its arguments or what it hands on to.
fn start_lines<'d>(file: &'d Dockerfile, stage: &'d Stage) -> [Option<&'d CommandLine<'d>>; 2] {
    let entrypoint = file.entrypoint_of(stage);
    let cmd = file.cmd_of(stage);
    [entrypoint.map(|(_, line)| line), cmd.map(|(_, line)| line)]
}

/// The commands that run by themselves, not to fill in another one's arguments.
fn started<'d>(line: &'d CommandLine<'d>) -> impl DoubleEndedIterator<Item = &'d Command<'d>> {
    line.script.commands.iter().filter(|command| {
        !matches!(
            command.via,
            Via::CommandSubstitution | Via::ProcessSubstitution
        )
    })
}

/// True if the program's work is to start another one.
fn hands_on(command: &Command) -> bool {
    let name = command.program();
    is_one_of(HANDS_ON, name) || name.contains("entrypoint")
}

/// The program that stays and the line it stands in: the last one that is started there.
fn main_command<'d>(
    file: &'d Dockerfile,
    stage: &'d Stage,
) -> Option<(&'d CommandLine<'d>, &'d Command<'d>)> {
    let mut before = None;
    for line in start_lines(file, stage).into_iter().flatten() {
        if let Some(command) = started(line).next_back() {
            if !hands_on(command) {
                return Some((line, command));
            }
            before.get_or_insert((line, command));
        }
    }
    before
}

/// The name of the program that stays, where the file tells.
fn program<'d>(file: &'d Dockerfile, stage: &'d Stage) -> Option<&'d str> {
    let (_, command) = main_command(file, stage)?;
    let name = command.program();
    (!name.is_empty() && name.len() <= 40 && !name.starts_with('-')).then_some(name)
}

/// True if the image starts an interpreter without a script, or a tool that does one thing.
fn ends_soon(file: &Dockerfile, stage: &Stage) -> bool {
    let Some((line, command)) = main_command(file, stage) else {
        return false;
    };
    // What is fed to it is its script.
    if !command.redirects.is_empty() || !started(line).rev().skip(1).all(hands_on) {
        return false;
    }
    let mut arguments = Vec::new();
    for word in command.args() {
        let Some(word) = word.literal() else {
            return false;
        };
        arguments.push(word);
    }
    // The shell form takes no arguments from CMD.
    let [entrypoint, cmd] = start_lines(file, stage);
    if entrypoint.is_some_and(|entrypoint| std::ptr::eq(entrypoint, line))
        && line.form == Form::Exec
        && let Some(cmd) = cmd
    {
        if cmd.form != Form::Exec {
            return false;
        }
        arguments.extend(cmd.words.iter().map(Text::as_str));
    }
    let name = command.program();
    if is_one_of(ONE_SHOT, name) {
        let stays = |word: &&str| is_one_of(STAYING, word) || is_server(word);
        return !arguments.iter().any(stays);
    }
    // `python3.14` is Python as well.
    let stem = name.trim_end_matches(|sign: char| sign == '.' || sign.is_ascii_digit());
    (is_one_of(INTERPRETERS, name) || is_one_of(INTERPRETERS, stem))
        && arguments
            .iter()
            .all(|word| word.starts_with('-') && !word.starts_with("-m"))
}

/// True if the image looks like something that stays up and answers.
fn serves(file: &Dockerfile, stage: &Stage, base: Option<&ImageFacts>) -> bool {
    if says(file, stage, "EXPOSE") || base.is_some_and(|facts| facts.ports().next().is_some()) {
        return true;
    }
    for line in start_lines(file, stage).into_iter().flatten() {
        for command in &line.script.commands {
            let mut words = command.words.iter().filter_map(Word::literal);
            if words.any(is_server) {
                return true;
            }
        }
    }
    false
}

fn is_server(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or(word);
    let stem = name.split('.').next().unwrap_or(name);
    is_one_of(SERVERS, stem) || word.contains("0.0.0.0")
}

/// A HEALTHCHECK in front of what starts the program, where the image and the port tell which.
fn instruction(file: &Dockerfile, stage: &Stage, base: &ImageFacts) -> Option<DraftFix> {
    if !file.is_readable() {
        return None;
    }
    let mut ports: Vec<u16> = Vec::new();
    for stage in file.chain(stage) {
        for instruction in file.instructions_of(stage) {
            let Body::Expose(exposed) = &instruction.body else {
                continue;
            };
            for port in exposed {
                let number = port.value().map(|port| port.trim_end_matches("/tcp"));
                if let Some(Ok(number)) = number.map(str::parse) {
                    ports.push(number);
                }
            }
        }
    }
    let own = base.ports().next().map(|own| own.port);
    let health = match *ports {
        [port] if own != Some(port) => HealthCheck::of_language(base, port)?,
        _ if ports.is_empty() || own.is_some_and(|own| ports.contains(&own)) => {
            HealthCheck::of_image(base)?
        }
        _ => return None,
    };
    let mut before = None;
    for instruction in file.instructions_of(stage) {
        if matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_)) {
            break;
        }
        before = Some(instruction);
    }
    let (at, text) = file.line_after(before?, &health.instruction());
    Some(DraftFix::review("Add a check that needs nothing new in the image").insert(at, text))
}

fn compose(file: &Compose, check: &mut Check) {
    let mut awaited = None;
    for service in file.services() {
        if check.is_full() {
            break;
        }
        if !service.is_container()
            || service.healthcheck().is_some()
            || check.is_job(&service)
            || !check.should_say_all(&service)
        {
            continue;
        }
        // Who is awaited until it is healthy has a check in its image.
        let awaited = awaited.get_or_insert_with(|| awaited_healthy(file));
        if !awaited.contains(service.name()) {
            judge(&service, check);
        }
    }
}

fn awaited_healthy(file: &Compose) -> HashSet<String> {
    let links = file.services().flat_map(|service| service.depends_on());
    links
        .filter(|link| link.condition().value == "service_healthy")
        .map(|link| link.name.value.into_owned())
        .collect()
}

fn judge(service: &Service, check: &mut Check) {
    // A Dockerfile that is here is judged itself.
    if check.project.dockerfile_of(check.file, service).is_some() {
        return;
    }
    let build = service.build();
    let inline = build.as_ref().and_then(|build| build.inline.as_ref());
    if inline.is_some_and(|inline| {
        let file = Dockerfile::read(&inline.value);
        file.final_stage()
            .is_some_and(|stage| has_check(&file, stage))
    }) {
        return;
    }
    let text = service.image().and_then(|image| image.text());
    let image = text.as_ref().and_then(ImageReference::parse);
    let facts = image.as_ref().and_then(ImageReference::facts);
    let facts = facts.filter(|_| build.is_none());
    if build.is_none() && brings_check(image.as_ref(), facts.as_ref()) {
        return;
    }
    let name = service.name();
    let ends_perhaps = facts.is_some_and(|facts| {
        matches!(
            facts.kind,
            ImageKind::Distribution | ImageKind::Language | ImageKind::Tool
        ) && !service.has("ports")
            && facts.ports().next().is_none()
    });
    let setting = if service.is_docker_run() {
        "`--health-cmd`"
    } else {
        "a `healthcheck`"
    };
    let hangs = "It can hang while its process lives on, and Docker goes on showing it as up.";
    let maker = if build.is_some() {
        "Dockerfile"
    } else {
        "image"
    };
    let detail = if ends_perhaps {
        format!(
            "If it runs and ends, that's fine. If it stays up, {setting} tells Docker when it hangs, and others can wait until it's ready."
        )
    } else if facts.is_some() {
        format!("{hangs} Give it {setting}; then others can wait until it's ready, too.")
    } else {
        format!(
            "{hangs} I can't see if its {maker} brings a check; if it doesn't, give it {setting}."
        )
    };
    let today = check.today;
    let draft = check
        .report(
            service.name_span(),
            format!("Nobody asks `{name}` if it still answers."),
            detail,
        )
        .aliases(IN_COMPOSE);
    if ends_perhaps {
        draft.severity(Severity::Note);
    }
    if build.is_some() || service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    } else if facts.is_none() {
        draft.confidence(Confidence::Medium);
    }
    // Other arguments may mean another port, or a login.
    let is_over = image.as_ref().is_some_and(|image| is_over(image, today));
    let health = facts
        .filter(|_| !service.has("command") && !service.has("entrypoint"))
        .filter(|facts| !is_over && !has_own_settings(service, facts))
        .and_then(|facts| HealthCheck::of_image(&facts));
    draft.fix(health.and_then(|health| {
        let flag = health.flag().unwrap_or_default();
        DraftFix::review("Add a check that needs nothing new in the image").add_setting(
            service,
            &health.compose(),
            &flag,
        )
    }));
}
