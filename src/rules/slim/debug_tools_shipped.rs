#![doc = include_str!("debug_tools_shipped.md")]

use std::collections::HashSet;

use crate::rules::prelude::*;
use crate::rules::workbench;
use crate::shell::KeptPackage;

/// The rule. CIS Docker Benchmark 5.7 for the SSH server, and
/// <https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages>.
pub const RULE: Rule = Rule::new("debug-tools-shipped", Severity::Low)
    .aliases("cis:5.7")
    .fixes(Safety::Review)
    .in_dockerfile(dockerfile);

const SERVERS: &str = "openssh-server openssh-server-pam dropbear tinyssh";

/// Package names of Debian, Alpine and Fedora.
const TOOLS: &str = "telnet inetutils-telnet telnet-ssl busybox-extras telnetd netcat \
    netcat-openbsd netcat-traditional nmap nmap-ncat ncat tcpdump tshark wireshark gdb \
    gdbserver strace ltrace vim vim-tiny vim-nox vim-minimal vim-enhanced neovim nano emacs \
    emacs-nox joe mc";

/// More than anyone installs to look inside.
const MOST: usize = 20;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    if workbench::is_named_so(stage, check) || workbench::opens_shell(file, stage) {
        return;
    }
    let called = called(file);
    for (_, line) in file.shipped_runs() {
        if check.is_full() {
            return;
        }
        let kept = line.script.kept_packages();
        let mut tools = Vec::new();
        for one in &kept {
            let name = name_of(&one.word.value);
            if is_one_of(SERVERS, name) || name == "openssh" && called.contains("sshd") {
                server(file, one, called.contains("sshd"), check);
            } else if is_one_of(TOOLS, name) && !is_used(&called, name) {
                tools.push(one);
            }
        }
        if let Some((first, rest)) = tools.split_first() {
            report(file, first, rest, check);
        }
    }
}

/// The package without its version: `vim` of `vim=2:9.*`.
fn name_of(package: &str) -> &str {
    let end = package.find(['=', '~', '<', '>', ':', '@']);
    package
        .get(..end.unwrap_or(package.len()))
        .unwrap_or(package)
}

fn server(file: &Dockerfile, package: &KeptPackage, is_started: bool, check: &mut Check) {
    let draft = check
        .report(
            package.word.span,
            format!("`{}` lets people log in to this container from outside.", package.word.value),
            "It needs keys, patches and a port of its own, and whoever gets in there goes round all that guards the app. If it is only for looking inside, `docker exec -it NAME sh` does that.",
        )
        .severity(Severity::Medium);
    if !is_started {
        draft.fix(removal(file, &[package]));
    }
}

fn report(file: &Dockerfile, first: &KeptPackage, rest: &[&KeptPackage], check: &mut Check) {
    let more = match rest.len() {
        0 => " ships".to_owned(),
        1 => format!(" and `{}` ship", rest[0].word.value),
        more => format!(" and {more} more tools ship"),
    };
    let draft = check
        .report(
            first.word.span,
            format!("`{}`{more} with the app, for whoever gets in.", first.word.value),
            "Most apps never call it, and an intruder would have to bring it along. To look inside a running container, `docker debug` does, or a second container on the same network.",
        )
        .aliases("")
        .confidence(Confidence::Medium);
    // Start scripts often wait for a neighbor with it.
    let is_netcat = |one: &KeptPackage| is_netcat(name_of(&one.word.value));
    if is_netcat(first) && rest.iter().all(|one| is_netcat(one)) {
        draft.severity(Severity::Note);
    }
    for one in rest {
        draft.related(one.word.span, "For looking inside, too.");
    }
    let mut all = vec![first];
    all.extend(rest);
    draft.fix(removal(file, &all));
}

/// Takes the packages out of their installs, each with the blanks and line breaks in front; nothing
/// where an install would be left with none.
fn removal(file: &Dockerfile, packages: &[&KeptPackage]) -> Option<DraftFix> {
    if packages.len() > MOST {
        return None;
    }
    let mut fix = DraftFix::review("Leave it out");
    for one in packages {
        let stays = one
            .step
            .packages()
            .any(|other| packages.iter().all(|gone| gone.word.span != other.span));
        let place = one.word.span;
        let cut = one.step.command().cut(place, place, file.source);
        fix = fix.delete(cut.filter(|_| stays)?);
    }
    Some(fix)
}

fn is_netcat(package: &str) -> bool {
    package.contains("netcat") || package.contains("ncat")
}

/// True if what the image starts calls the tool, as a check with `nc` does.
fn is_used(called: &HashSet<&str>, package: &str) -> bool {
    called.contains(package)
        || is_netcat(package) && (called.contains("nc") || called.contains("ncat"))
}

/// The programs that CMD, ENTRYPOINT and HEALTHCHECK call. Alpine's `openssh` holds both ends, so
/// it counts as a server only where one is started.
fn called<'d>(file: &'d Dockerfile) -> HashSet<&'d str> {
    let mut called = HashSet::new();
    for instruction in &file.instructions {
        let line = instruction.command_line();
        if let Some(line) = line.filter(|_| instruction.run().is_none()) {
            for command in &line.script.commands {
                called.insert(command.program());
            }
        }
    }
    called
}
