// The guilty words in their line.

import type { Range } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { visible } from "./visible.ts";

/** How many UTF-16 units to show before the guilty words, of them, and after them. */
const BEFORE = 60;
const GUILTY = 120;
const AFTER = 60;

/** What an excerpt shows; `…` stands for what was cut off. */
export interface Excerpt {
  before: string;
  guilty: string;
  after: string;
}

/** Cuts the first line of `range` out of `text`, however long that line is. */
export function excerpt(text: string, range: Range): Excerpt {
  const start = Math.min(range.start.offset, text.length);
  const end = Math.max(start, Math.min(range.end.offset, text.length));

  const window = text.slice(Math.max(0, start - BEFORE), start);
  const lineStart = window.lastIndexOf("\n") + 1;
  const cutBefore = lineStart === 0 && start > BEFORE;

  const shown = text.slice(start, Math.min(end, start + GUILTY));
  const firstLine = shown.split("\n", 1)[0] ?? "";
  const cutGuilty = firstLine.length < end - start;

  const rest = cutGuilty ? "" : text.slice(end, end + AFTER);
  const restOfLine = rest.split("\n", 1)[0] ?? "";
  const cutAfter = restOfLine.length === AFTER && end + AFTER < text.length;

  return {
    before: visible((cutBefore ? "…" : "") + window.slice(lineStart).trimStart()),
    guilty: visible(firstLine.replace(/\r$/, "")) + (cutGuilty ? "…" : ""),
    after: visible(restOfLine.trimEnd()) + (cutAfter ? "…" : ""),
  };
}

export function excerptNode(text: string, range: Range): HTMLElement | null {
  const { before, guilty, after } = excerpt(text, range);
  if (!`${before}${guilty}${after}`.trim()) return null;
  return element(
    "p",
    { class: "excerpt", translate: "no", dir: "ltr" },
    element("code", {}, before, element("mark", {}, guilty), after),
  );
}
