import { expect, test } from "@playwright/test";
import type { Range } from "../../../pkg/cozydock.js";
import { commands } from "../../src/report/beyond.ts";
import { excerpt } from "../../src/report/excerpt.ts";
import { subject } from "../../src/report/subject.ts";
import { visible } from "../../src/report/visible.ts";

/** The place of the first `words` in `text`. */
function place(text: string, words: string): Range {
  const start = text.indexOf(words);
  const at = (offset: number) => {
    const before = text.slice(0, offset);
    return { offset, line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
  };
  return { start: at(start), end: at(start + words.length) };
}

test.describe("excerpt", () => {
  test("shows the line with its number and the guilty words apart", () => {
    const text = "FROM a\n    ports: 5432 # 🐳 db\nUSER b\n";
    expect(excerpt(text, place(text, "5432"))).toEqual({
      lines: [{ number: 2, before: "ports: ", guilty: "5432", after: " # 🐳 db" }],
      more: 0,
    });
  });

  test("shows several lines, without the blanks that all of them begin with", () => {
    const text = "USER c\r\n  RUN a \\\r\n    && b\r\nUSER c";
    expect(excerpt(text, place(text, "RUN a \\\r\n    && b"))).toEqual({
      lines: [
        { number: 2, before: "", guilty: "RUN a \\", after: "" },
        { number: 3, before: "  ", guilty: "&& b", after: "" },
      ],
      more: 0,
    });
  });

  test("says how many lines it leaves out", () => {
    const text = `FROM a\n${"x\n".repeat(10)}`;
    const { lines, more } = excerpt(text, place(text, "x\n".repeat(10)));
    expect(lines.map(({ number }) => number)).toEqual([2, 3, 4, 5]);
    expect(more).toBe(6);
  });

  test("cuts a line of megabytes on both sides", () => {
    const text = `${"x".repeat(5_000_000)}HERE${"y".repeat(5_000_000)}`;
    const [cut] = excerpt(text, place(text, "HERE")).lines;
    expect(cut?.before).toMatch(/^…x{60}$/);
    expect(cut?.guilty).toBe("HERE");
    expect(cut?.after).toMatch(/^y{60}…$/);
  });

  test("a place past the end of the text is empty, not an error", () => {
    const range = { start: { offset: 90, line: 9, column: 1 }, end: { offset: 95, line: 9, column: 6 } };
    expect(excerpt("FROM a", range).lines).toEqual([{ number: 9, before: "FROM a", guilty: "", after: "" }]);
  });
});

test("hidden characters are spelled out, others stay", () => {
  expect(visible("a\u202eb\u0000c\u200bd\ud800e")).toBe("a[U+202E]b[U+0000]c[U+200B]d[U+D800]e");
  expect(visible("tab\t, línea, 日本, 🐳")).toBe("tab\t, línea, 日本, 🐳");
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
