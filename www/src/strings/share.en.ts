// The words for sharing: links that carry files, and reports to take along.

import type { Severity } from "../../../pkg/cozydock.js";

const count = (many: number, one: string, more: string) => `${many} ${many === 1 ? one : more}`;

export const share = {
  title: "Share what's here",
  linkTitle: "A link that carries your files",
  linkHow:
    "Your files travel inside the link, behind the “#”, which browsers keep to themselves. No server gets to see them, but everyone who has the link does.",
  link: "Link",
  copyLink: "Copy the link",
  copied: "Copied.",
  copyDenied: "Your browser didn't let me copy it. Select the text and press Ctrl+C (⌘C on a Mac).",
  masked: (places: number) =>
    `${count(places, "place looks", "places look")} like a secret. ${places === 1 ? "It's" : "They're"} covered with “hidden-by-cozydock” in the link.`,
  unmask: "Share them as they are",
  unmasked: "The link holds your secrets as they stand. Treat it like a key.",
  long: (kilobytes: number) => `The link is ${kilobytes} KB long. Some chat programs cut links that long; a file is safer then.`,
  reportsTitle: "Take the report along",
  copyMarkdown: "Copy for a pull request",
  saveSarif: "Save as SARIF",
  saveJson: "Save as JSON",
  print: "Print",
  close: "Close",

  reportTitle: "Cozydock's report",
  reportSummary: (many: number, score: number | null) =>
    `${many === 0 ? "Nothing to fix here." : `${count(many, "thing", "things")} to look at.`}${score === null ? "" : ` Score: ${score} of 100.`}`,
  reportFooter: (version: string, factsDate: string) => `*Cozydock ${version}, facts as of ${factsDate}.*`,
  groups: {
    critical: "Fix now",
    high: "Fix soon",
    medium: "Worth fixing",
    low: "Polish",
    note: "Good to know",
  } satisfies Record<Severity, string>,
} as const;
