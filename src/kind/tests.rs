use proptest::prelude::*;

use super::Kind::{Compose, DockerRun, Dockerfile, Dockerignore, Env};
use super::*;

#[test]
fn names() {
    for (name, kind) in [
        ("Dockerfile", Dockerfile),
        ("app/Dockerfile", Dockerfile),
        ("C:\\app\\Dockerfile", Dockerfile),
        ("Dockerfile.dev", Dockerfile),
        ("dev.Dockerfile", Dockerfile),
        ("web-dockerfile", Dockerfile),
        ("Containerfile", Dockerfile),
        ("compose.yaml", Compose),
        ("docker-compose.prod.yml", Compose),
        ("local.compose.yml", Compose),
        ("stack.yml", Compose),
        (".dockerignore", Dockerignore),
        ("Dockerfile.dockerignore", Dockerignore),
        ("api.Dockerfile.dockerignore", Dockerignore),
        (".env", Env),
        (".env.local", Env),
        ("db.env", Env),
        ("start.sh", DockerRun),
        ("notes.txt", Dockerfile),
    ] {
        assert_eq!(detect(Some(name), ""), kind, "{name}");
    }
}

#[test]
fn texts() {
    for (text, kind) in [
        ("", Dockerfile),
        ("\n\n", Dockerfile),
        ("FROM node:20\nRUN npm ci\n", Dockerfile),
        ("from node:20\nrun npm ci\n", Dockerfile),
        ("\u{feff}FROM node\r\n", Dockerfile),
        ("# a comment\n\nFROM scratch", Dockerfile),
        ("# syntax=docker/dockerfile:1\n", Dockerfile),
        ("#escape=`\n", Dockerfile),
        ("ARG V=20\nFROM node:$V\n", Dockerfile),
        ("FORM node\n", Dockerfile),
        ("FORM node\nRNU npm ci\n", Dockerfile),
        ("FR", Dockerfile),
        ("F", Dockerfile),
        ("from", Dockerfile),
        ("RUN docker run nginx\n", Dockerfile),
        ("# docker run -p 80:80 web\nFROM nginx\n", Dockerfile),
        (
            "FROM a\nENV A=1 \\\n  B=2 \\\n  C=3\nCMD [\"x\"]",
            Dockerfile,
        ),
        ("FROM a\nRUN <<EOF\nA=1\nB=2\nEOF\n", Dockerfile),
        ("services:\n  web:\n    image: nginx\n", Compose),
        ("# my stack\r\nversion: '3'\r\nservices:\r\n", Compose),
        ("x-base: &base\n  restart: always\nservices:\n", Compose),
        ("web:\n  image: nginx\n  ports:\n    - 80:80\n", Compose),
        ("serv", Compose),
        ("services", Compose),
        ("servces:\n  web:\n    image: nginx\n", Compose),
        ("version: \"3\"\n", Compose),
        ("{\"services\": {\"web\": {\"image\": \"nginx\"}}}", Compose),
        ("services:\n  a:\n    command: docker run nginx\n", Compose),
        ("docker run -d nginx", DockerRun),
        ("$ sudo docker run -d nginx", DockerRun),
        ("# docker run nginx", DockerRun),
        ("#!/bin/sh\nset -e\nTAG=1\ndocker run app:$TAG\n", DockerRun),
        ("A=1\nB=2\nC=3\nD=4\ndocker run x", DockerRun),
        ("podman run \\\n  -e A=1 \\\n  -e B=2 \\\n  x", DockerRun),
        ("docker r", DockerRun),
        ("docker", DockerRun),
        ("dock", DockerRun),
        ("$ docker pull x\n", DockerRun),
        ("To start it:\n\n```\ndocker run nginx\n```\n", DockerRun),
        ("A=1\nexport B=two words\n# c\nC_D=\n", Env),
        ("A=1", Env),
        ("node_modules\n.git\n*.log\n!keep.log\n", Dockerignore),
        ("node_modules\n", Dockerignore),
        ("**/.env\n", Dockerignore),
        ("What is this?", Dockerfile),
        ("💡", Dockerfile),
    ] {
        assert_eq!(detect(None, text), kind, "{text:?}");
    }
}

#[test]
fn a_name_wins_unless_the_text_is_plainly_something_else() {
    let compose = "services:\n  web:\n    image: nginx\n";
    for (name, text, kind) in [
        ("Dockerfile", compose, Compose),
        ("compose.yml", "FROM node\nRUN npm ci\n", Dockerfile),
        ("compose.yml", "FR", Compose),
        ("compose.yml", "web", Compose),
        ("Dockerfile", "A=1", Dockerfile),
        (".env", "FROM=me\n", Env),
        ("Dockerfile", "docker run -d nginx", DockerRun),
        (
            "Dockerfile",
            "FROM a\n# services:\nRUN docker run b",
            Dockerfile,
        ),
        (
            "ci.yml",
            "jobs:\n  a:\n    steps:\n      - run: x\n",
            Compose,
        ),
        (
            "README.md",
            "Hello\n\n    docker run -p 80:80 nginx\n",
            DockerRun,
        ),
        ("run.txt", "docker run x", DockerRun),
    ] {
        assert_eq!(detect(Some(name), text), kind, "{name}: {text:?}");
    }
}

#[test]
fn only_the_beginning_counts() {
    for filler in [
        "# \n".repeat(LINES),
        format!("# {}\n", "é".repeat(BYTES / 2)),
    ] {
        let text = format!("services:\n{filler}{}", "FROM node\n".repeat(100));
        assert_eq!(detect(None, &text), Compose);
    }
}

proptest! {
    #[test]
    fn any_text_has_a_kind(name in "\\PC{0,12}", text in "(\\PC|\n){0,60}") {
        // A name that says nothing leaves the guess to the text.
        let unnamed = detect(None, &text);
        if by_name(&name).is_none() && by_extension(&name).is_none() {
            prop_assert_eq!(detect(Some(&name), &text), unnamed);
        }
    }
}
