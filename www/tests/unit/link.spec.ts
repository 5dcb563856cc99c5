// Links that carry files.

import { deflateRawSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import type { Doc } from "../../src/input/workspace.ts";
import { fromHash, holdsFiles, LinkFault, toHash } from "../../src/share/link.ts";

const docs: Doc[] = [
  { name: "häuser/Dockerfile", kind: "dockerfile", text: "FROM node\n# 日本語 🏠 \u0000\n" + "RUN echo ✓ é\n".repeat(1600) },
  { name: "", kind: null, text: "services:\r\n  a: {}\r\n" },
];

test("two files with Unicode and more than 20 KB come back as they were", async () => {
  const hash = await toHash(docs);
  expect(new TextEncoder().encode(docs[0]?.text).length).toBeGreaterThan(20_000);
  expect(holdsFiles(hash)).toBe(true);
  expect(new URL(hash, "https://example.com/").hash).toBe(hash);
  expect(await fromHash(hash)).toEqual(docs);
});

const link = (content: unknown) => `#files=1.${deflateRawSync(JSON.stringify(content)).toString("base64url")}`;

for (const [what, hash, reason] of [
  ["a later format", "#files=2.abc", "later"],
  ["no format", "#files=abc", "broken"],
  ["nothing", "#files=1.", "broken"],
  ["no base64", "#files=1.%%%", "broken"],
  ["no deflated data", `#files=1.${btoa("hello there")}`, "broken"],
  ["no list", link({ a: 1 }), "broken"],
  ["no files", link([]), "broken"],
  ["no texts", link([[1, 2, 3], null, "x"]), "broken"],
  ["a bomb", link([["a".repeat(5_000_000), "", null]]), "broken"],
] as const) {
  test(`a link with ${what} is ${reason}`, async () => {
    const fault = await fromHash(hash).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(LinkFault);
    expect((fault as LinkFault).reason).toBe(reason);
  });
}

test("a link that was cut short anywhere is broken, never half a file", async () => {
  const hash = await toHash(docs.slice(1));
  for (let length = "#files=1.".length; length < hash.length; length += 1) {
    const found = await fromHash(hash.slice(0, length)).catch(() => null);
    if (found) expect(found).toEqual(docs.slice(1));
  }
});

test("an unknown kind is left to be guessed", async () => {
  expect(await fromHash(link([["FROM a", "x", "python"]]))).toEqual([{ text: "FROM a", name: "x", kind: null }]);
});
