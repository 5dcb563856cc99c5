//! Flags, options and operands.

use super::*;

/// The operands of the first command.
fn operands(text: &str) -> Vec<String> {
    let script = read(text);
    script.commands[0]
        .operands(&[])
        .map(|word| word.value.clone().into_owned())
        .collect()
}

/// The value of an option of the first command, and the text that its span covers.
fn option(text: &str, short: Option<char>, long: &str) -> Option<(String, String)> {
    let word = read(text).commands[0].option(short, long)?;
    Some((word.value.to_string(), word.span.slice(text).to_owned()))
}

fn has(text: &str, short: Option<char>, long: &str) -> bool {
    read(text).commands[0].has_flag(short, long)
}

#[test]
fn flags() {
    assert!(has("apt-get -qy install curl", Some('y'), "yes"));
    assert!(has("apt-get install --yes curl", Some('y'), "yes"));
    assert!(has("curl -fsSLk x", Some('k'), "insecure"));
    assert!(has("gpg --batch --passphrase=\"$PW\"", None, "passphrase"));
    assert!(!has("apt-get install curl -- -y", Some('y'), "yes"));
    // The value of another flag is no flag.
    assert!(!has("apt-get install -t -y curl", Some('y'), "yes"));
    assert!(!has("curl -o/tmp/key x", Some('k'), "insecure"));
    assert!(!has("curl -H -k x", Some('k'), "insecure"));
    assert!(!has("apt-get install '-y ' $FLAGS", Some('z'), ""));
    let text = "curl -fsSL --insecure x";
    let script = read(text);
    let span = script.commands[0].flag_span(Some('k'), "insecure").unwrap();
    assert_eq!(span.slice(text), "--insecure");
}

#[test]
fn options() {
    let value = |value: &str, written: &str| Some((value.to_owned(), written.to_owned()));
    assert_eq!(
        option("curl -o /tmp/x u", Some('o'), "output"),
        value("/tmp/x", "/tmp/x")
    );
    assert_eq!(
        option("curl -fsSLo/tmp/x u", Some('o'), "output"),
        value("/tmp/x", "/tmp/x")
    );
    assert_eq!(
        option("curl --output /x u", Some('o'), "output"),
        value("/x", "/x")
    );
    assert_eq!(
        option("curl --output='/a b' u", Some('o'), "output"),
        value("/a b", "'/a b'")
    );
    assert_eq!(
        option("curl '--output=/x' u", Some('o'), "output"),
        value("/x", "/x'")
    );
    assert_eq!(
        option("wget -qO- u", Some('O'), "output-document"),
        value("-", "-")
    );
    assert_eq!(option("unknown -z v", Some('z'), ""), value("v", "v"));
    assert_eq!(option("unknown --zoo v", None, "zoo"), value("v", "v"));
    assert_eq!(
        option("apt-get -q=2 update", Some('q'), "quiet"),
        value("2", "2")
    );
    assert_eq!(option("curl u -o", Some('o'), "output"), None);
    let script = read("docker build --build-arg A=1 --build-arg=B=2 .");
    let arguments = script.commands[0].options(None, "build-arg");
    assert_eq!(
        arguments.iter().map(Word::as_str).collect::<Vec<_>>(),
        ["A=1", "B=2"]
    );
}

#[test]
fn operands_of_well_known_programs() {
    for (text, expected) in [
        (
            "apt-get -qq -o Dpkg::Use-Pty=0 install -t sid curl=1 git",
            "install curl=1 git",
        ),
        (
            "apk add --no-cache --virtual .build gcc musl-dev",
            "add gcc musl-dev",
        ),
        ("apk add -t .build gcc", "add gcc"),
        (
            "pip3 install -r requirements.txt --index-url https://x flask",
            "install flask",
        ),
        ("npm --prefix /app install -g yarn@1", "install yarn@1"),
        ("yum install -y --enablerepo epel nginx", "install nginx"),
        (
            "git -C /src clone --depth 1 -b main https://x /y",
            "clone https://x /y",
        ),
        ("wget -q --header 'A: b' -P /tmp https://x", "https://x"),
        (
            "curl -sS -X POST -d @f -H 'A: b' https://x -u a:b",
            "https://x",
        ),
        ("docker run -d --name x -p 80:80 nginx", "run nginx"),
        ("gpg --batch --keyserver k --recv-keys A B", "A B"),
        ("useradd -r -u 1001 -g app -d /app -s /bin/false app", "app"),
        ("adduser -D -h /app -u 1000 app", "app"),
        ("tar -xzf x.tgz -C /opt --strip-components 1", ""),
        (
            "rm -rf -- -odd /var/lib/apt/lists/*",
            "-odd /var/lib/apt/lists/*",
        ),
        ("openssl req -newkey rsa:2048 -nodes", "req rsa:2048"),
    ] {
        assert_eq!(operands(text).join(" "), expected, "{text}");
    }
    let script = read("mytool --level 5 go");
    let rest: Vec<&str> = script.commands[0]
        .operands(&["--level"])
        .map(Word::as_str)
        .collect();
    assert_eq!(rest, ["go"]);
    assert_eq!(
        read("apt-get -y -o A=b install x").commands[0].subcommand(),
        "install"
    );
    assert_eq!(read("apt-get").commands[0].subcommand(), "");
}
