// The text of a code block as its author wrote it, whatever the page's own highlighter made of it.

/** A code block's text, and the way from a place in it back into the page. */
export interface HostCode {
  text: string;
  /** The page's own nodes from `start` to `end`, in UTF-16 units of `text`. */
  range(start: number, end: number): Range;
}

/** The columns of line numbers that tables carry: Pygments, Rouge, Chroma. */
const NUMBERS = ".linenos, .linenodiv, .lineno, .gutter, .rouge-gutter, .lntd:first-child:not(:only-child)";

/**
 * What stands in a block without being a part of its text: line numbers, buttons, annotations,
 * prompts and what a command printed, lines that a diff took away.
 */
const FOREIGN = [
  NUMBERS,
  ".ln, .lnt, .line-number, .line-numbers, .line-numbers-rows, .line-numbers-wrapper, .hljs-ln-numbers",
  ".gp, .go, .md-annotation, .md-code__nav, .headerlink, .copy, .copybtn",
  ".line.remove, .ec-line.del, .token-line.remove",
  "button, style, script, template, [hidden], [role=tooltip]",
].join();

/** One element for each line: Expressive Code, Prism in React, Shiki. */
const LINES = ".ec-line, .token-line, code > .line, code > * > .line";

/** The element that holds the code of a block, or is it. */
export function codeElement(block: Element): Element {
  const all = (selector: string) =>
    [...block.querySelectorAll(selector)].filter((node) => !node.closest(NUMBERS) || node.closest(NUMBERS)?.contains(block));
  // In a table the last one holds the code.
  return all("pre code").at(-1) ?? all("pre").at(-1) ?? all("code").at(-1) ?? block;
}

export function readCode(block: Element): HostCode {
  const pieces: { node: Text; at: number }[] = [];
  let text = "";
  /** A line stands there whose break hasn't been seen. */
  let open = false;
  const walk = (parent: Node) => {
    for (const node of parent.childNodes) {
      if (node instanceof Text) {
        pieces.push({ node, at: text.length });
        text += node.data;
        if (node.data.endsWith("\n")) open = false;
      } else if (!(node instanceof Element) || node.matches(FOREIGN)) {
        continue;
      } else if (node.localName === "br") {
        text += "\n";
      } else if (node.matches(LINES)) {
        // Some write a line break behind each line, some within it, some none at all.
        if (open) text += "\n";
        open = false;
        const start = text.length;
        walk(node);
        open = text.length === start || !text.endsWith("\n");
      } else {
        walk(node);
      }
    }
  };
  walk(codeElement(block));
  if (text !== "" && !text.endsWith("\n")) text += "\n";
  const place = (offset: number): [Node, number] => {
    const piece = pieces.findLast(({ at }) => at <= offset);
    return piece ? [piece.node, Math.min(offset - piece.at, piece.node.length)] : [block, 0];
  };
  return {
    text,
    range(start, end) {
      const range = document.createRange();
      range.setStart(...place(start));
      range.setEnd(...place(end));
      return range;
    },
  };
}

/** Elements that wrap one block and nothing else, innermost first. */
const WRAPPERS = "div.highlight, figure.highlight, figure, .expressive-code, .code-block-wrapper, .literal-block-wrapper, [class*='language-'], [class*='highlight-'], [class*='codeBlockContainer']";

/** All of a block: the code with its frame, title and buttons. */
export function wholeBlock(node: Element): Element {
  let block = node.closest("pre") ?? node;
  for (let above = block.parentElement; above; above = above.parentElement) {
    if (codeBlocks(above).length > 1) break;
    if (above.matches(WRAPPERS)) block = above;
    else if (above.matches("body, main, article, section, li, details, td:not(table.highlighttable td, .lntable td, .rouge-table td)")) break;
  }
  return block;
}

/** The blocks of code below an element, without their line numbers. */
export function codeBlocks(root: ParentNode): Element[] {
  return [...root.querySelectorAll("pre:not(pre pre)")].filter((node) => !node.closest(NUMBERS) && !node.closest("cozy-dock"));
}

/** What the block says about itself: the name in its title, and the language of its fence. */
export function describe(block: Element): { name: string; language: string } {
  const title = block.querySelector(".filename, .code-block-caption .caption-text, .title, [class*='codeBlockTitle']");
  const name = title?.textContent?.trim() ?? "";
  const marked = [block, ...block.querySelectorAll("[class*='language-'], [data-language], [data-lang], [class*='highlight-']")];
  let language = "";
  for (const node of marked) {
    const own = node.getAttribute("data-language") ?? node.getAttribute("data-lang")
      ?? /(?:^|\s)(?:language|highlight)-([\w+#-]+)/.exec(node.className)?.[1];
    if (own) language ||= own.toLowerCase();
  }
  // A file's name, and no sentence.
  return { name: /^[\w./-]{1,80}$/.test(name) ? name : "", language };
}
