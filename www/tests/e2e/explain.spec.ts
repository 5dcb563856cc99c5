import { AxeBuilder } from "@axe-core/playwright";
import { compose, dockerfile } from "./files.ts";
import { type Cozydock, expect, test } from "./page.ts";

test.beforeEach(async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.cutNetwork();
});
test.afterEach(({ cozydock }) => expect(cozydock.requests).toEqual([]));

const panel = ({ page }: Cozydock) => page.getByRole("region", { name: "What this says" });
const steps = (cozydock: Cozydock) => panel(cozydock).getByRole("listitem").allInnerTexts();

/** Moves the caret to the end of the first `words`, as arrow keys do. */
async function caretBehind(cozydock: Cozydock, text: string, words: string): Promise<void> {
  const lines = text.slice(0, text.indexOf(words) + words.length).split("\n");
  await cozydock.box.focus();
  await cozydock.page.keyboard.press("Control+Home");
  for (let line = 1; line < lines.length; line += 1) await cozydock.page.keyboard.press("ArrowDown");
  await cozydock.page.keyboard.press("Home");
  await cozydock.page.keyboard.press("Home");
  for (let at = 0; at < (lines.at(-1) ?? "").length; at += 1) await cozydock.page.keyboard.press("ArrowRight");
}

test("a caret is explained, and the parts around it are a click away", async ({ cozydock }) => {
  await cozydock.paste(dockerfile);
  await caretBehind(cozydock, dockerfile, "apt-get install");
  await expect.poll(() => steps(cozydock)).toEqual(["RUN", "sudo", "apt-get install"]);
  await expect(panel(cozydock)).toContainText("Installs packages");
  await expect(panel(cozydock).getByRole("link", { name: "Slim images" })).toHaveAttribute("href", "rules/slim/");
  await panel(cozydock).getByRole("button", { name: "sudo" }).click();
  await expect(panel(cozydock)).toContainText("Runs a command as root");
  await expect(panel(cozydock).getByRole("link", { name: "Not root" })).toBeVisible();
  await expect(panel(cozydock).getByRole("button", { name: "sudo" })).toHaveAttribute("aria-pressed", "true");
});

test("Alt+F1 explains the caret's place, Escape closes and goes back", async ({ cozydock }) => {
  await cozydock.paste(compose);
  await caretBehind(cozydock, compose, "    ports");
  await cozydock.page.keyboard.press("Alt+F1");
  await expect.poll(() => steps(cozydock)).toEqual(["services", "web", "ports"]);
  await panel(cozydock).getByRole("button", { name: "web" }).focus();
  await cozydock.page.keyboard.press("Escape");
  await expect(panel(cozydock)).toBeHidden();
  expect((await cozydock.selection()).focused).toBe(true);
  await cozydock.page.getByRole("button", { name: "Explain this line" }).click();
  await expect(panel(cozydock)).toBeVisible();
});

test("a place without words is no error", async ({ cozydock }) => {
  const text = "FROM alpine:3.22\n\nRUN ls\n";
  await cozydock.paste(text);
  await caretBehind(cozydock, text, "FROM");
  await expect(panel(cozydock)).toBeVisible();
  await cozydock.page.keyboard.press("ArrowDown");
  await expect(panel(cozydock)).toContainText("Nothing to explain right here");
  await expect(panel(cozydock).getByRole("alert")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the panel, and it fits a phone, ${colorScheme}`, async ({ cozydock }) => {
    await cozydock.page.emulateMedia({ colorScheme });
    await cozydock.page.setViewportSize({ width: 320, height: 640 });
    await cozydock.paste(dockerfile);
    await caretBehind(cozydock, dockerfile, "apt-get install");
    await expect(panel(cozydock)).toBeVisible();
    const { violations } = await new AxeBuilder({ page: cozydock.page }).include(".explain").analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    const overhang = await cozydock.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang).toBeLessThanOrEqual(0);
  });
}
