// The rules' long explanations, generated from their Markdown.

import textsUrl from "virtual:texts";

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
  why: Block[];
  doThis: Block[];
  whenFine: Block[];
  links: { text: string; url: string }[];
}

/** Explanations by rule id. */
export type Texts = ReadonlyMap<string, RuleText>;

/** What is said where the explanations couldn't be loaded. */
export const noTexts: Texts = new Map();

export async function loadTexts(): Promise<Texts> {
  const response = await fetch(textsUrl);
  if (!response.ok) throw new Error(`${response.status} for ${textsUrl}`);
  const rules = (await response.json()) as RuleText[];
  return new Map(rules.map((rule) => [rule.id, rule]));
}
