import { AxeBuilder } from "@axe-core/playwright";
import { compose, dockerfile } from "./files.ts";
import { type Cozydock, expect, expected, test } from "./page.ts";

async function violations({ page }: Cozydock): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ cozydock }) => {
    test.slow();
    await cozydock.page.emulateMedia({ colorScheme });
    await cozydock.open();
    expect(await violations(cozydock)).toEqual([]);
    for (const text of [dockerfile, compose, "services:\n  web: [\n"]) {
      await cozydock.paste(text);
      await cozydock.page.locator("#report .rooms li").first().waitFor();
      await cozydock.page.evaluate(() =>
        document.querySelectorAll("details").forEach((details) => (details.open = true)),
      );
      expect(await violations(cozydock)).toEqual([]);
    }
    await cozydock.drop({ name: "cat.png", bytes: [0, 0] });
    await expect(cozydock.note).not.toBeEmpty();
    expect(await violations(cozydock)).toEqual([]);
  });
}

for (const width of [320, 390, 900, 1280]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ cozydock }) => {
    await cozydock.page.setViewportSize({ width, height: 640 });
    await cozydock.open();
    await cozydock.paste(`${dockerfile}RUN ${"x".repeat(500)}\nFROM ${"very-long-name".repeat(20)}\n`);
    await expect(cozydock.findings).not.toHaveCount(0);
    await cozydock.page.evaluate(() =>
      document.querySelectorAll("details").forEach((details) => (details.open = true)),
    );
    const overhang = () =>
      cozydock.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overhang()).toBeLessThanOrEqual(0);
    // Twice the text size, as with text-only zoom.
    await cozydock.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect(await overhang()).toBeLessThanOrEqual(0);
  });
}

test("every control is reached by Tab, visibly, in the order of the page", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.holds(expected(dockerfile).findings.length);
  await expect(cozydock.page.getByRole("button", { name: "Forget it" })).toBeVisible();
  await cozydock.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await cozydock.page.evaluate(() => document.body.setAttribute("tabindex", "-1"));
  await cozydock.page.evaluate(() => document.body.focus());

  const reachable = `a, button:enabled:not([tabindex="-1"]), select, textarea, summary, pre[tabindex], input:checked, [contenteditable=true]`;
  const wanted = await cozydock.page.evaluate((selector) => {
    const nodes = [...document.querySelectorAll<HTMLElement>(selector)].filter((node) => node.checkVisibility());
    nodes.forEach((node, index) => (node.dataset["order"] = String(index)));
    return nodes.length;
  }, reachable);
  const seen: number[] = [];
  for (let step = 0; step < wanted; step += 1) {
    await cozydock.page.keyboard.press("Tab");
    const at = await cozydock.page.evaluate(() => {
      const node = document.activeElement as HTMLElement;
      // The editor and the radio buttons show it on the box around them.
      const visible = [node, node.closest(".box"), node.closest("label")].some(
        (shown) => shown && getComputedStyle(shown).outlineStyle !== "none",
      );
      return visible ? Number(node.dataset["order"] ?? -1) : -2;
    });
    seen.push(at);
  }
  expect(seen).toEqual(Array.from({ length: wanted }, (_, index) => index));
});

test("a place leads into the text and Escape leads back", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  const place = cozydock.findings.last().locator(".place").first();
  await place.focus();
  await cozydock.page.keyboard.press("Enter");
  await expect(cozydock.box).toBeFocused();
  await cozydock.page.keyboard.press("Escape");
  await expect(place).toBeFocused();
});

test("a place far down is scrolled into sight", async ({ cozydock }) => {
  await cozydock.page.setViewportSize({ width: 390, height: 700 });
  await cozydock.open();
  await cozydock.paste(`${"# a comment\n".repeat(500)}${dockerfile}`);
  await cozydock.holds(expected(dockerfile).findings.length);
  await cozydock.unfold();
  await cozydock.page.locator('[data-rule="sudo-in-build"] button.place').first().click();
  await expect(cozydock.page.locator(".cm-line", { hasText: "sudo" })).toBeInViewport();
});

test("one polite line speaks the summary, after a pause and only when it changes", async ({ cozydock }) => {
  await cozydock.open();
  const status = cozydock.page.getByRole("status");
  await expect(status).toHaveText(/^An example: /);
  await status.evaluate((node) => {
    const spoken: string[] = [];
    Object.assign(globalThis, { spoken });
    new MutationObserver(() => spoken.push(node.textContent ?? "")).observe(node, { childList: true });
  });
  await cozydock.paste(dockerfile);
  await cozydock.box.pressSequentially("# no", { delay: 200 });
  await expect(status).toHaveText(/^\d+ to fix|^\d+ worth/);
  await cozydock.box.pressSequentially("thing", { delay: 200 });
  await cozydock.page.waitForTimeout(1500);
  const spoken = await cozydock.page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken);
  expect(spoken).toEqual([await status.innerText()]);
  expect(await cozydock.page.locator("#report[aria-live], #report .groups [aria-live]").count()).toBe(0);
});

test("findings are an ordered list with a heading each that begins with the severity", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.holds(expected(dockerfile).findings.length);
  const complaints = cozydock.page.locator("#report ol.complaints > li");
  const headings = complaints.getByRole("heading", { level: 3 });
  await expect(headings).toHaveCount(await complaints.count());
  for (const heading of await headings.all()) {
    await expect(heading).toHaveText(/^(Urgent|Serious|Worth fixing|Polish|Good to know): ./);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the page is there and says what is missing", async ({ page, url }) => {
    await page.goto(url);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is your container cozy?");
    await expect(page.locator("noscript p")).toBeVisible();
  });
});
