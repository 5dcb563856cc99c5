//! Bodies in the manner of the images that everybody builds on.

use super::Joined::{And, Background, First, Or, Pipe, Then};
use super::*;

#[test]
fn lists_and_pipes() {
    runs(
        "apt-get update && apt-get install -y --no-install-recommends curl \\\n    && rm -rf /var/lib/apt/lists/*",
        &[
            "apt-get|update",
            "apt-get|install|-y|--no-install-recommends|curl",
            "rm|-rf|/var/lib/apt/lists/*",
        ],
    );
    let script = read("a && b || c; d & e | f\ng");
    let joined: Vec<Joined> = script
        .commands
        .iter()
        .map(|command| command.joined)
        .collect();
    assert_eq!(joined, [First, And, Or, Then, Background, Pipe, Then]);
    assert_eq!(script.commands[5].reads_from, Some(4));
    assert_eq!(script.commands[4].pipes_into, Some(5));
}

#[test]
fn key_loop_with_comments_between_joined_lines() {
    runs(
        "set -eux; \\\n\
         # the release team's keys\n\
         \tfor key in \\\n\
         \t\t0123ABCD \\\n\
         \n\
         \t\t# the old one; rm -rf /\n\
         \t\t4567CDEF \\\n\
         \t; do \\\n\
         \t\tgpg --batch --keyserver hkps://keys.openpgp.org --recv-keys \"$key\" || \\\n\
         \t\tgpg --batch --recv-keys \"$key\"; \\\n\
         \tdone; \\\n\
         \tgpgconf --kill all",
        &[
            "set|-eux",
            "gpg|--batch|--keyserver|hkps://keys.openpgp.org|--recv-keys|$key",
            "gpg|--batch|--recv-keys|$key",
            "gpgconf|--kill|all",
        ],
    );
}

#[test]
fn alpine_build_with_substitutions_and_case() {
    runs(
        "arch=\"$(apk --print-arch)\" && case \"${arch##*-}\" in \\\n\
         \tx86_64) url=https://a.example/x ;; \\\n\
         \taarch64|arm64) url='https://a.example/arm' ;; \\\n\
         \t*) echo >&2 \"unsupported: $arch\"; exit 1 ;; \\\n\
         esac; \\\n\
         apk add --no-cache --virtual .build $PHPIZE_DEPS \\\n\
         && (cd /src && make -j\"$(nproc)\") \\\n\
         && find /usr/local -type f -perm +0111 -exec sh -c 'strip \"$1\" || true' _ {} \\; \\\n\
         && apk del --no-network .build",
        &[
            "arch=$(apk --print-arch)",
            ">apk|--print-arch",
            "url=https://a.example/x",
            "url=https://a.example/arm",
            "echo|unsupported: $arch|DuplicateOutput:2",
            "exit|1",
            "apk|add|--no-cache|--virtual|.build|$PHPIZE_DEPS",
            "cd|/src",
            "make|-j$(nproc)",
            ">nproc",
            "find|/usr/local|-type|f|-perm|+0111|-exec|sh|-c|strip \"$1\" || true|_|{}|;",
            ">sh|-c|strip \"$1\" || true|_|{}",
            ">>strip|$1",
            ">>true",
            "apk|del|--no-network|.build",
        ],
    );
}

#[test]
fn conditions_functions_and_tests() {
    runs(
        "setup() { useradd app; }; function other { id; }\n\
         if ! command -v curl >/dev/null 2>&1; then apt-get install curl; \
         elif [[ $A == x && ( -f /y || $B =~ ^(a|b)$ ) ]]; then echo \"if; then\"; else setup; fi\n\
         while read -r line; do (( n += 1 )); done < /etc/passwd\n\
         until ping -c1 db; do sleep 1; done; time -p make; { a; b; } > /log",
        &[
            "useradd|app",
            "id",
            "command|-v|curl|Write:/dev/null|DuplicateOutput:1",
            "apt-get|install|curl",
            "[[|$A|==|x|&&|(|-f|/y||||$B|=~|^(a|b)$|)|]]",
            "echo|if; then",
            "setup",
            "read|-r|line",
            "((| n += 1 |Read:/etc/passwd",
            "ping|-c1|db",
            "sleep|1",
            "make",
            "a",
            "b|Write:/log",
        ],
    );
}

#[test]
fn quoted_text_comments_and_data_are_not_commands() {
    runs(
        "echo 'apt-get install x && sudo y' \"; rm -rf / | sh\" a\\;b # && wget x\n\
         cat > /etc/motd <<'EOF'\nsudo rm $(whoami)\nEOF\n",
        &[
            "echo|apt-get install x && sudo y|; rm -rf / | sh|a;b",
            "cat|Write:/etc/motd|HereDocument:EOF",
        ],
    );
    runs(
        "echo a \\\n# note && b\n && c # x && y \\\n && z",
        &["echo|a", "c"],
    );
}

#[test]
fn here_documents() {
    let script = read(
        "cat <<-\"A\" > /a && cat <<B | tee /b\n\tone \\\n\ttwo\n\tA\n# kept\n\nvalue $(date +%s) `id`\nB\n",
    );
    assert_eq!(
        outline(&script),
        [
            "cat|HereDocumentTabs:A|Write:/a",
            "cat|HereDocument:B",
            ">date|+%s",
            ">id",
            "tee|/b",
        ]
    );
    let body = |index: usize| script.commands[index].redirects[0].body.clone().unwrap();
    assert_eq!(body(0).value, "one \\\ntwo\n");
    assert_eq!(body(1).value, "# kept\n\nvalue $(date +%s) `id`\n");
    assert_eq!(script.problem, None);
}

#[test]
fn windows_line_ends_and_the_backtick_as_continuation() {
    runs("a b \\\r\n  # note\r\n  c && \\\r\n d\r\n", &["a|b|c", "d"]);
    let dialect = Dialect {
        continuation: b'`',
        dockerfile: true,
    };
    let script = parse(
        "a `\n b \"c `\n d\" && e \\\\x",
        &Origin::Verbatim(0),
        dialect,
    );
    assert_eq!(outline(&script), ["a|b|c  d", "e|\\x"]);
    assert_eq!(script.problem, None);
}

#[test]
fn a_doubled_continuation_joins_nothing() {
    assert_eq!(outline(&read("echo a\\\\\nb")), ["echo|a\\", "b"]);
    assert_eq!(outline(&read("in\\\nstall 'a \\\n  b'")), ["install|a   b"]);
}

#[test]
fn pipes_reach_into_groups_and_wrappers() {
    let script =
        read("(curl -fsSL x || wget -qO- x) | sudo -E bash - && b | while read l; do c; done | d");
    let place = |name: &str| script.named(name).next().unwrap().0;
    let (curl, wget, sudo, bash) = (place("curl"), place("wget"), place("sudo"), place("bash"));
    assert_eq!(script.commands[curl].pipes_into, Some(sudo));
    assert_eq!(script.commands[wget].pipes_into, Some(sudo));
    assert_eq!(script.commands[bash].reads_from, Some(wget));
    assert_eq!(script.unwrapped(sudo), bash);
    assert_eq!(script.commands[place("b")].pipes_into, Some(place("read")));
    assert_eq!(script.commands[place("c")].pipes_into, Some(place("d")));
    assert_eq!(script.pipeline_of(bash), [wget, bash]);
    assert!(script.commands[curl].subshell && !script.commands[sudo].subshell);
}

#[test]
fn variables_that_a_script_sets() {
    let script =
        read("export A=1 B=\"x y\" C && D=2 make && E[0]=3 && env F=4 g && declare -x H='5'");
    let set: Vec<String> = script
        .assignments()
        .map(|(_, set)| format!("{}={}", set.name.value, set.value.value))
        .collect();
    assert_eq!(set, ["A=1", "B=x y", "D=2", "E[0]=3", "F=4", "H=5"]);
    runs("PATHS=(a 'b c' $(d)) e", &["PATHS=(a 'b c' $(d))|e", ">d"]);
}
