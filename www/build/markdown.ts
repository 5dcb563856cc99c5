// From Markdown to the blocks that the page shows.

import { lexer, type Token, type Tokens } from "marked";
import type { Block, Inline } from "../src/texts.ts";

/** A top-level part of a text and the line it begins in, 1-based. */
export interface Part {
  token: Token;
  line: number;
}

/** Something that can't be shown. */
export class Unshowable extends Error {}

/** The parts of `text`; its first line is line `from`. */
export function parts(text: string, from = 1): Part[] {
  let line = from;
  return lexer(text).flatMap((token) => {
    const here = line;
    line += token.raw.split("\n").length - 1;
    return token.type === "space" ? [] : [{ token, line: here + leading(token.raw) }];
  });
}

function leading(raw: string): number {
  return /^\n*/.exec(raw)?.[0].length ?? 0;
}

/** A paragraph, a list or lines of code; throws `Unshowable` for anything else. */
export function block(token: Token): Block {
  switch (token.type) {
    case "paragraph":
      return { p: inlines((token as Tokens.Paragraph).tokens) };
    case "list":
      return { list: items(token as Tokens.List) };
    case "code":
      return { code: (token as Tokens.Code).text, lang: (token as Tokens.Code).lang?.split(" ")[0] ?? "" };
    default:
      throw new Unshowable(names[token.type] ?? `a ${token.type}`);
  }
}

/** The items of a list, each a line of prose. */
export function items(list: Tokens.List): Inline[][] {
  return list.items.map((item) =>
    item.tokens.flatMap((token) => {
      if (token.type !== "text" && token.type !== "paragraph") throw new Unshowable(names[token.type] ?? `a ${token.type} in a list`);
      return inlines((token as Tokens.Text).tokens ?? [token]);
    }),
  );
}

function inlines(tokens: readonly Token[]): Inline[] {
  return tokens.map((token): Inline => {
    switch (token.type) {
      case "text":
      case "escape":
        return token.text.replace(/\n/g, " ");
      case "codespan":
        return { code: token.text };
      case "strong":
        return { strong: token.text };
      case "em":
        return { em: token.text };
      case "link":
        return { text: token.text, url: (token as Tokens.Link).href };
      case "br":
        return " ";
      default:
        throw new Unshowable(names[token.type] ?? `a ${token.type}`);
    }
  });
}

const names: Record<string, string> = {
  heading: "a heading of another level",
  table: "a table",
  html: "HTML",
  image: "an image",
  blockquote: "a quotation",
  list: "a list inside a list",
  code: "lines of code inside a list",
  hr: "a ruler",
};
