// The widget in documentation sites that their generators have built (`make sites`).

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { serve } from "../../scripts/serve.mjs";
import type { CozyDock } from "../../src/widget/cozy-dock.ts";
import { expected } from "./page.ts";

interface Site {
  open(path?: string): Promise<void>;
  /** The texts of all widgets, in the order of the page; they're brought into sight for that. */
  texts(): Promise<string[]>;
  requests: string[];
}

const test = base.extend<{ name: string; site: Site }>({
  name: ["", { option: true }],
  site: async ({ page, name }, use) => {
    const folder = fileURLToPath(new URL(`../../node_modules/.cache/sites/${name}`, import.meta.url));
    if (!existsSync(folder)) throw new Error("the sites aren't built: make sites");
    const server = await serve({ folder });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/favicon/.test(message.location().url)) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    // A site that's where it was built for: instant navigation takes only what the map lists.
    await page.route("**/sitemap.xml", async (route) => {
      const map = await (await route.fetch()).text();
      await route.fulfill({ contentType: "application/xml", body: map.replaceAll("https://example.com/harbor/", server.url) });
    });
    page.on("request", (request) => requests.push(request.url()));
    await use({
      requests,
      open: async (path = "") => void (await page.goto(server.url + path, { waitUntil: "networkidle" })),
      texts: async () => {
        for (const dock of await page.locator("cozy-dock").all()) {
          if (!(await dock.isVisible())) continue;
          await dock.scrollIntoViewIfNeeded();
          await expect(dock.locator("[part=words]")).toHaveText(/things? to know|Nothing to fix/);
        }
        return page.locator("cozy-dock").evaluateAll((docks) => docks.map((dock) => (dock as CozyDock).value));
      },
    });
    await server.close();
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:"))).toEqual([]);
  },
});

/** Themes have workers of their own. */
const workers = (page: Page) => page.workers().filter((worker) => /embed\/worker|assets\/worker/.test(worker.url())).length;
const engines = (site: Site) => site.requests.filter((url) => /\.wasm$/.test(url)).length;

/** Without what the site itself put into the tag. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include("cozy-dock").exclude("cozy-dock > *").analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

test.describe("MkDocs Material", () => {
  test.use({ name: "mkdocs" });

  test("ten chapters: each block is read as it was written, and nothing else gets a widget", async ({ page, site }) => {
    await site.open("chapters/");
    expect(await site.texts()).toEqual([
      'FROM node:16\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
      'FROM ubuntu:latest\nRUN apt-get update\nRUN apt-get install -y curl vim\nCMD ["curl", "--version"]\n',
      // The theme turns a comment with a mark into a note in the margin.
      'FROM alpine:3.22\n\nUSER root\n\nCMD ["sleep", "60"]\n',
      "docker run --privileged -p 6379:6379 redis:latest\n",
      // In a tab that isn't open.
      "",
      "services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: hunter2\n",
      'FROM debian:bookworm\nCOPY --chmod=777 app /app\nCMD ["/app"]\n',
      "services:\n  web:\n    image: nginx:1.16\n    network_mode: host\n",
      "docker run --privileged --read-only my-image\n",
      'FROM alpine:3.22\nADD https://example.com/tool.tar.gz /opt/\nUSER nobody\nCMD ["/opt/tool"]\n',
    ]);
    for (const dock of await page.locator("cozy-dock:visible").all()) {
      const [text, rules] = await dock.evaluate((dock: CozyDock) => [dock.value, dock.report?.findings.map(({ rule }) => rule)] as const);
      expect(rules).toEqual(expected(text).findings.map(({ rule }) => rule));
    }
    expect(await page.locator("cozy-dock").first().evaluate((dock: CozyDock) => dock.report?.files[0])).toEqual({ name: "Dockerfile", kind: "dockerfile", ok: true });
    expect(engines(site)).toBe(1);
    expect(workers(page)).toBe(1);
  });

  test("a widget in a closed tab waits until the tab is opened", async ({ page, site }) => {
    await site.open("chapters/");
    const hidden = page.locator("cozy-dock").nth(4);
    await expect(hidden).toBeHidden();
    await page.locator(".tabbed-labels").getByText("Compose").click();
    await hidden.scrollIntoViewIfNeeded();
    await expect(hidden.locator("[part=words]")).toHaveText(/things to know/);
    expect(await hidden.evaluate((dock: CozyDock) => dock.report?.files[0])).toEqual({ name: "compose.yaml", kind: "compose", ok: true });
  });

  test("paste, findings, fix: in the reader's own copy, with the network cut", async ({ page, site }) => {
    await site.open("chapters/");
    const dock = page.locator("cozy-dock").nth(2);
    await dock.scrollIntoViewIfNeeded();
    await dock.getByRole("button", { name: "Try it" }).click();
    const box = dock.getByRole("textbox");
    await expect(dock.locator(".verdict")).not.toBeEmpty();
    await page.waitForLoadState("networkidle");
    const before = site.requests.length;
    await page.context().setOffline(true);
    await box.fill("FROM alpine:3.22\nUSER root\nHEALTHCHECK CMD true\n");
    const card = dock.locator(".finding[data-rule='runs-as-root']");
    await expect(card).toHaveCount(1);
    await card.locator(".toggle").click();
    await card.locator(".fix-it").first().click();
    await card.getByRole("button", { name: "Keep it" }).click();
    await expect(box).toHaveValue(/USER (?!root)/);
    await expect(card).toHaveCount(0);
    expect(site.requests.length).toBe(before);
    await page.context().setOffline(false);
  });

  test("instant navigation: there and back with one engine, and none where there's nothing to check", async ({ page, site }) => {
    await site.open();
    await expect(page.locator("cozy-dock [part=words]")).toHaveText(/things to know/);
    await page.evaluate(() => Object.assign(globalThis, { same: true }));
    for (let round = 0; round < 2; round += 1) {
      await page.locator(".md-tabs").getByRole("link", { name: "Many" }).click();
      await expect(page.locator("h1")).toContainText("Twenty blocks");
      await expect(page.locator("cozy-dock")).toHaveCount(20);
      await expect(page.locator("cozy-dock [part=words]").first()).toHaveText(/things to know/);
      await page.locator(".md-tabs").getByRole("link", { name: "Ten chapters" }).click();
      await expect(page.locator("cozy-dock")).toHaveCount(10);
      await expect(page.locator("cozy-dock [part=words]").first()).toHaveText(/things to know/);
    }
    const bar = page.locator("cozy-dock [part=bar]").first();
    await expect(bar).toHaveCSS("display", "flex");
    expect(engines(site)).toBe(1);
    expect(workers(page)).toBe(1);
    await page.locator(".md-tabs").getByRole("link", { name: "Plain" }).click();
    await expect(page.locator("h1")).toContainText("Nothing to check");
    await expect.poll(() => workers(page), { timeout: 10_000 }).toBe(0);
    await page.goBack();
    await expect(page.locator("cozy-dock [part=words]").first()).toHaveText(/things to know/);
    expect(await page.evaluate("same")).toBe(true);
  });

  test("twenty blocks have one engine", async ({ page, site }) => {
    await site.open("many/");
    const texts = await site.texts();
    expect(texts).toEqual(Array.from({ length: 20 }, (_, at) => `FROM node:${at + 6}\nRUN sudo make part-${at}\n`));
    expect(engines(site)).toBe(1);
    expect(workers(page)).toBe(1);
  });

  for (const [colorScheme, shade] of [["light", /^rgb\(2\d\d/], ["dark", /^rgb\([1-6]?\d,/]] as const) {
    test(`${colorScheme}: the scheme of the site, and axe finds nothing`, async ({ page, site }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await site.open("chapters/");
      const first = page.locator("cozy-dock").first();
      await expect(first.locator("[part=bar]")).toHaveCSS("background-color", shade);
      for (const at of [0, 1, 3]) await page.locator("cozy-dock").nth(at).locator("[part=toggle]").click();
      await expect(page.locator("cozy-dock").nth(3).locator(".verdict")).not.toBeEmpty();
      expect(await violations(page)).toEqual([]);
    });
  }

  test("the text of the site and of the widget are of one size", async ({ page, site }) => {
    for (const width of [390, 1440, 2200]) {
      await page.setViewportSize({ width, height: 900 });
      await site.open("chapters/");
      const size = (selector: string) => page.locator(selector).first().evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
      expect(await size("cozy-dock [part=bar]")).toBeCloseTo(await size(".md-typeset > p"), 1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
});

test.describe("VitePress", () => {
  test.use({ name: "vitepress" });

  test("a package in a theme: built without a browser, one engine, right texts", async ({ page, site }) => {
    await site.open();
    expect(await site.texts()).toEqual([
      'FROM node:16\nUSER root\n\nCMD ["node", "server.js"]\n',
      "services:\n  cache:\n    image: redis:latest\n    ports:\n      - \"6379:6379\"\n",
      "FROM ubuntu:latest\nRUN curl -k https://example.com/install.sh | sh\n",
    ]);
    await expect(page.locator("cozy-dock pre").first()).toBeVisible();
    await expect(page.getByText("Check this file with Cozydock.")).toHaveCount(1);
    expect(engines(site)).toBe(1);
    expect(workers(page)).toBe(1);
  });

  test("going to another page and back", async ({ page, site }) => {
    await site.open();
    await expect(page.locator("cozy-dock [part=words]").first()).toHaveText(/things to know/);
    await page.evaluate(() => Object.assign(globalThis, { same: true }));
    await page.getByRole("link", { name: "Second" }).click();
    await expect(page.locator("h1")).toContainText("The second page");
    await expect(page.locator("cozy-dock")).toHaveCount(1);
    await expect(page.locator("cozy-dock [part=words]")).toHaveText(/things to know/);
    await page.getByRole("link", { name: "first" }).click();
    await expect(page.locator("cozy-dock")).toHaveCount(3);
    await expect(page.locator("cozy-dock [part=words]").first()).toHaveText(/things to know/);
    expect(await page.evaluate("same")).toBe(true);
    expect(engines(site)).toBe(1);
  });

  test("the dark switch of the theme, and axe finds nothing in either", async ({ page, site }) => {
    test.slow();
    await site.open();
    const bar = page.locator("cozy-dock [part=bar]").first();
    await page.locator("cozy-dock [part=toggle]").first().click();
    await expect(page.locator("cozy-dock .verdict").first()).not.toBeEmpty();
    await expect(bar).toHaveCSS("background-color", /^rgb\(2\d\d/);
    expect(await violations(page)).toEqual([]);
    await page.locator(".VPSwitchAppearance:visible").first().click();
    await expect(bar).toHaveCSS("background-color", /^rgb\([1-6]?\d,/);
    expect(await violations(page)).toEqual([]);
  });
});
