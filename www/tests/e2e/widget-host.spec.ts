// What the widget and the page around it do to each other.

import type { CozyDock } from "../../src/widget/cozy-dock.ts";
import { compose, dockerfile } from "./files.ts";
import { block, expect, MODULE, test } from "./host-page.ts";

const PREV = '<cozy-dock for="prev"></cozy-dock>';
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";
const WASM = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

test.describe("a strict policy", () => {
  for (const [name, csp] of Object.entries({
    "with 'wasm-unsafe-eval'": WASM,
    "with trusted types of our name": `${WASM}; require-trusted-types-for 'script'; trusted-types cozydock`,
  })) {
    test(`${name} is no hindrance`, async ({ host }) => {
      await host.open({ csp, body: block(dockerfile) + '<cozy-dock for="prev" editable></cozy-dock>' });
      const panel = await host.explain();
      await panel.locator(".toggle[aria-expanded=false]").first().click();
      await host.docks.getByRole("button", { name: "Try it" }).click();
      await host.docks.getByRole("textbox").fill("FROM alpine:3.22\nRUN sudo make\n");
      await expect(panel.locator("[data-rule='sudo-in-build']")).toHaveCount(1);
      expect(host.workers).toBe(1);
    });
  }

  test.describe("that knows only other names for trusted types", () => {
    test.use({ allowed: /trusted|TrustedScriptURL/i });
    test("means doing without a worker", async ({ host }) => {
      await host.open({
        csp: `${WASM}; require-trusted-types-for 'script'; trusted-types theirs`,
        body: block(dockerfile) + PREV,
      });
      await host.explain();
      expect(host.workers).toBe(0);
    });
  });

  test.describe("without 'wasm-unsafe-eval'", () => {
    test.use({ allowed: /wasm-eval|wasm-unsafe-eval|WebAssembly/ });
    test("leaves a link that opens the same text, and no download", async ({ host }) => {
      await host.open({ csp: STRICT, body: block(dockerfile) + '<cozy-dock for="prev" ignore="latest-tag">In words.</cozy-dock>' });
      const trouble = host.docks.locator("[part=trouble]");
      await expect(trouble).toContainText("doesn't allow the checker to run");
      await expect(host.page.getByText("In words.")).toBeVisible();
      await expect(host.toggle()).toBeHidden();
      expect(host.requests).toEqual(["embed.js"]);
      expect(await host.violations()).toEqual([]);
      const told = await host.told();
      expect(told.map(({ detail }) => (detail as { reason: string }).reason)).toEqual(["forbidden"]);
      const [opened] = await Promise.all([
        host.page.context().waitForEvent("page"),
        trouble.getByRole("link", { name: "Open it in Cozydock" }).click(),
      ]);
      await expect(opened.locator("cozy-dock [part=panel] .verdict")).not.toBeEmpty();
      const there = await opened.locator("cozy-dock").evaluate((dock: CozyDock) => [dock.value, dock.report?.findings.map(({ rule }) => rule)]);
      expect(there[0]).toBe(dockerfile);
      expect(there[1]).toContain("runs-as-root");
      expect(there[1]).not.toContain("latest-tag");
    });
  });
});

const LOUD = `<style>
  * { letter-spacing: 0.5em !important; font-family: serif !important }
  button, h2, h3, p, ol, li, span, div { background: red !important; color: yellow !important; border: 9px solid lime !important; text-transform: uppercase }
  .bar, .panel, .finding, .note { display: none !important }
  body { text-transform: uppercase; word-spacing: 2em; text-align: right; line-height: 4; font-style: italic; visibility: visible; white-space: pre }
  :root { --card: red; --ink: red; --paper: red; --line: red; --rem: 99px }
</style>`;

test("the host's styles stay out, and ours stay in", async ({ host }) => {
  const look = () =>
    host.docks.evaluate((dock) => {
      const root = dock.shadowRoot!;
      const parts = [...root.querySelectorAll(".dock, .bar, .bar button, .say, .verdict, .finding, .toggle, .place")];
      return parts.map((part) => {
        const { backgroundColor, color, borderTopWidth, letterSpacing, textTransform, wordSpacing, textAlign, lineHeight, fontStyle, whiteSpace, display } = getComputedStyle(part);
        return { part: part.className, backgroundColor, color, borderTopWidth, letterSpacing, textTransform, wordSpacing, textAlign, lineHeight, fontStyle, whiteSpace, display };
      });
    });
  const inside = '<cozy-dock open><pre tabindex="0"><code>FROM node:16\n</code></pre></cozy-dock>';
  await host.open({ body: inside });
  await expect(host.docks.locator(".verdict")).not.toBeEmpty();
  const plain = await look();
  const ours = await host.page.evaluate(() => ({
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    head: document.head.children.length,
    card: getComputedStyle(document.querySelector("cozy-dock code")!).getPropertyValue("--card"),
    styled: document.querySelectorAll("body [style]").length,
  }));
  expect(ours).toEqual({ sheets: 0, head: 4, card: "", styled: 0 });
  await host.open({ body: inside, head: MODULE + LOUD });
  await expect(host.docks.locator(".verdict")).not.toBeEmpty();
  expect(await look()).toEqual(plain);
});

test("parts and properties let the host have its way", async ({ host }) => {
  await host.open({
    head: `${MODULE}<style>
      cozy-dock { --cozy-background: rgb(1, 2, 3); --cozy-radius: 0px; --cozy-font-size: 20px; font-size: 20px }
      cozy-dock::part(bar) { border-style: dashed } cozy-dock::part(card) { outline: 1px solid rgb(4, 5, 6) }
    </style>`,
    body: `${block(dockerfile)}<cozy-dock for="prev" open></cozy-dock>`,
  });
  const bar = host.docks.locator("[part=bar]");
  await expect(bar).toHaveCSS("background-color", "rgb(1, 2, 3)");
  await expect(bar).toHaveCSS("border-style", "dashed");
  await expect(bar).toHaveCSS("border-radius", "0px");
  await expect(bar).toHaveCSS("font-size", "20px");
  await expect(host.docks.locator("[part=card]").first()).toHaveCSS("outline-color", "rgb(4, 5, 6)");
  for (const part of ["severity", "title", "fix", "words", "toggle", "edit", "panel", "report", "about"]) {
    await expect(host.docks.locator(`[part=${part}]`).first()).toBeAttached();
  }
});

test("colors follow the host's scheme, unless told otherwise", async ({ host }) => {
  const shade = (nth: number) =>
    host.docks.nth(nth).locator("[part=bar]").evaluate((node) => {
      const [red = 0] = /\d+/.exec(getComputedStyle(node).backgroundColor)?.map(Number) ?? [];
      return red > 128 ? "light" : "dark";
    });
  await host.open({
    head: `${MODULE}<style>:root { color-scheme: light } :root.dark { color-scheme: dark }</style>`,
    body: block("FROM a\n") + `${PREV}<cozy-dock for="pre" theme="dark"></cozy-dock><cozy-dock for="pre" theme="light"></cozy-dock>`,
  });
  expect([await shade(0), await shade(1), await shade(2)]).toEqual(["light", "dark", "light"]);
  await host.page.evaluate(() => document.documentElement.classList.add("dark"));
  expect([await shade(0), await shade(1), await shade(2)]).toEqual(["dark", "dark", "light"]);
});

const RESERVED = `<link rel="stylesheet" href="/cozydock/embed.css">${MODULE}`;
// A badge is as wide as its words, so its own parts make room for them; what stands around it stays.
const CALM: [tag: string, head: string, allowed: number, width?: number][] = [
  [PREV, RESERVED, 0],
  ['<cozy-dock for="prev" editable></cozy-dock>', RESERVED, 0, 320],
  [PREV, RESERVED, 0, 390],
  ['<cozy-dock for="prev" view="badge"></cozy-dock>', RESERVED, 0.02],
  [PREV, '<script src="/cozydock/embed.classic.js"></script>', 0],
];
for (const [tag, head, allowed, width = 1280] of CALM) {
  test(`nothing moves while it finds out, ${width} px: ${tag} ${head}`, async ({ host }) => {
    await host.page.setViewportSize({ width, height: 800 });
    await host.page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await host.open({ head, body: `${block(dockerfile)}${tag}<p>After it.</p>${block(compose, "yaml")}${tag}<p>After that.</p>` });
    const place = () => host.page.locator("p").evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().top));
    await host.page.evaluate(() => customElements.whenDefined("cozy-dock"));
    const before = await place();
    await expect(host.words(1)).toHaveText(/things to know/);
    await expect(host.words(0)).toHaveText(/things to know/);
    expect(await place()).toEqual(before);
    await host.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    expect(await host.page.evaluate("shifts.reduce((sum, one) => sum + one, 0)")).toBeLessThanOrEqual(allowed);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ host }) => {
    test.slow();
    await host.page.emulateMedia({ colorScheme });
    await host.open({
      head: `${MODULE}<style>:root { color-scheme: light dark }</style>`,
      body: `${block(dockerfile)}<cozy-dock for="prev" editable></cozy-dock>
${block(compose, "yaml")}<cozy-dock for="prev" view="full"></cozy-dock>
${block("services:\n  web: [\n", "yaml")}<cozy-dock for="prev" view="badge"></cozy-dock>
<cozy-dock for="#none">Nothing.</cozy-dock>${block("FROM scratch\n")}<cozy-dock for="prev"></cozy-dock>`,
    });
    await expect(host.words(1)).toHaveText(/to know/);
    expect(await host.violations()).toEqual([]);
    await host.explain(0);
    await host.explain(1);
    await host.explain(2);
    await host.docks.first().getByRole("button", { name: "Try it" }).click();
    for (const what of [".toggle[aria-expanded=false]", ".toggle[aria-expanded=false]", ".fix-it:first-child", "summary"]) {
      await host.page.evaluate((what) => {
        for (const dock of document.querySelectorAll("cozy-dock")) {
          for (const button of dock.shadowRoot!.querySelectorAll<HTMLElement>(what)) button.click();
        }
      }, what);
    }
    await expect(host.docks.first().locator(".diff").first()).toBeVisible();
    expect(await host.violations()).toEqual([]);
  });
}

for (const width of [320, 390, 1440]) {
  test(`nothing scrolls sideways at ${width} px, twice the text size included`, async ({ host }) => {
    await host.page.setViewportSize({ width, height: 800 });
    await host.open({
      head: `${MODULE}<style>pre { overflow: auto }</style>`,
      body: `${block(`${dockerfile}RUN ${"x".repeat(500)}\n`)}<cozy-dock for="prev" editable open></cozy-dock>${block(compose, "yaml")}<cozy-dock for="prev" view="full" open></cozy-dock>`,
    });
    await expect(host.docks.last().locator(".beyond")).toBeVisible();
    expect(await host.overhang()).toBeLessThanOrEqual(0);
    await host.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect(await host.overhang()).toBeLessThanOrEqual(0);
  });
}

test("every control is reached by Tab, and Tab leaves the text box", async ({ host }) => {
  await host.open({ body: `${block("FROM node:16\n")}<cozy-dock for="prev" editable open></cozy-dock><button>After</button>` });
  await expect(host.docks.locator(".verdict")).not.toBeEmpty();
  await host.docks.getByRole("button", { name: "Try it" }).click();
  await host.page.locator("main > pre").focus();
  const wanted = await host.docks.evaluate((dock) =>
    [...dock.shadowRoot!.querySelectorAll<HTMLElement>("button, a[href], textarea, summary, pre[tabindex]")].filter((node) => node.checkVisibility()).length,
  );
  expect(wanted).toBeGreaterThan(8);
  const seen = new Set<string>();
  for (let step = 0; step < wanted; step += 1) {
    await host.page.keyboard.press("Tab");
    seen.add(
      await host.docks.evaluate((dock) => {
        const node = dock.shadowRoot!.activeElement as HTMLElement | null;
        const all = [...dock.shadowRoot!.querySelectorAll("*")];
        return node && getComputedStyle(node).outlineStyle !== "none" ? String(all.indexOf(node)) : "nowhere";
      }),
    );
  }
  expect(seen.has("nowhere")).toBe(false);
  expect(seen.size).toBe(wanted);
  await host.page.keyboard.press("Tab");
  await expect(host.page.getByRole("button", { name: "After" })).toBeFocused();
});

test("embed.html shows a text from its address, and tells the page around it how high it is", async ({ host }) => {
  const words = new URLSearchParams({ text: compose, view: "summary", open: "" });
  await host.page.addInitScript(() => {
    const heights: number[] = [];
    Object.assign(globalThis, { heights });
    addEventListener("message", ({ data }) => {
      if (data?.type === "cozydock:height") heights.push(data.height);
    });
  });
  await host.open({ head: "", body: `<iframe title="Checked" src="/cozydock/embed.html#${words}" style="width:100%;height:200px"></iframe>` });
  const frame = host.page.frameLocator("iframe");
  await expect(frame.locator("cozy-dock .verdict")).not.toBeEmpty();
  await expect(frame.locator("cozy-dock > pre")).toHaveText(compose);
  await expect.poll(() => host.page.evaluate("heights.at(-1)")).toBeGreaterThan(300);
  expect(await host.violations()).toEqual([]);
});
