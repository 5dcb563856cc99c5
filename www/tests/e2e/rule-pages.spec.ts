import { AxeBuilder } from "@axe-core/playwright";
import { dockerfile } from "./files.ts";
import { expect, test } from "./page.ts";

test("a finding leads to its rule's page, and that to its layer", async ({ cozydock }) => {
  const { page } = cozydock;
  await cozydock.open();
  await cozydock.paste(dockerfile);
  await cozydock.openCards();
  await page.locator('.groups a[href="rules/secret-in-env/"]').first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A password is written on the door of the safe");
  await expect(page.getByRole("heading", { name: "Do this" })).toBeVisible();
  await expect(page.locator("pre").first()).toContainText("POSTGRES_PASSWORD_FILE");
  await page.getByRole("link", { name: "Secrets", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("ecret");
  await expect(page.getByRole("link", { name: "A password is written on the door of the safe" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on a rule's and a layer's page, ${colorScheme}`, async ({ cozydock }) => {
    await cozydock.page.emulateMedia({ colorScheme });
    await cozydock.open();
    for (const id of ["runs-as-root", "read-only", "craft"]) {
      await cozydock.page.goto(new URL(`rules/${id}/`, cozydock.page.url().replace(/rules\/.*/, "")).href);
      const { violations } = await new AxeBuilder({ page: cozydock.page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    }
  });
}
