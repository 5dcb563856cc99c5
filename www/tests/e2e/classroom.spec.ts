import { writeFileSync } from "node:fs";
import { expect, lesson, lessons, test } from "./single.ts";

for (const { id, title, solution } of lessons) {
  test(`${id}: the solution, typed into the page, finishes the lesson`, async ({ room }) => {
    const { page } = room;
    await room.openLesson(id);
    await expect(page.locator(".after.told")).toHaveCount(0);
    await room.solve(id);
    await expect(room.verdict).toHaveText(/^Done\./);
    await expect(page.locator('.goals [data-state="open"]')).toHaveCount(0);
    await expect(page.locator(".after.told p").first()).toBeVisible();
    await expect(page.getByRole("status").last()).toHaveText(/^Done\./);
    await page.getByRole("link", { name: "All lessons" }).click();
    await expect(page.locator(".lessons li", { hasText: title })).toHaveAttribute("data-state", "finished");
    expect(solution.length).toBeGreaterThan(0);
  });
}

test("a lesson is found, read, helped with, finished and followed by the next, by keyboard alone", async ({ room }) => {
  const { page } = room;
  const { keyboard } = page;
  await room.open("lessons");
  const tabTo = async (name: RegExp, tag = "a, button, summary") => {
    for (let step = 0; step < 60; step += 1) {
      await keyboard.press("Tab");
      const here = await page.evaluate((tag) => {
        const node = document.activeElement;
        return node?.matches(tag) ? (node.textContent ?? "") : "";
      }, tag);
      if (name.test(here)) return;
    }
    throw new Error(`no way by Tab to ${name}`);
  };
  await tabTo(/A key to one room/);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: lesson("user").title })).toBeFocused();
  await expect(room.verdict).toHaveText("Neither of the two rules is quiet yet.");
  await expect(room.box).toBeVisible();
  await tabTo(/FROM/, ".cm-content");
  await keyboard.press("Control+A");
  await keyboard.press("Delete");
  await keyboard.insertText("FROM python:3.14-alpine\nCMD [\"python\"]\nUSER nobody\n");
  await expect(room.verdict).toHaveText(/^Done\.|^All rules/);
  await tabTo(/Back to how it was/);
  await keyboard.press("Enter");
  await expect(room.verdict).toHaveText("Neither of the two rules is quiet yet.");
  await tabTo(/Give me a hint/);
  await keyboard.press("Enter");
  await expect(page.locator(".hints li")).toHaveCount(1);
  await expect(page.locator(".hints li")).toBeFocused();
  await tabTo(/Another hint/);
  await keyboard.press("Enter");
  await expect(page.locator(".hints li")).toHaveCount(2);
  await tabTo(/A way to do it/);
  await keyboard.press("Enter");
  await expect(page.locator(".solution .diff li[data-sign='+']")).not.toHaveCount(0);
  await room.solve("user");
  await expect(room.verdict).toHaveText(/^Done\./);
  await tabTo(/^Next: /);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: lesson("limits").title })).toBeFocused();
});

test("what finishes nothing: an emptied file, a hushing comment, a broken file, a worse one", async ({ room }) => {
  const { page } = room;
  await room.openLesson("user");
  const [start] = lesson("user").start;
  const [solved] = lesson("user").solution;
  for (const [text, words] of [
    ["\n", /bring it back/],
    [start?.text.replace(/^(FROM|RUN sudo)/gm, "# cozydock ignore=runs-as-root,sudo-in-build\n$1") ?? "", /a comment asks/],
    [`${solved?.text}RUN curl -fsSL https://example.com/x | sh\n`, /Something serious is new/],
  ] as const) {
    await room.type(text);
    await expect(room.verdict).toHaveText(words);
    await expect(page.locator(".after.told")).toHaveCount(0);
  }
  await page.getByRole("link", { name: "All lessons" }).click();
  await expect(page.locator('.lessons [data-state="started"]')).toHaveCount(1);
  await expect(page.locator('.lessons [data-state="finished"]')).toHaveCount(0);
});

test("progress and what was typed outlive a reload, travel by code, and are forgotten for the next pupil", async ({ room }) => {
  const { page } = room;
  await room.openLesson("limits");
  await room.solve("limits");
  await expect(room.verdict).toHaveText(/^Done\./);
  // The browser writes it down in its own time; another page sees it when it has.
  const other = await page.context().newPage();
  await other.goto(room.url);
  await expect.poll(() => other.evaluate(() => localStorage.getItem("cozydock:lessons"))).toContain('"done":["limits"]');
  await other.close();
  await page.reload();
  await expect(room.verdict).toHaveText(/^Done\./);
  await expect(room.box).toContainText("--memory 256m");
  await page.getByRole("link", { name: "All lessons" }).click();
  await expect(page.getByRole("heading", { name: "One of ten rooms is lit" })).toBeVisible();
  await expect(page.locator('.class-house [data-state="cozy"]')).toHaveCount(1);
  const code = await page.getByLabel("Your code").inputValue();
  expect(code).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{2}$/);

  await page.getByRole("button", { name: "Start over for the next pupil" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.locator('.lessons [data-state="finished"]')).toHaveCount(1);
  await page.getByRole("button", { name: "Start over for the next pupil" }).click();
  await page.getByRole("button", { name: "Forget it all" }).click();
  await expect(page.locator('.lessons [data-state="open"]')).toHaveCount(lessons.length);
  expect(await page.evaluate(() => localStorage.getItem("cozydock:lessons"))).toBeNull();

  await page.getByLabel("I have a code").fill("ABC-DE");
  await page.getByRole("button", { name: "Light the rooms" }).click();
  await expect(page.getByText("That code doesn't fit.")).toBeVisible();
  await page.getByLabel("I have a code").fill(code.toLowerCase().replace("-", " "));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Welcome back. One lesson is finished.")).toBeVisible();
  await expect(page.locator('.lessons [data-state="finished"]')).toHaveCount(1);
});

test("a finished house is lit from cellar to attic, and smoke rises", async ({ room }) => {
  await room.page.addInitScript((ids) => localStorage.setItem("cozydock:lessons", JSON.stringify({ done: ids, texts: {} })), lessons.map(({ id }) => id));
  await room.open("lessons");
  await expect(room.page.getByRole("heading", { name: "All ten rooms are lit, and there's smoke" })).toBeVisible();
  await expect(room.page.locator('.class-house [data-state="cozy"]')).toHaveCount(10);
  await expect(room.page.locator(".smoke")).toHaveClass(/on/);
});

test.describe("where nothing may be stored", () => {
  test("lessons work, and the page says what it can't keep", async ({ room }) => {
    await room.page.addInitScript(() =>
      Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } }),
    );
    await room.openLesson("user");
    await room.solve("user");
    await expect(room.verdict).toHaveText(/^Done\./);
    await room.page.getByRole("link", { name: "All lessons" }).click();
    await expect(room.page.locator('.lessons [data-state="finished"]')).toHaveCount(1);
    await expect(room.page.getByText("Write the code down before you leave.")).toBeVisible();
  });
});

test("the presenter goes through a lesson with the keys, and shows the answer when asked", async ({ room }) => {
  const { page } = room;
  await room.openLesson("network");
  await page.getByRole("button", { name: "Show it large" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: lesson("network").title })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("heading", { name: "What could go wrong here?" })).toBeFocused();
  await expect(dialog.locator(".excerpt")).toBeVisible();
  await expect(dialog.locator(".answer")).toBeHidden();
  await page.keyboard.press(" ");
  await expect(dialog.locator(".answer")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(dialog.getByText("1 of 5")).toBeVisible();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press("PageDown");
  await expect(dialog.getByText("5 of 5")).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "What would have happened" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Show it large" })).toBeFocused();
});

/** Pages of a PDF as Chromium writes it. */
const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

test("the teacher's sheets print: one lesson on a few pages, all of them each on their own", async ({ room }, info) => {
  const { page } = room;
  await room.open("sheet/secrets");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Teacher's sheet: A safe in the wall");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("header")).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  for (const part of ["goals", "story", "start", "hints", "solution", "after", "teacher", "notes"]) {
    await expect(page.locator(`[data-part="${part}"]`)).toBeVisible();
  }
  const one = await page.pdf({ format: "A4" });
  writeFileSync(info.outputPath("sheet.pdf"), one);
  expect(pagesOf(one)).toBeGreaterThanOrEqual(1);
  expect(pagesOf(one)).toBeLessThanOrEqual(3);
  await page.evaluate(() => (location.hash = "sheets"));
  await expect(page.locator(".teacher-sheet")).toHaveCount(lessons.length);
  const all = await page.pdf({ format: "A4" });
  writeFileSync(info.outputPath("sheets.pdf"), all);
  expect(pagesOf(all)).toBeGreaterThanOrEqual(lessons.length);
  expect(pagesOf(all)).toBeLessThanOrEqual(lessons.length * 3 + 3);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the classroom, ${colorScheme}`, async ({ room }) => {
    test.slow();
    const { page } = room;
    await page.emulateMedia({ colorScheme });
    await room.open("lessons");
    await expect(page.locator(".lessons li")).toHaveCount(lessons.length);
    expect(await room.axe()).toEqual([]);
    await page.getByRole("button", { name: "Start over for the next pupil" }).click();
    expect(await room.axe()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: lesson("secrets").title }).click();
    await expect(room.box).toBeVisible();
    await page.getByRole("button", { name: "Give me a hint" }).click();
    await page.getByText("A way to do it").click();
    await page.locator(".remarks .toggle[aria-expanded='false']").first().click();
    expect(await room.axe()).toEqual([]);
    await room.solve("secrets");
    await expect(room.verdict).toHaveText(/^Done\./);
    expect(await room.axe()).toEqual([]);
    await page.getByRole("button", { name: "Show it large" }).click();
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press(" ");
      expect(await room.axe()).toEqual([]);
      await page.keyboard.press("ArrowRight");
    }
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Teacher's sheet" }).click();
    await expect(page.locator(".teacher-sheet")).toBeVisible();
    expect(await room.axe()).toEqual([]);
  });
}

for (const width of [320, 390, 900]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ room }) => {
    const { page } = room;
    await page.setViewportSize({ width, height: 640 });
    for (const asked of ["", "lessons", "lesson/house", "sheet/house", "rules", "rule/runs-as-root"]) {
      await room.open(asked);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      if (asked.startsWith("lesson/")) {
        await expect(room.box).toBeVisible();
        await page.getByText("A way to do it").click();
      }
      expect(await room.overhang(), asked).toBeLessThanOrEqual(0);
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      expect(await room.overhang(), `${asked}, twice the text`).toBeLessThanOrEqual(0);
      await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
    }
    await room.openLesson("house");
    await page.getByRole("button", { name: "Show it large" }).click();
    expect(await room.overhang()).toBeLessThanOrEqual(0);
  });
}
