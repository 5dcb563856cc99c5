import { AxeBuilder } from "@axe-core/playwright";
import { compose, dockerfile, dockerRun, unicode } from "./files.ts";
import { type Cozydock, expect, expected, test } from "./page.ts";

const files = { dockerfile, compose, "docker run line": dockerRun, unicode };
const clean = `FROM node:24.4.1-slim@sha256:${"a".repeat(64)}\nWORKDIR /app\nCOPY --chown=node:node dist ./dist\nUSER node\nHEALTHCHECK CMD ["node", "dist/health.js"]\nCMD ["node", "dist/server.js"]\n`;
const broken = "services:\n  web:\n    image: [nginx\n    ports: 80\n";

test.beforeEach(async ({ cozydock }) => {
  await cozydock.open();
  await cozydock.cutNetwork();
});
test.afterEach(({ cozydock }) => expect(cozydock.requests).toEqual([]));

/** Pastes and waits for the report. */
async function judge(cozydock: Cozydock, text: string): Promise<void> {
  await cozydock.paste(text);
  await cozydock.holds(expected(text).findings.length);
}

function card(cozydock: Cozydock, rule: string) {
  return cozydock.page.locator(`#report .groups .finding[data-rule="${rule}"]`).first();
}

/** Opens a rule's first card and hands it out. */
async function opened(cozydock: Cozydock, rule: string) {
  await cozydock.unfold();
  const node = card(cozydock, rule);
  const toggle = node.locator(".toggle").first();
  if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
  return node;
}

for (const [name, text] of Object.entries(files)) {
  test(`${name}: what the engine says is what the page shows, and places are right`, async ({ cozydock }) => {
    const { findings } = expected(text);
    expect(findings.length).toBeGreaterThan(0);
    await judge(cozydock, text);
    await cozydock.unfold();
    await cozydock.holds(findings.length);

    const left = [...findings];
    for (const item of await cozydock.findings.all()) {
      const rule = await item.getAttribute("data-rule");
      const title = await item.locator(".row .title").first().innerText();
      const at = left.findIndex((one) => one.rule === rule && one.title.replaceAll("`", "") === title);
      const [finding] = left.splice(at, 1);
      if (at === -1 || !finding) throw new Error(`not from the engine: ${rule} ${title}`);
      const toggle = item.locator(".toggle");
      if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
      await expect(item.locator(".detail")).toHaveText(finding.detail.replaceAll("`", ""));
      const button = item.locator(".row .place");
      await expect(button).toContainText(String(finding.range.start.line));
      await button.click();
      const { start, end, focused } = await cozydock.selection();
      expect({ start, end, focused }).toEqual({ start: finding.range.start.offset, end: finding.range.end.offset, focused: true });
      // The excerpt marks the very words that are selected.
      const guilty = text.slice(start, end);
      const marked = (await item.locator(".facts > .excerpt mark").allInnerTexts()).join("\n");
      expect(guilty.replace(/\n\s+/g, "\n").startsWith(marked.replace(/…$/, ""))).toBe(true);
      expect(marked === "").toBe(guilty === "");
    }
    expect(left).toEqual([]);
  });
}

test("counts add up: of the words, the groups, the folds and the rooms", async ({ cozydock }) => {
  await judge(cozydock, compose);
  const { findings, layers } = expected(compose);
  const numbers = (text: string) => [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const sum = (many: number[]) => many.reduce((total, one) => total + one, 0);
  const [total, ...parts] = numbers(await cozydock.page.locator(".counts").innerText());
  expect(total).toBe(findings.length);
  expect(sum(parts)).toBe(findings.length);
  expect(sum(numbers((await cozydock.page.locator(".group:visible h2 .count").allInnerTexts()).join(" ")))).toBe(findings.length);
  const rooms = numbers((await cozydock.page.locator(".rooms [data-state='needs-love'] .state").allInnerTexts()).join(" "));
  expect(rooms).toEqual(layers.filter(({ state }) => state === "needs-love").map(({ findings }) => findings));
});

test("the worst come first, groups by how much they matter, headings in order", async ({ cozydock }) => {
  await judge(cozydock, dockerfile);
  const titles = await cozydock.page.locator("#report h2:visible").allInnerTexts();
  const wanted = ["Start here", "Fix now", "Worth fixing", "Polish", "Already good", "What a file can't show"];
  const places = wanted.map((title) => titles.findIndex((one) => one.startsWith(title)));
  expect(places.filter((at) => at !== -1)).toEqual(places.filter((at) => at !== -1).sort((a, b) => a - b));
  expect(places[0]).not.toBe(-1);
  const order = ["critical", "high", "medium", "low", "note"];
  for (const group of await cozydock.page.locator(".group:visible").all()) {
    const ranks = await group
      .locator(".complaint > .finding")
      .evaluateAll((nodes, order) => nodes.map((node) => order.indexOf((node as HTMLElement).dataset["severity"] ?? "")), order);
    expect(ranks).toEqual([...ranks].sort());
  }
});

test("the same complaint is told once, with every place of its own", async ({ cozydock }) => {
  const text = `FROM debian:13\nRUN ${["a", "b", "c"].map((name) => `curl -k https://example.com/${name} -o /${name}`).join("\nRUN ")}\n`;
  await judge(cozydock, text);
  const fold = cozydock.page.locator(".fold", { hasText: "onnections that trust whoever answers" });
  await expect(fold.locator("h3")).toHaveText(/×3$/);
  await expect(fold.locator(".lines")).toHaveText("Lines 2, 3, 4");
  await cozydock.unfold();
  await expect(fold.locator(".places .finding h4")).toHaveCount(3);
  await fold.getByRole("button", { name: "Fix all three" }).click();
  await expect(fold.locator(".diff [data-sign='-']")).toHaveCount(3);
  await fold.getByRole("button", { name: "Keep it" }).click();
  await expect.poll(() => cozydock.text()).toBe(text.replaceAll("-k ", ""));
  await expect(fold).toHaveCount(0);
});

test("a fix is shown before it's kept, kept as shown, and can be undone", async ({ cozydock }) => {
  await judge(cozydock, dockerfile);
  const item = await opened(cozydock, "sudo-in-build");
  await item.getByRole("button", { name: "Fix it" }).click();
  expect(await cozydock.text()).toBe(dockerfile);
  const removed = await item.locator(".diff [data-sign='-'] code").allInnerTexts();
  const added = await item.locator(".diff [data-sign='+'] code").allInnerTexts();
  expect(removed.length).toBeGreaterThan(0);
  await expect(item.locator(".diff [data-sign='-']").first()).toContainText("Removed, line 10: ");
  await item.getByRole("button", { name: "Never mind" }).click();
  await expect(item.locator(".diff")).toHaveCount(0);
  await expect(item.getByRole("button", { name: "Fix it" })).toBeFocused();

  await item.getByRole("button", { name: "Fix it" }).click();
  await item.getByRole("button", { name: "Keep it" }).click();
  const before = dockerfile.split("\n");
  const at = before.indexOf(removed[0]!);
  const after = before.toSpliced(at, removed.length, ...added).join("\n");
  await expect.poll(() => cozydock.text()).toBe(after);
  await cozydock.holds(expected(after).findings.length);
  await expect(cozydock.page.locator(".fewer")).toBeVisible();
  await cozydock.page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => cozydock.text()).toBe(dockerfile);
  await cozydock.holds(expected(dockerfile).findings.length);
});

test("where to start is one edit with its change, and it settles what it says", async ({ cozydock }) => {
  await judge(cozydock, compose);
  const start = cozydock.page.locator(".start");
  const title = await start.locator(".title").innerText();
  await start.getByRole("button", { name: "Keep it" }).click();
  await expect(start.locator(".title")).not.toHaveText(title);
  // The keyboard is still in the report.
  await expect(cozydock.page.locator("#report :focus")).toHaveCount(1);
  const now = expected(await cozydock.text()).findings.map((one) => one.title.replaceAll("`", ""));
  expect(now).not.toContain(title);
});

test("what is open stays open and in its place while somebody types", async ({ cozydock }) => {
  await judge(cozydock, dockerfile);
  const item = await opened(cozydock, "sudo-in-build");
  const order = await cozydock.page.locator(".complaint > .finding").evaluateAll((nodes) => nodes.map(({ id }) => id));
  const node = await item.elementHandle();
  await item.locator("[data-part='why'] summary").click();
  await cozydock.box.focus();
  await cozydock.page.keyboard.press("Control+Home");
  await cozydock.page.keyboard.type("# one more line");
  await cozydock.page.keyboard.press("Enter");
  const text = await cozydock.text();
  const line = expected(text).findings.find(({ rule }) => rule === "sudo-in-build")?.range.start.line;
  await expect(item.locator(".row .place")).toContainText(String(line));
  expect(await node?.evaluate((node) => node.isConnected)).toBe(true);
  await expect(item.locator("[data-part='why']")).toHaveAttribute("open", "");
  expect(await cozydock.page.locator(".complaint > .finding").evaluateAll((nodes) => nodes.map(({ id }) => id))).toEqual(order);
});

test("the ten rooms and their states are told in words and lead to what they mean", async ({ cozydock }) => {
  await judge(cozydock, dockerfile);
  const { layers, score } = expected(dockerfile);
  const items = cozydock.page.locator(".rooms li");
  await expect(items).toHaveCount(10);
  await expect(cozydock.page.locator(".score")).toContainText(`${score} of 100`);
  for (const [index, { id, state }] of layers.entries()) {
    const words = { cozy: /cozy/, "needs-love": /needs love \(\d+\)/, "not-visible": /can't be seen/ };
    await expect(items.nth(index)).toContainText(words[state]);
    await items.nth(index).getByRole("link").click();
    const focused = cozydock.page.locator(":focus");
    if (state === "needs-love") await expect(focused).toHaveClass("toggle");
    else expect(await focused.evaluate((node, id) => node.closest(`#beyond-${id}, #good-${id}`) !== null, id)).toBe(true);
  }
});

test("what a file can't show comes with commands for this very file, ready to be copied", async ({ cozydock }) => {
  await cozydock.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await judge(cozydock, compose);
  const beyond = cozydock.page.locator(".beyond");
  for (const summary of await beyond.locator("summary").all()) await summary.click();
  for (const command of [
    "trivy image wordpress", "docker scout cves mariadb:latest", "docker buildx imagetools inspect mariadb:latest",
    "docker compose logs --tail 100 db", "docker events", "live-restore",
  ]) {
    await expect(beyond).toContainText(command);
  }
  await beyond.getByRole("button", { name: "Copy trivy image wordpress" }).click();
  await expect(beyond.getByRole("button", { name: "Copied trivy image wordpress" })).toBeVisible();
  expect(await cozydock.page.evaluate(() => navigator.clipboard.readText())).toBe("trivy image wordpress");
});

test("a clipboard that's denied leaves the command selected", async ({ cozydock }) => {
  await judge(cozydock, compose);
  await cozydock.page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("denied"))));
  await cozydock.page.locator(".beyond summary").first().click();
  await cozydock.page.locator(".beyond .copy").first().click();
  await expect(cozydock.page.locator(".beyond .copy").first()).toContainText("Ctrl+C");
  expect(await cozydock.page.evaluate(() => getSelection()?.toString())).toBe("docker version");
});

test("a card carries why, what to do, what an attacker would do, and safe links", async ({ cozydock }) => {
  await judge(cozydock, dockerRun);
  const item = await opened(cozydock, "privileged-container");
  for (const title of ["Why it matters", "What to do", "What an attacker would do"]) {
    await item.locator("summary", { hasText: title }).click();
    await expect(item.locator("details[open] > div")).toBeVisible();
  }
  await expect(item.locator("[data-part='attack'] ol > li")).toHaveCount(3);
  for (const link of await item.locator("a[target]").all()) {
    await expect(link).toHaveAttribute("href", /^https:/);
    await expect(link).toHaveAttribute("rel", /noopener/);
  }
  await expect(item.getByRole("link", { name: "All about this rule" })).toHaveAttribute("href", "rules/privileged-container/");
});

test("a word of the field is explained where it stands, by keyboard too", async ({ cozydock }) => {
  await judge(cozydock, dockerfile);
  const item = await opened(cozydock, "untagged-image");
  await item.locator("[data-part='why'] summary").click();
  const term = item.locator("button.term:visible").first();
  const words = await item.locator("button.term").allInnerTexts();
  expect(new Set(words.map((word) => word.toLowerCase())).size).toBe(words.length);
  await term.focus();
  await cozydock.page.keyboard.press("Enter");
  const bubble = item.locator(".bubble:popover-open");
  await expect(bubble).toBeVisible();
  await expect(bubble).toBeInViewport();
  await cozydock.page.keyboard.press("Escape");
  await expect(item.locator(".bubble:popover-open")).toHaveCount(0);
  await expect(term).toBeFocused();
});

test("F8 walks through every finding, opens it and comes round again", async ({ cozydock }) => {
  await judge(cozydock, dockerfile);
  const seen: string[] = [];
  for (let step = 0; step <= expected(dockerfile).findings.length; step += 1) {
    await cozydock.page.keyboard.press("F8");
    await expect(cozydock.page.locator(":focus")).toHaveAttribute("aria-expanded", "true");
    seen.push(await cozydock.page.locator(":focus").evaluate((node) => node.closest(".finding")?.id ?? ""));
  }
  expect(new Set(seen).size).toBe(expected(dockerfile).findings.length);
  expect(seen.at(-1)).toBe(seen[0]);
});

test("another kind brings another report", async ({ cozydock }) => {
  await judge(cozydock, compose);
  await cozydock.page.getByLabel("Kind of file").selectOption("Dockerfile");
  await cozydock.holds(expected(compose, "dockerfile").findings.length);
});

test("a clean file is praised, a broken one never is", async ({ cozydock }) => {
  await cozydock.paste(clean);
  expect(expected(clean).findings.filter(({ severity }) => severity !== "note")).toEqual([]);
  await expect(cozydock.page.locator(".verdict")).toContainText("well done");
  await expect(cozydock.page.locator(".good li")).not.toHaveCount(0);
  await expect(cozydock.page.locator(".start")).toBeHidden();
  await cozydock.paste(broken);
  await expect(cozydock.page.locator(".verdict")).toContainText("Docker stumbles over this");
  await expect(cozydock.summary).toContainText("couldn't read all");
  await expect(cozydock.page.locator(".group:visible h2").first()).toContainText("In the way");
});

test("markup in a file is shown as text", async ({ cozydock }) => {
  const hostile = `FROM <img/src=x/onerror=alert(1)>\nENV SOME_PASSWORD=<script>alert(1)</script>\nFROM a\u202eb\n`;
  await judge(cozydock, hostile);
  await cozydock.openCards();
  expect(await cozydock.page.locator("#report img, #report script").count()).toBe(0);
  expect(await cozydock.page.locator("#report").innerText()).not.toContain("\u202e");
});

test("three hundred findings are a short list, all of them within reach", async ({ cozydock }) => {
  const text = `FROM debian:13\n${"RUN curl -k https://example.com/x -o /x\nRUN sudo make\n".repeat(150)}`;
  await judge(cozydock, text);
  expect(await cozydock.page.locator(".complaint").count()).toBeLessThan(12);
  expect(await cozydock.page.locator("#report *").count()).toBeLessThan(1500);
  const fold = cozydock.page.locator(".fold", { hasText: "×150" }).first();
  if (!(await fold.evaluate((node) => node.classList.contains("is-open")))) await fold.locator(".toggle").first().click();
  await expect(fold.locator(".places > li")).toHaveCount(20);
  await fold.getByRole("button", { name: "Show 130 more" }).click();
  await fold.getByRole("button", { name: "Show 30 more" }).click();
  await expect(fold.locator(".places > li")).toHaveCount(150);
});

test("on paper everything is open and nothing is left to press", async ({ cozydock }) => {
  await judge(cozydock, dockerfile);
  await cozydock.page.emulateMedia({ media: "print" });
  await cozydock.page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await cozydock.unfold();
  await expect(cozydock.findings.locator(".detail")).toHaveCount(expected(dockerfile).findings.length);
  await expect(cozydock.page.locator("#report .fix-it:visible, #report .keep:visible, #report .copy:visible")).toHaveCount(0);
  await expect(card(cozydock, "sudo-in-build").locator("[data-part='why'] p").first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, text] of Object.entries({ dockerfile, compose, clean, broken })) {
    test(`axe finds nothing in the report: ${name}, ${colorScheme}`, async ({ cozydock }) => {
      test.slow();
      await cozydock.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await judge(cozydock, text);
      await cozydock.openCards();
      await cozydock.press("#report .fix-it");
      for (const part of ["why", "do", "attack", "fine"]) {
        await cozydock.page.evaluate((part) => {
          for (const node of document.querySelectorAll<HTMLDetailsElement>(`#report details[data-part='${part}'], .beyond details`)) node.open = true;
        }, part);
        const { violations } = await new AxeBuilder({ page: cozydock.page }).include("#report").analyze();
        expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
      }
    });
  }
}

for (const width of [320, 390, 768, 1440]) {
  test(`the report doesn't scroll sideways at ${width} px, twice the text size included`, async ({ cozydock }) => {
    await cozydock.page.setViewportSize({ width, height: 800 });
    await judge(cozydock, `${dockerfile}RUN ${"x".repeat(500)} && sudo ${"y".repeat(200)}\nFROM ${"very-long-name".repeat(20)}\n`);
    await cozydock.openCards();
    await cozydock.press("#report .fix-it");
    const overhang = () =>
      cozydock.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overhang()).toBeLessThanOrEqual(0);
    await cozydock.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect(await overhang()).toBeLessThanOrEqual(0);
  });
}
