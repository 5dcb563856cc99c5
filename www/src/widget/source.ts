// Where a widget's text comes from: a block of the page, a file of the site, or the widget's inside.

import { codeBlocks, describe, type HostCode, readCode, wholeBlock } from "./host-code.ts";

/** A text to check, and what is known about it. */
export interface Source {
  text: string;
  /** The name in the block's title, or of the file. */
  name: string;
  /** The language of the block's fence. */
  language: string;
  /** The page's own block, where there is one. */
  block: Element | null;
  code: HostCode | null;
}

/** The block that `for` names: a selector, or `prev` for the one right before the widget. */
export function findBlock(widget: Element, wanted: string): Element | null {
  if (wanted !== "prev") {
    const root = widget.getRootNode() as Document | ShadowRoot;
    const node = safely(() => root.querySelector(wanted));
    return node && (node.matches("pre, code") ? node : (codeBlocks(node)[0] ?? node));
  }
  // Markdown wraps a lone tag into a paragraph.
  let at: Element | null = widget;
  if (at.parentElement?.localName === "p" && at.parentElement.textContent?.trim() === widget.textContent?.trim()) at = at.parentElement;
  // Notes on the code, or another widget, may stand in between, but never a heading.
  for (at = at.previousElementSibling; at && !at.matches("h1, h2, h3, h4, h5, h6"); at = at.previousElementSibling) {
    const block = at.matches("pre") ? at : codeBlocks(at).at(-1);
    if (block) return block;
  }
  return null;
}

export function fromBlock(node: Element): Source {
  const block = wholeBlock(node);
  const code = readCode(node);
  return { text: code.text, ...describe(block), block, code };
}

/** The code that stands inside the widget, if any. */
export function fromInside(widget: Element): Source | null {
  const inside = widget.querySelector("pre, script[type='text/plain'], template");
  if (!inside) return null;
  if (inside.localName === "pre") return fromBlock(inside);
  const text = (inside instanceof HTMLTemplateElement ? inside.content : inside).textContent ?? "";
  return { text: text.replace(/^\s*\n/, ""), name: "", language: "", block: null, code: null };
}

/** A file of the same site; `null` for other sites' files. */
export async function fromFile(src: string): Promise<Source | null> {
  const url = new URL(src, document.baseURI);
  if (url.origin !== location.origin) return null;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  const name = decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
  return { text: await response.text(), name, language: "", block: null, code: null };
}

function safely<Answer>(look: () => Answer): Answer | null {
  try {
    return look();
  } catch {
    return null;
  }
}
