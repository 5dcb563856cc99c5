import { createHash } from "node:crypto";
import { rules } from "../../../pkg/cozydock.js";
import { dockerfile } from "./files.ts";
import { expected } from "./page.ts";
import { expect, html, test } from "./single.ts";

test("the checker works from a disk, in a worker, and asks for nothing", async ({ room }) => {
  const { page } = room;
  await room.open();
  await expect(page.locator("#about")).toHaveText(new RegExp(`${rules().length} rules`));
  await expect(page.locator(".verdict")).toHaveText(/This works, but/);
  expect(page.workers()).toHaveLength(1);
  await page.locator("body").evaluate((body, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, dockerfile);
  const counts = page.locator("#report .groups [data-count]");
  await expect
    .poll(() => counts.evaluateAll((nodes) => nodes.reduce((sum, node) => sum + Number((node as HTMLElement).dataset["count"]), 0)))
    .toBe(expected(dockerfile).findings.length);
  await page.getByRole("button", { name: "Nothing you paste leaves this page" }).click();
  await expect(page.locator("#requests")).toHaveText(/^0\./);
  await expect(page.locator("#policy")).toContainText("connect-src 'none'");
});

test("its policy names every script and style by its hash, and nothing else runs or connects", async () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
  const directives = new Map(policy.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1)]));
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(directives.get("connect-src")).toEqual(["'none'"]);
  expect(directives.get("worker-src")).toEqual(["blob:"]);
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  for (const [tag, directive, more] of [["script", "script-src", ["'wasm-unsafe-eval'"]], ["style", "style-src", []]] as const) {
    const hashes = [...html.matchAll(new RegExp(`<${tag}(?![^>]*text/plain)[^>]*>([\\s\\S]*?)</${tag}>`, "g"))].map(
      ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
    );
    expect(hashes.length).toBeGreaterThan(0);
    expect(directives.get(directive)).toEqual([...hashes, ...more]);
  }
  expect(html.length).toBeLessThan(2_500_000);
});

test.describe("a try to call somebody", () => {
  test.use({ allowed: /Content Security Policy|Failed to fetch|violates|CSP: / });
  test("is stopped by the policy, in the page and in its worker", async ({ room, context }) => {
    await context.setOffline(false);
    await room.open();
    await expect(room.page.locator("#about")).toHaveText(/rules/);
    const answer = await room.page.evaluate(async () => {
      const calls: (() => Promise<unknown>)[] = [
        () => fetch("https://example.com/"),
        () => fetch("data:text/plain,hello"),
        () => new Promise((done, failed) => Object.assign(new Image(), { onload: done, onerror: failed, src: "https://example.com/x.png" })),
        () => new Promise((done, failed) => {
          const socket = new WebSocket("wss://example.com/");
          socket.onopen = done;
          socket.onerror = failed;
        }),
      ];
      return Promise.all(calls.map((call) => call().then(() => "got through", () => "stopped")));
    });
    expect(answer).toEqual(["stopped", "stopped", "stopped", "stopped"]);
    const inWorker = await room.page.workers()[0]?.evaluate(() => fetch("https://example.com/").then(() => "got through", () => "stopped"));
    expect(inWorker).toBe("stopped");
    room.requests.length = 0;
  });
});

test("every rule and every chapter has its page in it, and findings lead there", async ({ room }) => {
  const { page } = room;
  await room.open("rules");
  await expect(page.getByRole("heading", { level: 1, name: "The rules" })).toBeVisible();
  const links = await page.locator('.book a[href^="#rule/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const all = [...rules().map(({ id }) => id), ...new Set(rules().map(({ layer }) => layer))];
  expect(new Set(links)).toEqual(new Set(all.map((id) => `#rule/${id}/`)));
  for (const id of ["runs-as-root", "read-only", "craft"]) {
    await page.locator(`.book a[href="#rule/${id}/"]`).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(page.locator(".book > p").first()).not.toBeEmpty();
    await page.getByRole("link", { name: "All rules" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "The rules" })).toBeFocused();
  }
  await page.getByRole("link", { name: "Check a file" }).click();
  await page.getByRole("link", { name: "All about this rule" }).first().click();
  await expect(page.getByRole("heading", { name: "Do this" })).toBeVisible();
  await page.goBack();
  await expect(page.locator("#report")).toBeVisible();
});

test("the checker keeps its file while somebody looks at the lessons", async ({ room }) => {
  const { page } = room;
  await room.open();
  const box = page.locator("#pad .cm-content");
  await expect(box).toBeVisible();
  await box.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText("FROM scratch\n# mine\n");
  await page.getByRole("link", { name: "Lessons" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  // What is pasted here isn't meant for the checker.
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "FROM elsewhere");
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByRole("link", { name: "Check a file" }).click();
  await expect(box).toContainText("# mine");
  await expect(box).not.toContainText("elsewhere");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the checker and the rule pages, ${colorScheme}`, async ({ room }) => {
    await room.page.emulateMedia({ colorScheme });
    await room.open();
    await expect(room.page.locator("#pad .cm-content")).toBeVisible();
    expect(await room.axe()).toEqual([]);
    for (const asked of ["rules", "rule/secret-in-env", "rule/network"]) {
      await room.page.evaluate((hash) => (location.hash = hash), asked);
      await expect(room.page.locator(".book h1")).toBeFocused();
      expect(await room.axe()).toEqual([]);
    }
  });
}
