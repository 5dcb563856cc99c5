// A page for every rule and every layer, which needs no script: `rules/<id>/index.html`.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { marked } from "marked";
import type { Plugin } from "vite";
import { pages as say } from "../src/strings/pages.en.ts";
import type { Block, Inline, RuleText } from "../src/texts.ts";

/** A rule as the generated texts have it, with what only its own page shows. */
interface Rule extends RuleText {
  layer: string;
  title: string;
  severity: keyof typeof say.severity;
  aliases: string[];
  examples: { verdict: keyof typeof say.examples; kind: string; text: string }[];
}

const TEXTS = fileURLToPath(new URL("../src/generated/rules.en.json", import.meta.url));
const chapter = (layer: string) =>
  fileURLToPath(new URL(`../../src/rules/${layer.replaceAll("-", "_")}.md`, import.meta.url));

/** Emits the pages beside the built `index.html`, with the same policy but without any script. */
export function rulePages(): Plugin {
  return {
    name: "rule-pages",
    apply: "build",
    generateBundle() {
      const { rules } = JSON.parse(readFileSync(TEXTS, "utf8")) as { rules: Rule[] };
      const emit = (id: string, title: string, body: string) =>
        this.emitFile({ type: "asset", fileName: `rules/${id}/index.html`, source: page(title, body) });
      for (const rule of rules) emit(rule.id, rule.title, rulePage(rule));
      for (const layer of new Set(rules.map((rule) => rule.layer))) {
        const own = rules.filter((rule) => rule.layer === layer);
        const text = readFileSync(chapter(layer), "utf8");
        const [, title = layer] = /^# (.+)$/m.exec(text) ?? [];
        emit(layer, title, layerPage(text, own));
      }
    },
  };
}

/** A page two folders below the top. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Cozydock</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="../../pages.css">
</head>
<body>
<header><a href="../../">Cozydock</a></header>
<main>
${body}
</main>
</body>
</html>
`;
}

function rulePage(rule: Rule): string {
  const part = (heading: string, content: string) => (content ? `<h2>${heading}</h2>\n${content}\n` : "");
  const examples = rule.examples
    .map(({ verdict, text }) => `<h3>${say.examples[verdict]}</h3>\n${code(text)}`)
    .join("\n");
  const links = rule.links.map(({ text, url }) => `<li>${anchor(text, url)}</li>`).join("");
  return `<h1>${escaped(rule.title)}</h1>
<p class="facts"><code>${rule.id}</code> · ${say.severity[rule.severity]} · <a href="../${rule.layer}/">${say.layer(rule.layer)}</a></p>
${blocks(rule.why)}
${part(say.attack, rule.attack.length > 0 ? `<ol>${rule.attack.map((step) => `<li>${inlines(step)}</li>`).join("")}</ol>` : "")}
${part(say.doThis, blocks(rule.doThis))}
${part(say.whenFine, blocks(rule.whenFine))}
${part(say.exampleHeading, examples)}
${part(say.links, links && `<ul>${links}</ul>`)}
${part(say.aliases, rule.aliases.length > 0 ? `<p>${rule.aliases.map((alias) => `<code>${escaped(alias)}</code>`).join(", ")}</p>` : "")}`;
}

function layerPage(chapterText: string, rules: readonly Rule[]): string {
  const list = rules.map(({ id, title }) => `<li><a href="../${id}/">${escaped(title)}</a> <code>${id}</code></li>`);
  return `${marked.parse(chapterText, { async: false })}
<h2>${say.rules}</h2>
<ul>${list.join("\n")}</ul>`;
}

function blocks(content: readonly Block[]): string {
  return content
    .map((block) => {
      if ("p" in block) return `<p>${inlines(block.p)}</p>`;
      if ("list" in block) return `<ul>${block.list.map((item) => `<li>${inlines(item)}</li>`).join("")}</ul>`;
      return code(block.code);
    })
    .join("\n");
}

function inlines(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return escaped(part);
      if ("code" in part) return `<code>${escaped(part.code)}</code>`;
      if ("strong" in part) return `<strong>${escaped(part.strong)}</strong>`;
      if ("em" in part) return `<em>${escaped(part.em)}</em>`;
      return anchor(part.text, part.url);
    })
    .join("");
}

function code(text: string): string {
  return `<pre tabindex="0" translate="no"><code>${escaped(text)}</code></pre>`;
}

function anchor(text: string, url: string): string {
  return `<a href="${escaped(url)}" rel="noopener noreferrer">${escaped(text)}</a>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
