//! Several files, with odd names, that name each other.

use cozydock::source::SourceFile;

use crate::{SAMPLES, survive};

#[test]
fn many_files_with_odd_names() {
    let named = |name: &str, text: &str| SourceFile {
        name: Some(name.to_owned()),
        text: text.to_owned(),
        kind: None,
    };
    let [dockerfile, compose, run, ignore, env] = SAMPLES;
    for name in [
        "",
        ".",
        "..",
        "/",
        "a/../../b",
        "Dockerfile",
        "DOCKERFILE",
        "x\0y",
        "é🦊.yaml",
        "C:\\a\\compose.yaml",
        "a\nb",
    ] {
        survive(
            &format!("twice {name:?}"),
            vec![named(name, dockerfile), named(name, compose)],
        );
    }
    let itself = "services:\n  a:\n    build: .\n    env_file: compose.yaml\n    extends: {file: compose.yaml, service: a}\ninclude: [compose.yaml]\n";
    survive(
        "a file that includes itself",
        vec![
            named("compose.yaml", itself),
            named("Dockerfile", dockerfile),
            named(".env", env),
            named(".dockerignore", ignore),
        ],
    );
    let stars = "*a".repeat(200) + "b\n" + &"**/".repeat(200) + "b\n";
    let copies = format!(
        "FROM a:1\nCOPY {} /x/\n",
        "a".repeat(10_000) + &"/a".repeat(10_000)
    );
    survive(
        "a costly pattern",
        vec![named("Dockerfile", &copies), named(".dockerignore", &stars)],
    );
    let crowd = (0..3_000)
        .flat_map(|at| {
            [
                named(&format!("d{at}/Dockerfile"), dockerfile),
                named(&format!("d{at}/run.txt"), run),
            ]
        })
        .chain([named(
            "compose.yaml",
            &format!(
                "services:\n{}",
                (0..3_000)
                    .map(|at| format!("  s{at}: {{build: d{at}}}\n"))
                    .collect::<String>()
            ),
        )])
        .collect();
    survive("a crowd", crowd);
    survive("nobody", Vec::new());
}
