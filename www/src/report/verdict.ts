// The sentence on top.

import type { Finding, Report, SourceFile } from "../../../pkg/cozydock.js";
import { say } from "../strings/report.en.ts";
import type { Texts } from "../texts.ts";
import { type Choice, choices, editsForMost } from "./edits.ts";
import { isBroken, weight } from "./order.ts";

/** How many clauses a sentence holds. */
const CLAUSES = 2;

/** What is to be said of a report in a few words. */
export interface Verdict {
  mood: "empty" | "clean" | "polish" | "calm" | "serious" | "broken" | "unknown";
  /** The verdict itself. */
  words: string;
  /** What else has to be said. */
  more: string[];
}

export function verdict(report: Report, files: readonly SourceFile[], texts: Texts, ordered: Choice[] = choices(report)): Verdict {
  if (files.every((file) => file.text.trim() === "")) return { mood: "empty", words: say.empty, more: [] };

  const more: string[] = [];
  const unread = report.files.some((file) => !file.ok);
  if (unread) more.push(say.unread);
  const named = (findings: Finding[], most = CLAUSES) => shorts(findings, texts, most);
  const safety = report.findings.filter((one) => one.layer !== "craft" && weight(one) > 0);
  const serious = safety.filter((one) => one.severity === "critical" || one.severity === "high");
  const medium = safety.filter((one) => one.severity === "medium");

  if (isBroken(report)) {
    const craft = named(report.findings.filter((one) => one.layer === "craft"));
    const besides = named(serious);
    if (besides.length > 0) more.push(say.besides(besides));
    return { mood: "broken", words: craft.length > 0 ? say.stumbles(craft) : say.stumblesUnnamed, more };
  }
  const most = editsForMost(report, ordered);
  if (most && most.edits <= 5) more.push(say.editsFixMost(most.edits, most.all));
  if (serious.length > 0) {
    // Three where all of them are of the worst kind.
    const worst = serious.filter((one) => one.severity === "critical");
    const clauses = named(serious, named(worst, 3).length === 3 ? 3 : CLAUSES);
    return { mood: "serious", words: clauses.length > 0 ? say.serious(clauses) : say.seriousUnnamed(serious.length), more };
  }
  if (medium.length > 0) {
    const clauses = named(medium);
    return { mood: "calm", words: clauses.length > 0 ? say.calm(clauses) : say.calmUnnamed, more };
  }
  if (safety.length > 0 || report.findings.some((one) => one.layer === "craft")) return { mood: "polish", words: say.polished, more };
  const cozy = report.layers.filter(({ state }) => state === "cozy").map(({ id }) => id);
  if (report.findings.some((one) => one.severity !== "note")) return { mood: "polish", words: say.doubtful, more };
  if (cozy.length > 0) return { mood: "clean", words: say.clean(cozy), more: [say.cleanNext] };
  return { mood: "unknown", words: say.nothingJudged, more };
}

/** The clauses of the most harmful rules; among equals, of what comes up most often. */
function shorts(findings: Finding[], texts: Texts, most: number): string[] {
  const harm = new Map<string, number>();
  for (const finding of findings) {
    const known = harm.get(finding.rule) ?? 0;
    harm.set(finding.rule, Math.max(known, weight(finding)) + 0.001);
  }
  const clauses = [...harm]
    .toSorted(([, one], [, other]) => other - one)
    .map(([rule]) => texts.rules.get(rule)?.short ?? "")
    .filter((short) => short !== "");
  return [...new Set(clauses)].slice(0, most);
}
