// Links that carry files, and reports to take along.

import AxeBuilder from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { expect, test } from "./page.ts";

const SECRET = "FROM node:24-slim\nENV DB_PASSWORD=hunter22\n";

test("a link opens the same files in another browser, with secrets covered unless asked for", async ({ cozydock, url }) => {
  const { page } = cozydock;
  await cozydock.open();
  await cozydock.cutNetwork();
  await cozydock.paste(SECRET);
  await page.getByRole("button", { name: "New file" }).click();
  await cozydock.box.pressSequentially("services: {}");
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByLabel("Link");
  await expect(page.getByText("1 place looks like a secret")).toBeVisible();
  await expect(link).toHaveValue(/#files=1\../);
  const covered = await link.inputValue();
  await page.getByLabel("Share them as they are").check();
  await expect(link).not.toHaveValue(covered);
  const open = await link.inputValue();
  expect(cozydock.requests).toEqual([]);
  await page.keyboard.press("Escape");
  await page.context().setOffline(false);
  await page.unrouteAll();

  const visitor = await page.context().browser()?.newPage();
  if (!visitor) throw new Error("no second browser");
  for (const [address, words] of [[covered, "ENV DB_PASSWORD=hidden-by-cozydock"], [open, "ENV DB_PASSWORD=hunter22"]] as const) {
    await visitor.goto("about:blank");
    await visitor.goto(address);
    await expect(visitor.getByRole("tab")).toHaveCount(2);
    await expect(visitor.getByRole("textbox", { name: "Paste a Dockerfile" })).toContainText(words);
    expect(new URL(visitor.url()).hash).toBe("");
  }
  await visitor.close();
  expect(url).toBeTruthy();
});

test("a link doesn't cost what was there, and a broken one says so", async ({ cozydock }) => {
  const { page } = cozydock;
  await cozydock.open();
  await cozydock.paste("FROM alpine:3.22\n");
  await page.evaluate(() => (location.hash = "#files=1.broken"));
  await expect(cozydock.note).toContainText("lost something on its way");
  expect(await cozydock.text()).toBe("FROM alpine:3.22\n");
  await page.evaluate(() => (location.hash = "#files=9.abc"));
  await expect(cozydock.note).toContainText("newer Cozydock");
  // `[["FROM a","",null]]`, deflated.
  await page.evaluate(async () => {
    const packed = await new Response(
      new Blob([JSON.stringify([["FROM scratch\n", "", null]])]).stream().pipeThrough(new CompressionStream("deflate-raw")),
    ).bytes();
    location.hash = `#files=1.${btoa(String.fromCharCode(...packed)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
  });
  await expect(page.locator("#toast-words")).toHaveText("Opened from the link.");
  expect(await cozydock.text()).toBe("FROM scratch\n");
  await page.locator("#toast-actions").getByRole("button", { name: "Undo" }).click();
  expect(await cozydock.text()).toBe("FROM alpine:3.22\n");
});

test("the report can be saved as SARIF, and copied for a pull request", async ({ cozydock }) => {
  const { page } = cozydock;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await cozydock.open();
  await cozydock.cutNetwork();
  await cozydock.paste(SECRET);
  await page.getByRole("button", { name: "Share" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as SARIF" }).click();
  const log = JSON.parse(readFileSync(await (await download).path(), "utf8")) as { version: string; runs: { results: { ruleId: string }[] }[] };
  expect(log.version).toBe("2.1.0");
  expect(log.runs[0]?.results.map(({ ruleId }) => ruleId)).toContain("secret-in-env");
  await page.getByRole("button", { name: "Copy for a pull request" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("`DB_PASSWORD`");
  expect(cozydock.requests.filter((address) => !address.startsWith("blob:"))).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) test(`the panel is for everyone, ${colorScheme}`, async ({ cozydock }) => {
  const { page } = cozydock;
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width: 320, height: 700 });
  await cozydock.open();
  await cozydock.paste(SECRET);
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("1 place looks like a secret")).toBeVisible();
  expect((await new AxeBuilder({ page }).include("#share").analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => document.querySelector("#share")!.scrollWidth <= document.querySelector("#share")!.clientWidth)).toBe(true);
});
