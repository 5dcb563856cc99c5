// Prints how long it takes from a key to painted findings, in Chromium, on the built page.
// Usage: node scripts/keystroke.mjs
//
// Typing is judged after a pause on purpose, so the figure leaves that pause out: it's the time that
// the page itself takes from the key on, plus the time from the question to the engine until the
// frame with its answer is on the screen.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { serve } from "./serve.mjs";

const KEYS = 60;
/** Milliseconds. */
const BUDGET = 50;
const STRETCH = 16;

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** A Dockerfile of 500 lines: the bench's own, its stages renamed, again and again. */
function dockerfile() {
  const one = readFileSync(here("../../benches/Dockerfile"), "utf8");
  let text = "";
  for (let at = 0; text.split("\n").length <= 500; at += 1) text += one.replaceAll("stage-", `stage${at}-`);
  return text.split("\n").slice(0, 500).join("\n");
}

/** A Compose file of 500 lines, the same way. */
function compose() {
  const one = readFileSync(here("../../benches/compose.yaml"), "utf8");
  const services = /^services:\n((?:[ #].*\n|\n)+)/m.exec(one)?.[1] ?? "";
  let text = "services:\n";
  for (let at = 0; text.split("\n").length <= 500; at += 1) {
    text += services.replace(/^ {2}(\w[\w-]*):/gm, `  $1-${at}:`);
  }
  return text.split("\n").slice(0, 500).join("\n");
}

/** Three hundred findings, all of them about the same three things. */
function many() {
  return "FROM debian\n" + "RUN sudo apt-get update\nRUN curl -k https://example.com/x | sh\n".repeat(100);
}

const server = await serve({ folder: here("../dist") });
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
let over = 0;
console.log(`${"Key to painted findings, Chromium, p95".padEnd(50)}${"findings".padStart(9)}${"measured".padStart(11)}${"budget".padStart(8)}${"stretch".padStart(9)}`);
try {
  for (const [name, text] of Object.entries({ "Dockerfile of 500 lines": dockerfile(), "Compose file of 500 lines": compose(), "300 findings": many() })) {
    const figures = await measure(text);
    over += Number(figures.total > BUDGET);
    const verdict = figures.total > BUDGET ? "over budget" : figures.total <= STRETCH ? "★" : "ok";
    console.log(
      `${name.padEnd(50)}${String(figures.findings).padStart(9)}${ms(figures.total)}${String(BUDGET).padStart(8)}${String(STRETCH).padStart(9)}  ${verdict}`,
    );
    console.log(`${"  of it the key itself".padEnd(59)}${ms(figures.key)}`);
    console.log(`${"  of it the engine's answer".padEnd(59)}${ms(figures.engine)}`);
    console.log(`${"  of it showing and painting".padEnd(59)}${ms(figures.paint)}`);
    console.log(`${"  with the pause for more keys".padEnd(59)}${ms(figures.withPause)}`);
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = over > 0 ? 1 : 0;

/** @param {number} value */
function ms(value) {
  return `${value.toFixed(1)} ms`.padStart(11);
}

/** @param {string} text */
async function measure(text) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watch);
  await page.goto(server.url, { waitUntil: "networkidle" });
  const box = page.locator(".cm-content:visible, textarea:visible").first();
  await box.click();
  await page.keyboard.press("Control+A");
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const target = /** @type {HTMLElement} */ (document.activeElement);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    if (target.dispatchEvent(event)) document.execCommand("insertText", false, text);
  }, text);
  await page.waitForTimeout(1500);
  await page.keyboard.press("Control+Home");
  /** @type {{ key: number, engine: number, paint: number, total: number, withPause: number }[]} */
  const figures = [];
  // The worst there is: each new line moves every place, and half of the words change findings.
  for (let at = 0; at < KEYS; at += 1) {
    await page.evaluate("globalThis.keystroke.start()");
    await page.keyboard.press(at % 2 ? "Backspace" : "Enter");
    const times = await page.evaluate("globalThis.keystroke.painted");
    const { typed = NaN, handled = NaN, asked = NaN, answered = NaN, painted = NaN } =
      /** @type {Record<string, number>} */ (times);
    figures.push({
      key: handled - typed,
      engine: answered - asked,
      paint: painted - answered,
      total: handled - typed + painted - asked,
      withPause: painted - typed,
    });
  }
  const counts = await page.locator("#report [data-count]").evaluateAll((nodes) => nodes.map((node) => Number(node.dataset["count"])));
  await page.close();
  const p95 = (/** @type {"key" | "engine" | "paint" | "total" | "withPause"} */ part) =>
    figures.map((one) => one[part]).sort((one, other) => one - other)[Math.ceil(figures.length * 0.95) - 1] ?? NaN;
  if (figures.some(({ total }) => Number.isNaN(total))) throw new Error("a time is missing");
  return {
    findings: counts.reduce((sum, one) => sum + one, 0),
    key: p95("key"), engine: p95("engine"), paint: p95("paint"), total: p95("total"), withPause: p95("withPause"),
  };
}

/** Runs in the page before its own scripts: notes when what happens. */
function watch() {
  /** @type {Record<string, number>} */
  let times = {};
  /** @type {(times: Record<string, number>) => void} */
  let done = () => {};
  /** @type {unknown} */
  let check;
  const keystroke = {
    painted: Promise.resolve(times),
    start() {
      times = {};
      this.painted = new Promise((resolve) => (done = resolve));
    },
  };
  Object.assign(globalThis, { keystroke });
  addEventListener(
    "keydown",
    (event) => {
      times = { typed: event.timeStamp };
      // After the key's own work, when the browser has time again.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (times["handled"] ??= performance.now());
      port2.postMessage(null);
    },
    true,
  );
  globalThis.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        if (data?.id === undefined || data.id !== check) return;
        times["answered"] = performance.now();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            times["painted"] = performance.now();
            done(times);
          };
          port2.postMessage(null);
        });
      });
    }
    /**
     * @override
     * @param {any} message
     * @param {any} [options]
     */
    postMessage(message, options) {
      if (message?.type === "check") {
        times["asked"] = performance.now();
        check = message.id;
      }
      super.postMessage(message, options);
    }
  };
}
