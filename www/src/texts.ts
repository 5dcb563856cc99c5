// The rules' long explanations, generated from their Markdown.

import { loadTextsFile } from "virtual:texts";

export type Inline =
  | string
  | { code: string }
  | { strong: string }
  | { em: string }
  | { text: string; url: string };

export type Block = { p: Inline[] } | { code: string; lang: string } | { list: Inline[][] };

/** One rule's explanation: what the page needs of `generated/rules.en.json` (see `vite.config.ts`). */
export interface RuleText {
  id: string;
  /** A clause for the verdict: "anyone who gets in is root". */
  short: string;
  /** The complaint in the plural, for several findings: "programs that run as root". */
  several: string;
  why: Block[];
  /** Three steps where the rule can be high or critical, else none. */
  attack: Inline[][];
  doThis: Block[];
  whenFine: Block[];
  links: { text: string; url: string }[];
}

/** A word of the field, with its other spellings in the texts. */
export interface Term {
  term: string;
  also: string[];
  text: Inline[];
}

export interface Texts {
  /** Explanations by rule id. */
  rules: ReadonlyMap<string, RuleText>;
  glossary: readonly Term[];
}

/** What the file holds. */
export interface TextsFile {
  rules: RuleText[];
  glossary: Term[];
}

/** What is said where the explanations couldn't be loaded. */
export const noTexts: Texts = { rules: new Map(), glossary: [] };

export async function loadTexts(): Promise<Texts> {
  const { rules, glossary } = await loadTextsFile();
  return { rules: new Map(rules.map((rule) => [rule.id, rule])), glossary };
}
