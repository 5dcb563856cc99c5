// The guilty words in their lines.

import type { Range } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { say } from "../strings/report.en.ts";
import { visible } from "./visible.ts";

/** How many UTF-16 units of a line to show before the guilty words, of them, and after them. */
const BEFORE = 60;
const GUILTY = 160;
const AFTER = 60;
/** How many lines to show. */
const LINES = 4;

/** A line of an excerpt; `…` stands for what was cut off. */
export interface ExcerptLine {
  /** 1-based. */
  number: number;
  before: string;
  guilty: string;
  after: string;
}

/** The first lines of `range`, cut to what a reader can take in, and how many more there are. */
export function excerpt(text: string, range: Range): { lines: ExcerptLine[]; more: number } {
  const start = Math.min(range.start.offset, text.length);
  const end = Math.max(start, Math.min(range.end.offset, text.length));
  const lines: ExcerptLine[] = [];
  let from = start;
  for (let number = range.start.line; lines.length < LINES; number += 1) {
    const newline = text.indexOf("\n", from);
    const lineEnd = newline === -1 ? text.length : newline;
    lines.push(cut(text, from, Math.min(end, lineEnd), lineEnd, number));
    from = lineEnd + 1;
    if (from >= end) break;
  }
  const last = range.end.line - (range.end.column === 1 && range.end.line > range.start.line ? 1 : 0);
  const more = from >= end ? 0 : Math.max(0, last - range.start.line + 1 - lines.length);
  return { lines: outdented(lines), more };
}

function cut(text: string, start: number, end: number, lineEnd: number, number: number): ExcerptLine {
  const window = text.slice(Math.max(0, start - BEFORE), start);
  const lineStart = window.lastIndexOf("\n") + 1;
  const cutBefore = lineStart === 0 && start > BEFORE;
  const guilty = text.slice(start, Math.min(end, start + GUILTY));
  const cutGuilty = start + GUILTY < end;
  const after = cutGuilty ? "" : text.slice(end, Math.min(lineEnd, end + AFTER));
  const cutAfter = !cutGuilty && end + AFTER < lineEnd;
  // Blanks in front of a line are not what is wrong with it.
  const blanks = window.slice(lineStart) === "" ? /^\s*/.exec(guilty)![0].length : 0;
  return {
    number,
    before: visible((cutBefore ? "…" : "") + window.slice(lineStart) + guilty.slice(0, blanks)),
    guilty: visible(guilty.slice(blanks).replace(/\r$/, "")) + (cutGuilty ? "…" : ""),
    after: visible(after.trimEnd()) + (cutAfter ? "…" : ""),
  };
}

/** Without the blanks that all of them begin with. */
function outdented(lines: ExcerptLine[]): ExcerptLine[] {
  const blanks = lines
    .filter(({ before, guilty }) => `${before}${guilty}`.trim() !== "")
    .map(({ before }) => /^ */.exec(before)![0].length);
  const least = Math.min(...blanks, Infinity);
  return lines.map((line) => ({ ...line, before: line.before.slice(least === Infinity ? 0 : least) }));
}

export function excerptNode(text: string, range: Range): HTMLElement | null {
  const { lines, more } = excerpt(text, range);
  if (lines.every(({ before, guilty, after }) => `${before}${guilty}${after}`.trim() === "")) return null;
  return element(
    "div",
    { class: "excerpt", translate: "no", dir: "ltr" },
    ...lines.map(({ number, before, guilty, after }) =>
      element(
        "div",
        { class: "excerpt-line" },
        element("span", { class: "number", "aria-hidden": "true" }, String(number)),
        element("code", {}, before, guilty && element("mark", {}, guilty), after),
      ),
    ),
    more > 0 && element("p", { class: "quiet" }, say.moreLines(more)),
  );
}
