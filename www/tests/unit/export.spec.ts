// The report in the forms that leave the page.

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { check, initSync, type SourceFile } from "../../../pkg/cozydock.js";
import { pullRequest } from "../../src/export/pull-request.ts";
import { sarif } from "../../src/export/sarif.ts";
import { masked } from "../../src/share/mask.ts";
import type { Texts, TextsFile } from "../../src/texts.ts";

initSync({ module: readFileSync(new URL("../../../pkg/cozydock_bg.wasm", import.meta.url)) });
const { rules, glossary } = JSON.parse(
  readFileSync(new URL("../../src/generated/rules.en.json", import.meta.url), "utf8"),
) as TextsFile;
const texts: Texts = { rules: new Map(rules.map((rule) => [rule.id, rule])), glossary };

const files: SourceFile[] = [
  { name: "api/Dockerfile", text: "FROM node:latest\n# 🏠\nENV DB_PASSWORD=hunter22\nRUN sudo apt-get update\nCMD npm start\n" },
  { name: "my compose.yaml", text: 'services:\n  db:\n    image: postgres\n    privileged: true\n    environment:\n      POSTGRES_PASSWORD: "hunter23"\n' },
];
const told = (of: SourceFile[]) => ({ report: check(of, { today: "2026-11-01" }), files: of, texts, site: "https://example.com/" });

test("SARIF tells every finding with its place, its rule and its fixes", () => {
  const { report } = told(files);
  const [run] = sarif(told(files)).runs;
  const results = run?.results ?? [];
  expect(results.length).toBe(report.findings.length);
  expect(results.some(({ fixes }) => fixes && fixes.length > 0)).toBe(true);
  for (const [at, result] of results.entries()) {
    const finding = report.findings[at];
    const { artifactLocation, region } = result.locations?.[0]?.physicalLocation ?? {};
    const text = files[artifactLocation?.index ?? -1]?.text ?? "";
    expect(run?.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(finding?.rule);
    expect(run?.artifacts?.[artifactLocation?.index ?? -1]?.location?.uri).toBe(artifactLocation?.uri);
    // The line and column lead to the same place as the offset does.
    const lines = text.split("\n").slice(0, (region?.startLine ?? 0) - 1);
    const offset = lines.reduce((sum, line) => sum + line.length + 1, (region?.startColumn ?? 0) - 1);
    expect(offset).toBe(region?.charOffset);
    for (const { deletedRegion, insertedContent } of result.fixes?.flatMap((fix) => fix.artifactChanges.flatMap((one) => one.replacements)) ?? []) {
      expect(deletedRegion.charLength !== 0 || insertedContent !== undefined).toBe(true);
    }
  }
  expect(run?.tool.driver.rules?.every(({ help, helpUri }) => help?.markdown && helpUri?.startsWith("https://"))).toBe(true);
  expect(run?.artifacts?.[1]?.location?.uri).toBe("my%20compose.yaml");
});

test("a finding keeps its fingerprint when lines move, and no two share one", () => {
  const prints = (of: SourceFile[]) =>
    (sarif(told(of)).runs[0]?.results ?? []).map(({ ruleId, partialFingerprints }) => `${ruleId} ${partialFingerprints?.["cozydock/v1"]}`);
  const before = prints(files);
  const moved = files.map((file) => ({ ...file, text: `# a line more\n\n${file.text}` }));
  expect(new Set(before).size).toBe(before.length);
  expect(prints(moved).sort()).toEqual(before.sort());
});

test("Markdown names file and line, and keeps what a file says from becoming markup", () => {
  const [dockerfile] = files;
  const hostile = [{ ...dockerfile, name: "<b>@all</b>", text: "FROM node:latest\nUSER <img>\n" }];
  const text = pullRequest(told(hostile));
  expect(text).toContain(":1, [`latest-tag`](https://example.com/rules/latest-tag/)");
  expect(text.replace(/`[^`]*`/g, "")).not.toMatch(/(^|[^\\])[<@]/);
});

test("secrets are covered, and the file reads as before", () => {
  const { report } = told(files);
  const docs = files.map(({ name = "", text }) => ({ name, text, kind: null }));
  const covered = masked(docs, report.findings);
  expect(covered.places).toBe(2);
  expect(JSON.stringify(covered.docs)).not.toContain("hunter");
  expect(covered.docs[1]?.text).toContain('POSTGRES_PASSWORD: "hidden-by-cozydock"');
  const after = check(covered.docs.map(({ name, text }) => ({ name, text })), { today: "2026-11-01" });
  expect(after.findings.map(({ rule }) => rule)).toEqual(report.findings.map(({ rule }) => rule));
});
