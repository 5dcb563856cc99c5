// Parts of `index.html` that other pages show as well: written once, put in where they're asked for.

import { readFileSync } from "node:fs";

const page = () => readFileSync(new URL("../index.html", import.meta.url), "utf8");

/** Puts in what `<!-- from index.html: <tag …> -->` asks for: the element that begins with these very letters. */
export function pieces(html: string): string {
  return html.replace(/<!-- from index\.html: (<(\w+)[^>]*>) -->/g, (_, opening: string, tag: string) =>
    elementAt(page(), opening, tag),
  );
}

/** The element that begins with `opening`, to its end. */
function elementAt(html: string, opening: string, tag: string): string {
  const start = html.indexOf(opening);
  if (start === -1) throw new Error(`index.html has no ${opening}`);
  let depth = 0;
  for (const { 0: found, index } of html.slice(start).matchAll(new RegExp(`</?${tag}\\b[^>]*>`, "g"))) {
    depth += found.startsWith("</") ? -1 : 1;
    if (depth === 0) return html.slice(start, start + index + found.length);
  }
  throw new Error(`${opening} doesn't end in index.html`);
}
