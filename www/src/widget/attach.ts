// Giving the page's own code blocks a widget: those marked `cozy-dock`, and, where a page asks for
// it with `data-cozy-auto`, all that look like ours.

import { codeBlocks, codeElement, describe, readCode, wholeBlock } from "./host-code.ts";
import { claim, hasOwnWidget, TAG } from "./registry.ts";
import { findBlock } from "./source.ts";

const MARKED = ".cozy-dock";
const AUTO = "[data-cozy-auto]";
const NEVER = ".no-cozy-dock, .no-cozy-dock *, cozy-dock *";

/** Words that only files of ours have. */
const DOCKERFILE = /^\s*FROM\s+\S/im;
const COMPOSE = /^services:\s*(#.*)?$/m;
const RUN = /^\s*(\$ |# |sudo )*(docker|podman)\s+(container\s+)?run\s/m;

const seen = new WeakSet<Element>();
/** The widgets made here, each with its block. */
const made = new Map<Element, Element>();
let due = false;

/** Attaches now, and whenever the page changes: sites that swap pages don't load scripts anew. */
export function keepAttaching(): void {
  attach();
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      attach();
    });
  }).observe(document, { childList: true, subtree: true });
}

function attach(): void {
  for (const [widget, block] of made) {
    // A page that draws itself anew may leave the widget of a block that's gone.
    if (!block.isConnected) widget.remove();
    if (!widget.isConnected) made.delete(widget);
  }
  // A widget that the page wrote itself goes before one made here, also while it's out of sight.
  for (const widget of document.querySelectorAll(`${TAG}[for]`)) {
    const block = findBlock(widget, widget.getAttribute("for") ?? "");
    if (block) claim(wholeBlock(block), widget);
  }
  for (const marked of document.querySelectorAll(MARKED)) {
    // On the fence itself, or on something around it.
    const blocks = marked.matches("pre, code") ? [marked] : codeBlocks(marked);
    for (const block of blocks) give(block);
  }
  for (const asking of document.querySelectorAll(AUTO)) {
    const root = asking.matches("script, meta, link, html, body") ? document : asking;
    for (const block of codeBlocks(root)) if (!seen.has(codeElement(block)) && isOurs(block)) give(block);
  }
}

function give(node: Element): void {
  const code = codeElement(node);
  if (seen.has(code) || node.matches(NEVER)) return;
  seen.add(code);
  const block = wholeBlock(node);
  if (hasOwnWidget(block)) return;
  const widget = document.createElement(TAG);
  Object.assign(widget, { block });
  for (const { name, value } of block.attributes) {
    // `data-cozy-view="full"` on the block says how.
    const own = /^data-cozy-([\w-]+)$/.exec(name)?.[1];
    if (own && own !== "auto") widget.setAttribute(own, value);
  }
  block.after(widget);
  made.set(widget, block);
}

function isOurs(block: Element): boolean {
  const { name, language } = describe(wholeBlock(block));
  const text = readCode(block).text;
  if (/^(dockerfile|docker|containerfile)$/.test(language) || /(^|\/)(Docker|Container)file\b/i.test(name)) return DOCKERFILE.test(text);
  if (/^ya?ml$/.test(language) || /compose.*\.ya?ml$/.test(name)) return COMPOSE.test(text);
  if (/^(ba|z|da)?sh$|^(shell|console|shell-?session|terminal)$/.test(language)) return RUN.test(text);
  return false;
}
