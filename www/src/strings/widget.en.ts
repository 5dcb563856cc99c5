// The English words of the widget.

import type { Finding } from "../../../pkg/cozydock.js";

/** Why there's no answer. */
export type Trouble = "forbidden" | "unreachable" | "nothing" | "elsewhere";

function count(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}

/** The bar, which is there before anything else is loaded. */
export const bar = {
  name: "Cozydock",
  waiting: "Is it cozy?",
  looking: "Having a look…",
  explain: "Explain",
  edit: "Try it",
  nothing: "Nothing to fix here",
  stumbled: "The checker stumbled over this",
  unread: "Not all of it could be read",
  empty: "Nothing to look at yet",
  /** How many there are, and what follows where there's room. */
  found: (findings: readonly Finding[]): [string, string] => {
    const urgent = findings.filter(
      ({ severity, layer }) => layer !== "craft" && (severity === "critical" || severity === "high"),
    ).length;
    return [`${count(findings.length, "thing", "things")} to know`, urgent > 0 ? `, ${urgent} to fix now` : ""];
  },
  trouble: {
    forbidden: "This page doesn't allow the checker to run.",
    unreachable: "The checker couldn't be loaded.",
    nothing: "There's no code here to look at.",
    elsewhere: "This file isn't part of this site, so it stays closed.",
  } satisfies Record<Trouble, string>,
  instead: "Open it in Cozydock",
  again: "Try again",
};
