import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./page.ts";
import { lesson, lessons, Room } from "./single.ts";

test.describe("on the website", () => {
  // Chromium itself asks for the page's icon again when the address changes.
  test.use({ allowed: /ERR_FAILED/ });
  test("the page leads to the lessons, a lesson is finished there with the network cut, and its rules have pages", async ({ cozydock, url }) => {
    const { page } = cozydock;
    await cozydock.open();
    await page.getByRole("link", { name: "Lessons" }).click();
    await expect(page).toHaveURL(`${url}lessons/`);
    await expect(page.locator(".lessons li")).toHaveCount(lessons.length);
    const room = new Room(page, `${url}lessons/`);
    await page.getByRole("link", { name: lesson("user").title }).click();
    await expect(room.box).toBeVisible();
    await cozydock.cutNetwork();
    await room.solve("user");
    await expect(room.verdict).toHaveText(/^Done\./);
    expect(page.workers()).toHaveLength(1);
    await expect(page.locator(".goals a").first()).toHaveAttribute("href", "../rules/runs-as-root/");
    await page.getByRole("link", { name: "All lessons" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(page.getByRole("link", { name: "Save cozydock.html" })).toHaveAttribute("href", "../cozydock.html");
    expect(cozydock.requests.filter((request) => !/\/icon-[^/]*\.svg$/.test(request))).toEqual([]);
  });
});

test("every rule of every lesson has a page on the site, and the single file is there to be saved", async ({ page, url }) => {
  const paths = [...new Set(lessons.flatMap(({ goal }) => goal))].map((rule) => `rules/${rule}/`);
  for (const path of [...paths, "cozydock.html"]) {
    expect((await page.request.get(new URL(path, url).href)).status(), path).toBe(200);
  }
});

test("an address that leads nowhere leads to the list", async ({ cozydock, url }) => {
  await cozydock.page.goto(`${url}lessons/#lesson/cellar`);
  await expect(cozydock.page.getByRole("heading", { level: 1 })).toHaveText("A lesson for every room");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the lessons' page, ${colorScheme}`, async ({ page, url }) => {
    await page.emulateMedia({ colorScheme });
    const room = new Room(page, `${url}lessons/`);
    for (const asked of ["", "lesson/network"]) {
      await room.open(asked);
      if (asked) await expect(room.box).toBeVisible();
      else await expect(page.locator(".lessons li")).toHaveCount(lessons.length);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    }
    expect(room.complaints).toEqual([]);
  });
}

test("every control of a lesson is reached by Tab, visibly, in the order of the page", async ({ page, url }) => {
  const room = new Room(page, `${url}lessons/`);
  await room.openLesson("secrets");
  await page.evaluate(() => {
    document.body.setAttribute("tabindex", "-1");
    document.body.focus();
  });
  const wanted = await page.evaluate(() => {
    const selector = 'a, button:enabled:not([tabindex="-1"]), summary, pre[tabindex], input:checked, .cm-content';
    const nodes = [...document.querySelectorAll<HTMLElement>(selector)].filter((node) => node.checkVisibility());
    nodes.forEach((node, at) => (node.dataset["order"] = String(at)));
    return nodes.length;
  });
  const seen: number[] = [];
  for (let step = 0; step < wanted; step += 1) {
    await page.keyboard.press("Tab");
    seen.push(
      await page.evaluate(() => {
        const node = document.activeElement as HTMLElement;
        const marked = [node, node.closest(".box"), node.closest("label")].some((one) => one && getComputedStyle(one).outlineStyle !== "none");
        return marked ? Number(node.dataset["order"] ?? -1) : -2;
      }),
    );
  }
  expect(seen).toEqual(Array.from({ length: wanted }, (_, at) => at));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the lessons' page says what is missing", async ({ page, url }) => {
    await page.goto(`${url}lessons/`);
    await expect(page.locator("noscript p")).toBeVisible();
  });
});
