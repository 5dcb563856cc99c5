// The privacy panel, colors, and the toast.

import { AxeBuilder } from "@axe-core/playwright";
import { dockerfile } from "./files.ts";
import { type Cozydock, expect, test } from "./page.ts";

const axe = async ({ page }: Cozydock) =>
  (await new AxeBuilder({ page }).analyze()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));

test("the privacy panel counts requests and shows the policy word for word", async ({ cozydock }) => {
  await cozydock.open();
  const { page } = cozydock;
  await cozydock.paste(dockerfile);
  const open = page.getByRole("button", { name: "See for yourself" });
  await open.click();
  const panel = page.getByRole("dialog");
  await expect(panel).toContainText("0. Your browser counted them");
  const policy = await page.locator("meta[http-equiv]").getAttribute("content");
  await expect(panel.locator("#policy")).toHaveText(policy ?? "");
  expect(await axe(cozydock)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(open).toBeFocused();

  // The count is a real one.
  await page.evaluate(() => fetch("./index.html?counted"));
  await expect(page.locator("#requests")).toHaveText(/^1\./);
});

test("colors follow the system until they are chosen, and the choice stays", async ({ cozydock }) => {
  const { page } = cozydock;
  await page.emulateMedia({ colorScheme: "light" });
  await cozydock.open();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  const dark = await paper();
  expect(dark).not.toBe(light);
  await cozydock.open();
  expect(await paper()).toBe(dark);
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await page.getByRole("radio", { name: "Same as the system" }).check({ force: true });
  expect(await paper()).toBe(light);
});

for (const [how, stays] of [["keyboard", true], ["pointer", false]] as const) {
  test(`a toast ${stays ? "stays for" : "goes for"} people with a ${how}`, async ({ cozydock }) => {
    const { page } = cozydock;
    await page.clock.install();
    await cozydock.open();
    await cozydock.paste(dockerfile);
    const clear = page.getByRole("button", { name: "Clear" });
    if (how === "keyboard") await clear.press("Enter");
    else await clear.click();
    const toast = page.getByRole("group", { name: "Cleared." });
    await expect(toast).toBeVisible();
    await page.clock.runFor(60_000);
    await expect(toast).toBeVisible({ visible: stays });
    await page.locator("#undo").click();
    expect(await cozydock.text()).toBe(dockerfile);
  });
}

test("axe finds nothing in the menu of examples, with tabs, and with a toast", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.page.getByRole("button", { name: "Examples" }).click();
  expect(await axe(cozydock)).toEqual([]);
  await cozydock.page.getByRole("button", { name: "After: A Node app" }).click();
  await cozydock.paste(dockerfile);
  await expect(cozydock.page.locator("#toast")).toBeVisible();
  await expect(cozydock.page.getByRole("tab")).toHaveCount(2);
  expect(await axe(cozydock)).toEqual([]);
});
