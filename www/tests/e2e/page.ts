// The built page in a browser, served under a sub-path, with everything recorded that must not be.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test as base, expect, type JSHandle, type Page } from "@playwright/test";
import { check, initSync, type Report, type SourceFile } from "../../../pkg/cozydock.js";
import { serve } from "../../scripts/serve.mjs";

initSync({ module: readFileSync(new URL("../../../pkg/cozydock_bg.wasm", import.meta.url)) });

/** What the same engine says outside the browser. */
export function expected(text: string, kind?: NonNullable<SourceFile["kind"]>): Report {
  return check([{ text, ...(kind && { kind }) }]);
}

/** The page and what happened in it. */
export class Cozydock {
  readonly page: Page;
  /** Console errors, uncaught errors and reports of the Content-Security-Policy. */
  readonly complaints: string[] = [];
  /** Addresses asked for since the last call of `cutNetwork`. */
  requests: string[] = [];
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", (request) => this.requests.push(request.url()));
  }

  /** The text box: the plain one at first, the full editor later. */
  get box() {
    return this.page.getByRole("textbox", { name: "Paste a Dockerfile" });
  }

  /** True when the full editor has taken over. */
  get full(): Promise<boolean> {
    return this.page.locator(".code").isVisible();
  }

  /** The cards of single findings, as far as the folds around them have been opened. */
  get findings() {
    return this.page.locator("#report .groups .finding[data-rule]");
  }

  /** The verdict and what is said below it. */
  get summary() {
    return this.page.locator("#report .story");
  }

  /** Waits until the list holds this many findings, folded ones included. */
  async holds(many: number): Promise<void> {
    const counts = this.page.locator("#report .groups [data-count]");
    await expect
      .poll(() => counts.evaluateAll((nodes) => nodes.reduce((sum, node) => sum + Number(node.dataset["count"]), 0)))
      .toBe(many);
  }

  /** Opens all folds, so that every finding has its card. */
  async unfold(): Promise<void> {
    await this.press("#report .fold:not(.is-open) > .row .toggle");
    await this.press("#report .fold > .body > button.plain");
  }

  /** Opens all folds and all cards. */
  async openCards(): Promise<void> {
    await this.unfold();
    await this.press("#report .toggle[aria-expanded='false']");
  }

  /** Presses every button of a kind that is there and in sight. */
  async press(selector: string): Promise<void> {
    await this.page.evaluate((selector) => {
      for (const button of document.querySelectorAll<HTMLElement>(selector)) if (button.checkVisibility()) button.click();
    }, selector);
  }

  get trouble() {
    return this.page.locator("#trouble");
  }

  get note() {
    return this.page.locator("#note");
  }

  /** Opens the page and waits until everything is there, the full editor too. */
  async open(): Promise<void> {
    await this.page.addInitScript(() =>
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    await this.page.goto(this.#url, { waitUntil: "networkidle" });
    await this.page.locator("#about", { hasText: /\d+ rules/ }).waitFor();
    await this.page.locator("#requests", { hasText: /^0/ }).waitFor({ state: "attached" });
  }

  /** Opens the page with the plain text box only: the full editor never arrives. */
  async openPlain(): Promise<void> {
    await this.page.route(/codemirror-[^/]*\.js$/, (route) => route.abort());
    await this.open();
  }

  /** From here on nothing gets through, and everything that tries is recorded. */
  async cutNetwork(): Promise<void> {
    this.requests = [];
    await this.page.route("**/*", (route) => route.abort());
    await this.page.context().setOffline(true);
  }

  /** Pastes onto the page, as people do who don't look for the text box first. */
  async paste(text: string): Promise<void> {
    await this.pasteFrom(await this.clipboard(text), "body");
  }

  /** Pastes over everything in the text box. */
  async pasteInBox(text: string): Promise<void> {
    await this.box.focus();
    await this.page.keyboard.press("Control+A");
    await this.pasteFrom(await this.clipboard(text), ":focus");
  }

  /** A clipboard with this text. */
  clipboard(text: string): Promise<JSHandle<DataTransfer>> {
    return this.page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.setData("text/plain", text);
      return transfer;
    }, text);
  }

  /** Pastes; resolves to how long that held the page up, in milliseconds. */
  async pasteFrom(clipboard: JSHandle<DataTransfer>, target = "body"): Promise<number> {
    return this.page.locator(target).evaluate(async (node, clipboardData) => {
      const started = performance.now();
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      // What the browser itself would do in a plain text box.
      if (node.dispatchEvent(event) && node instanceof HTMLTextAreaElement) {
        node.setRangeText(clipboardData.getData("text/plain"), node.selectionStart, node.selectionEnd, "end");
        node.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
      }
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      return performance.now() - started;
    }, clipboard);
  }

  /** Drops files onto the middle of nowhere. */
  async drop(...files: { name: string; bytes: number[] }[]): Promise<void> {
    const transfer = await this.page.evaluateHandle((files) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of files) {
        transfer.items.add(new File([new Uint8Array(bytes)], name));
      }
      return transfer;
    }, files);
    await this.page.dispatchEvent("h1", "drop", { dataTransfer: transfer });
  }

  /** Rules of the list as shown, in order. */
  shownRules(): Promise<string[]> {
    return this.findings.evaluateAll((items) => items.map((item) => item.dataset["rule"] ?? ""));
  }

  /** The whole text of the text box. */
  async text(): Promise<string> {
    if (!(await this.full)) return this.box.inputValue();
    // The editor draws only the lines in sight, but copies all of them.
    await this.box.focus();
    await this.page.keyboard.press("Control+A");
    return this.box.evaluate((node) => {
      const clipboardData = new DataTransfer();
      const empty = node.textContent === "" && node.querySelectorAll(".cm-line").length === 1;
      node.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
      return empty ? "" : clipboardData.getData("text/plain");
    });
  }

  /** The text and the selection of the text box, of a text that is short enough to be in sight. */
  selection(): Promise<{ text: string; start: number; end: number; focused: boolean }> {
    return this.box.evaluate((node) => {
      const focused = document.activeElement === node;
      if (node instanceof HTMLTextAreaElement) {
        return { text: node.value, start: node.selectionStart, end: node.selectionEnd, focused };
      }
      const lines = [...node.querySelectorAll(".cm-line")];
      const offset = (place: Node | null, at: number) => {
        const line = lines.findIndex((line) => line.contains(place));
        if (line < 0 || !place) return -1;
        const range = document.createRange();
        range.setStart(lines[line] ?? node, 0);
        range.setEnd(place, at);
        const before = lines.slice(0, line).reduce((sum, { textContent }) => sum + textContent.length + 1, 0);
        return before + range.toString().length;
      };
      const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection() ?? {};
      const ends = [offset(anchorNode ?? null, anchorOffset ?? 0), offset(focusNode ?? null, focusOffset ?? 0)];
      const text = lines.map(({ textContent }) => textContent).join("\n");
      return { text, start: Math.min(...ends), end: Math.max(...ends), focused };
    });
  }
}

interface Fixtures {
  cozydock: Cozydock;
  /** For tests that break something on purpose: what may be complained about. */
  allowed: RegExp | null;
}

export const test = base.extend<Fixtures, { url: string }>({
  allowed: [null, { option: true }],
  url: [
    async ({}, use) => {
      const folder = fileURLToPath(new URL("../../dist", import.meta.url));
      const server = await serve({ folder, base: "/some/where/" });
      await use(server.url);
      await server.close();
    },
    { scope: "worker" },
  ],
  cozydock: async ({ page, url, allowed }, use) => {
    const cozydock = new Cozydock(page, url);
    await use(cozydock);
    const unexpected = cozydock.complaints.filter((complaint) => !allowed?.test(complaint));
    if (unexpected.length > 0) throw new Error(`the page complained: ${unexpected.join("\n")}`);
  },
});

export { expect };
