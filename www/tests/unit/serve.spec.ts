import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { parseHeaders, serve } from "../../scripts/serve.mjs";

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

test("the server keeps to its folder and to its sub-path", async () => {
  const folder = fileURLToPath(new URL("../../public", import.meta.url));
  const server = await serve({ folder, base: "/sub/" });
  try {
    const status = async (path: string) => (await fetch(new URL(path, server.url))).status;
    expect(await status("/sub/_headers")).toBe(200);
    for (const path of ["/_headers", "/sub/..%2fpackage.json", "/sub/%2e%2e/package.json", "/sub/%00", "/sub/%", "/sub/missing"]) {
      expect(await status(path), path).toBe(404);
    }
  } finally {
    await server.close();
  }
});
