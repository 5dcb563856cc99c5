// The words of the pages that tell one rule or one layer each.

const LAYERS: Record<string, string> = {
  updates: "Updates",
  slim: "Slim images",
  user: "Not root",
  limits: "Limits",
  secrets: "Secrets",
  scanning: "Scanning",
  network: "Network",
  "read-only": "Read-only",
  trust: "Trust",
  monitoring: "Monitoring",
  craft: "How it's written",
};

export const pages = {
  layer: (id: string): string => LAYERS[id] ?? id,
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
