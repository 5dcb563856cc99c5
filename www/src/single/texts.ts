// The rules' texts in the single file: all of them, with the chapters.

import type { Block, RuleText, TextsFile } from "../texts.ts";
import { unpackText } from "./unpack.ts";

/** A rule with what only its own page shows. */
export interface Rule extends RuleText {
  layer: string;
  title: string;
  severity: string;
  aliases: string[];
  examples: { verdict: "bad" | "good" | "fixed"; text: string }[];
}

export interface Chapter {
  id: string;
  title: string;
  text: Block[];
}

/** What is packed. */
export interface Book extends TextsFile {
  rules: Rule[];
  chapters: Chapter[];
}

export async function loadTextsFile(): Promise<Book> {
  return JSON.parse(await unpackText("packed-texts")) as Book;
}
