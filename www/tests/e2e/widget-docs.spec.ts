// What the documentation of the widget says is true: its snippets work as they stand.

import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./host-page.ts";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const snippets = (text: string) => [...text.matchAll(/^```html\n([\s\S]*?)^```/gm)].map(([, html = ""]) => html);

test("the README's snippet can be copied", async ({ host }) => {
  const [snippet = "", ...more] = snippets(read("README.md"));
  expect(more).toEqual([]);
  await host.open({ head: "", body: snippet });
  await expect(host.words()).toHaveText(/things to know, 2 to fix now/);
  await expect(host.docks.getByRole("button", { name: "Try it" })).toBeVisible();
});

test("the page's snippets work together", async ({ host }) => {
  host.serve("/examples/compose.yaml", "services:\n  db:\n    image: postgres:9.6\n");
  const [tags = "", prev = "", others = "", auto = "", frame = ""] = snippets(read("www/docs/embed.md"));
  await host.open({ head: tags, body: `${prev}${others}<pre id="my-example"><code>FROM alpine:latest</code></pre>` });
  await expect(host.docks).toHaveCount(3);
  for (const nth of [0, 1, 2]) await expect(host.words(nth)).toHaveText(/things to know/);
  await host.open({ head: auto, body: '<pre><code class="language-dockerfile">FROM node:16</code></pre>' });
  await expect(host.words()).toHaveText(/things to know/);
  await host.open({ head: "", body: frame });
  await expect(host.page.frameLocator("iframe").locator("cozy-dock .verdict")).not.toBeEmpty();
});

test("every attribute, part and property that the element has is told", async ({ host }) => {
  const told = read("www/docs/embed.md");
  await host.open({ body: "" });
  const attributes = await host.page.evaluate(() => (customElements.get("cozy-dock") as unknown as { observedAttributes: string[] }).observedAttributes);
  for (const name of [...attributes, "theme", "lang"]) expect(told, name).toContain(`| \`${name}\` |`);
  const properties = new Set(read("www/src/colors.css").match(/--cozy-[\w-]+/g));
  for (const name of properties) expect(told, name).toContain(name);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the page is readable without scripts, and axe finds nothing, ${colorScheme}`, async ({ page, url }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${url}docs/embed/`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Embed it");
    expect(await page.locator("script").count()).toBe(0);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "See one by itself" }).click();
    await expect(page.locator("cozy-dock .verdict")).not.toBeEmpty();
  });
}
