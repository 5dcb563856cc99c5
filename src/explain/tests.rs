use super::explain;
use crate::source::{Kind, SourceFile};

/// The names at the place marked in `text`: `‸` for a caret, `«…»` for a selection.
fn names(kind: Kind, text: &str) -> String {
    let units = |mark: char| {
        let at = text.find(mark)?;
        let before = text[..at].replace(['‸', '«', '»'], "");
        Some(before.encode_utf16().count())
    };
    let caret = units('‸');
    let start = units('«').or(caret).expect("a mark");
    let end = units('»').or(caret).expect("a mark");
    let file = SourceFile {
        text: text.replace(['‸', '«', '»'], ""),
        kind: Some(kind),
        ..SourceFile::default()
    };
    let parts = explain(&file, start, end);
    let names: Vec<_> = parts
        .into_iter()
        .map(|part| match part.value {
            Some(value) => format!("{} ({value})", part.id),
            None => part.id,
        })
        .collect();
    names.join(" › ")
}

#[track_caller]
fn all(kind: Kind, cases: &[(&str, &str)]) {
    let told = cases.iter().map(|(text, _)| (*text, names(kind, text)));
    let wanted = cases
        .iter()
        .map(|(text, names)| (*text, (*names).to_owned()));
    assert_eq!(told.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
}

#[test]
fn instructions_flags_and_arguments() {
    all(
        Kind::Dockerfile,
        &[
            ("FR‸OM alpine:3.22", "FROM"),
            ("FROM alp‸ine:3.22", "FROM › image (alpine:3.22)"),
            (
                "FROM alpine:3.‸22",
                "FROM › image (alpine:3.22) › image tag (3.22)",
            ),
            ("FROM scra‸tch", "FROM › FROM scratch"),
            ("FROM a AS bu‸ild", "FROM › FROM AS (build)"),
            ("FROM a AS b\nFROM ‸b", "FROM › FROM stage (b)"),
            (
                "FROM --platform=$BUILD‸PLATFORM a",
                "FROM › FROM --platform › FROM --platform=$BUILDPLATFORM › $ARG (BUILDPLATFORM)",
            ),
            (
                "FROM a\ncopy --ch‸own=1:1 . .",
                "COPY › COPY --chown › COPY --chown=1:1",
            ),
            ("FROM a\nCOPY ‸src dst", "COPY › COPY source › COPY src"),
            (
                "FROM a\nRUN --mount=type=cache,tar‸get=/c x",
                "RUN › RUN --mount › RUN --mount=type=cache › RUN --mount target",
            ),
            ("FROM a\nUSER ro‸ot", "USER › USER root"),
            ("FROM a\nEXPOSE 80 2‸2", "EXPOSE › EXPOSE 22"),
            ("FROM a\nENV A=1 PA‸TH=$PATH:/x", "ENV › ENV PATH"),
            (
                "FROM a\nENV PATH=/x:${PA‸TH}",
                "ENV › ENV PATH › $ARG (PATH)",
            ),
            ("FROM a\nONB‸UILD RUN b", "ONBUILD"),
            (
                "FROM a\nONBUILD RUN curl ‸-k b",
                "ONBUILD › RUN › curl › curl b › curl -k",
            ),
            (
                "FROM a\nHEALTHCHECK NO‸NE",
                "HEALTHCHECK › HEALTHCHECK NONE",
            ),
            (
                "FROM a\nHEALTHCHECK --inter‸val=5s CMD curl a",
                "HEALTHCHECK › HEALTHCHECK --interval › HEALTHCHECK --interval=5s",
            ),
            ("FROM a\nCOPY <<E‸OF /x\nhi\nEOF", "COPY › <<"),
            ("# syn‸tax=docker/dockerfile:1\nFROM a", "# syntax"),
            ("# esc‸ape=`\nFROM a", "# escape"),
            ("# check=skip‸=all\nFROM a", "# check"),
            ("FROM a\n# escape=‸b", "# comment"),
            ("FROM a\n‸\nUSER b", ""),
            ("FROM a\nRUNN ‸b", "RUNN"),
        ],
    );
}

#[test]
fn commands_options_and_signs() {
    all(
        Kind::Dockerfile,
        &[
            (
                "FROM a\nRUN apt-get ins‸tall -y curl",
                "RUN › apt-get › apt-get install",
            ),
            (
                "FROM a\nRUN apt-get update && apt-get install -‸y curl",
                "RUN › apt-get › apt-get install › apt-get -y",
            ),
            (
                "FROM a\nRUN apt-get update \\\n ‸   && apt-get install curl",
                "RUN › apt-get › apt-get install",
            ),
            ("FROM a\nRUN b ‸&& c", "RUN › &&"),
            ("FROM a\nRUN b «&&» c", "RUN › &&"),
            ("FROM a\nRUN b \\‸\n c", "RUN › b › b c"),
            (
                "FROM a\nRUN curl -fs‸SL x | sh",
                "RUN › curl › curl x › curl -fsSL › curl -S",
            ),
            (
                "FROM a\nRUN curl «-fsSL» x",
                "RUN › curl › curl x › curl -fsSL",
            ),
            ("FROM a\nRUN chmod -R 7‸77 /x", "RUN › chmod › chmod 777"),
            ("FROM a\nRUN set -euo pipe‸fail", "RUN › set › set pipefail"),
            (
                "FROM a\nRUN sudo -E apt-get -‸y update",
                "RUN › sudo › sudo apt-get › apt-get › apt-get update › apt-get -y",
            ),
            (
                "FROM a\nRUN x $(dpkg --print-arch‸itecture)",
                "RUN › x › $() › dpkg › dpkg --print-architecture",
            ),
            ("FROM a\nRUN a 2>&‸1", "RUN › a › 2>&1"),
            ("FROM a\nRUN a > /dev/n‸ull", "RUN › a › > › /dev/null"),
            (
                "FROM a\nRUN echo $HO‸ME",
                "RUN › echo › echo $HOME › $VAR (HOME)",
            ),
            ("FROM a\nRUN A‸=1 make", "RUN › make › NAME=value (A)"),
            ("FROM a\nRUN i‸f true; then b; fi", "RUN › if"),
            (
                "FROM a\nRUN <<EOF\n# if th‸en\nmake all\nEOF",
                "RUN › # comment",
            ),
            ("FROM a\nRUN <<EOF\nmake al‸l\nEOF", "RUN › make › make all"),
            ("FROM a\nRUN cat <<EOF > x\nif th‸en\nEOF", "RUN › cat › <<"),
            (
                "FROM a\nCMD [\"no‸de\", \"x.js\"]",
                "CMD › exec form › node",
            ),
            ("FROM a\nCMD ‸node x.js", "CMD › shell form › node"),
            (
                "FROM a\nRUN python3.12 -m pip ins‸tall x",
                "RUN › python › python install › pip › pip install",
            ),
        ],
    );
}

#[test]
fn a_selection_stops_at_the_head_it_reaches() {
    all(
        Kind::Dockerfile,
        &[
            ("FROM a\n«RUN apt-get update && rm -rf x»", "RUN"),
            (
                "FROM a\nRUN apt-get update \\\n«  && rm -rf x \\»\n && y",
                "RUN › rm › rm x",
            ),
            (
                "FROM a\nRUN «apt-get update && rm -rf x»",
                "RUN › apt-get › apt-get update",
            ),
            ("FROM a\nRUN rm «-rf x»", "RUN › rm › rm x › rm -rf"),
            ("«FROM a\nRUN b»", "FROM"),
        ],
    );
}

#[test]
fn keys_values_and_the_commands_in_them() {
    let service = |inner: &str| format!("services:\n  web:\n    {inner}\n    tty: true\n");
    for (inner, wanted) in [
        ("cap‸_add: [SYS_ADMIN]", "services.cap_add"),
        (
            "cap_add: [SYS_AD‸MIN]",
            "services.cap_add › services.cap_add=SYS_ADMIN",
        ),
        (
            "restart: al‸ways",
            "services.restart › services.restart=always",
        ),
        (
            "image: \"nginx:1.‸29\"",
            "services.image › image (nginx:1.29) › image tag (1.29) › services.image=nginx:1.29",
        ),
        ("build: {tar‸get: dev}", "services.build › build.target"),
        (
            "deploy:\n      resources:\n        limits:\n          mem‸ory: 1g",
            "services.deploy › deploy.resources › deploy.resources.limits › deploy.resources.limits.memory",
        ),
        (
            "ports:\n      - tar‸get: 80",
            "services.ports › port.target",
        ),
        (
            "environment:\n      TOKEN: ${TO‸KEN:-x}",
            "services.environment › services.environment.* (TOKEN) › services.environment=x › ${VAR} (TOKEN)",
        ),
        (
            "healthcheck:\n      test: [CMD-SHELL, cu‸rl -f localhost]",
            "services.healthcheck › healthcheck.test › healthcheck.test=curl -f localhost › curl › curl localhost",
        ),
        (
            "command: npm run st‸art",
            "services.command › services.command=npm run start › npm › npm run › npm start",
        ),
        ("x-mi‸ne: 1", "x-"),
        ("typo‸: 1", ""),
    ] {
        let wanted = match wanted {
            "" => "services › services.* (web)".to_owned(),
            wanted => format!("services › services.* (web) › {wanted}"),
        };
        assert_eq!(names(Kind::Compose, &service(inner)), wanted, "{inner}");
    }
    all(
        Kind::Compose,
        &[
            ("ser‸vices:\n  web:\n    image: a\n", "services"),
            (
                "services:\n  w‸eb:\n    image: a\n",
                "services › services.* (web)",
            ),
            (
                "web:\n  image: a\n  po‸rts: []\n",
                "services.* (web) › services.ports",
            ),
            (
                "networks:\n  a:\n    inter‸nal: true\n",
                "networks › networks.* (a) › network.internal",
            ),
            (
                "x-a: &a\n  tty: true\nservices:\n  web:\n    <<: *‸a\n    image: b\n",
                "services › services.* (web) › <<: › *",
            ),
        ],
    );
}

#[test]
fn command_lines() {
    all(
        Kind::DockerRun,
        &[
            ("dock‸er run -it alpine", "docker run"),
            ("docker run -i‸t alpine", "docker run › --tty"),
            ("docker run --cap-add‸=ALL alpine", "docker run › --cap-add"),
            (
                "docker run \\\n‸  --restart always alpine",
                "docker run › --restart",
            ),
            (
                "docker run --restart al‸ways alpine",
                "docker run › --restart › --restart=always",
            ),
            (
                "docker run -p 80:8‸0 alpine",
                "docker run › --publish › --publish=80:80",
            ),
            (
                "docker run -it alpine:3.‸22",
                "docker run › image (alpine:3.22) › image tag (3.22)",
            ),
            (
                "docker run alpine sh -‸c 'apk add x'",
                "docker run › sh › sh -c",
            ),
            (
                "docker run alpine sh -c 'apk a‸dd x'",
                "docker run › sh › apk › apk add",
            ),
        ],
    );
}

#[test]
fn files_beside() {
    assert_eq!(names(Kind::Dockerignore, "a\n*‸.md\n"), ".dockerignore");
    assert_eq!(names(Kind::Env, "A=‸1\n"), ".env");
}

#[test]
fn places_are_counted_in_utf16() {
    let file = SourceFile {
        text: "# 🐳\r\nFROM a\r\nLABEL b=🐳 c=d\r\n".into(),
        kind: Some(Kind::Dockerfile),
        ..SourceFile::default()
    };
    let at = file.text.encode_utf16().count() - 5;
    let parts = explain(&file, at, at);
    let last = parts.last().expect("a part");
    assert_eq!((last.id.as_str(), last.range.start.column), ("LABEL c", 12));
    assert_eq!(
        last.range.start.offset as usize + 3,
        last.range.end.offset as usize
    );
}

#[test]
fn hostile_texts_take_no_longer_than_their_length() {
    let deep = format!("services:\n  a:\n    command: {}\n", "[".repeat(100_000));
    let nested = format!("FROM a\nRUN {}x", "$(sh -c \"".repeat(50_000));
    let flags = format!("docker run {}alpine", "-e A=1 ".repeat(100_000));
    let long = format!("FROM a\nRUN {}", "$A".repeat(2_000_000));
    let braces = format!("FROM a\nENV A={}", "${".repeat(500_000));
    let keys = "a: 1\n".repeat(200_000);
    let cases = [
        (Kind::Compose, deep),
        (Kind::Dockerfile, nested),
        (Kind::DockerRun, flags),
        (Kind::Dockerfile, long),
        (Kind::Dockerfile, braces),
        (Kind::Compose, keys),
        (Kind::Dockerfile, "\u{feff}\0\n\u{2028}".into()),
        (Kind::Env, String::new()),
    ];
    for (kind, text) in cases {
        let units = text.len();
        let file = SourceFile {
            text,
            kind: Some(kind),
            ..SourceFile::default()
        };
        let started = std::time::Instant::now();
        for (start, end) in [
            (0, 0),
            (units / 2, units / 2),
            (units, units),
            (9, usize::MAX),
        ] {
            let parts = explain(&file, start, end);
            assert!(parts.len() <= super::MOST_PARTS, "{} parts", parts.len());
        }
        assert!(started.elapsed().as_secs() < 8, "{kind:?}");
    }
}
