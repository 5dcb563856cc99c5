import { dockerfile } from "./files.ts";
import { expect, expected, test } from "./page.ts";

test.beforeEach(async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.cutNetwork();
});

const texts = {
  nothing: "",
  "only blanks": " \n\t\n ",
  "only comments": "# a\n# b\n",
  "a NUL": "FROM a\u0000b\nRUN c\n",
  "lone surrogates": "FROM \ud800 \udc00\nENV A_TOKEN=\ud83d\n",
  "a byte order mark": "\ufeffFROM node\n",
  "broken YAML": "services:\n  web: [\n    image: {\n",
  nesting: "[".repeat(100_000),
  "5,000 stages": "FROM node\n".repeat(5000),
};
for (const [name, text] of Object.entries(texts)) {
  test(`${name}: an answer without praise for what couldn't be read`, async ({ cozydock }) => {
    await cozydock.paste(dockerfile);
    await expect(cozydock.findings).not.toHaveCount(0);
    // Nothing is no paste, so it's made by hand.
    if (text.trim() === "") {
      await cozydock.box.press("Control+A");
      await cozydock.box.press("Delete");
      await cozydock.pasteInBox(text);
    } else {
      await cozydock.paste(text);
    }
    const { findings, files } = expected(text);
    const count = text.trim() === "" ? 0 : findings.length;
    await cozydock.holds(count);
    if (text.trim() === "") {
      await expect(cozydock.summary).toContainText("Nothing to look at yet");
    } else if (files.some(({ ok }) => !ok)) {
      await expect(cozydock.summary).toContainText("couldn't read all");
      await expect(cozydock.summary).not.toContainText("well done");
    }
    await expect(cozydock.trouble).toHaveText("");
    expect(await cozydock.text()).toBe(text);
    expect(cozydock.requests).toEqual([]);
  });
}

test("hundreds of findings are counted, folded and shown a page at a time", async ({ cozydock }) => {
  const text = `FROM debian:13-slim\n${"RUN sudo make install\n".repeat(5000)}`;
  const many = expected(text).findings.length;
  // The engine itself stops at two hundred of a rule.
  expect(many).toBeGreaterThan(200);
  await cozydock.paste(text);
  await cozydock.holds(many);
  expect(await cozydock.page.locator("#report *").count()).toBeLessThan(2000);
});

for (const [name, text] of Object.entries({
  "one line of 10 MB": `FROM node\nRUN ${"echo a && ".repeat(1_000_000)}true\nRUN sudo make install\n`,
  "4 MB of short lines": `FROM node\n${"RUN echo a long day at sea\n".repeat(150_000)}RUN sudo make install\n`,
})) {
  test(`${name} freezes nothing and loses nothing`, async ({ cozydock }) => {
    test.slow();
    const heldUp = await cozydock.pasteFrom(await cozydock.clipboard(text));
    expect(heldUp).toBeLessThan(1000);
    await expect(cozydock.note).toContainText("too long to be edited here");
    await cozydock.page.locator('.groups [data-rule="sudo-in-build"]').first().waitFor();
    await expect(cozydock.page.locator("#draft-state")).toContainText("too long to be kept");
    expect(await cozydock.page.evaluate(() => localStorage.length)).toBe(0);

    await cozydock.page.locator('[data-rule="sudo-in-build"] button.place').first().click();
    const { text: part, start, end } = await cozydock.selection();
    expect(part.slice(start, end)).toContain("sudo");

    await cozydock.page.getByRole("button", { name: "Clear" }).click();
    await expect(cozydock.summary).toContainText("Nothing to look at yet");
    await cozydock.page.locator("#undo").click();
    await cozydock.page.locator('.groups [data-rule="sudo-in-build"]').first().waitFor();
    await cozydock.paste(dockerfile);
    expect(await cozydock.text()).toBe(dockerfile);
    await expect(cozydock.box).toBeEditable();
  });
}

test("a real Ctrl+V is judged at once", async ({ cozydock }) => {
  await cozydock.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await cozydock.page.evaluate((text) => navigator.clipboard.writeText(text), dockerfile);
  await cozydock.box.focus();
  await cozydock.page.keyboard.press("Control+V");
  await cozydock.holds(expected(dockerfile).findings.length);
  expect(await cozydock.text()).toBe(dockerfile);
  await cozydock.page.keyboard.press("Control+Z");
  expect(await cozydock.text()).not.toBe(dockerfile);
});

test("a dropped picture leaves the text alone and says so", async ({ cozydock }) => {
  await cozydock.paste(dockerfile);
  await cozydock.drop({ name: "cat.png", bytes: [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] });
  await expect(cozydock.note).toHaveText("cat.png doesn't look like a text file, so your text was left as it is.");
  expect(await cozydock.text()).toBe(dockerfile);
});

test("a file in UTF-16, as older PowerShell writes it, is read", async ({ cozydock }) => {
  await cozydock.drop({ name: "Dockerfile", bytes: [...Buffer.from(`\ufeff${dockerfile}`, "utf16le")] });
  await cozydock.holds(expected(dockerfile).findings.length);
  expect(await cozydock.text()).toBe(dockerfile);
});

test("a file opened by its button is judged by its name too", async ({ cozydock }) => {
  const chosen = cozydock.page.waitForEvent("filechooser");
  await cozydock.page.getByRole("button", { name: "Open" }).click();
  await (await chosen).setFiles({
    name: ".dockerignore",
    mimeType: "text/plain",
    buffer: Buffer.from("node_modules\n"),
  });
  await expect(cozydock.page.getByLabel("Kind of file").locator("option").first()).toHaveText(
    "Looks like a .dockerignore file",
  );
});
