#![doc = include_str!("development_dependencies.md")]

use crate::dockerfile::{Pair, Stage};
use crate::rules::prelude::*;
use crate::rules::workbench;
use crate::shell::{Command, PackageAction, PackageTool};

/// The rule. <https://docs.npmjs.com/cli/commands/npm-install>,
/// <https://getcomposer.org/doc/03-cli.md#install-i>,
/// <https://bundler.io/man/bundle-config.1.html>, <https://docs.astral.sh/uv/reference/cli/#uv-sync>.
pub const RULE: Rule = Rule::new("development-dependencies", Severity::Low)
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

/// A program that installs what a project needs.
struct Manager {
    /// Which of them share their settings and folders.
    family: &'static str,
    /// What leaves the rest out, for a person.
    way: &'static str,
    /// True if that is a flag of the command.
    is_flag: bool,
}

const NPM: Manager = manager("node", "--omit=dev", true);
const YARN: Manager = manager("node", "--production", true);
const BERRY: Manager = manager("node", "yarn workspaces focus --production", false);
const PNPM: Manager = manager("node", "--prod", true);
const COMPOSER: Manager = manager("composer", "--no-dev", true);
const BUNDLE: Manager = manager(
    "bundle",
    "bundle config set without 'development test'",
    false,
);
const UV: Manager = manager("uv", "--no-dev", true);
const POETRY: Manager = manager("poetry", "--only main", true);
const PIP: Manager = manager("pip", "", false);

const fn manager(family: &'static str, way: &'static str, is_flag: bool) -> Manager {
    Manager {
        family,
        way,
        is_flag,
    }
}

/// An install that brings everything.
struct Found {
    manager: &'static Manager,
    place: Span,
    label: String,
    /// Where the flag goes.
    verb: Span,
    shows_verb: bool,
    /// The flag to take away instead.
    editable: Option<Span>,
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    if workbench::is_named_so(stage, check)
        || is_for_tests(file, stage, check)
        || starts_for_development(file, stage)
    {
        return;
    }
    let mut settled = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    let mut built = 0;
    for instruction in &file.instructions {
        if !file.is_shipped(instruction) || instruction.onbuild {
            continue;
        }
        match &instruction.body {
            Body::Env(pairs) | Body::Arg(pairs) => {
                for family in pairs.iter().filter_map(family_of) {
                    settle(family, &mut settled);
                }
            }
            Body::Run(line) => {
                let mut own = settled.clone();
                for (_, set) in line.script.assignments() {
                    if let Some(family) = family(&set.name.value, Some(&set.value.value)) {
                        settle(family, &mut own);
                    }
                }
                for command in &line.script.commands {
                    if builds(command) {
                        built = command.span.start;
                    }
                    if let Some(family) = leaves_out(command) {
                        if !settled.contains(&family) {
                            found.retain(|one| one.manager.family != family);
                        }
                        settle(family, &mut settled);
                        settle(family, &mut own);
                    } else if let Some(one) = install(file, command)
                        && !own.contains(&one.manager.family)
                    {
                        found.push(one);
                    }
                }
            }
            _ => {}
        }
    }
    for one in found {
        report(&one, one.place.start < built, check);
    }
}

/// From here on a family leaves out what it should.
fn settle(family: &'static str, settled: &mut Vec<&'static str>) {
    if !settled.contains(&family) {
        settled.push(family);
    }
}

fn report(one: &Found, is_built: bool, check: &mut Check) {
    let label = &one.label;
    if one.manager.family == "pip" {
        let draft = match one.editable {
            Some(_) => check.report(
                one.place,
                format!("`{label}` only points at the source, as on a developer's desk."),
                "The package stays tied to a folder that anyone who can write there can change, and the folder has to ship. Drop the flag, and pip copies what it needs.",
            ),
            None => check.report(
                one.place,
                format!("`{label}` holds what only developers need."),
                "Test tools and checkers come along into the image that you ship. Install them in a stage of their own, and leave this list out of the last one.",
            ),
        };
        draft.confidence(Confidence::Medium);
        draft.fix(
            one.editable
                .map(|place| DraftFix::review("Install it for good").delete(place)),
        );
        return;
    }
    let way = one.manager.way;
    let detail = if is_built {
        format!(
            "The build further down may need them, but the image doesn't. Build in a first stage, and in the last one install without them: `{way}`."
        )
    } else {
        format!(
            "Test tools and compilers come along, and each has holes of its own to patch. `{way}` leaves them out."
        )
    };
    let draft = check
        .report(
            one.place,
            format!("`{label}` also installs what only developers need."),
            detail,
        )
        .confidence(Confidence::Medium);
    if one.manager.is_flag && one.shows_verb && !is_built {
        let fix = DraftFix::review(format!("Add {way}"));
        draft.fix(fix.insert(one.verb.end, format!(" {way}")));
    }
}

/// The family that a variable of the file settles.
fn family_of(pair: &Pair) -> Option<&'static str> {
    let value = pair.value.as_ref();
    // What can't be known may be right.
    let value = value.map_or(Some(""), |value| value.value());
    family(&pair.name.value, value)
}

fn family(name: &str, value: Option<&str>) -> Option<&'static str> {
    let is_on = value.is_none_or(|value| !matches!(value, "" | "0" | "false"));
    let is = |wanted: &str| value.is_none_or(|value| value.contains(wanted) || value.contains('$'));
    match name.to_ascii_uppercase().as_str() {
        "NODE_ENV" => is("production").then_some("node"),
        "NPM_CONFIG_OMIT" => is("dev").then_some("node"),
        "NPM_CONFIG_PRODUCTION" | "YARN_PRODUCTION" => is_on.then_some("node"),
        "COMPOSER_NO_DEV" => is_on.then_some("composer"),
        "BUNDLE_WITHOUT" | "BUNDLE_ONLY" => is_on.then_some("bundle"),
        "UV_NO_DEV" | "UV_NO_DEFAULT_GROUPS" => is_on.then_some("uv"),
        _ => None,
    }
}

/// A command that takes developers' packages out again, or says that none shall come.
fn leaves_out(command: &Command) -> Option<&'static str> {
    let names = |words: &[&str]| {
        let mut args = command.args().iter();
        args.any(|word| words.iter().any(|one| word.value.contains(one)))
    };
    let verb = command.subcommand();
    match command.program() {
        "npm" | "pnpm" if verb == "prune" => Some("node"),
        "npm" if verb == "config" || verb == "set" => {
            names(&["omit", "production"]).then_some("node")
        }
        "yarn" if verb == "workspaces" => names(&["--production"]).then_some("node"),
        "yarn" | "npm" | "pnpm" if names(&["--prod", "--omit"]) => Some("node"),
        "rm" if names(&["node_modules"]) => Some("node"),
        "bundle" if verb == "config" => names(&["without", "only"]).then_some("bundle"),
        _ => None,
    }
    .filter(|family| *family != "node" || !installs_packages(command))
}

/// `npm install express --omit=dev` says nothing about the rest.
fn installs_packages(command: &Command) -> bool {
    command
        .package_step()
        .is_some_and(|step| step.packages().next().is_some())
}

/// An install of everything that a project lists.
fn install(file: &Dockerfile, command: &Command) -> Option<Found> {
    let verb = command.subcommand();
    let has = |flags: &str| {
        let mut args = command.args().iter();
        args.any(|word| {
            let flag = word.value.split('=').next().unwrap_or_default();
            is_one_of(flags, flag)
        })
    };
    let (manager, said) = match command.program() {
        "composer" if verb == "install" => (&COMPOSER, "--no-dev --dev"),
        "bundle" if verb == "install" => (&BUNDLE, "--without --with --version"),
        "poetry" if verb == "install" => (&POETRY, "--only --without --no-dev --with --only-root"),
        _ => {
            let step = command.package_step()?;
            if step.action != PackageAction::Install {
                return None;
            }
            if step.tool == PackageTool::Pip {
                return pip(command);
            }
            let is_named = step.packages().next().is_some() || has("-g --global --location");
            match (step.tool, &*step.verb.value) {
                _ if is_named => return None,
                (PackageTool::Npm, "install" | "i" | "ci" | "clean-install") => (
                    &NPM,
                    "--omit --production --only --include --package-lock-only --prod",
                ),
                (PackageTool::Yarn, "install" | "yarn" | "yarnpkg") => {
                    let is_berry =
                        has("--immutable --immutable-cache --inline-builds --check-cache");
                    (
                        if is_berry { &BERRY } else { &YARN },
                        "--production --prod --focused --mode",
                    )
                }
                (PackageTool::Pnpm, "install" | "i") => {
                    (&PNPM, "--prod --production -P --dev -D --lockfile-only")
                }
                (PackageTool::Uv, "sync") => (
                    &UV,
                    "--no-dev --no-default-groups --only-group --only-dev --dev --group --all-groups",
                ),
                _ => return None,
            }
        }
    };
    if has(said)
        || command
            .args()
            .iter()
            .any(|word| word.expands && !word.quoted)
    {
        return None;
    }
    let program = command.words.first()?;
    let word = command.operands(&[]).next().unwrap_or(program);
    let label = [command.program(), " ", verb].concat();
    Some(Found {
        manager,
        place: program.span.to(word.span),
        label: label.trim_end().to_owned(),
        verb: word.span,
        shows_verb: word.span.slice(file.source) == word.value,
        editable: None,
    })
}

/// `pip install -e .`, or from a list that is named for developers.
fn pip(command: &Command) -> Option<Found> {
    let editable = command.flags(Some('e'), "editable").next();
    let list = command
        .options(Some('r'), "requirement")
        .into_iter()
        .find(|list| {
            let name = list.value.rsplit('/').next().unwrap_or_default();
            name.split(['-', '_', '.'])
                .any(|word| is_one_of("dev develop development test tests testing", word))
        });
    let (place, label, cut) = match (&editable, &list) {
        (Some(flag), _) => {
            let value = flag.value.as_ref()?;
            let shows = flag.span.end < value.span.start;
            let cut = Span {
                start: flag.span.start,
                end: value.span.start,
            };
            (
                flag.span.to(value.span),
                "pip install -e".to_owned(),
                shows.then_some(cut),
            )
        }
        (None, Some(list)) => (list.span, list.value.to_string(), None),
        _ => return None,
    };
    // Only what is taken from a folder can be installed for good by leaving the flag out.
    let cut = cut.filter(|_| editable.is_some());
    Some(Found {
        manager: &PIP,
        place,
        label,
        verb: place,
        shows_verb: false,
        editable: cut,
    })
}

/// True for a command that turns source code into what runs, with developers' packages.
fn builds(command: &Command) -> bool {
    let runs = "npm yarn pnpm npx bunx node composer bundle rails rake make";
    is_one_of(runs, command.program())
        && command.args().iter().any(|word| {
            let mut words = word.value.split([':', '-', '/']);
            words.any(|word| {
                is_one_of(
                    "build compile tsc webpack vite bundle assets generate test lint",
                    word,
                )
            })
        })
}

/// True if the file or its last stage is named for tests.
fn is_for_tests(file: &Dockerfile, stage: &Stage, check: &Check) -> bool {
    let is_test = |name: &str| {
        let mut words = name.split(['/', '.', '-', '_']);
        words.any(|word| is_one_of("test tests e2e cypress playwright lint genproto", word))
    };
    let name = check.project.files.get(check.file).map(|own| &*own.name);
    let base = file.base_image(stage).map(|(_, from)| from.image.written());
    name.is_some_and(is_test)
        || base.is_some_and(is_test)
        || stage.name.as_ref().is_some_and(|name| is_test(&name.value))
}

/// True if the image starts a server for developers, which needs their packages.
fn starts_for_development<'a>(file: &Dockerfile<'a>, stage: &Stage<'a>) -> bool {
    let starts = [file.cmd_of(stage), file.entrypoint_of(stage)];
    starts.into_iter().flatten().any(|start| {
        start.1.script.commands.iter().any(|command| {
            command.words.iter().any(|word| {
                let mut words = word.value.split([':', '/', '=']);
                words.any(|word| {
                    is_one_of(
                        "dev develop development serve watch test nodemon ng vite --watch --reload",
                        word,
                    )
                })
            })
        })
    })
}
