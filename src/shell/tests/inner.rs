//! Commands that other commands start.

use super::*;

#[test]
fn wrappers() {
    runs(
        "sudo -E -u root env -u X A=1 bash -lc 'x && y z'; q",
        &[
            "sudo|-E|-u|root|env|-u|X|A=1|bash|-lc|x && y z",
            ">env|-u|X|A=1|bash|-lc|x && y z",
            ">>A=1|bash|-lc|x && y z",
            ">>>x",
            ">>>y|z",
            "q",
        ],
    );
    let inner = |text: &str| {
        let script = read(text);
        let last = script.commands.last().unwrap();
        assert_eq!((last.inside, last.via), (Some(0), Via::Wrapper), "{text}");
        assert_eq!(script.commands.len(), 2, "{text}");
        last.words
            .iter()
            .map(Word::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (text, expected) in [
        ("sudo A=1 apt-get update", "apt-get update"),
        ("sudo -iu app -- id", "id"),
        ("exec gunicorn app", "gunicorn app"),
        ("nice -n 10 make", "make"),
        ("nohup make", "make"),
        ("timeout -k 5 30s curl x", "curl x"),
        ("stdbuf -oL make", "make"),
        ("chroot --userspec=a /mnt apt-get update", "apt-get update"),
        ("su-exec app:app node x", "node x"),
        ("gosu nobody true", "true"),
        ("setpriv --reuid 5 --clear-groups id", "id"),
        ("/usr/bin/tini -s -- node x", "node x"),
        ("xargs -0 -n1 -r rm -f", "rm -f"),
        ("xargs -I{} cp {} /x", "cp {} /x"),
        ("find . -name '*.py' -exec rm {} +", "rm {}"),
        ("python3.12 -m pip install x", "pip install x"),
        ("busybox wget x", "wget x"),
        ("/usr/bin/time -f %e make", "make"),
        ("runuser -u app -- id", "id"),
    ] {
        assert_eq!(inner(text), expected, "{text}");
    }
}

#[test]
fn wrappers_that_run_nothing() {
    for text in [
        "command -v curl",
        "sudo -v",
        "env",
        "xargs -0",
        "exec 2>&1",
        "python x -m y",
    ] {
        assert_eq!(read(text).commands.len(), 1, "{text}");
    }
}

#[test]
fn scripts_in_words() {
    runs(
        "bash -o pipefail -c \"a | b\"",
        &["bash|-o|pipefail|-c|a | b", ">a", ">b"],
    );
    runs("sh -exc 'a; b' _ c", &["sh|-exc|a; b|_|c", ">a", ">b"]);
    runs("su - app -c \"npm ci\"", &["su|-|app|-c|npm ci", ">npm|ci"]);
    runs(
        "eval \"a && b\"; eval c d",
        &["eval|a && b", ">a", ">b", "eval|c|d", ">c|d"],
    );
    runs("bash script.sh -c x", &["bash|script.sh|-c|x"]);
    // The outer shell makes the first substitution, the inner one the second.
    runs("sh -c \"a $(b)\"", &["sh|-c|a $(b)", ">a|$(b)", ">b"]);
    runs("sh -c 'a $(b)'", &["sh|-c|a $(b)", ">a|$(b)", ">>b"]);
}

#[test]
fn inner_commands_stand_right_after_their_wrapper() {
    runs(
        "bash -c 'sudo a && b' && c",
        &["bash|-c|sudo a && b", ">sudo|a", ">>a", ">b", "c"],
    );
}

#[test]
fn here_documents_that_a_shell_reads() {
    runs(
        "bash -e <<'EOF' && after\napt-get update\nif a; then b; fi # c\nEOF\n",
        &[
            "bash|-e|HereDocument:EOF",
            ">apt-get|update",
            ">a",
            ">b",
            "after",
        ],
    );
    runs(
        "cat <<EOF | sh\na $(b)\nEOF\n",
        &["cat|HereDocument:EOF", "sh", ">a|$(b)", ">>b"],
    );
    runs("bash <<< 'a; b'", &["bash|HereString:a; b", ">a", ">b"]);
    runs(
        "python3 <<EOF\nimport os\nEOF\n",
        &["python3|HereDocument:EOF"],
    );
    assert_eq!(read("sh <<E\na\nE\n").commands[1].via, Via::HereDocument);
}

#[test]
fn substitutions() {
    runs(
        "A=$(a \"$(b)\") c `d e` <(f | g) \"${X:-$(h)}\" $(( $(i) + 1 )) > \"$(j)\"",
        &[
            "A=$(a \"$(b)\")|c|`d e`|<(f | g)|${X:-$(h)}|$(( $(i) + 1 ))|Write:$(j)",
            ">a|$(b)",
            ">>b",
            ">d|e",
            ">f",
            ">g",
            ">h",
            ">i",
            ">j",
        ],
    );
    runs(
        "$((a); b) && ((c); d)",
        &["$((a); b)", ">a", ">b", "c", "d"],
    );
}

#[test]
fn the_exec_form() {
    let words = |values: &[&'static str]| {
        let word =
            |value: &&'static str| Word::new(crate::source::Text::new(*value, Span::new(0, 9)));
        parse_exec(values.iter().map(word).collect())
    };
    assert_eq!(
        outline(&words(&["sh", "-c", "a && b $X"])),
        ["sh|-c|a && b $X", ">a", ">b|$X"]
    );
    assert_eq!(
        outline(&words(&["echo", "a && b", "$(x)"])),
        ["echo|a && b|$(x)"]
    );
    assert_eq!(
        words(&["node", "$X"]).commands[0].words[1].literal(),
        Some("$X")
    );
    assert!(parse_exec(Vec::new()).commands.is_empty());
}

#[test]
fn programs_and_shells() {
    let program = |text: &str| read(text).commands[0].program().to_owned();
    assert_eq!(program("/usr/bin/apt-get update"), "apt-get");
    assert_eq!(program("'C:\\x\\Pip.EXE' install"), "Pip");
    assert_eq!(program("$CMD x"), "");
    assert_eq!(program("A=1"), "");
    assert!(is_posix_shell("/bin/bash") && is_posix_shell("busybox"));
    assert!(!is_posix_shell("pwsh") && !is_posix_shell("cmd.exe") && !is_posix_shell("python3"));
}
