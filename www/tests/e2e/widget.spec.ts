import type { CozyDock } from "../../src/widget/cozy-dock.ts";
import { dockerfile } from "./files.ts";
import { block, expect, MODULE, test } from "./host-page.ts";
import { expected } from "./page.ts";

const PREV = '<cozy-dock for="prev">Open this file in a checker.</cozy-dock>';
const serious = (text: string) =>
  expected(text).findings.filter(({ severity, layer }) => layer !== "craft" && /critical|high/.test(severity)).length;

test("the bar counts what the engine finds, and tells the page", async ({ host }) => {
  await host.open({ body: block(dockerfile) + PREV });
  const report = expected(dockerfile, "dockerfile");
  await expect(host.words()).toHaveText(`${report.findings.length} things to know, ${serious(dockerfile)} to fix now`);
  expect((await host.told()).map(({ type }) => type)).toEqual(["cozy-ready", "cozy-report"]);
  const told = (await host.told())[1]!.detail as { report: typeof report };
  expect(told.report.findings).toEqual(report.findings);
  expect(await host.docks.evaluate((dock: CozyDock) => dock.report?.score)).toBe(report.score);
  await expect(host.docks.locator("slot")).toBeHidden();
});

test("nothing but embed.js is loaded before a widget is in sight, and no report before it's opened", async ({ host }) => {
  await host.open({ body: `<div style="height: 6000px"></div>${block(dockerfile)}${PREV}` });
  await expect(host.words()).toHaveText("Is it cozy?");
  await host.page.waitForLoadState("networkidle");
  expect(host.requests).toEqual(["embed.js"]);
  expect(host.workers).toBe(0);
  await host.docks.scrollIntoViewIfNeeded();
  await expect(host.words()).toHaveText(/things to know/);
  const later = host.requests.slice(1).sort();
  expect(later).toContain("cozydock_bg.wasm");
  expect(later.filter((name) => /panel|texts/.test(name))).toEqual([]);
  await host.explain();
  expect(host.requests.filter((name) => /embed\/(panel\.js|texts)/.test(name))).toHaveLength(2);
});

test("loading=eager doesn't wait for eyes", async ({ host }) => {
  await host.open({ body: `<div style="height: 6000px"></div>${block(dockerfile)}<cozy-dock for="prev" loading="eager"></cozy-dock>` });
  await expect(host.words()).toHaveText(/things to know/);
});

test("twenty widgets have one engine, and each has its own answer", async ({ host }) => {
  const texts = Array.from({ length: 20 }, (_, at) => `FROM node:${at + 6}\n${"RUN sudo make\n".repeat(at)}`);
  await host.open({ body: texts.map((text) => block(text) + '<cozy-dock for="prev" loading="eager"></cozy-dock>').join("") });
  for (const [at, text] of texts.entries()) {
    await expect(host.words(at)).toHaveText(new RegExp(`^${expected(text).findings.length} things? to know`));
  }
  expect(host.requests.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);
  expect(host.workers).toBe(1);
  expect(host.page.workers()).toHaveLength(1);
});

test("the report opens and closes by keyboard, and a place is selected in the page's own block", async ({ host }) => {
  await host.open({ body: block(dockerfile) + PREV });
  await expect(host.words()).toHaveText(/things to know/);
  await host.toggle().focus();
  await host.page.keyboard.press("Enter");
  const panel = host.docks.locator("[part=panel]");
  const findings = expected(dockerfile, "dockerfile").findings;
  await expect(panel.locator(".counts")).toContainText(`${findings.length} remarks`);
  await expect(host.toggle()).toHaveAttribute("aria-expanded", "true");
  const card = panel.locator(".finding[data-rule='runs-as-root']").first();
  await card.locator("> .row .place").click();
  const { start, end } = findings.find(({ rule }) => rule === "runs-as-root")!.range;
  expect(await host.page.evaluate(() => getSelection()?.toString())).toBe(dockerfile.slice(start.offset, end.offset));
  await host.toggle().focus();
  await host.page.keyboard.press("Space");
  await expect(panel).toBeHidden();
  await expect(host.docks).not.toHaveAttribute("open");
});

test("a kept fix is in the reader's copy, the page stays as it is, and undo takes it back", async ({ host }) => {
  await host.open({ body: block("FROM node:16\nUSER root\n") + PREV });
  const panel = await host.explain();
  await expect(panel.getByRole("textbox")).toBeHidden();
  const card = panel.locator(".finding[data-rule='runs-as-root']");
  if ((await card.locator(".toggle").getAttribute("aria-expanded")) === "false") await card.locator(".toggle").click();
  await card.locator(".fix-it").first().click();
  await card.getByRole("button", { name: "Keep it" }).click();
  const box = panel.getByRole("textbox");
  await expect(box).toHaveValue(/USER (?!root)/);
  await expect(panel.locator(".finding[data-rule='runs-as-root']")).toHaveCount(0);
  expect((await host.told()).filter(({ type }) => type === "cozy-fix")).toHaveLength(1);
  await expect(host.page.locator("main > pre")).toHaveText("FROM node:16\nUSER root\n");
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect(box).toHaveValue("FROM node:16\nUSER root\n");
  await expect(panel.locator(".finding[data-rule='runs-as-root']")).toHaveCount(1);
});

test("a page that takes care of fixes itself is left to it", async ({ host }) => {
  await host.open({ body: block("FROM node:16\nUSER root\n") + PREV });
  const panel = await host.explain();
  await host.page.evaluate(() => document.addEventListener("cozy-fix", (event) => event.preventDefault()));
  const card = panel.locator(".finding[data-rule='runs-as-root']");
  if ((await card.locator(".toggle").getAttribute("aria-expanded")) === "false") await card.locator(".toggle").click();
  await card.locator(".fix-it").first().click();
  await card.getByRole("button", { name: "Keep it" }).click();
  await expect.poll(async () => (await host.told()).at(-1)?.type).toBe("cozy-fix");
  expect(await host.docks.evaluate((dock: CozyDock) => dock.value)).toBe("FROM node:16\nUSER root\n");
});

test("what is typed is judged, and there's a way back to the page's own", async ({ host }) => {
  await host.open({ body: block("FROM node:16\n") + '<cozy-dock for="prev" editable></cozy-dock>' });
  await expect(host.words()).toHaveText(/things to know/);
  await host.docks.getByRole("button", { name: "Try it" }).click();
  const box = host.docks.getByRole("textbox", { name: /^Your copy/ });
  await expect(box).toBeFocused();
  await expect(box).toHaveValue("FROM node:16\n");
  await host.page.keyboard.press("Control+End");
  await box.pressSequentially("RUN sudo make\n");
  const wanted = expected("FROM node:16\nRUN sudo make\n", "dockerfile").findings;
  await expect(host.docks.locator(".counts")).toContainText(`${wanted.length} remarks`);
  await expect(host.docks.locator("[data-rule='sudo-in-build']")).toHaveCount(1);
  await expect(host.docks.getByRole("status").filter({ hasText: /^\d+ things to know/ })).toHaveText(await host.words().innerText());
  await expect(box).toBeFocused();
  await host.docks.getByRole("button", { name: "Back to the page" }).click();
  await expect(box).toHaveValue("FROM node:16\n");
  await expect(host.docks.locator("[data-rule='sudo-in-build']")).toHaveCount(0);
});

test("a widget without a block takes a text by hand and from scripts", async ({ host }) => {
  await host.open({ body: "<cozy-dock editable></cozy-dock>" });
  await expect(host.words()).toHaveText("Nothing to look at yet");
  const report = await host.docks.evaluate((dock: CozyDock) => {
    dock.value = "services:\n  db:\n    image: postgres:9.6\n";
    return dock.check();
  });
  expect(report?.files[0]?.kind).toBe("compose");
  await expect(host.words()).toHaveText(/things to know/);
});

test("options say what to leave out, and the report says that something was left out", async ({ host }) => {
  const all = expected(dockerfile, "dockerfile").findings;
  const mild = all.filter(({ severity }) => /low|note/.test(severity)).length;
  expect(mild).toBeGreaterThan(1);
  await host.open({
    body: `${block(dockerfile)}<cozy-dock for="prev" min-severity="medium"></cozy-dock>
${block(dockerfile)}<cozy-dock for="prev" ignore="hadolint:DL3004, latest-tag"></cozy-dock>
<p>A <cozy-dock for="pre" view="badge"></cozy-dock> badge.</p>`,
  });
  await expect(host.words(0)).toHaveText(new RegExp(`^${all.length - mild} things`));
  expect(await host.docks.first().evaluate((dock: CozyDock) => dock.report?.findings.length)).toBe(all.length);
  const panel = await host.explain(0);
  await expect(panel.locator(".left")).toHaveText(`${mild} smaller remarks aren't shown on this page.`);
  await expect.poll(() => host.docks.nth(1).evaluate((dock: CozyDock) => dock.report?.findings.map(({ rule }) => rule) ?? ["sudo-in-build"])).not.toContain("sudo-in-build");
  await expect(host.words(2)).toHaveText(/^\d+ things/);
  expect((await host.docks.nth(2).boundingBox())!.height).toBeLessThan(45);
});

test("the kind can be told, and the block's title names the file", async ({ host }) => {
  await host.open({
    body: `${block("postgres\n*.md\n", "text")}<cozy-dock for="prev" kind="dockerignore"></cozy-dock>
<div class="language-yaml highlight"><span class="filename">deploy/compose.yaml</span><pre tabindex="0"><code>services: {}</code></pre></div>
<cozy-dock for="prev" loading="eager"></cozy-dock>`,
  });
  await expect.poll(() => host.docks.first().evaluate((dock: CozyDock) => dock.report?.files[0]?.kind)).toBe("dockerignore");
  await expect.poll(() => host.docks.nth(1).evaluate((dock: CozyDock) => dock.report?.files[0]?.name)).toBe("deploy/compose.yaml");
});

test("a file of the same site is fetched, another site's is not", async ({ host }) => {
  host.serve("/files/compose.yaml", "services:\n  db:\n    image: postgres:9.6\n");
  await host.open({
    body: '<cozy-dock src="/files/compose.yaml"></cozy-dock><cozy-dock src="https://example.com/Dockerfile">Elsewhere.</cozy-dock>',
  });
  await expect(host.words(0)).toHaveText(/things to know/);
  await expect(host.docks.nth(1).locator("[part=trouble]")).toContainText("isn't part of this site");
  await expect(host.page.getByText("Elsewhere.")).toBeVisible();
  expect(host.requests.filter((name) => name.startsWith("http"))).toEqual([]);
});

test("where there's no code, the inside of the tag is shown and the page is told", async ({ host }) => {
  await host.open({ body: '<p>Words.</p><cozy-dock for="#nowhere">See the other page.</cozy-dock>' });
  await expect(host.page.getByText("See the other page.")).toBeVisible();
  await expect(host.docks.locator("[part=bar]")).toBeHidden();
  await expect.poll(async () => (await host.told()).map(({ detail }) => (detail as { reason: string }).reason)).toEqual(["nothing"]);
});

test.describe("broken on purpose", () => {
  test.use({ allowed: /Failed to load|ERR_|trap|404/ });

  for (const [reason, then] of [
    ["silence", "for (;;);"],
    ["crash", 'postMessage({ type: "failure", message: "a trap" });'],
  ] as const) {
    test(`${reason}: the text stays, the page is told, and it goes on`, async ({ host }) => {
      await host.page.route(/embed\/worker\.js$/, async (route) => {
        const response = await route.fetch();
        const sabotage = `self.addEventListener("message", (event) => {
          if (event.data.files?.[0].text.includes("sabotage")) { event.stopImmediatePropagation(); ${then} }
        });`;
        await route.fulfill({ response, body: `${sabotage}\n${await response.text()}` });
      });
      await host.open({ body: `${block("FROM node:16\n")}<cozy-dock for="prev" editable open></cozy-dock>${block(dockerfile)}${PREV}` });
      await expect(host.docks.first().locator(".verdict")).not.toBeEmpty();
      await host.docks.first().getByRole("button", { name: "Try it" }).click();
      const box = host.docks.first().getByRole("textbox");
      await box.fill("FROM node:16\n# sabotage\n");
      await expect(host.words(0)).toHaveText("The checker stumbled over this");
      await expect(host.docks.first().getByRole("alert")).toContainText("has started afresh");
      await expect(box).toHaveValue("FROM node:16\n# sabotage\n");
      await expect(host.docks.first().locator(".verdict")).toBeHidden();
      await expect(host.words(1)).toHaveText(/things to know/);
      expect((await host.told()).at(-1)).toMatchObject({ type: "cozy-error", detail: { reason } });
      await box.fill("FROM node:16\nRUN sudo make\n");
      await expect(host.docks.first().locator("[data-rule='sudo-in-build']")).toHaveCount(1);
      await expect(host.docks.first().getByRole("alert")).toHaveCount(0);
    });
  }

  for (const part of ["cozydock_bg.wasm", "embed/engine.js", "embed/panel.js"]) {
    test(`${part} can't be loaded: that's said, with a way to try again`, async ({ host }) => {
      const address = new RegExp(`${part}$`);
      await host.page.route(address, (route) => route.abort());
      await host.open({ body: `${block(dockerfile)}<cozy-dock for="prev" open>In words.</cozy-dock>` });
      await expect(host.docks.locator("[part=trouble]")).toContainText("couldn't be loaded");
      await host.page.unroute(address);
      await host.docks.getByRole("button", { name: "Try again" }).click();
      await expect(host.words()).toHaveText(/things to know/);
      await expect(host.docks.locator(".verdict")).not.toBeEmpty();
    });
  }
});

test("loaded twice, as a module and as a script, there's one of it", async ({ host }) => {
  await host.open({
    head: `${MODULE}<script type="module" src="/cozydock/embed.js?again"></script><script defer src="/cozydock/embed.classic.js"></script>`,
    body: block(dockerfile, "dockerfile", ' class="cozy-dock"'),
  });
  await expect(host.words()).toHaveText(/things to know/);
  await expect(host.docks).toHaveCount(1);
  expect(host.requests.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);
});

for (const head of ['<script src="/cozydock/embed.classic.js" data-cozy-auto></script>', '<script type="module" src="/cozydock/embed.js" data-cozy-auto></script>']) {
  test(`auto mode finds what is ours: ${head}`, async ({ host }) => {
    await host.open({
      head,
      body: block(dockerfile) + block("services:\n  db:\n    image: postgres:9.6\n", "yaml") + block("kind: Pod\n", "yaml") +
        block("docker run redis\n", "bash") + block("ls\n", "bash") + block("RUN ls\n") + `<div class="no-cozy-dock">${block(dockerfile)}</div>` +
        block(dockerfile) + PREV,
    });
    await expect(host.docks).toHaveCount(4);
    await expect(host.words(0)).toHaveText(/things to know/);
    expect(await host.page.evaluate(() => Object.keys(globalThis).filter((name) => /cozy/i.test(name)))).toEqual([]);
  });
}

test("code that's drawn later, or anew, is found and read again", async ({ host }) => {
  await host.open({ body: '<div id="later"></div>' });
  await host.page.locator("#later").evaluate((node, html) => {
    const inner = new DOMParser().parseFromString(html, "text/html").body;
    node.append(...inner.childNodes);
  }, `<div class="cozy-dock">${block("FROM node:16\n")}</div>`);
  await expect(host.words()).toHaveText(/things to know/);
  await host.page.locator("#later code").evaluate((node) => (node.textContent = "FROM node:16\nRUN sudo make\n"));
  await expect.poll(() => host.docks.evaluate((dock: CozyDock) => dock.report?.findings.map(({ rule }) => rule))).toContain("sudo-in-build");
  // A framework that draws the block anew leaves none of ours behind.
  await host.page.locator("#later pre").evaluate((node) => node.replaceWith(node.cloneNode(true)));
  await expect(host.docks).toHaveCount(1);
  await expect(host.words()).toHaveText(/things to know/);
});

test("going away leaves nothing behind: no worker, no element, no listener", async ({ host }) => {
  await host.open({ body: `<div id="content">${block(dockerfile)}<cozy-dock for="prev" open></cozy-dock></div>` });
  await expect(host.docks.locator(".verdict")).not.toBeEmpty();
  expect(host.page.workers()).toHaveLength(1);
  for (let round = 0; round < 3; round += 1) {
    await host.page.locator("#content").evaluate((node) => {
      const gone = node.querySelector("cozy-dock")!;
      const refs = ((globalThis as { gone?: WeakRef<Element>[] }).gone ??= []);
      refs.push(new WeakRef(gone));
      const fresh = document.createElement("cozy-dock");
      fresh.setAttribute("for", "prev");
      fresh.setAttribute("open", "");
      gone.replaceWith(fresh);
    });
    await expect(host.docks.locator(".verdict")).not.toBeEmpty();
  }
  expect(host.workers).toBe(1);
  await host.page.locator("#content").evaluate((node) => node.replaceChildren());
  await expect.poll(() => host.page.workers().length, { timeout: 10_000 }).toBe(0);
  const cdp = await host.page.context().newCDPSession(host.page);
  await expect
    .poll(async () => {
      await cdp.send("HeapProfiler.collectGarbage");
      return host.page.evaluate(() => (globalThis as { gone?: WeakRef<Element>[] }).gone!.filter((ref) => ref.deref()).length);
    })
    .toBe(0);
  // And back again.
  await host.page.locator("#content").evaluate((node, html) => {
    node.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  }, block(dockerfile) + PREV);
  await expect(host.words()).toHaveText(/things to know/);
});

test("base says where the rest is", async ({ host }) => {
  await host.open({ body: block(dockerfile) + '<cozy-dock for="prev" base="/elsewhere"></cozy-dock>' });
  const asked: string[] = [];
  host.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await host.page.reload();
  await host.explain();
  expect(asked.filter((path) => path.startsWith("/cozydock/"))).toEqual(["/cozydock/embed.js"]);
  expect(asked).toContain("/elsewhere/cozydock_bg.wasm");
  expect(asked).toContain("/elsewhere/embed/texts.en.json");
});

test("files from another site do as well, without a worker", async ({ host, url }) => {
  await host.open({ head: `<script type="module" src="${url}embed.js"></script>`, body: block(dockerfile) + PREV });
  await host.explain();
  expect(host.workers).toBe(0);
});

test("a block says with data-cozy-… how it's shown", async ({ host }) => {
  await host.open({ body: block(dockerfile, "dockerfile", ' class="cozy-dock" data-cozy-view="full" data-cozy-open') });
  await expect(host.docks.locator(".house")).toBeVisible();
});

test("define() gives it another name, once", async ({ host }) => {
  await host.open({ body: `${block(dockerfile)}<my-dock for="prev"></my-dock>` });
  await host.page.evaluate("import('/cozydock/embed.js').then(({ define }) => (define('my-dock'), define('my-dock')))");
  await expect(host.page.locator("my-dock [part=words]")).toHaveText(/things to know/);
});

test("it works with the network cut once it's there", async ({ host }) => {
  await host.open({ body: block(dockerfile) + '<cozy-dock for="prev" editable open></cozy-dock>' });
  await expect(host.docks.locator(".verdict")).not.toBeEmpty();
  await host.page.waitForLoadState("networkidle");
  host.requests = [];
  await host.page.context().setOffline(true);
  await host.docks.getByRole("button", { name: "Try it" }).click();
  await host.docks.getByRole("textbox").fill("FROM alpine:latest\nRUN sudo make\n");
  await expect(host.docks.locator("[data-rule='sudo-in-build']")).toHaveCount(1);
  expect(host.requests).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the inside of the tag stands there", async ({ page, host }) => {
    await page.route("**/embed.js", (route) => route.abort());
    const server = host.url;
    await page.goto(server);
    await page.setContent(block(dockerfile) + PREV);
    await expect(page.getByText("Open this file in a checker.")).toBeVisible();
  });
});
