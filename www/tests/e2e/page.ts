// The built page in a browser, served under a sub-path, with everything recorded that must not be.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test as base, type JSHandle, type Page } from "@playwright/test";
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

  get box() {
    return this.page.getByLabel("Paste a Dockerfile");
  }

  get findings() {
    return this.page.locator("#findings > ol > li");
  }

  get summary() {
    return this.page.locator("#summary");
  }

  get trouble() {
    return this.page.locator("#trouble");
  }

  get note() {
    return this.page.locator("#note");
  }

  /** Opens the page and waits until the engine and the texts are there. */
  async open(): Promise<void> {
    await this.page.addInitScript(() =>
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    await this.page.goto(this.#url, { waitUntil: "networkidle" });
    await this.page.locator("#about", { hasText: /\d+ rules/ }).waitFor();
  }

  /** From here on nothing gets through, and everything that tries is recorded. */
  async cutNetwork(): Promise<void> {
    this.requests = [];
    await this.page.route("**/*", (route) => route.abort());
    await this.page.context().setOffline(true);
  }

  /** Pastes as people do, through the clipboard's event. */
  async paste(text: string): Promise<void> {
    await this.pasteFrom(await this.clipboard(text));
  }

  /** A clipboard with this text. */
  clipboard(text: string): Promise<JSHandle<DataTransfer>> {
    return this.page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.setData("text/plain", text);
      return transfer;
    }, text);
  }

  /** Pastes over everything; resolves to how long that held the page up, in milliseconds. */
  async pasteFrom(clipboard: JSHandle<DataTransfer>): Promise<number> {
    await this.box.focus();
    await this.page.keyboard.press("Control+A");
    return this.box.evaluate(async (box: HTMLTextAreaElement, clipboardData) => {
      const started = performance.now();
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      if (box.dispatchEvent(event)) {
        box.setRangeText(clipboardData.getData("text/plain"), box.selectionStart, box.selectionEnd, "end");
        box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
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
    await this.page.dispatchEvent("footer", "drop", { dataTransfer: transfer });
  }

  /** Rules of the list as shown, in order. */
  shownRules(): Promise<string[]> {
    return this.findings.evaluateAll((items) => items.map((item) => item.dataset["rule"] ?? ""));
  }

  /** The text and the selection of the text box. */
  selection(): Promise<{ text: string; start: number; end: number; focused: boolean }> {
    return this.box.evaluate((box: HTMLTextAreaElement) => ({
      text: box.value,
      start: box.selectionStart,
      end: box.selectionEnd,
      focused: document.activeElement === box,
    }));
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

export { expect } from "@playwright/test";
