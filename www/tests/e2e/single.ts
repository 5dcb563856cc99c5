// cozydock.html as people open it: from a disk, in a folder with an awkward name, without a network.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { readLessons } from "../../build/lessons.ts";
import type { Lesson } from "../../src/classroom/lesson.ts";

const BUILT = fileURLToPath(new URL("../../dist/cozydock.html", import.meta.url));

/** The file's own text. */
export const html = readFileSync(BUILT, "utf8");

export const { lessons } = readLessons(fileURLToPath(new URL("../../lessons", import.meta.url)));

/** The lesson of this name. */
export function lesson(id: string): Lesson {
  const found = lessons.find((one) => one.id === id);
  if (!found) throw new Error(`no lesson ${id}`);
  return found;
}

/** The classroom in a page, wherever that comes from. */
export class Room {
  readonly page: Page;
  /** Console errors, uncaught errors and reports of the Content-Security-Policy. */
  readonly complaints: string[] = [];
  /** Addresses that were asked for, the page's own left out. */
  readonly requests: string[] = [];
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", (request) => {
      if (!request.isNavigationRequest() && !/^(data|blob):/.test(request.url())) this.requests.push(request.url());
    });
  }

  /** Opens the page at what stands behind `#`. */
  async open(asked = ""): Promise<void> {
    await this.page.addInitScript(() =>
      addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)),
    );
    await this.page.goto(`${this.url}${asked && `#${asked}`}`);
  }

  /** Opens a lesson and waits until it's judged and the full editor is there. */
  async openLesson(id: string): Promise<void> {
    await this.open(`lesson/${id}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(lesson(id).title);
    await expect(this.verdict).toHaveText(/quiet/);
    await expect(this.page.locator(".desk .cm-content")).toBeVisible();
  }

  get verdict() {
    return this.page.locator(".lesson-verdict");
  }

  get box() {
    return this.page.locator(".desk .cm-content");
  }

  /** Types a lesson's solution, file by file, with the keyboard. */
  async solve(id: string): Promise<void> {
    const { solution } = lesson(id);
    for (const [at, { name, text }] of solution.entries()) {
      if (at > 0) {
        await this.page.getByRole("tab", { selected: true }).focus();
        await this.page.keyboard.press("ArrowRight");
        await expect(this.page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
      }
      await this.type(text);
    }
  }

  /** Types a text in place of the one in the editor. */
  async type(text: string): Promise<void> {
    await this.box.focus();
    await this.page.keyboard.press("Control+A");
    // Chromium itself tries to carry a style over to what is typed over a selection, which the policy refuses.
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.insertText(text);
  }

  /** How far things stick out sideways, in pixels. */
  overhang(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  async axe(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
  }
}

export const test = base.extend<{ room: Room; allowed: RegExp | null }, { fileUrl: string }>({
  allowed: [null, { option: true }],
  fileUrl: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "cozydock-"));
      const awkward = join(folder, "Tâm's Stück 日本 #1");
      mkdirSync(awkward);
      copyFileSync(BUILT, join(awkward, "cozydock.html"));
      await use(pathToFileURL(join(awkward, "cozydock.html")).href);
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  room: async ({ page, context, fileUrl, allowed }, use) => {
    await context.setOffline(true);
    const room = new Room(page, fileUrl);
    await use(room);
    const unexpected = room.complaints.filter((complaint) => !allowed?.test(complaint));
    if (unexpected.length > 0) throw new Error(`the page complained: ${unexpected.join("\n")}`);
    expect(room.requests).toEqual([]);
  },
});

export { expect };
