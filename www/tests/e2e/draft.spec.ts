import { dockerfile } from "./files.ts";
import { expect, expected, test } from "./page.ts";

const stored = "cozydock:draft";

test("the text and its kind are there again after a reload", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.page.getByLabel("Kind of file").selectOption("Dockerfile");
  await expect(cozydock.page.locator("#draft-state")).toContainText("kept on this device only");
  await cozydock.open();
  expect(await cozydock.text()).toBe(dockerfile);
  await expect(cozydock.page.getByLabel("Kind of file")).toHaveValue("dockerfile");
  await cozydock.holds(expected(dockerfile).findings.length);
});

test("a text that was pasted right before leaving is kept too", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.open();
  expect(await cozydock.text()).toBe(dockerfile);
});

test("a forgotten draft is gone, and stays so while typing goes on", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.page.getByRole("button", { name: "Forget it" }).click();
  expect(await cozydock.page.evaluate(() => localStorage.length)).toBe(0);
  expect(await cozydock.text()).toBe(dockerfile);
  await cozydock.box.press("End");
  await cozydock.box.pressSequentially("# more");
  await cozydock.open();
  await expect(cozydock.page.locator("#example")).toBeVisible();
  expect(await cozydock.text()).not.toContain("# more");
});

test("clearing removes the draft, and undo brings text and kind back", async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.page.getByRole("button", { name: "Clear" }).click();
  await cozydock.holds(0);
  await expect(cozydock.page.locator("#draft-state")).toHaveText("What you paste stays on this device.");
  expect(await cozydock.page.evaluate((key) => localStorage.getItem(key), stored)).toBeNull();
  await cozydock.page.getByRole("region", { name: "Cleared." }).getByRole("button", { name: "Undo" }).click();
  expect(await cozydock.text()).toBe(dockerfile);
  await cozydock.holds(expected(dockerfile).findings.length);
});

for (const [name, value] of Object.entries({
  nonsense: "{not json",
  "another shape": '{"text":5}',
  "an unknown kind": JSON.stringify({ docs: [{ text: "FROM node\n", name: "", kind: "recipe" }], active: 7 }),
})) {
  test(`a stored draft that is ${name} breaks nothing`, async ({ cozydock }) => {
    await cozydock.page.addInitScript(([key, value]) => localStorage.setItem(key ?? "", value ?? ""), [
      stored,
      value,
    ]);
    await cozydock.open();
    await cozydock.paste(dockerfile);
    await cozydock.holds(expected(dockerfile).findings.length);
  });
}

test("storage that is forbidden or full costs only the draft", async ({ cozydock }) => {
  await cozydock.page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("no", "SecurityError");
    };
    Object.defineProperty(globalThis, "localStorage", { get: refuse });
  });
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.holds(expected(dockerfile).findings.length);
  await expect(cozydock.page.locator("#draft-state")).toContainText("keeps nothing for this page");
});
