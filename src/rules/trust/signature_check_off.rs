#![doc = include_str!("signature_check_off.md")]

use crate::rules::prelude::*;
use crate::shell::{Argument, Command};

/// The rule. Checkov's `CKV2_DOCKER_7` to `11`; what the check is for:
/// <https://manpages.debian.org/trixie/apt/apt-secure.8.en.html>
pub const RULE: Rule = Rule::new("signature-check-off", Severity::High)
    .aliases(
        "checkov:CKV2_DOCKER_7 checkov:CKV2_DOCKER_8 checkov:CKV2_DOCKER_9 checkov:CKV2_DOCKER_10 \
        checkov:CKV2_DOCKER_11",
    )
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_step(step);

/// Programs, the flags that do it, and what Checkov calls it.
const FLAGS: [(&str, &str, &str); 6] = [
    ("apk", "allow-untrusted", "checkov:CKV2_DOCKER_7"),
    (
        "apt apt-get aptitude",
        "allow-unauthenticated allow-insecure-repositories",
        "checkov:CKV2_DOCKER_8",
    ),
    (
        "apt apt-get aptitude",
        "force-yes",
        "checkov:CKV2_DOCKER_11",
    ),
    (
        "yum dnf dnf5 tdnf microdnf",
        "nogpgcheck no-gpgchecks no-gpg-checks",
        "checkov:CKV2_DOCKER_9",
    ),
    (
        "rpm",
        "nosignature nodigest noverify nofiledigest",
        "checkov:CKV2_DOCKER_10",
    ),
    (
        "zypper",
        "no-gpg-checks no-gpgcheck gpgcheck-allow-unsigned allow-unsigned-rpm",
        "",
    ),
];
/// Programs that take settings as `-o name=value` or `--setopt=name=value`.
const SETTERS: &str = "apt apt-get aptitude yum dnf dnf5 tdnf microdnf yum-config-manager";
/// What such settings are called.
const SETTINGS: &str = "gpgcheck AllowUnauthenticated AllowInsecureRepositories \
    AllowWeakRepositories AllowDowngradeToInsecureRepositories";
/// Longer than any value of them that matters.
const LONG: usize = 6;
/// Programs that write text into files.
const WRITERS: &str = "echo printf sed tee add-apt-repository";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    if let Body::Copy(_) | Body::Add(_) = instruction.body {
        for document in &instruction.here_documents {
            written(document.body, file, check);
        }
    }
}

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    let program = command.program();
    for redirect in &command.redirects {
        if let Some(body) = &redirect.body {
            written(body.span, step.file, check);
        }
    }
    if is_one_of(WRITERS, program) {
        for word in command.args() {
            if may_matter(&word.value) {
                written(
                    command.written_part(word, step.file.source),
                    step.file,
                    check,
                );
            }
        }
        return;
    }
    // `apk index --allow-untrusted` only reads packages.
    let only_reads = program == "apk" && command.package_step().is_none();
    for (programs, flags, alias) in FLAGS {
        if is_one_of(programs, program) && !only_reads {
            for argument in command.arguments(&[]) {
                if let Argument::Flag(flag) = argument
                    && !check.is_full()
                    && flag.long
                    && is_one_of(flags, flag.name)
                {
                    let alias = if flag.name.contains("repositories") {
                        ""
                    } else {
                        alias
                    };
                    flag_off(step, flag.span, flag.name, alias, check);
                }
            }
        }
    }
    if is_one_of(SETTERS, program) {
        for word in command
            .options(Some('o'), "option")
            .iter()
            .chain(&command.options(None, "setopt"))
        {
            if let Some((name, value)) = word.value.split_once('=')
                && switches_off(name, value)
            {
                complain(word.span, word.as_str(), check).aliases("");
            }
        }
    }
}

/// `APT::Get::AllowUnauthenticated=true`, `gpgcheck=0`
fn switches_off(name: &str, value: &str) -> bool {
    let last = name
        .rsplit(['.', ':'])
        .next()
        .unwrap_or(name)
        .to_ascii_lowercase();
    let value = value
        .trim_matches(['"', '\'', ' ', ';'])
        .to_ascii_lowercase();
    match last.as_str() {
        "gpgcheck" | "pkg_gpgcheck" | "localpkg_gpgcheck" => is_one_of("0 false no off", &value),
        "allowunauthenticated"
        | "allowinsecurerepositories"
        | "allowweakrepositories"
        | "allowdowngradetoinsecurerepositories" => is_one_of("1 true yes on", &value),
        _ => false,
    }
}

fn flag_off(step: &Step, span: Span, name: &str, alias: &'static str, check: &mut Check) {
    let file = step.file;
    let command = step.command;
    // `--force-yes` also said yes.
    let needs_yes = name == "force-yes" && !says_yes(command);
    let is_plain = span.slice(file.source).starts_with("--");
    let fix = if needs_yes {
        is_plain.then(|| DraftFix::review("Write `-y` instead").replace(span, "-y"))
    } else {
        let cut = file.with_blanks_before(span);
        (is_plain && cut != span)
            .then(|| DraftFix::review(format!("Take --{name} out")).delete(cut))
    };
    let what = ["--", name].concat();
    if lies_there(command) {
        check
            .report(
                span,
                format!("`{what}` lets in a package file that nobody signed."),
                "If it was fetched from the net, compare its checksum in the same step, for its scripts run as root. If you built it, sign it with a key of your own, and put that key where the package manager looks.",
            )
            .severity(Severity::Medium)
            .aliases(alias);
        return;
    }
    complain(span, &what, check).aliases(alias).fix(fix);
}

/// True if all that is installed are files, which whoever brought them may have checked.
fn lies_there(command: &Command) -> bool {
    let mut packages = command.operands(&[]);
    if command.program() != "rpm" {
        packages.next();
    }
    let mut has_any = false;
    for package in packages {
        has_any = true;
        let path = &package.value;
        let is_file = [".apk", ".rpm", ".deb"]
            .iter()
            .any(|end| path.ends_with(end));
        if !is_file || path.contains("://") {
            return false;
        }
    }
    has_any
}

fn says_yes(command: &Command) -> bool {
    command.has_flag(Some('y'), "yes") || command.has_flag(None, "assume-yes")
}

fn may_matter(text: &str) -> bool {
    ["trusted=yes", "gpgcheck", "Allow", "SigLevel"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// What is written into a list of package sources or a package manager's settings.
fn written(place: Span, file: &Dockerfile, check: &mut Check) {
    let text = place.slice(file.source);
    // Packages that lie in the image already.
    if !may_matter(text) && !text.contains("rusted: yes") || text.contains("file:/") {
        return;
    }
    for sign in [
        "trusted=yes",
        "Trusted: yes",
        "SigLevel = Never",
        "SigLevel=Never",
    ] {
        if let Some(found) = place.find(sign, file.source) {
            complain(found, sign, check).aliases("");
        }
    }
    for name in SETTINGS.split(' ') {
        let mut from = 0;
        while let Some(rest) = text.get(from..)
            && let Some(at) = rest.find(name)
        {
            let start = from + at;
            from = start + name.len();
            setting(text, (start, from), place.start as usize, check);
        }
    }
}

/// One of the settings, at bytes of a text that starts at `offset` in the file.
fn setting(text: &str, (start, end): (usize, usize), offset: usize, check: &mut Check) {
    let before = text.get(..start).unwrap_or_default();
    let rest = text.get(end..).unwrap_or_default();
    let value = rest.trim_start_matches(['=', ' ', '"', '\\']);
    let value_start = end + rest.len() - value.len();
    let letters = value.bytes().take(LONG);
    let length = letters.take_while(u8::is_ascii_alphanumeric).count();
    let value = value.get(..length).unwrap_or_default();
    let name = text.get(start..end).unwrap_or_default();
    // `repo_gpgcheck` is about the list of packages, which names their sums.
    if before.ends_with("repo_") || !switches_off(name, value) {
        return;
    }
    let value_end = value_start + value.len();
    let what = text.get(start..value_end).unwrap_or_default();
    let place = Span::new(offset + start, offset + value_end);
    let draft = complain(place, what, check);
    draft.aliases("");
    if value == "0" {
        let digit = Span::new(offset + value_start, offset + value_end);
        draft.fix(DraftFix::review("Leave the check on").replace(digit, "1"));
    }
}

fn complain<'c>(place: Span, what: &str, check: &'c mut Check<'_>) -> &'c mut Draft {
    check.report(
        place,
        format!("`{what}` lets in packages that nobody signed."),
        "A mirror that was broken into, or anyone on the way, can hand over a package of their own, and its scripts run as root. Take it out, and add the key of the source that you want to trust.",
    )
}
