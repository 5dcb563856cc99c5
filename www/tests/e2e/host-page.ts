// Other people's pages with the widget in them, served on a port of their own and watched.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import { test as base } from "./page.ts";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm",
};

/** A page of a host: its body, and what its server says about it. */
export interface HostPage {
  body: string;
  head?: string;
  /** Without one the page has no policy. */
  csp?: string;
}

/** The tag that most pages load the widget with. */
export const MODULE = '<script type="module" src="/cozydock/embed.js"></script>';

export class Host {
  readonly page: Page;
  /** Console errors, uncaught errors and reports of the Content-Security-Policy. */
  readonly complaints: string[] = [];
  /** The files of the widget that were asked for, and everything from elsewhere. */
  requests: string[] = [];
  /** Workers that were ever started. */
  workers = 0;
  url = "";
  #hostPage: HostPage = { body: "" };
  readonly #files = new Map<string, string>();

  constructor(page: Page) {
    this.page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", (request) => {
      const url = request.url();
      if (url.startsWith(`${this.url}cozydock/`)) this.requests.push(url.slice(this.url.length + "cozydock/".length));
      else if (!url.startsWith(this.url)) this.requests.push(url);
    });
    page.on("worker", () => (this.workers += 1));
  }

  async listen(): Promise<() => Promise<void>> {
    const server = createServer(async (request, response) => {
      const path = new URL(request.url ?? "/", "http://host").pathname;
      const own = this.#files.get(path);
      if (path === "/" || own !== undefined) {
        const { csp } = this.#hostPage;
        response.writeHead(200, {
          "Content-Type": own === undefined ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
          ...(csp && path === "/" && { "Content-Security-Policy": csp }),
        });
        response.end(own ?? this.#html());
        return;
      }
      try {
        const bytes = await readFile(DIST + path.replace(/^\/(cozydock|elsewhere)/, ""));
        response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" }).end(bytes);
      } catch {
        response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
      }
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
  }

  /** A file of the host's own. */
  serve(path: string, text: string): void {
    this.#files.set(path, text);
  }

  async open(hostPage: HostPage): Promise<void> {
    this.#hostPage = hostPage;
    this.requests = [];
    await this.page.addInitScript(() => {
      const told: { type: string; detail: unknown }[] = [];
      Object.assign(globalThis, { told });
      for (const type of ["cozy-ready", "cozy-report", "cozy-fix", "cozy-error"]) {
        document.addEventListener(type, (event) => told.push({ type, detail: (event as CustomEvent).detail }));
      }
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    await this.page.goto(this.url, { waitUntil: "load" });
  }

  get docks(): Locator {
    return this.page.locator("cozy-dock");
  }

  /** What the bar of a widget says. */
  words(nth = 0): Locator {
    return this.docks.nth(nth).locator("[part=words]");
  }

  toggle(nth = 0): Locator {
    return this.docks.nth(nth).locator("[part=toggle]");
  }

  /** Opens a widget and waits for its report. */
  async explain(nth = 0): Promise<Locator> {
    await this.toggle(nth).click();
    const panel = this.docks.nth(nth).locator("[part=panel]");
    await expect(panel.locator(".verdict")).not.toBeEmpty();
    return panel;
  }

  /** The names of the events that came up to the document. */
  told(): Promise<{ type: string; detail: unknown }[]> {
    return this.page.evaluate("told");
  }

  async violations(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id}: ${target.join(" ")} ${html}`));
  }

  /** How far the page reaches beyond its right edge, in pixels. */
  overhang(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  #html(): string {
    const { head = MODULE, body } = this.#hostPage;
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A host</title>${head}</head>
<body><main><h1>A page of somebody else's</h1>${body}</main></body></html>`;
  }
}

/** A code block as plain Markdown makes it. */
export function block(code: string, language = "dockerfile", marks = ""): string {
  const text = code.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<pre tabindex="0"${marks}><code class="language-${language}">${text}</code></pre>`;
}

export const test = base.extend<{ host: Host }>({
  host: async ({ page, allowed }, use) => {
    const host = new Host(page);
    const close = await host.listen();
    await use(host);
    await close();
    const unexpected = host.complaints.filter((complaint) => !allowed?.test(complaint));
    if (unexpected.length > 0) throw new Error(`the page complained: ${unexpected.join("\n")}`);
  },
});

export { expect };
