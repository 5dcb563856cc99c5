// The npm package as Node callers use it: what it answers, what it refuses, how it counts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { applyFixes, check, explain, initSync, rules, version } from "../pkg/cozydock.js";

initSync({ module: readFileSync(new URL("../pkg/cozydock_bg.wasm", import.meta.url)) });

const LAYERS = [
  "updates", "slim", "user", "limits", "secrets",
  "scanning", "network", "read-only", "trust", "monitoring",
];
const KINDS = ["dockerfile", "compose", "docker-run", "dockerignore", "env"];
const TODAY = { today: "2026-11-01" };

const DOCKERFILE = `FROM node:16
WORKDIR /app
COPY . .
RUN npm ci
USER root
CMD ["node", "server.js"]
`;
const COMPOSE = `services:
  db:
    image: postgres:9.6
    ports:
      - "5432:5432"
    environment:
      POSTGRES_PASSWORD: hunter2
`;
const DOCKER_RUN = "docker run --privileged -v /var/run/docker.sock:/var/run/docker.sock nginx:latest\n";

const OFFERS = { dockerfile: DOCKERFILE, compose: COMPOSE, "docker-run": DOCKER_RUN };

/** A position worked out by JavaScript's own counting. */
function positionAt(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { offset, line, column: offset - before.lastIndexOf("\n") };
}

/** Checks everything that is promised of any report. */
function assertSound(report, texts) {
  assert.deepEqual(Object.keys(report).sort(), [
    "factsDate", "files", "findings", "layers", "score", "suppressed", "version",
  ]);
  assert.equal(report.version, version());
  assert.deepEqual(report.layers.map((layer) => layer.id), LAYERS);
  assert.equal(report.files.length, texts.length);
  assert.ok(report.score === null || (Number.isInteger(report.score) && report.score >= 0 && report.score <= 100));
  for (const finding of report.findings) {
    for (const { file, range } of [finding, ...finding.related]) {
      for (const place of [range.start, range.end]) {
        assert.deepEqual(place, positionAt(texts[file], place.offset), `${finding.rule} in file ${file}`);
      }
      assert.ok(range.start.offset <= range.end.offset && range.end.offset <= texts[file].length);
    }
    for (const { edits } of finding.fixes) {
      for (const edit of edits) {
        assert.ok(edit.start <= edit.end && edit.end <= texts[edit.file].length, finding.rule);
      }
    }
  }
  const places = report.findings.map(({ file, range }) => [file, range.start.offset]);
  const sorted = places.toSorted(([f, a], [g, b]) => f - g || a - b);
  assert.deepEqual(places, sorted);
}

test("version is that of the package", () => {
  const manifest = JSON.parse(readFileSync(new URL("../pkg/package.json", import.meta.url)));
  assert.equal(version(), manifest.version);
});

test("rules are told with their layers, kinds and aliases", () => {
  const all = rules();
  assert.ok(all.length > 0);
  assert.equal(new Set(all.map((rule) => rule.id)).size, all.length);
  for (const rule of all) {
    assert.match(rule.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok([...LAYERS, "craft"].includes(rule.layer), rule.layer);
    assert.ok(rule.kinds.length > 0 && rule.kinds.every((kind) => KINDS.includes(kind)));
    assert.ok(rule.aliases.every((alias) => /^[a-z-]+:\S/.test(alias)), rule.aliases.join());
    assert.equal(typeof rule.hasFix, "boolean");
    assert.equal(typeof rule.pedantic, "boolean");
  }
});

for (const [kind, text] of Object.entries(OFFERS)) {
  test(`a ${kind} text is recognized and has findings of known rules`, () => {
    const report = check(text, TODAY);
    assertSound(report, [text]);
    assert.equal(report.files[0].kind, kind);
    assert.ok(report.findings.length > 0);
    const known = new Set(rules().map((rule) => rule.id));
    for (const { rule } of report.findings) assert.ok(known.has(rule), rule);
    assert.deepEqual(check([{ text }], TODAY), report);
  });
}

test("a finding says where, why and how it is mended", () => {
  const { findings } = check(DOCKERFILE, TODAY);
  const root = findings.find((finding) => finding.rule === "runs-as-root");
  assert.ok(root);
  assert.equal(root.layer, "user");
  assert.equal(root.range.start.line, 5);
  assert.ok(root.title && root.detail && root.aliases.includes("hadolint:DL3002"));
});

test("several files are one project, and findings name theirs", () => {
  const texts = [COMPOSE, DOCKERFILE];
  const report = check([{ name: "compose.yaml", text: COMPOSE }, { name: "Dockerfile", text: DOCKERFILE }], TODAY);
  assertSound(report, texts);
  assert.deepEqual(report.files.map((file) => [file.name, file.kind]), [
    ["compose.yaml", "compose"],
    ["Dockerfile", "dockerfile"],
  ]);
  assert.deepEqual(new Set(report.findings.map((finding) => finding.file)), new Set([0, 1]));
});

test("no files are no trouble", () => {
  assertSound(check([], TODAY), []);
  assert.equal(check([], TODAY).score, null);
});

test("what can't be read is never called cozy", () => {
  const report = check("services:\n\tweb:\n    image: nginx\n  db: [\n", TODAY);
  assert.equal(report.files[0].ok, false);
  assert.deepEqual(report.layers.filter(({ state }) => state === "cozy"), []);
  if (report.findings.every(({ layer }) => layer === "craft")) assert.equal(report.score, null);
});

test("a forced kind wins over the guess", () => {
  for (const kind of KINDS) assert.equal(check([{ text: DOCKERFILE, kind }], TODAY).files[0].kind, kind);
});

test("ignored rules are silent, by id and by alias", () => {
  const rulesFired = (ignore) => check(DOCKERFILE, { ...TODAY, ignore }).findings.map((finding) => finding.rule);
  assert.ok(rulesFired([]).includes("runs-as-root"));
  assert.ok(!rulesFired(["runs-as-root"]).includes("runs-as-root"));
  assert.ok(!rulesFired(["hadolint:DL3002"]).includes("runs-as-root"));
});

test("the day decides what has reached its end, and defaults to the clock", () => {
  const aged = (today) => check("FROM node:16\n", { today }).findings.some(({ rule }) => rule === "end-of-life-image");
  assert.equal(aged("2022-01-01"), false);
  assert.equal(aged("2026-11-01"), true);
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
  assert.deepEqual(check(DOCKERFILE), check(DOCKERFILE, { today }));
});

test("missing options may be undefined or null", () => {
  const report = check(DOCKERFILE, TODAY);
  for (const empty of [undefined, null]) {
    const options = { ...TODAY, pedantic: empty, ignore: empty, trustedRegistries: empty, extra: 1 };
    assert.deepEqual(check([{ text: DOCKERFILE, name: empty, kind: empty }], options), report);
  }
  assert.ok(check(DOCKERFILE, null));
});

const WRONG = {
  "no files": [[], /^check: files should be an array of files or a string, not undefined$/],
  "a number for files": [[7], /files should be an array of files or a string, not number/],
  "an object for files": [[{ text: "" }], /files should be an array of files or a string, not object/],
  "bytes for files": [[new Uint8Array(3)], /files should be an array/],
  "a file that is a string": [[["FROM a"]], /files\[0\] should be an object, not string/],
  "a file that is null": [[[{ text: "" }, null]], /files\[1\] should be an object, not null/],
  "a file without text": [[[{ name: "Dockerfile" }]], /files\[0\]\.text should be a string, not undefined/],
  "a text of bytes": [[[{ text: new Uint8Array(3) }]], /files\[0\]\.text should be a string, not object/],
  "a name that is a number": [[[{ text: "", name: 7 }]], /files\[0\]\.name should be a string, not number/],
  "a kind that is a number": [[[{ text: "", kind: 7 }]], /files\[0\]\.kind should be a string, not number/],
  "an unknown kind": [[[{ text: "", kind: "helm" }]], /files\[0\]\.kind .*`helm`.*`dockerfile`/],
  "options that are a string": [["", "pedantic"], /^check: options should be an object, not string$/],
  "options that are an array": [["", []], /options should be an object, not array/],
  "options that are true": [["", true], /options should be an object, not boolean/],
  "a Date for today": [["", { today: new Date() }], /options\.today should be a string, not object/],
  "a day that is none": [["", { today: "2026-02-30" }], /options\.today should be a date such as/],
  "a day in other words": [["", { today: "1 Nov 2026" }], /options\.today should be a date such as/],
  "a time for today": [["", { today: "2026-11-01T00:00:00Z" }], /options\.today should be a date such as/],
  "pedantic as a word": [["", { pedantic: "yes" }], /options\.pedantic should be true or false, not string/],
  "ignore as a string": [["", { ignore: "runs-as-root" }], /options\.ignore should be an array, not string/],
  "a number to ignore": [["", { ignore: ["a", 1] }], /options\.ignore\[1\] should be a string, not number/],
  "registries as an object": [["", { trustedRegistries: {} }], /options\.trustedRegistries should be an array/],
};
for (const [story, [words, message]] of Object.entries(WRONG)) {
  test(`check refuses ${story}`, () => {
    assert.throws(() => check(...words), (error) => error instanceof TypeError && message.test(error.message));
    assert.ok(check(DOCKERFILE, TODAY), "and goes on working");
  });
}

const WRONG_FIXES = {
  "no findings": [["a"], /^applyFixes: findings should be an array, not undefined$/],
  "a finding without fixes": [["a", [{}]], /findings\[0\]\.fixes should be an array, not undefined/],
  "half an offset": [["a", [finding({ start: 0.5 })]], /edits\[0\]\.start should be a whole number/],
  "an offset below zero": [["a", [finding({ start: -1 })]], /edits\[0\]\.start should be a whole number/],
  "an edit without text": [["a", [finding({ text: undefined })]], /edits\[0\]\.text should be a string/],
  "an unknown safety": [["a", [], { safety: "yolo" }], /options\.safety .*`yolo`.*`safe`/],
  "files that are none": [[null, []], /^applyFixes: files should be an array of files or a string, not null$/],
};
for (const [story, [words, message]] of Object.entries(WRONG_FIXES)) {
  test(`applyFixes refuses ${story}`, () => {
    assert.throws(() => applyFixes(...words), (error) => error instanceof TypeError && message.test(error.message));
  });
}

function finding(edit) {
  return { fixes: [{ title: "", safety: "safe", edits: [{ file: 0, start: 0, end: 1, text: "x", ...edit }] }] };
}

// Texts that trip up programs which count bytes, cut characters or trust their input.
const AWKWARD = {
  "nothing": "",
  "a byte order mark": `\uFEFF${DOCKERFILE}`,
  "CRLF": DOCKERFILE.replaceAll("\n", "\r\n"),
  "lone CR": DOCKERFILE.replaceAll("\n", "\r"),
  "NUL": `FROM node:16\0\nUSER root\0\n`,
  "emoji": `# 🐳🐳 the whale\nFROM node:16 # 🐙\nLABEL a="🐳" b=c\nUSER root\n`,
  "lone surrogates": `# \uD83D \uDC33\nFROM node:16\nLABEL a="\uDC33"\nUSER root\uD83D\n`,
  "line separators": `FROM node:16\u2028USER root\u2029\u0085\nUSER root\n`,
  "combining marks": `FROM node:16\nLABEL a="e\u0301\u0301"\nUSER root\n`,
  "control characters": Array.from({ length: 160 }, (_, code) => String.fromCharCode(code)).join(""),
};
for (const [story, text] of Object.entries(AWKWARD)) {
  for (const kind of [undefined, ...KINDS]) {
    test(`${story} as ${kind ?? "whatever it is"}: places are right in UTF-16`, () => {
      assertSound(check([{ text, kind }], { ...TODAY, pedantic: true }), [text]);
    });
  }
}

test("places count UTF-16 units: the same finding moves by the length of what stands before it", () => {
  const at = (text) => check(text, TODAY).findings.find(({ rule }) => rule === "runs-as-root")?.range.start;
  const plain = at(DOCKERFILE);
  for (const head of ["# \u{1F433}\n", "# \uD83D\n", "# é\r\n", "# \0\n"]) {
    assert.deepEqual(at(head + DOCKERFILE), { ...plain, offset: plain.offset + head.length, line: plain.line + 1 });
  }
  assert.equal(at(`\uFEFF${DOCKERFILE}`).offset, plain.offset + 1);
});

test("applyFixes mends what it can, keeps names, and settles", () => {
  const files = [{ name: "compose.yaml", text: COMPOSE, kind: "compose" }];
  let now = files;
  for (let round = 0; round < 10; round += 1) {
    const next = applyFixes(now, check(now, TODAY).findings, { safety: "review" });
    if (next[0].text === now[0].text) break;
    now = next;
  }
  assert.notEqual(now[0].text, COMPOSE);
  assert.deepEqual({ ...now[0], text: "" }, { ...files[0], text: "" });
  assert.equal(files[0].text, COMPOSE, "what was passed in stays as it was");
  const left = check(now, TODAY).findings;
  assert.ok(left.length < check(files, TODAY).findings.length);
  assert.deepEqual(applyFixes(now, left, { safety: "review" }), now);
});

test("applyFixes takes a plain string, and nothing bolder than safe unless asked", () => {
  const bold = { fixes: [{ title: "", safety: "review", edits: [{ file: 0, start: 0, end: 1, text: "X" }] }] };
  assert.deepEqual(applyFixes("abc", [bold]), [{ text: "abc" }]);
  assert.deepEqual(applyFixes("abc", [bold], { safety: "safe" }), [{ text: "abc" }]);
  assert.deepEqual(applyFixes("abc", [bold], { safety: "review" }), [{ text: "Xbc" }]);
});

test("applyFixes leaves everything else in place: lone surrogates, NUL, BOM and line endings", () => {
  const text = "\uFEFF# \uD83D\0\r\nFROM a\r\n# \uDC33 \u{1F433}\r\n";
  const start = text.indexOf("FROM a") + 5;
  const fix = { start, end: start + 1, text: "alpine:3.22" };
  assert.equal(applyFixes(text, [finding(fix)])[0].text, text.replace("FROM a", "FROM alpine:3.22"));
});

test("applyFixes keeps insertions at one place in order and leaves overlapping fixes out", () => {
  const edits = [{ start: 1, end: 1, text: "1" }, { start: 1, end: 1, text: "2" }, { start: 0, end: 3, text: "no" }];
  assert.equal(applyFixes("abc", edits.map(finding))[0].text, "a12bc");
});

test("a fix that reaches outside its file is left out", () => {
  const edits = [{ end: 9 }, { file: 4 }, { start: 2, end: 1 }];
  assert.equal(applyFixes("abc", edits.map(finding))[0].text, "abc");
});

test("a place is explained from the outside in", () => {
  const text = "# 🐳\nFROM node:24\nRUN apt-get install -y curl\n";
  const at = text.indexOf("-y") + 1;
  const parts = explain({ text, kind: "dockerfile" }, at, at);
  assert.deepEqual(
    parts.map(({ id }) => id),
    ["RUN", "apt-get", "apt-get install", "apt-get -y"],
  );
  for (const { range } of parts) {
    for (const place of [range.start, range.end]) assert.deepEqual(place, positionAt(text, place.offset));
  }
  assert.equal(text.slice(parts[3].range.start.offset, parts[3].range.end.offset), "-y");
  assert.equal(explain({ text }, 17, 17).at(-1)?.value, "24");
  assert.deepEqual(explain({ text: "" }, 0, 9), []);
  assert.throws(() => explain({ text }, -1, 0), TypeError);
  assert.throws(() => explain(text, 0, 0), TypeError);
});
