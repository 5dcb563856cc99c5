// The documentation for people who put Cozydock into their own pages: `docs/<name>/index.html`, made
// from `docs/<name>.md`, readable without scripts.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";
import type { Plugin } from "vite";
import { page } from "./rule-pages.ts";

const FOLDER = fileURLToPath(new URL("../docs", import.meta.url));

const marked = new Marked({
  renderer: {
    // Long lines may scroll sideways, so the keyboard reaches them.
    code: ({ text }) => `<pre tabindex="0" translate="no"><code>${escaped(text)}</code></pre>\n`,
    heading({ tokens, depth, text }) {
      const id = text.toLowerCase().replace(/<[^>]*>|[^\w\s-]/g, "").trim().replace(/\s+/g, "-");
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    table(token) {
      const cells = (row: typeof token.header, tag: string) =>
        row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
      const rows = token.rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
      return `<div class="wide" tabindex="0"><table><thead><tr>${cells(token.header, "th")}</tr></thead><tbody>${rows}</tbody></table></div>\n`;
    },
  },
});

export function docPages(): Plugin {
  return {
    name: "doc-pages",
    apply: "build",
    generateBundle() {
      for (const name of readdirSync(FOLDER)) {
        const text = readFileSync(`${FOLDER}/${name}`, "utf8");
        const [, title = name] = /^# (.+)$/m.exec(text) ?? [];
        const body = marked.parse(text, { async: false });
        this.emitFile({ type: "asset", fileName: `docs/${name.replace(/\.md$/, "")}/index.html`, source: page(title, body) });
      }
    },
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
