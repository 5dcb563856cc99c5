#![doc = include_str!("unverified_download.md")]

use crate::rules::prelude::*;
use crate::shell::{Command, Script, Via, Word, is_nearby, is_repository, web_host};

/// The rule. <https://docs.docker.com/reference/dockerfile/#add---checksum>
pub const RULE: Rule = Rule::new("unverified-download", Severity::Low)
    .aliases("kics:curl_or_wget_instead_of_add")
    .in_dockerfile(dockerfile);

/// Ends of names of what is run or unpacked.
const RUN: &str = "gz tgz xz txz bz2 tbz zst tar zip 7z deb rpm apk whl jar war run bin sh py pl \
    exe AppImage phar so msi";
/// Keys, signatures and sums: what a check is made with.
const CHECKS: &str = "asc gpg key pub pem crt cer sig minisig sha256 sha256sum sha512 sha512sum md5 \
    sum";
/// Readers of a pipe that unpack what comes in.
const UNPACKERS: &str = "tar bsdtar gunzip unzip funzip xz unxz bunzip2 zstd cpio";

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    // From the end, so that checks that come later are known.
    let mut stage = None;
    let mut is_checked = false;
    for instruction in file.instructions.iter().rev() {
        if instruction.stage != stage {
            stage = instruction.stage;
            is_checked = false;
        }
        match &instruction.body {
            Body::Run(line) if line.script.checks_files() => is_checked = true,
            Body::Run(line) => script(&line.script, check),
            Body::Add(copy) if !is_checked && instruction.flag("checksum").is_none() => {
                for source in &copy.sources {
                    let url = source.value().unwrap_or(source.written());
                    if is_far(url) && !is_repository(url) && !is_clock(url) {
                        add(source.span(), url, check);
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_far(url: &str) -> bool {
    web_host(url).is_some_and(|host| !is_nearby(host))
}

/// True for an address that only serves to notice changes, so that later steps run again.
fn is_clock(url: &str) -> bool {
    url.contains("//api.github.com/") || url.contains("/commits/")
}

fn add(place: Span, url: &str, check: &mut Check) {
    let name = name_of(url);
    check
        .report(
            place,
            format!("{} comes in without anyone checking it.", quoted(name)),
            "If the server is taken over, or the file swapped, the build puts it in without a word. `ADD --checksum=sha256:…` refuses any other file than the one you know.",
        )
        .severity(severity(name));
}

fn severity(name: &str) -> Severity {
    if is_one_of(RUN, extension(name)) {
        Severity::Medium
    } else {
        Severity::Low
    }
}

fn script(script: &Script, check: &mut Check) {
    let mut found: Option<(&Word, Severity, String)> = None;
    let mut others = Vec::new();
    let makes_runnable = script.commands.iter().any(puts_program);
    for command in &script.commands {
        let Some((word, name, severity)) = artifact(script, command, makes_runnable) else {
            continue;
        };
        match &mut found {
            None => found = Some((word, severity, name)),
            Some(first) => {
                first.1 = first.1.max(severity);
                others.push(word.span);
            }
        }
    }
    let Some((word, severity, name)) = found else {
        return;
    };
    let name = quoted(&name);
    let (what, it) = match others.len() {
        0 => (format!("{name} comes"), "it"),
        count => (format!("{name} and {count} more come"), "them"),
    };
    let draft = check.report(
        word.span,
        format!("{what} in without anyone checking {it}."),
        "If the server is taken over, or a file swapped, the build uses it without a word. Keep the checksum in this file, and compare it in the same RUN with `sha256sum -c`; `ADD --checksum=…` does both.",
    );
    draft.severity(severity).aliases("");
    for other in others {
        draft.related(other, "This one too.");
    }
}

/// True for `chmod`, `install`, and what moves a file to the programs.
fn puts_program(command: &Command) -> bool {
    is_one_of("chmod install", command.program())
        || is_one_of("mv cp ln", command.program())
            && command
                .args()
                .iter()
                .any(|word| word.value.contains("bin/"))
}

/// The address and name of a file that a command keeps or unpacks, and how bad that is.
fn artifact<'s, 'a>(
    script: &Script,
    command: &'s Command<'a>,
    makes_runnable: bool,
) -> Option<(&'s Word<'a>, String, Severity)> {
    let mut fetch = command.fetch()?;
    // `sudo curl … > file`: the redirection is sudo's.
    let outer = command.inside.filter(|_| command.via == Via::Wrapper);
    let outer = outer.and_then(|outer| script.commands.get(outer)?.output_file());
    if let Some(file) = outer.filter(|_| fetch.is_printed) {
        fetch.file = Some(file.value.to_string());
        fetch.is_printed = false;
    }
    let url = *fetch.urls.first()?;
    let address = url.as_str();
    let is_known = web_host(address).is_none_or(|host| !is_nearby(host));
    let is_address = address.contains(['/', '.', '$']);
    if !is_known || !is_address || address.starts_with("file:") {
        return None;
    }
    let file = fetch.file.as_deref().unwrap_or_default();
    let own = name_of(address);
    let name = match name_of(file) {
        "" => own,
        _ if file.ends_with('/') => own,
        name => name,
    };
    if fetch.is_printed {
        let reader = script.unwrapped(command.pipes_into?);
        let reader = script.commands.get(reader)?;
        return is_one_of(UNPACKERS, reader.program())
            .then(|| (url, own.to_owned(), Severity::Medium));
    }
    let is_check = |name: &str| is_one_of(CHECKS, extension(name)) || name.starts_with("SHA");
    if file == "/dev/null" || is_check(name) || is_check(own) || file.contains("keyrings/") {
        return None;
    }
    let is_run = file.contains("bin/")
        || is_one_of(RUN, extension(name))
        || is_one_of(RUN, extension(own))
        || makes_runnable && extension(name).is_empty();
    let severity = if is_run {
        Severity::Medium
    } else {
        Severity::Low
    };
    Some((url, name.to_owned(), severity))
}

/// The last part of a path or address.
fn name_of(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, end)| end)
}

/// The most characters of a name that a title shows.
const LONG: usize = 60;

fn quoted(name: &str) -> String {
    if name.is_empty() || name.len() > LONG || name.contains(['`', '(']) {
        "This download".to_owned()
    } else {
        format!("`{name}`")
    }
}
