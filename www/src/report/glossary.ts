// Words of the field, explained where they stand.

import { element } from "../element.ts";
import type { Term, Texts } from "../texts.ts";
import { inline } from "./rich-text.ts";

/** How many words of a card are explained: more would be a meadow of dots. */
const MOST = 6;
/** Where no word is looked for. */
const OTHERS = "code, pre, a, button, h3, h4, summary, .excerpt, .diff, .quiet";

interface Index {
  pattern: RegExp;
  terms: Map<string, Term>;
}

const indexes = new WeakMap<Texts, Index | null>();

/** All spellings in one pattern, the longest first. */
export function index(texts: Texts): Index | null {
  let known = indexes.get(texts);
  if (known === undefined) {
    const terms = new Map<string, Term>();
    for (const term of texts.glossary ?? []) {
      for (const spelling of [term.term, ...term.also]) terms.set(spelling.toLowerCase(), term);
    }
    const spellings = [...terms.keys()]
      .toSorted((one, other) => other.length - one.length)
      .map((spelling) => spelling.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
    known = spellings.length > 0
      ? { pattern: new RegExp(`(?<![\\w-])(?:${spellings.join("|")})(?![\\w-])`, "gi"), terms }
      : null;
    indexes.set(texts, known);
  }
  return known;
}

/** Turns the first occurrence of each term below `roots` into a button that explains it. */
export function explainTerms(roots: readonly Element[], texts: Texts, explained: Set<Term>): void {
  const known = index(texts);
  if (!known) return;
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest(OTHERS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    for (const node of nodes) explainIn(node, known, explained);
  }
}

function explainIn(node: Text, { pattern, terms }: Index, explained: Set<Term>): void {
  const text = node.data;
  const pieces: (string | Node)[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const term = terms.get(match[0].toLowerCase());
    if (!term || explained.has(term) || explained.size >= MOST) continue;
    explained.add(term);
    pieces.push(text.slice(at, match.index), termNode(match[0], term));
    at = match.index + match[0].length;
  }
  if (pieces.length > 0) node.replaceWith(...pieces, text.slice(at));
}

function termNode(word: string, term: Term): HTMLElement {
  const button = element("button", { type: "button", class: "term" }, word);
  // Where there are no popovers the word stays a word.
  if (!("popover" in HTMLElement.prototype)) return element("span", {}, word);
  button.addEventListener("click", () => {
    const bubble = (button.popoverTargetElement as HTMLElement | null) ?? attach(button, term);
    place(bubble, button);
  });
  return button;
}

/** The explanation, made when it's first asked for: the browser opens and closes it. */
function attach(button: HTMLButtonElement, { term, text }: Term): HTMLElement {
  const bubble = element("span", { class: "bubble", popover: "auto" }, element("strong", {}, term), " ", ...text.map(inline));
  button.after(bubble);
  button.popoverTargetElement = bubble;
  return bubble;
}

/** Below the word, as far as the window allows. */
function place(bubble: HTMLElement, button: HTMLElement): void {
  const { left, bottom } = button.getBoundingClientRect();
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const width = Math.min(20 * rem, innerWidth - 2 * rem);
  bubble.style.left = `${Math.max(rem, Math.min(left, innerWidth - width - rem)) + scrollX}px`;
  bubble.style.top = `${bottom + 0.4 * rem + scrollY}px`;
}
