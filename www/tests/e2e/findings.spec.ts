import { compose, dockerfile, dockerRun, unicode } from "./files.ts";
import { expect, expected, test } from "./page.ts";

const files = { dockerfile, compose, "docker run line": dockerRun, unicode };

test.beforeEach(async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.cutNetwork();
});
test.afterEach(({ cozydock }) => expect(cozydock.requests).toEqual([]));

for (const [name, text] of Object.entries(files)) {
  test(`${name}: what the engine says is what the page shows, and places are right`, async ({
    cozydock,
  }) => {
    const { findings } = expected(text);
    expect(findings.length).toBeGreaterThan(0);
    await cozydock.paste(text);
    await expect(cozydock.findings).toHaveCount(findings.length);
    expect((await cozydock.shownRules()).sort()).toEqual(findings.map(({ rule }) => rule).sort());

    const left = [...findings];
    for (const item of await cozydock.findings.all()) {
      const rule = await item.getAttribute("data-rule");
      const title = (await item.locator(".title").innerText()).replaceAll("`", "");
      const at = left.findIndex(
        (one) => one.rule === rule && one.title.replaceAll("`", "") === title,
      );
      const [finding] = left.splice(at, 1);
      if (!finding) throw new Error(`not from the engine: ${rule} ${title}`);
      await expect(item.locator(".detail")).toHaveText(finding.detail.replaceAll("`", ""));
      const button = item.getByRole("button", { name: /^Line/ }).first();
      await expect(button).toContainText(String(finding.range.start.line));
      await button.click();
      expect(await cozydock.selection()).toEqual({
        text,
        start: finding.range.start.offset,
        end: finding.range.end.offset,
        focused: true,
      });
      // The excerpt shows the very words that are selected.
      const guilty = text.slice(finding.range.start.offset, finding.range.end.offset);
      const marked = guilty === "" ? "" : await item.locator("mark").innerText();
      expect(guilty.startsWith(marked.replace(/…$/, ""))).toBe(true);
      expect(marked === "").toBe(guilty === "");
    }
    expect(left).toEqual([]);
  });
}

test("a file with Windows line ends is judged and its places are right in the box", async ({
  cozydock,
}) => {
  await cozydock.drop({ name: "Dockerfile", bytes: [...Buffer.from(dockerfile.replaceAll("\n", "\r\n"))] });
  await expect(cozydock.findings).toHaveCount(expected(dockerfile).findings.length);
  const first = expected(dockerfile).findings.find(({ rule }) => rule === "sudo-in-build");
  await cozydock.page.locator('[data-rule="sudo-in-build"] button.place').first().click();
  const { text, start, end } = await cozydock.selection();
  expect(text).toBe(dockerfile);
  expect([start, end]).toEqual([first?.range.start.offset, first?.range.end.offset]);
  expect(text.slice(start, end)).toContain("sudo");
});

test("the worst comes first, and the summary counts them", async ({ cozydock }) => {
  await cozydock.paste(dockerfile);
  const { findings } = expected(dockerfile);
  await expect(cozydock.findings).toHaveCount(findings.length);
  const order = ["critical", "high", "medium", "low", "note"];
  const ranks = await cozydock.findings.evaluateAll(
    (items, order) => items.map((item) => order.indexOf(item.dataset["severity"] ?? "")),
    order,
  );
  expect(ranks).toEqual([...ranks].sort());
  const words = await cozydock.summary.innerText();
  const counted = [...words.matchAll(/\d+/g)].reduce((sum, [digits]) => sum + Number(digits), 0);
  expect(counted).toBe(findings.length);
});

test("typing is judged after a pause, and what stays wrong stays open and in its place", async ({
  cozydock,
}) => {
  await cozydock.paste(dockerfile);
  const first = cozydock.findings.first();
  await first.locator("summary").click();
  await expect(first.locator("details")).toHaveAttribute("open", "");
  const node = await first.elementHandle();
  await cozydock.box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(0, 0));
  await cozydock.box.pressSequentially("# one more line\n\n");
  const { findings } = expected(`# one more line\n\n${dockerfile}`);
  const line = findings.find(({ rule }) => rule === "sudo-in-build")?.range.start.line;
  await expect(cozydock.page.locator('[data-rule="sudo-in-build"] button.place').first()).toContainText(
    String(line),
  );
  expect(await node?.evaluate((node) => node.isConnected)).toBe(true);
  await expect(first.locator("details")).toHaveAttribute("open", "");
});

test("the kind is guessed in words and can be changed", async ({ cozydock }) => {
  const kind = cozydock.page.getByLabel("Kind of file");
  await cozydock.paste(compose);
  await expect(kind.locator("option").first()).toHaveText("Looks like a Compose file");
  await expect(cozydock.findings).toHaveCount(expected(compose).findings.length);
  await kind.selectOption("Dockerfile");
  const forced = expected(compose, "dockerfile");
  await expect(cozydock.findings).toHaveCount(forced.findings.length);
  await expect.poll(() => cozydock.shownRules()).not.toEqual(expected(compose).findings.map((one) => one.rule));
  await kind.selectOption("");
  await expect(cozydock.findings).toHaveCount(expected(compose).findings.length);
});

test("the ten rooms and their states are told in words", async ({ cozydock }) => {
  await cozydock.paste(dockerfile);
  const items = cozydock.page.locator("#layers li");
  await expect(items).toHaveCount(10);
  const { layers, score } = expected(dockerfile);
  for (const [index, { state }] of layers.entries()) {
    const words = { cozy: /cozy/, "needs-love": /needs love \(\d+ remarks?\)/, "not-visible": /can't be seen/ };
    await expect(items.nth(index)).toContainText(words[state]);
  }
  await expect(cozydock.page.locator(".score")).toHaveText(`Score: ${score} of 100.`);
});

test("what a file can't show comes with commands for this very file", async ({ cozydock }) => {
  await cozydock.paste(compose);
  const beyond = cozydock.page.locator("#beyond");
  for (const command of [
    "trivy image wordpress",
    "docker scout cves mariadb:latest",
    "docker buildx imagetools inspect mariadb:latest",
    "docker compose logs --tail 100 db",
    "docker events",
    "live-restore",
  ]) {
    await expect(beyond).toContainText(command);
  }
});

test("explanations carry why, what to do and safe links", async ({ cozydock }) => {
  await cozydock.paste(dockerfile);
  const item = cozydock.page.locator('[data-rule="sudo-in-build"]').first();
  await item.locator("summary").click();
  await expect(item.getByRole("heading", { name: "Why it matters" })).toBeVisible();
  await expect(item.getByRole("heading", { name: "Do this" })).toBeVisible();
  for (const link of await item.getByRole("link").all()) {
    await expect(link).toHaveAttribute("href", /^https:/);
    await expect(link).toHaveAttribute("rel", /noopener/);
  }
});

test("markup in a file is shown as text", async ({ cozydock }) => {
  const hostile = `FROM <img/src=x/onerror=alert(1)>\nENV SOME_PASSWORD=<script>alert(1)</script>\nFROM a\u202eb\n`;
  await cozydock.paste(hostile);
  await expect(cozydock.findings).toHaveCount(expected(hostile).findings.length);
  expect(await cozydock.page.locator("#results img, #results script").count()).toBe(0);
  expect(await cozydock.page.locator("#results").innerText()).not.toContain("\u202e");
});
