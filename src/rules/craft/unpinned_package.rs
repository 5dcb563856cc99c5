#![doc = include_str!("unpinned_package.md")]

use crate::rules::prelude::*;
use crate::shell::{Command, PackageAction, PackageStep, PackageTool, Word};

/// The rule. Docker's own advice on pinning:
/// <https://docs.docker.com/build/building/best-practices/#apt-get>
pub const RULE: Rule = Rule::new("unpinned-package", Severity::Note)
    .aliases(
        "hadolint:DL3008 hadolint:DL3013 hadolint:DL3016 hadolint:DL3018 hadolint:DL3028 \
        hadolint:DL3033 hadolint:DL3037 hadolint:DL3041 hadolint:DL3062 \
        kics:apt_get_install_pin_version_not_defined kics:unpinned_package_version_in_apk_add \
        kics:unpinned_package_version_in_pip_install kics:npm_install_without_pinned_version \
        kics:gem_install_without_version kics:yum_install_without_version \
        kics:missing_version_specification_in_dnf_install kics:zypper_install_without_version",
    )
    .pedantic()
    .in_step(step);

/// How a version is given.
struct Manner {
    /// Signs in a package's word that say which one is meant: a version, or a file.
    signs: &'static str,
    /// Ends of names of files.
    files: &'static str,
    /// How it looks, behind the name.
    example: &'static str,
    aliases: &'static str,
}

fn manner(tool: PackageTool) -> Option<Manner> {
    let (signs, files, example, aliases) = match tool {
        PackageTool::Apt => (
            "=/",
            ".deb",
            "=1.2.3-1",
            "hadolint:DL3008 kics:apt_get_install_pin_version_not_defined",
        ),
        PackageTool::Apk => (
            "=~<>/!",
            ".apk",
            "=1.2.3-r0",
            "hadolint:DL3018 kics:unpinned_package_version_in_apk_add",
        ),
        PackageTool::Yum => (
            "=/@",
            ".rpm",
            "-1.2.3",
            "hadolint:DL3033 kics:yum_install_without_version",
        ),
        PackageTool::Dnf | PackageTool::Microdnf | PackageTool::Tdnf => (
            "=/@:",
            ".rpm",
            "-1.2.3",
            "hadolint:DL3041 kics:missing_version_specification_in_dnf_install",
        ),
        PackageTool::Zypper => (
            "=<>/:",
            ".rpm",
            "=1.2.3",
            "hadolint:DL3037 kics:zypper_install_without_version",
        ),
        PackageTool::Pip => (
            "=<>~@/!*",
            ".whl .gz .zip",
            "==1.2.3",
            "hadolint:DL3013 kics:unpinned_package_version_in_pip_install",
        ),
        PackageTool::Uv => ("=<>~@/!*", ".whl .gz .zip", "==1.2.3", ""),
        PackageTool::Npm => (
            ":",
            ".tgz .gz .tar",
            "@1.2.3",
            "hadolint:DL3016 kics:npm_install_without_pinned_version",
        ),
        PackageTool::Yarn | PackageTool::Pnpm => (":", ".tgz .gz .tar", "@1.2.3", ""),
        PackageTool::Gem => (
            ":/",
            ".gem",
            ":1.2.3",
            "hadolint:DL3028 kics:gem_install_without_version",
        ),
        PackageTool::Conda => ("=<>/", ".bz2 .conda", "=1.2.3", ""),
        // Arch has one version of each, the newest.
        PackageTool::Pacman => return None,
    };
    Some(Manner {
        signs,
        files,
        example,
        aliases,
    })
}

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    if command.program() == "go" {
        go(command, check);
        return;
    }
    let Some(install) = command.package_step() else {
        return;
    };
    let Some(manner) = manner(install.tool).filter(|_| puts_in(&install)) else {
        return;
    };
    let mut first: Option<&Word> = None;
    let mut count = 0;
    // Behind the dashes stand options for a gem's own build.
    let end = (install.tool == PackageTool::Gem)
        .then(|| command.args().iter().find(|word| word.value == "--"))
        .flatten()
        .map_or(u32::MAX, |dashes| dashes.span.start);
    for word in install.packages() {
        if word.span.start < end && is_open(word, install.tool, &manner) {
            count += 1;
            first = first.or(Some(word));
        }
    }
    let Some(first) = first else {
        return;
    };
    let name = first.as_str();
    let title = match count {
        1 => format!("`{name}` comes in whatever version there is on the day of the build."),
        _ => format!(
            "`{name}` and {} more come in whatever version there is on the day of the build.",
            count - 1
        ),
    };
    let bare = name.trim_end_matches("@latest");
    let example = format!("`{bare}{}`", manner.example);
    let detail = if install.tool.is_system() {
        format!(
            "Two builds of this file may differ. {example} names one, but distributions drop old versions, so that line breaks one day and gets no fixes until then. A dated or pinned base image often does more."
        )
    } else {
        format!(
            "Two builds of this file may differ, and a bad release lands in yours at once. Write {example} or install from a lock file, and let a bot raise the numbers, so that fixes still come in."
        )
    };
    check
        .report(first.span, title, detail)
        .aliases(manner.aliases);
}

/// True for an install from a registry by name, without a list of versions to go by.
fn puts_in(install: &PackageStep) -> bool {
    let command = install.command();
    let flags = match install.tool {
        PackageTool::Pip | PackageTool::Uv => {
            "r requirement requirements c constraint constraints no-index"
        }
        PackageTool::Gem => "v version",
        PackageTool::Conda => "f file",
        _ => "",
    };
    install.action == PackageAction::Install
        && !is_one_of("build-dep source download fix env", install.verb.as_str())
        && command.subcommand() != "env"
        && !command.arguments(&[]).any(|argument| match argument {
            crate::shell::Argument::Flag(flag) => is_one_of(flags, flag.name),
            crate::shell::Argument::Operand(_) => false,
        })
}

/// True for a package by its bare name.
fn is_open(word: &Word, tool: PackageTool, manner: &Manner) -> bool {
    let text = word.as_str();
    let mut signs = manner.signs.chars();
    if text.is_empty()
        || text.starts_with(['$', '.', '`', '-', '@', '{']) && !is_scoped(text)
        || text.ends_with('-')
        || text.contains("$(")
        || signs.any(|sign| text.contains(sign))
        || manner.files.split(' ').any(|end| text.ends_with(end))
    {
        // A repository is only named, not a state of it.
        return tool == PackageTool::Pip && text.starts_with("git+") && !has_reference(text);
    }
    match tool {
        PackageTool::Npm | PackageTool::Yarn | PackageTool::Pnpm => {
            let name = text.strip_prefix('@').unwrap_or(text);
            let is_repository = !is_scoped(text) && name.contains('/');
            match name.split_once('@') {
                Some((_, version)) => version == "latest",
                None => !is_repository || !text.contains('#') && !text.starts_with('/'),
            }
        }
        PackageTool::Yum | PackageTool::Dnf | PackageTool::Microdnf | PackageTool::Tdnf => {
            // `httpd-2.4.62`
            let mut parts = text.split('-').skip(1);
            !parts
                .any(|part| part.starts_with(|first: char| first.is_ascii_digit() || first == '$'))
        }
        // These are asked to be the newest on purpose.
        PackageTool::Pip => !is_one_of("pip setuptools wheel", text),
        _ => true,
    }
}

/// `@scope/name`
fn is_scoped(text: &str) -> bool {
    text.starts_with('@') && text.contains('/')
}

/// True for an address with `@reference` behind its path.
fn has_reference(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, path)| path);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    path.contains('@')
}

/// `go install example.com/tool@latest`
fn go(command: &Command, check: &mut Check) {
    let verb = command.subcommand();
    if !is_one_of("install get run", verb) {
        return;
    }
    let mut modules = command.operands(&[]).skip(1);
    let is_open = |word: &&Word| {
        let text = word.as_str();
        let is_remote = text
            .split('/')
            .next()
            .is_some_and(|host| host.contains('.'))
            && !text.starts_with(['.', '/', '$']);
        is_remote
            && match text.rsplit_once('@') {
                Some((_, version)) => is_one_of("latest main master HEAD", version),
                // The versions in go.mod may hold.
                None => verb == "get" && text.contains('/'),
            }
    };
    let found = if verb == "run" {
        modules.next().filter(|word| is_open(word))
    } else {
        modules.find(is_open)
    };
    if let Some(word) = found {
        let name = word.value.split('@').next().unwrap_or_default();
        check
            .report(
                word.span,
                format!("`{name}` is built from whatever its makers pushed last."),
                format!("Two builds of this file may differ. `{name}@v1.2.3` names a release; let a bot raise it, so that fixes still come in."),
            )
            .aliases("hadolint:DL3062");
    }
}
