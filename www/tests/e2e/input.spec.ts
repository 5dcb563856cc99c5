// Getting files in, tabs, examples, and taking steps back.

import { compose, dockerfile } from "./files.ts";
import { expect, expected, test } from "./page.ts";

const bytes = (text: string) => [...Buffer.from(text)];

test.beforeEach(async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.cutNetwork();
});
test.afterEach(({ cozydock }) => expect(cozydock.requests).toEqual([]));

test("a first visit shows a judged example, and the first key replaces it", async ({ cozydock }) => {
  await expect(cozydock.page.locator("#example")).toBeVisible();
  await expect(cozydock.findings).not.toHaveCount(0);
  expect(await cozydock.page.evaluate(() => localStorage.length)).toBe(0);
  await cozydock.box.press("ArrowDown");
  await cozydock.box.pressSequentially("FROM node");
  expect(await cozydock.text()).toBe("FROM node");
  await expect(cozydock.page.locator("#example")).toBeHidden();
  await cozydock.box.press("Control+End");
  for (let step = 0; step < 3; step += 1) await cozydock.box.press("Control+Z");
  expect(await cozydock.text()).toContain("DB_PASSWORD");
});

test("an example can be edited instead", async ({ cozydock }) => {
  await cozydock.page.getByRole("button", { name: "Edit it instead" }).click();
  await cozydock.box.press("Control+Home");
  await cozydock.box.pressSequentially("# mine");
  expect(await cozydock.text()).toMatch(/^# mine.*\nWORKDIR/);
});

test("a paste into the example's box replaces it too", async ({ cozydock }) => {
  await cozydock.box.focus();
  await cozydock.pasteFrom(await cozydock.clipboard(dockerfile), ":focus");
  expect(await cozydock.text()).toBe(dockerfile);
});

test("what is pasted anywhere is judged at once, and both can be kept", async ({ cozydock }) => {
  await cozydock.paste(dockerfile);
  await cozydock.holds(expected(dockerfile).findings.length);
  await cozydock.paste(compose);
  await cozydock.holds(expected(compose).findings.length);
  await cozydock.page.getByRole("button", { name: "Keep both" }).click();
  await expect(cozydock.page.getByRole("tab")).toHaveText([/^Dockerfile/, /^compose/]);
  expect(await cozydock.text()).toBe(compose);
});

test("a dropped file replaces the text, which can be brought back", async ({ cozydock }) => {
  await cozydock.paste("FROM alpine\n");
  await cozydock.drop({ name: "Dockerfile", bytes: bytes(dockerfile) });
  await cozydock.holds(expected(dockerfile).findings.length);
  await cozydock.page.locator("#toast").getByRole("button", { name: "Undo" }).click();
  expect(await cozydock.text()).toBe("FROM alpine\n");
});

test("several files are judged together, in tabs that the keyboard walks", async ({ cozydock }) => {
  const { page } = cozydock;
  await cozydock.drop(
    { name: "compose.yaml", bytes: bytes(compose) },
    { name: "Dockerfile", bytes: bytes(dockerfile) },
    { name: "notes.txt", bytes: bytes("not ours") },
  );
  const tabs = page.getByRole("tab");
  await expect(tabs).toHaveText([/^compose\.yaml/, /^Dockerfile/]);
  await expect(cozydock.note).toContainText("Took 2 of 3 files");
  expect(await cozydock.text()).toBe(compose);
  await tabs.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(tabs.last()).toBeFocused();
  await expect(tabs.last()).toHaveAttribute("aria-selected", "true");
  await expect(tabs.first()).toHaveAttribute("tabindex", "-1");
  expect(await cozydock.text()).toBe(dockerfile);

  // A place in the other file shows that file.
  await page.locator('[data-rule="database-port-published"] button.place').first().click();
  await expect(tabs.first()).toHaveAttribute("aria-selected", "true");

  await page.getByRole("button", { name: "Close compose.yaml" }).click();
  await expect(tabs).toHaveCount(1);
  await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
  await expect(tabs).toHaveCount(2);
  await page.getByRole("button", { name: "New file" }).click();
  await expect(tabs).toHaveCount(3);
  await expect(cozydock.box).toBeFocused();
});

test("each tab keeps its own caret and its own past", async ({ cozydock }) => {
  const { page } = cozydock;
  await cozydock.drop({ name: "compose.yaml", bytes: bytes(compose) }, { name: "Dockerfile", bytes: bytes(dockerfile) });
  await expect(page.getByRole("tab")).toHaveCount(2);
  await cozydock.box.press("Control+Home");
  await cozydock.box.pressSequentially("# one\n");
  await page.getByRole("tab").last().click();
  await cozydock.box.press("Control+Home");
  await cozydock.box.pressSequentially("# two\n");
  await page.getByRole("tab").first().click();
  expect((await cozydock.selection()).text).toBe(`# one\n${compose}`);
  for (let step = 0; step < 3; step += 1) await cozydock.box.press("Control+Z");
  expect(await cozydock.text()).toBe(compose);
  await page.getByRole("tab").last().click();
  expect(await cozydock.text()).toBe(`# two\n${dockerfile}`);
});

test("the six examples come before and after", async ({ cozydock }) => {
  const { page } = cozydock;
  await page.getByRole("button", { name: "Examples" }).click();
  const menu = page.locator("#samples");
  await expect(menu.getByRole("listitem")).toHaveCount(6);
  await menu.getByRole("button", { name: "After: A website with its database" }).click();
  await expect(menu).toBeHidden();
  // A note on what `restart: unless-stopped` means, and nothing else.
  await cozydock.holds(1);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.locator("#example")).toBeVisible();
});

test("a folder is walked, and only what looks like ours is taken", async ({ cozydock }) => {
  // Playwright can't drop real folders, so the entries are made up.
  await cozydock.page.evaluate((text) => {
    const file = (fullPath: string) => ({
      isDirectory: false, name: fullPath.split("/").at(-1), fullPath,
      file: (done: (file: File) => void) => done(new File([text], fullPath)),
    });
    const folder = (fullPath: string, ...children: unknown[]) => ({
      isDirectory: true, name: fullPath.split("/").at(-1), fullPath,
      createReader: () => {
        const portions = [children, []];
        return { readEntries: (done: (some: unknown) => void) => done(portions.shift()) };
      },
    });
    const shop = folder("/shop", file("/shop/README.md"), folder("/shop/node_modules", file("/shop/node_modules/Dockerfile")),
      folder("/shop/api", file("/shop/api/Dockerfile")), file("/shop/.dockerignore"));
    const event = new Event("drop", { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { types: ["Files"], files: [], items: [{ webkitGetAsEntry: () => shop }] } });
    document.body.dispatchEvent(event);
  }, dockerfile);
  await expect(cozydock.page.getByRole("tab")).toHaveText([/^\.dockerignore/, /^api\/Dockerfile/]);
  await expect(cozydock.note).toContainText("Took 2 of 3 files");
});

test("a clipboard that is out of reach is told kindly", async ({ cozydock }) => {
  await cozydock.page.evaluate(() =>
    Object.defineProperty(navigator.clipboard, "readText", { value: () => Promise.reject(new DOMException("no", "NotAllowedError")) }),
  );
  await cozydock.page.locator("#paste").click();
  await expect(cozydock.note).toContainText("Press Ctrl+V");
});
