import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { parseHeaders } from "../../scripts/serve.mjs";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the page and the headers carry one and the same policy", () => {
  const meta = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(read("index.html"))?.[1];
  const headers = parseHeaders(read("public/_headers"));
  expect(headers("/")["Content-Security-Policy"]).toBe(meta);
  expect(meta).toContain("default-src 'none'");
  expect(meta).not.toContain("unsafe-inline");
});

test("only what carries its hash in its name is cached for good", () => {
  const headers = parseHeaders(read("public/_headers"));
  expect(headers("/assets/a-1234.js")["Cache-Control"]).toContain("immutable");
  expect(headers("/")["Cache-Control"]).toBe("no-cache");
});
