#![doc = include_str!("update_alone.md")]

use crate::dockerfile::{Form, Instruction};
use crate::rules::prelude::*;
use crate::shell::{Command, Joined, PackageAction, PackageStep, PackageTool, Script, Via};

/// The rule. <https://docs.docker.com/build/building/best-practices/#apt-get>
pub const RULE: Rule = Rule::new("update-alone", Severity::Medium)
    .aliases(&[
        "trivy:DS-0017",
        "kics:update_instruction_alone",
        "checkov:CKV_DOCKER_5",
    ])
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    for (index, instruction) in file.instructions.iter().enumerate() {
        let Some(run) = instruction.run() else {
            continue;
        };
        for step in unused(&run.script) {
            let next = file.instructions.get(index + 1);
            let next = next.filter(|next| next.stage == instruction.stage);
            let words = step.label();
            let user = next.and_then(|next| user_of(&next.run()?.script, step.tool));
            let draft = check.report(
                step.place(),
                format!("`{words}` has a layer to itself, so its package list goes stale."),
                format!(
                    "Docker reuses this layer for as long as the line stays the same, even for months. A later install then gets old packages, or asks for files that are gone. Put `{words}` and the install in one RUN."
                ),
            );
            if !file.is_shipped(instruction) {
                draft.severity(Severity::Low);
            }
            if let Some(user) = &user {
                draft.related(user.place(), "This is where the old list gets used.");
            }
            if let (Some(next), Some(user)) = (next, &user)
                && let Some(fix) = fix(file, (instruction, &run.script), next, user)
            {
                draft.fix(fix);
            }
        }
    }
}

/// The refreshes that nothing in the script uses or throws away again, one for each tool.
fn unused<'s, 'a>(script: &'s Script<'a>) -> Vec<PackageStep<'s, 'a>> {
    let mut found: Vec<PackageStep> = Vec::new();
    let mut settled: Vec<PackageTool> = Vec::new();
    // From the end, so that what comes later is known.
    for command in script.commands.iter().rev() {
        if may_install(command) {
            break;
        }
        for (_, path) in command.removed_paths() {
            for tool in PackageTool::ALL {
                if tool.is_system() && !settled.contains(&tool) && tool.caches_below(&path) {
                    settled.push(tool);
                }
            }
        }
        let Some(step) = command.package_step().filter(|step| step.tool.is_system()) else {
            continue;
        };
        if settled.iter().any(|tool| tool.shares_cache_with(step.tool)) {
            continue;
        }
        match step.action {
            PackageAction::Refresh => {
                settled.push(step.tool);
                found.push(step);
            }
            PackageAction::Install | PackageAction::Upgrade => settled.push(step.tool),
            PackageAction::Remove | PackageAction::Clean => {}
        }
    }
    found.reverse();
    found
}

const INSTALLERS: &str =
    "gdebi mk-build-deps rosdep install_packages tasksel install-php-extensions";

/// True for programs that call a package manager themselves, and for scripts that may.
fn may_install(command: &Command<'_>) -> bool {
    let Some(program) = command.words.first() else {
        return false;
    };
    let is_script = |path: &str| {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        path.strip_suffix(".sh").is_some() || folder.is_some_and(|folder| !folder.ends_with("bin"))
    };
    match command.program() {
        name if is_one_of(INSTALLERS, name) => true,
        "playwright" | "npx" => command
            .args()
            .iter()
            .any(|word| matches!(&*word.value, "install-deps" | "--with-deps")),
        name if crate::shell::is_posix_shell(name) || matches!(name, "." | "source") => command
            .operands(&[])
            .next()
            .is_some_and(|word| !word.value.contains(' ') && is_script(&word.value)),
        _ => is_script(&program.value),
    }
}

/// The first step of a script that uses or renews a tool's list.
fn user_of<'s, 'a>(script: &'s Script<'a>, tool: PackageTool) -> Option<PackageStep<'s, 'a>> {
    for command in &script.commands {
        if let Some(step) = command.package_step()
            && step.tool.shares_cache_with(tool)
            && !matches!(step.action, PackageAction::Remove | PackageAction::Clean)
        {
            return Some(step);
        }
    }
    None
}

/// Moves a refresh that has a RUN to itself in front of the install in the next RUN.
fn fix(
    file: &Dockerfile,
    (instruction, script): (&Instruction, &Script),
    next: &Instruction,
    user: &PackageStep,
) -> Option<DraftFix> {
    let is_plain = |instruction: &Instruction| {
        let form = instruction.run().map(|run| run.form);
        form == Some(Form::Shell) && instruction.here_documents.is_empty() && !instruction.onbuild
    };
    let is_own = |command: &&Command| command.inside.is_none();
    let mut own = script.commands.iter().filter(is_own);
    let (refresh, None) = (own.next()?, own.next()) else {
        return None;
    };
    let is_one_line = !instruction.span.slice(file.source).contains('\n');
    let is_alone = is_plain(instruction) && instruction.flags.is_empty() && is_one_line;
    if !is_alone || !is_plain(next) {
        return None;
    }
    let whole = file.whole_lines(instruction);
    if user.action == PackageAction::Refresh {
        return Some(DraftFix::review("Drop it: the next RUN has its own").delete(whole));
    }
    let title = format!("Move it into the next RUN, in front of `{}`", user.label());
    let fix = DraftFix::review(title).delete(whole);
    let install = outermost(&next.run()?.script, user.command())?;
    let is_in_line = install.via == Via::Direct
        && install.list == 0
        && install.reads_from.is_none()
        && matches!(install.joined, Joined::First | Joined::And | Joined::Then);
    let words = refresh.span.slice(file.source);
    is_in_line.then(|| fix.insert(install.span.start, format!("{words} && ")))
}

/// The `sudo` or `env` in front of a command, or the command itself.
fn outermost<'s, 'a>(script: &'s Script<'a>, command: &'s Command<'a>) -> Option<&'s Command<'a>> {
    let mut command = command;
    while command.via == Via::Wrapper {
        command = script.commands.get(command.inside?)?;
    }
    Some(command)
}
