#![doc = include_str!("build_would_ask.md")]

use crate::rules::prelude::*;
use crate::shell::{Argument, PackageAction, PackageStep, PackageTool};

/// The rule. <https://docs.docker.com/build/building/best-practices/#apt-get>
pub const RULE: Rule = Rule::new("build-would-ask", Severity::Medium)
    .aliases(
        "hadolint:DL3014 hadolint:DL3030 hadolint:DL3034 hadolint:DL3038 trivy:DS-0021 \
        kics:apt_get_missing_flags_to_avoid_manual_input kics:yum_install_allows_manual_input \
        kics:missing_flag_from_dnf_install kics:missing_zypper_non_interactive_switch",
    )
    .fixes(Safety::Safe)
    .in_dockerfile(dockerfile);

/// How a tool is told not to ask.
struct Manner {
    /// Flags that say so, by letter and by long name, and those with which it has no question.
    flags: &'static str,
    /// The one to add.
    add: &'static str,
    aliases: &'static str,
}

fn manner(tool: PackageTool) -> Option<Manner> {
    let (flags, add, aliases) = match tool {
        PackageTool::Apt => (
            "y yes assume-yes assume-no s simulate dry-run just-print no-act recon print-uris d \
            download-only",
            "-y",
            "hadolint:DL3014 trivy:DS-0021 kics:apt_get_missing_flags_to_avoid_manual_input",
        ),
        PackageTool::Yum => (
            "y assumeyes assumeno",
            "-y",
            "hadolint:DL3030 kics:yum_install_allows_manual_input",
        ),
        PackageTool::Dnf | PackageTool::Microdnf | PackageTool::Tdnf => (
            "y assumeyes assumeno",
            "-y",
            "hadolint:DL3038 kics:missing_flag_from_dnf_install",
        ),
        PackageTool::Zypper => (
            "n non-interactive y no-confirm D dry-run",
            "--non-interactive",
            "hadolint:DL3034 kics:missing_zypper_non_interactive_switch",
        ),
        PackageTool::Pacman => ("noconfirm", "--noconfirm", ""),
        PackageTool::Conda => ("y yes d dry-run", "-y", ""),
        PackageTool::Pip => ("y yes", "-y", ""),
        _ => return None,
    };
    Some(Manner {
        flags,
        add,
        aliases,
    })
}

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // Asked only once there is something to say.
    let mut is_settled = None;
    for (_, line) in file.runs() {
        for command in &line.script.commands {
            let Some(step) = command.package_step().filter(asks) else {
                continue;
            };
            let Some(manner) = manner(step.tool).filter(|manner| !is_told(&step, manner)) else {
                continue;
            };
            if check.is_full() || *is_settled.get_or_insert_with(|| settles_for_all(file)) {
                return;
            }
            complain(file, &step, &manner, check);
        }
    }
}

/// True for what wants a yes, unless something else says it.
fn asks(step: &PackageStep) -> bool {
    let command = step.command();
    let is_question = match (step.tool, step.action) {
        (PackageTool::Pip, action) => action == PackageAction::Remove,
        // `conda env …` goes ahead.
        (PackageTool::Conda, _) => command.subcommand() != "env",
        (_, PackageAction::Refresh | PackageAction::Clean) => false,
        _ => !is_one_of("source download", step.verb.as_str()),
    };
    is_question
        && command.reads_from.is_none()
        && command.redirects.iter().all(|one| one.operator.writes())
}

fn is_told(step: &PackageStep, manner: &Manner) -> bool {
    let mut quiet = 0;
    for argument in step.command().arguments(&[]) {
        match argument {
            Argument::Flag(flag) => {
                let value = flag.value.as_ref().map_or("", |value| value.as_str());
                if is_one_of(manner.flags, flag.name) || settles(value) {
                    return true;
                }
                quiet += match (flag.name, value) {
                    ("q" | "quiet", "2") => 2,
                    ("q" | "quiet", _) => 1,
                    _ => 0,
                };
            }
            // What a variable of this name holds are flags.
            Argument::Operand(word) if word.expands => {
                let names = ["OPT", "FLAG", "ARGS", "opt", "flag", "args"];
                if names.iter().any(|name| word.value.contains(name)) {
                    return true;
                }
            }
            Argument::Operand(_) => {}
        }
    }
    // Twice quiet implies yes: apt-get(8).
    step.tool == PackageTool::Apt && quiet > 1
}

/// True for a setting that says yes to all questions.
fn settles(text: &str) -> bool {
    let settings = [
        "ssume-Yes",
        "ssume-yes",
        "assumeyes",
        "always_yes",
        "ALWAYS_YES",
    ];
    settings.iter().any(|setting| text.contains(setting))
}

/// True if the file sets it up that way, or brings settings that may.
fn settles_for_all(file: &Dockerfile) -> bool {
    let is_setting = |instruction: &Instruction| match &instruction.body {
        Body::Run(line) => line.script.commands.iter().any(|command| {
            command.package_step().is_none()
                && command.args().iter().any(|word| settles(&word.value))
        }),
        Body::Env(pairs) => pairs.iter().any(|pair| settles(&pair.name.value)),
        Body::Copy(copy) | Body::Add(copy) => {
            let path = copy.destination.written();
            let files = ["apt.conf", "dnf.conf", "yum.conf", "condarc"];
            files.iter().any(|name| path.contains(name))
        }
        _ => false,
    };
    file.instructions.iter().any(is_setting)
}

fn complain(file: &Dockerfile, step: &PackageStep, manner: &Manner, check: &mut Check) {
    let label = step.label();
    let add = manner.add;
    let behind = match step.tool {
        PackageTool::Zypper => step.command().words.first().unwrap_or(step.verb),
        _ => step.verb,
    };
    // A place inside quotes with escapes isn't exact.
    let is_plain = behind.span.slice(file.source) == behind.value;
    check
        .report(
            step.place(),
            format!("`{label}` stops to ask, and nobody is there to answer."),
            format!("A build has no keyboard, so the step fails at the first question. Add `{add}`, which says yes beforehand."),
        )
        .aliases(manner.aliases)
        .confidence(match step.tool {
            // Older ones never ask.
            PackageTool::Microdnf => Confidence::Medium,
            _ => Confidence::High,
        })
        .fix(is_plain.then(|| {
            DraftFix::safe(format!("Add `{add}`")).insert(behind.span.end, format!(" {add}"))
        }));
}
