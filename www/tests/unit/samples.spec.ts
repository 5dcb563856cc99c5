import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { check, initSync } from "../../../pkg/cozydock.js";
import { samples } from "../../src/samples/samples.ts";

initSync({ module: readFileSync(new URL("../../../pkg/cozydock_bg.wasm", import.meta.url)) });

for (const { title, before, after } of samples) {
  test(`${title}: there is much to say before, and nothing but a note after`, () => {
    const files = (docs: typeof before) => docs.map(({ name, kind, text }) => ({ name, text, ...(kind && { kind }) }));
    const [bad, good] = [check(files(before)), check(files(after))];
    expect(bad.findings.length).toBeGreaterThan(4);
    expect(bad.findings.some(({ severity }) => ["high", "critical"].includes(severity))).toBe(true);
    expect([...bad.files, ...good.files].every(({ ok }) => ok)).toBe(true);
    expect(good.findings.filter(({ severity }) => severity !== "note")).toEqual([]);
  });
}

test("there are six of them", () => expect(samples).toHaveLength(6));
