// The words of the pages that tell one rule or one layer each.

import { layerNames } from "./layers.en.ts";

const NAMES: Record<string, string> = { ...layerNames, craft: "How it's written" };

export const pages = {
  layer: (id: string): string => NAMES[id] ?? id,
  severity: { critical: "urgent", high: "serious", medium: "worth fixing", low: "polish", note: "good to know" },
  attack: "What an attacker would do",
  doThis: "Do this",
  whenFine: "When it's fine",
  exampleHeading: "Examples",
  examples: { bad: "This is told", good: "This is fine", fixed: "After the fix" },
  links: "Dig deeper",
  aliases: "Also known as",
  rules: "What Cozydock looks for",
};
