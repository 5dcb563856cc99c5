// From the plain text box to the full editor, and what the editor shows.

import { dockerfile } from "./files.ts";
import { type Cozydock, expect, expected, test } from "./page.ts";

/** Opens the page with the full editor held back; the answer lets it come. */
async function openHeldBack({ page }: Cozydock, url: string): Promise<() => Promise<void>> {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route(/codemirror-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(url);
  await page.locator("#about", { hasText: /\d+ rules/ }).waitFor();
  return async () => {
    release();
    await page.locator(".code").waitFor();
  };
}

test("text, caret, selection, focus and undo live through the change of editors", async ({ cozydock, url }) => {
  const arrive = await openHeldBack(cozydock, url);
  await expect(cozydock.box).toBeVisible();
  await cozydock.paste("FROM node\n");
  await cozydock.box.press("Control+End");
  await cozydock.box.pressSequentially("USER node\nCMD node");
  await cozydock.box.press("Shift+Home");
  await arrive();
  expect(await cozydock.selection()).toEqual({ text: "FROM node\nUSER node\nCMD node", start: 20, end: 28, focused: true });
  await cozydock.page.keyboard.press("Control+Z");
  expect((await cozydock.selection()).text).toBe("FROM node\nUSER node\n");
  await cozydock.page.keyboard.press("Control+Z");
  expect((await cozydock.selection()).text).toBe("FROM node\n");
  await cozydock.page.keyboard.press("Control+Z");
  expect((await cozydock.selection()).text).toContain("DB_PASSWORD");
  for (let step = 0; step < 3; step += 1) await cozydock.page.keyboard.press("Control+Shift+Z");
  expect((await cozydock.selection()).text).toBe("FROM node\nUSER node\nCMD node");
});

for (const width of [390, 1280]) test(`the change of editors moves nothing at ${width} px`, async ({ cozydock, url }) => {
  await cozydock.page.setViewportSize({ width, height: 800 });
  const arrive = await openHeldBack(cozydock, url);
  await cozydock.findings.first().waitFor();
  // The list may still be growing downwards: what counts is where things are.
  const places = () =>
    cozydock.page.evaluate(() =>
      ["#pad", "#example", "#report", ".bar", ".draft"].map((selector) => {
        const { x, y, width } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
        return { selector, x, y, width };
      }),
    );
  const before = await places();
  await arrive();
  expect(await places()).toEqual(before);
});

test("without the full editor the plain one does, with its own undo", async ({ cozydock }) => {
  await cozydock.page.route(/codemirror-[^/]*\.js$/, (route) => route.fulfill({ body: "export {}", contentType: "text/javascript" }));
  await cozydock.open();
  await cozydock.box.pressSequentially("FROM a");
  expect(await cozydock.text()).toBe("FROM a");
  for (let step = 0; step < 2; step += 1) await cozydock.box.press("Control+Z");
  expect(await cozydock.text()).toContain("DB_PASSWORD");
  for (let step = 0; step < 2; step += 1) await cozydock.box.press("Control+Y");
  expect(await cozydock.text()).toBe("FROM a");
});

test("places are underlined in a shape for each severity, and lead to the list", async ({ cozydock }) => {
  await cozydock.open();
  const { page } = cozydock;
  await cozydock.paste("FROM node:16\nRUN npm install\n");
  const style = (severity: string) =>
    page.locator(`.cm-found-${severity}`).first().evaluate((node) => getComputedStyle(node).textDecorationStyle);
  await expect(page.locator(".cm-found-high").first()).toBeVisible();
  expect([await style("high"), await style("medium"), await style("low")]).toEqual(["double", "dashed", "dotted"]);
  await page.locator(".cm-found-high").first().hover();
  const card = page.locator(".hover-card");
  await expect(card).toContainText("Serious");
  await card.getByRole("button", { name: "Show in the list" }).first().click();
  await expect(page.locator("#report h3 > :focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.locator(".cm-sign").first().click();
  await expect(page.locator("#report h3 > :focus")).toHaveCount(1);
});

test("Tab leaves the editor", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.box.focus();
  await cozydock.page.keyboard.press("Tab");
  await expect(cozydock.box).not.toBeFocused();
  await cozydock.page.keyboard.press("Shift+Tab");
  await expect(cozydock.box).toBeFocused();
});

test("F8 and Shift+F8 walk through the findings, and Escape leads back", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  const { findings } = expected(dockerfile);
  await cozydock.holds(findings.length);
  await cozydock.box.press("Control+Home");
  await cozydock.page.keyboard.press("ArrowDown");
  const { start } = await cozydock.selection();
  await cozydock.unfold();
  const heading = (at: number) => cozydock.findings.nth(at).locator(".toggle");
  await cozydock.box.focus();
  await cozydock.page.keyboard.press("F8");
  await expect(heading(0)).toBeFocused();
  await cozydock.page.keyboard.press("F8");
  await expect(heading(1)).toBeFocused();
  await cozydock.page.keyboard.press("Shift+F8");
  await cozydock.page.keyboard.press("Shift+F8");
  await expect(heading(findings.length - 1)).toBeFocused();
  await cozydock.page.keyboard.press("Escape");
  await expect(cozydock.box).toBeFocused();
  expect(await cozydock.selection()).toMatchObject({ start, end: start });
});
