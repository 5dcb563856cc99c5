// A change as people read it: what goes with a minus, what comes with a plus, in words for ears.

import type { SourceFile } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { say } from "../strings/report.en.ts";
import { type DiffLine, hunks } from "./diff.ts";
import { visible } from "./visible.ts";

/** How many lines of a change to show. */
const LINES = 400;

/** The difference between files; empty where there is none. `names` where there are several. */
export function diffNodes(before: readonly SourceFile[], after: readonly SourceFile[], names: string[]): HTMLElement[] {
  return before.flatMap((file, index) => {
    const changes = hunks(file.text, after[index]?.text ?? file.text);
    if (changes.length === 0) return [];
    const lines = changes.flatMap((hunk, at) => [
      ...(at > 0 ? [element("li", { class: "skipped" }, say.skipped)] : []),
      ...hunk.map(lineNode),
    ]);
    const left = lines.length - LINES;
    return [
      names.length > 1 ? element("p", { class: "diff-file" }, names[index] ?? "") : null,
      element("ol", { class: "diff", translate: "no", dir: "ltr" }, ...lines.slice(0, LINES)),
      left > 0 ? element("p", { class: "quiet" }, say.moreLines(left)) : null,
    ].filter((node) => node !== null);
  });
}

function lineNode({ sign, number, parts }: DiffLine): HTMLElement {
  const words = sign === "-" ? say.removed(number) : sign === "+" ? say.added(number) : "";
  const marked = sign === "-" ? "del" : "ins";
  return element(
    "li",
    { "data-sign": sign },
    element("span", { class: "number", "aria-hidden": "true" }, String(number)),
    element("span", { class: "sign", "aria-hidden": "true" }, sign === "-" ? "−" : sign),
    words && element("span", { class: "heard" }, words),
    element(
      "code",
      {},
      ...parts.map(({ text, changed }) => (changed ? element(marked, {}, visible(text)) : visible(text))),
    ),
  );
}
