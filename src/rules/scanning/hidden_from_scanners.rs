#![doc = include_str!("hidden_from_scanners.md")]

use crate::dockerfile::Copy;
use crate::rules::prelude::*;
use crate::shell::{Command, PackageAction, Script, Word};

/// The rule. Where scanners look:
/// <https://trivy.dev/latest/docs/coverage/os/>
pub const RULE: Rule =
    Rule::new("hidden-from-scanners", Severity::Medium).in_dockerfile(dockerfile);

/// Where the distributions write down what is installed. Chiseled and distroless images keep
/// `/var/lib/dpkg/status.d`.
const DATABASES: &str = "/var/lib/dpkg /var/lib/dpkg/status /var/lib/dpkg/status.d /lib/apk /lib/apk/db /lib/apk/db/installed /usr/lib/apk/db /var/lib/rpm /var/lib/rpm/rpmdb.sqlite /var/lib/rpm/Packages /usr/lib/sysimage/rpm /var/lib/pacman";

/// The package managers as packages and as programs.
const MANAGERS: &str = "apk-tools apk apt apt-get dpkg rpm dnf yum";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let shipped = file.instructions.iter();
    for instruction in shipped.filter(|instruction| file.is_shipped(instruction)) {
        match &instruction.body {
            Body::Run(line) => run(&line.script, check),
            Body::Add(add) => added(add, check),
            _ => {}
        }
    }
}

fn run(script: &Script, check: &mut Check) {
    let mut database = None;
    let mut manager = None;
    for command in &script.commands {
        for (word, path) in command.removed_paths() {
            if is_one_of(DATABASES, &path) {
                database = database.or(Some((word, path)));
            } else if is_manager_program(&path) {
                manager = manager.or(Some(word));
            }
        }
        manager = manager.or_else(|| removed_manager(command));
        downloaded(command, check);
    }
    if let Some((word, path)) = database {
        let draft = check.report(
            word.span,
            format!("Without `{path}`, scanners can't tell what's in this image."),
            "The files of the packages stay, but the list that scanners compare with known holes is gone, so a scan comes out clean whatever is inside. Keep the list; it takes little space.",
        );
        if let Some(word) = manager {
            draft.related(word.span, "The package manager goes as well.");
        }
    } else if let Some(word) = manager {
        check
            .report(
                word.span,
                format!("Taking `{}` out can hide this image's packages.", &word.value),
                "Scanners that read the package list still see it, those that ask the package manager don't. If the aim is an image without one, start from a distroless base: it keeps a list that scanners can read.",
            )
            .severity(Severity::Low)
            .confidence(Confidence::Medium);
    }
}

/// `/sbin/apk`, `/usr/bin/dpkg`.
fn is_manager_program(path: &str) -> bool {
    path.rsplit_once('/')
        .is_some_and(|(folder, name)| folder.ends_with("bin") && is_one_of(MANAGERS, name))
}

/// The word by which a package manager is told to remove itself.
fn removed_manager<'s, 'a>(command: &'s Command<'a>) -> Option<&'s Word<'a>> {
    let is_manager = |word: &&'s Word<'a>| is_one_of(MANAGERS, &word.value);
    if let Some(step) = command.package_step() {
        let is_system = step.action == PackageAction::Remove && step.tool.is_system();
        return is_system
            .then(|| step.packages().find(is_manager))
            .flatten();
    }
    let removes = match command.program() {
        "dpkg" => command.has_flag(Some('P'), "purge") || command.has_flag(Some('r'), "remove"),
        "rpm" => command.has_flag(Some('e'), "erase"),
        _ => false,
    };
    removes
        .then(|| command.args().iter().find(is_manager))
        .flatten()
}

/// A program that curl or wget puts into a folder of programs, with nothing that tells its version.
fn downloaded(command: &Command, check: &mut Check) {
    let target = match command.program() {
        "curl" => command.option(Some('o'), "output"),
        "wget" => command.option(Some('O'), "output-document"),
        _ => return,
    };
    let Some(target) = target.filter(|target| is_program(&target.value)) else {
        return;
    };
    let mut addresses = command.operands(&[]);
    if let Some(address) = addresses.find(|word| has_no_version(&word.value)) {
        report_unversioned(address.span, &target.value, check);
    }
}

fn added(add: &Copy, check: &mut Check) {
    let Some(target) = add.destination.value().filter(|path| is_program(path)) else {
        return;
    };
    let address = add
        .sources
        .iter()
        .find(|source| source.value().is_some_and(has_no_version));
    if let Some(address) = address {
        report_unversioned(address.span(), target, check);
    }
}

fn report_unversioned(place: Span, target: &str, check: &mut Check) {
    check
        .report(
            place,
            format!("Nobody can tell which version `{target}` will be."),
            "No package list knows a program that is fetched like this, and its address names no version either, so a scanner has little to go by. Fetch a named version, or install it as a package.",
        )
        .severity(Severity::Note);
}

/// A path in a folder of programs.
fn is_program(path: &str) -> bool {
    path.starts_with('/')
        && path
            .split('/')
            .any(|folder| folder == "bin" || folder == "sbin")
}

/// True for a web address in which no number stands for a version. A variable may hold one.
fn has_no_version(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else {
        return false;
    };
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    !address.contains('$') && !path.split(['/', '-', '_', '?', '=']).any(is_version)
}

/// `1.2`, `v3`, `24`, or a commit.
fn is_version(part: &str) -> bool {
    let number = part.strip_prefix('v').unwrap_or(part);
    let is_commit = part.len() >= 7 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit || number.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::has_no_version;

    #[test]
    fn sees_versions_in_addresses() {
        for address in [
            "https://example.org/tool",
            "https://k8s.example.org/latest/tool_linux_amd64",
            "https://raw.example.org/acme/x86/main/tool.sh",
        ] {
            assert!(has_no_version(address), "{address}");
        }
        for address in [
            "https://example.org/v1.2/tool",
            "https://example.org/tool-1.4.0-linux",
            "https://example.org/$VERSION/tool",
            "https://raw.example.org/acme/0f1e2d3c4b5a/tool.sh",
            "tool",
        ] {
            assert!(!has_no_version(address), "{address}");
        }
    }
}
