// The npm package as it's published: packed, installed from the tarball, and used in the places it's for.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findBrowser } from "../scripts/browser.mjs";
import { serve } from "../www/scripts/serve.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const www = createRequire(`${root}www/package.json`);
const TEXT = "FROM node:16\nUSER root\n";

let folder;
let packed;
let browser;

const run = (program, words, cwd = folder) => execFileSync(program, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const write = (name, text) => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "cozydock-package-"));
  [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], `${root}pkg`));
  write("package.json", '{ "name": "user", "private": true, "type": "module" }');
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`]);
  const { chromium } = await import(pathToFileURL(www.resolve("@playwright/test")).href).then((module) => module.default ?? module);
  browser = await chromium.launch({
    executablePath: findBrowser().chromium,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Opens a page of a served folder; hands out what it says and asks for. */
async function visit(served, path, look) {
  const server = await serve({ folder: served });
  const page = await browser.newPage();
  const complaints = [];
  const requests = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !message.location().url.includes("favicon") && complaints.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  try {
    await page.goto(server.url + path);
    await page.locator("cozy-dock [part=words]", { hasText: /things to know/ }).waitFor();
    await page.locator("body[data-findings]").waitFor();
    await page.locator("cozy-dock [part=toggle]").click();
    await page.locator("cozy-dock .verdict", { hasText: /./ }).waitFor();
    await look({ page, requests });
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests.filter((url) => !url.startsWith(server.url)), []);
  } finally {
    await page.close();
    await server.close();
  }
}

test("holds engine, widget, types, texts and licenses, and the engine once", () => {
  const names = packed.files.map(({ path }) => path);
  for (const name of [
    "cozydock.js", "cozydock.d.ts", "cozydock_bg.wasm", "embed.js", "embed.classic.js", "embed.d.ts", "embed.html", "embed.css",
    "embed/engine.js", "embed/panel.js", "embed/worker.js", "embed/texts.en.json", "rules.en.json", "explain.en.json",
    "README.md", "LICENSE-MIT", "LICENSE-APACHE", "package.json",
  ]) {
    assert.ok(names.includes(name), `${name} is missing`);
  }
  assert.equal(names.filter((name) => name.endsWith(".wasm")).length, 1);
  const manifest = JSON.parse(readFileSync(join(folder, "node_modules/cozydock/package.json"), "utf8"));
  for (const target of Object.values(manifest.exports).flatMap((entry) => (typeof entry === "string" ? entry : Object.values(entry)))) {
    assert.ok(names.includes(target.slice(2)), `exports name ${target}, which isn't packed`);
  }
});

test("works in Node, and importing the widget there does nothing", () => {
  write("use.mjs", `
import { readFileSync } from "node:fs";
import { applyFixes, check, initSync } from "cozydock";
import { CozyDock, define } from "cozydock/embed";
import rules from "cozydock/rules.en.json" with { type: "json" };
initSync({ module: readFileSync(new URL(import.meta.resolve("cozydock/cozydock_bg.wasm"))) });
define();
const report = check([{ name: "Dockerfile", text: ${JSON.stringify(TEXT)} }]);
const known = new Set(rules.rules.map(({ id }) => id));
console.log(JSON.stringify({
  findings: report.findings.map(({ rule }) => rule),
  explained: report.findings.every(({ rule }) => known.has(rule)),
  fixed: applyFixes([{ text: ${JSON.stringify(TEXT)} }], report.findings, { safety: "review" })[0].text,
  widget: typeof CozyDock,
}));`);
  const { findings, explained, fixed, widget } = JSON.parse(run("node", ["--no-warnings", "use.mjs"]));
  assert.ok(findings.includes("runs-as-root"));
  assert.ok(explained);
  assert.notEqual(fixed, TEXT);
  assert.equal(widget, "function");
});

test("has types for both of its doors", () => {
  write("use.ts", `
import init, { check, type Report } from "cozydock";
import { CozyDock, define } from "cozydock/embed";
await init();
const report: Report = check("FROM scratch\\n");
define("my-dock");
const dock = document.querySelector("cozy-dock");
if (dock) {
  dock.value = "FROM scratch\\n";
  const again: Promise<Report | null> = dock.check();
  dock.addEventListener("cozy-report", ({ detail }) => console.log(detail.report.score, again));
  dock.addEventListener("cozy-fix", (event) => { event.preventDefault(); console.log(event.detail.text.length); });
  // @ts-expect-error: there's no such reason
  dock.addEventListener("cozy-error", ({ detail }) => detail.reason === "tired");
  console.log(dock instanceof CozyDock, report.findings[0]?.rule);
}`);
  write("tsconfig.json", JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom"], types: [] },
    files: ["use.ts"],
  }));
  run("node", [join(www.resolve("typescript/package.json"), "../bin/tsc"), "-p", "tsconfig.json"]);
});

test("works in a Vite app, with one engine in its build", async () => {
  write("app/index.html", `<!doctype html><html lang="en"><title>App</title><body>
<pre><code class="language-dockerfile">${TEXT}</code></pre><cozy-dock for="prev"></cozy-dock>
<script type="module" src="./main.js"></script></body></html>`);
  write("app/main.js", `
import init, { check } from "cozydock";
import "cozydock/embed";
init().then(() => (document.body.dataset.findings = check(${JSON.stringify(TEXT)}).findings.length));`);
  run("node", [join(www.resolve("vite/package.json"), "../bin/vite.js"), "build", "--base", "./"], join(folder, "app"));
  const assets = readdirSync(join(folder, "app/dist/assets"));
  assert.equal(assets.filter((name) => name.endsWith(".wasm")).length, 1, assets.join(" "));
  await visit(join(folder, "app/dist"), "", async ({ page }) => {
    const own = Number(await page.locator("body").getAttribute("data-findings"));
    assert.ok(own > 0);
    assert.match(await page.locator("cozy-dock [part=words]").innerText(), new RegExp(`^${own} things`));
    assert.equal(page.workers().length, 1);
  });
});

for (const [kind, tag] of [
  ["a module", '<script type="module" src="/node_modules/cozydock/embed.js"></script>'],
  ["a classic script", '<script defer src="/node_modules/cozydock/embed.classic.js"></script>'],
]) {
  test(`works by plain tags, the widget as ${kind}`, async () => {
    write("plain.html", `<!doctype html><html lang="en"><title>Plain</title>${tag}<body>
<pre class="cozy-dock"><code>${TEXT}</code></pre>
<script type="module">
import init, { check } from "/node_modules/cozydock/cozydock.js";
await init();
document.body.dataset.findings = check(${JSON.stringify(TEXT)}).findings.length;
</script></body></html>`);
    await visit(folder, "plain.html", async ({ page }) => {
      const own = await page.locator("body").getAttribute("data-findings");
      assert.match(await page.locator("cozy-dock [part=words]").innerText(), new RegExp(`^${own} things`));
    });
  });
}
