// Packs everything into `cozydock.html`, and seals it: its policy allows what is in it and no more.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build, type Plugin } from "vite";
import type { Book, Rule } from "../src/single/texts.ts";
import { layerNames } from "../src/strings/layers.en.ts";
import type { TextsFile } from "../src/texts.ts";
import { block, parts } from "./markdown.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where the website fetches files, the single file has them in it. */
export function fromWithin(): Plugin {
  const swapped = new Map([[here("../src/engine/supply.ts"), here("../src/single/supply.ts")]]);
  return {
    name: "from-within",
    enforce: "pre",
    async resolveId(id, importer, options) {
      if (id === "virtual:texts") return here("../src/single/texts.ts");
      if (id === "virtual:worker-text") return `\0${id}`;
      const found = await this.resolve(id, importer, { ...options, skipSelf: true });
      return (found && swapped.get(found.id)) ?? found;
    },
    async load(id) {
      return id === "\0virtual:worker-text" ? `export default ${JSON.stringify(await workerText())};` : null;
    },
  };
}

/** The worker as a classic script of its own. */
async function workerText(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      assetsInlineLimit: 0,
      rolldownOptions: { input: here("../src/engine/worker.ts"), output: { format: "iife" } },
    },
  });
  for (const { output } of [built].flat() as { output: { type: string; code?: string }[] }[]) {
    for (const { type, code } of output) if (type === "chunk" && code) return code;
  }
  throw new Error("the worker gave no script");
}

/** The engine and the texts, as blocks of data at the end of the page. */
export function packed(): Plugin {
  return {
    name: "packed",
    transformIndexHtml: {
      order: "post",
      handler: () =>
        [
          { id: "packed-engine", bytes: readFileSync(here("../../pkg/cozydock_bg.wasm")) },
          { id: "packed-texts", bytes: Buffer.from(JSON.stringify(book())) },
        ].map(({ id, bytes }) => ({
          tag: "script",
          attrs: { type: "text/plain", id },
          children: deflateRawSync(bytes, { level: 9 }).toString("base64"),
          injectTo: "body" as const,
        })),
    },
  };
}

function book(): Book {
  const texts = JSON.parse(readFileSync(here("../src/generated/rules.en.json"), "utf8")) as TextsFile & { rules: Rule[] };
  return {
    glossary: texts.glossary,
    rules: texts.rules,
    chapters: [...Object.keys(layerNames), "craft"].map((id) => {
      const [heading, ...rest] = parts(readFileSync(here(`../../src/rules/${id.replaceAll("-", "_")}.md`), "utf8"));
      return {
        id,
        title: heading?.token.type === "heading" ? heading.token.text : id,
        text: rest.map(({ token }) => block(token)),
      };
    }),
  };
}

/** Puts `theme.js` in, and the hashes of all scripts and styles into the policy. */
export function sealed(): Plugin {
  return {
    name: "sealed",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== "asset" || !file.fileName.endsWith(".html")) continue;
          file.source = seal(String(file.source));
        }
      },
    },
  };
}

function seal(html: string): string {
  const theme = readFileSync(here("../public/theme.js"), "utf8").trim();
  const whole = html.replace(/<script src="\.\/theme\.js"\s*><\/script>/, () => `<script>${theme}</script>`);
  if (whole === html) throw new Error("cozydock.html doesn't ask for theme.js as expected");
  const left = /<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)="(?!data:|#|https:)[^"]*"/.exec(whole);
  if (left) throw new Error(`cozydock.html would ask for a file: ${left[0]}`);
  const hashes = (tag: string) =>
    [...whole.matchAll(new RegExp(`<${tag}(?![^>]*type="text/plain")[^>]*>([\\s\\S]*?)</${tag}>`, "g"))]
      .map(([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
      .join(" ");
  return whole.replace("'sha256-scripts'", hashes("script")).replace("'sha256-styles'", hashes("style"));
}
