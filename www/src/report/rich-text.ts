// From the texts' blocks to nodes.

import { element } from "../element.ts";
import { say } from "../strings/report.en.ts";
import type { Block, Inline } from "../texts.ts";

export function blocks(content: Block[]): HTMLElement[] {
  return content.map((block) => {
    if ("p" in block) return element("p", {}, ...block.p.map(inline));
    if ("list" in block) {
      return element("ul", {}, ...block.list.map((item) => element("li", {}, ...item.map(inline))));
    }
    return codeBlock(block.code);
  });
}

/** Lines of code; they may scroll sideways, so the keyboard reaches them. */
export function codeBlock(code: string): HTMLElement {
  return element("pre", { tabindex: "0", translate: "no" }, element("code", {}, code));
}

/** Prose with `code` in backticks, as the engine writes it. */
export function prose(text: string): (Node | string)[] {
  const parts = text.split("`");
  // An odd backtick at the end is a backtick, not the start of code.
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2, 1)}\`${parts.pop()}`);
  return parts.map((part, index) => (index % 2 ? element("code", { translate: "no" }, part) : part));
}

export function link(text: string, url: string): Node | string {
  if (!/^https:\/\//.test(url)) return text;
  return element(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer" },
    text,
    element("span", { class: "heard" }, say.newTab),
  );
}

export function inline(part: Inline): Node | string {
  if (typeof part === "string") return part;
  if ("code" in part) return element("code", { translate: "no" }, part.code);
  if ("strong" in part) return element("strong", {}, part.strong);
  if ("em" in part) return element("em", {}, part.em);
  return link(part.text, part.url);
}
