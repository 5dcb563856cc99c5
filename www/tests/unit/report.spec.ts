import { expect, test } from "@playwright/test";
import type { Finding, Range, Report } from "../../../pkg/cozydock.js";
import { commands } from "../../src/report/beyond.ts";
import { excerpt } from "../../src/report/excerpt.ts";
import { worstFirst } from "../../src/report/findings.ts";
import { subject } from "../../src/report/subject.ts";
import { summary } from "../../src/report/summary.ts";
import { visible } from "../../src/report/visible.ts";

/** The place of the first `words` in `text`. */
function place(text: string, words: string): Range {
  const at = (offset: number) => ({ offset, line: 1, column: 1 });
  const start = text.indexOf(words);
  return { start: at(start), end: at(start + words.length) };
}

test.describe("excerpt", () => {
  test("shows the line with the guilty words apart", () => {
    const text = "FROM a\n    ports: 5432 # 🐳 db\nUSER b\n";
    expect(excerpt(text, place(text, "5432"))).toEqual({
      before: "ports: ",
      guilty: "5432",
      after: " # 🐳 db",
    });
  });

  test("keeps to the first line of a long place", () => {
    const text = "RUN a \\\n  && b\nUSER c";
    expect(excerpt(text, place(text, "a \\\n  && b"))).toEqual({ before: "RUN ", guilty: "a \\…", after: "" });
  });

  test("cuts a line of megabytes on both sides", () => {
    const text = `${"x".repeat(5_000_000)}HERE${"y".repeat(5_000_000)}`;
    const cut = excerpt(text, place(text, "HERE"));
    expect(cut.before).toMatch(/^…x{60}$/);
    expect(cut.guilty).toBe("HERE");
    expect(cut.after).toMatch(/^y{60}…$/);
  });

  test("a place past the end of the text is empty, not an error", () => {
    expect(excerpt("FROM a", place("FROM a, and more", "more"))).toEqual({
      before: "FROM a",
      guilty: "",
      after: "",
    });
  });
});

test("hidden characters are spelled out, others stay", () => {
  expect(visible("a\u202eb\u0000c\u200bd\ud800e")).toBe("a[U+202E]b[U+0000]c[U+200B]d[U+D800]e");
  expect(visible("tab\t, línea, 日本, 🐳")).toBe("tab\t, línea, 日本, 🐳");
});

test.describe("summary", () => {
  const finding = (severity: string) => ({ severity }) as Finding;
  const report = (severities: string[], ok = true, cozy = true): Report => ({
    version: "1",
    factsDate: "2026-11-01",
    files: [{ name: "Dockerfile", kind: "dockerfile", ok }],
    findings: severities.map(finding),
    layers: [
      { id: "user", state: cozy ? "cozy" : "not-visible", findings: 0 },
      { id: "secrets", state: cozy ? "cozy" : "not-visible", findings: 0 },
    ],
    score: null,
    suppressed: 0,
  });

  test("counts by severity, the worst first", () => {
    const text = summary(report(["low", "critical", "medium", "critical", "note"]), "FROM a");
    expect(text).toBe("2 to fix now, 1 worth fixing, 1 to polish and 1 good to know.");
  });

  test("praises a quiet file for what was judged", () => {
    expect(summary(report([]), "FROM a")).toMatch(/well done.*who runs in it and its secrets/);
    expect(summary(report(["note"]), "FROM a")).toMatch(/well done.* 1 good to know/);
  });

  test("never praises what couldn't be read or judged", () => {
    for (const quiet of [report([], false), report(["note"], false), report([], true, false)]) {
      expect(summary(quiet, "FROM a")).not.toMatch(/well done|Nothing to fix/);
    }
    expect(summary(report(["high"], false), "FROM a")).toMatch(/couldn't read all/);
    expect(summary(report([]), " \n")).toMatch(/Paste a file/);
  });
});

test("findings are listed worst first, otherwise in the file's order", () => {
  const findings = ["low", "high", "low", "critical", "high"].map(
    (severity, index) => ({ severity, rule: String(index) }) as Finding,
  );
  expect(worstFirst(findings).map(({ rule }) => rule)).toEqual(["3", "1", "4", "0", "2"]);
});

test.describe("subject", () => {
  test("a Dockerfile's base images, without stages, scratch and variables", () => {
    const text = [
      "ARG TAG=1",
      "FROM --platform=linux/amd64 node:24-slim AS build",
      "from build as test",
      "FROM $BASE",
      "FROM python:${TAG}",
      "FROM scratch",
      "  FROM ghcr.io/acme/app:1.2@sha256:" + "a".repeat(64),
      "FROM node:24-slim",
      "# FROM commented:out",
    ].join("\r\n");
    expect(subject(text, "dockerfile").images).toEqual([
      "node:24-slim",
      "ghcr.io/acme/app:1.2@sha256:" + "a".repeat(64),
    ]);
  });

  test("a Compose file's images and services", () => {
    const text = `name: shop
services:
  web:
    image: "nginx:1.29"   # the front
    environment:
      image_dir: x
  "db":
    image: \${REGISTRY}/postgres
  cache: { image: redis }
volumes:
  data:
`;
    expect(subject(text, "compose")).toEqual({
      kind: "compose",
      images: ["nginx:1.29"],
      services: ["web", "db", "cache"],
    });
  });

  test("a docker run line's image and name", () => {
    const line = `docker run -dit --rm --name cache -p 80:80 -e "A=b c" --memory=1g --init \\\n  redis:8 redis-server --save`;
    expect(subject(line, "docker-run")).toEqual({
      kind: "docker-run",
      images: ["redis:8"],
      services: ["cache"],
    });
  });

  test("nothing that a shell would act on gets into a command", () => {
    for (const image of ["a;reboot", "$(reboot)", "`reboot`", "-v", "a|b", "a&&b", "a>b", "'a'"]) {
      expect(subject(`FROM ${image}`, "dockerfile").images).toEqual([]);
      expect(subject(`docker run ${image}`, "docker-run").images).toEqual([]);
    }
    expect(subject("services:\n  a;reboot:\n    image: $(reboot)\n", "compose")).toMatchObject({
      images: [],
      services: [],
    });
  });

  test("a huge text takes no time", () => {
    const started = performance.now();
    for (const text of ["FROM ".repeat(2e6), `image: a${" ".repeat(1e7)}b`, '"'.repeat(1e7), "run - ".repeat(1e6)]) {
      subject(text, "dockerfile");
      subject(text, "compose");
      subject(text, "docker-run");
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

test("commands name this file's own images and services", () => {
  const compose = { kind: "compose", images: ["nginx:1.29"], services: ["web", "db"] } as const;
  const about = { ...compose, images: [...compose.images], services: [...compose.services] };
  expect(commands("scanning", about)).toEqual(["trivy image nginx:1.29", "docker scout cves nginx:1.29"]);
  expect(commands("trust", about)).toContain("docker buildx imagetools inspect nginx:1.29");
  expect(commands("monitoring", about)).toContain("docker compose logs --tail 100 db");
  const unnamed = { kind: "dockerfile" as const, images: [], services: [] };
  expect(commands("scanning", unnamed)).toEqual(["trivy image my-image", "docker scout cves my-image"]);
});
