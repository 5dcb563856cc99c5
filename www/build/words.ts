// The words of the pages, in their HTML.

import type { Plugin } from "vite";
import { frame } from "../src/strings/classroom.en.ts";
import { editor } from "../src/strings/editor.en.ts";
import { page } from "../src/strings/page.en.ts";
import { pieces } from "./pieces.ts";

/** Puts the words into the pages, so that they are there before any script runs; `own` ones first. */
export function words(own: Record<string, string> = {}): Plugin {
  return {
    name: "words",
    transformIndexHtml: (html) =>
      pieces(html).replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
        const text = ({ ...page, ...editor, ...frame, ...own } as Record<string, string>)[key];
        if (text === undefined) throw new Error(`strings/*.en.ts have no text "${key}" for the page`);
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
      }),
  };
}
