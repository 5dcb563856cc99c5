// The rules' long explanations, generated from their Markdown.

import textsUrl from "./generated/rules.en.json?url";

export type Inline =
  | string
  | { code: string }
  | { strong: string }
  | { em: string }
  | { text: string; url: string };

export type Block = { p: Inline[] } | { code: string; lang: string } | { list: Inline[][] };

/** One rule's explanation; the other fields of the file serve its own pages. */
export interface RuleText {
  id: string;
  why: Block[];
  doThis: Block[];
  whenFine: Block[];
  links: { text: string; url: string }[];
}

/** Explanations by rule id. */
export type Texts = ReadonlyMap<string, RuleText>;

export async function loadTexts(): Promise<Texts> {
  const response = await fetch(textsUrl);
  if (!response.ok) throw new Error(`${response.status} for ${textsUrl}`);
  const { rules } = (await response.json()) as { rules: RuleText[] };
  return new Map(rules.map((rule) => [rule.id, rule]));
}
