// Is the lesson finished? The engine's report decides, and nothing else.

import type { Finding, Options, Report, SourceFile } from "../../../pkg/cozydock.js";
import type { Lesson } from "./lesson.ts";

export type Verdict =
  /** The rules that must go quiet are quiet. */
  | "finished"
  /** Some of them still speak. */
  | "open"
  /** A file can't be read as it stands. */
  | "unread"
  /** They are quiet because what they spoke of is gone. */
  | "nothing-left"
  /** They are quiet because a comment tells them to be. */
  | "hushed"
  /** They are quiet, but something serious is new. */
  | "worse";

export interface Judgement {
  verdict: Verdict;
  /** What the lesson is about. */
  open: Finding[];
  /** Whatever else there is. */
  others: Finding[];
  /** Serious findings that the starting files didn't have. */
  worse: Finding[];
}

/** No file shows whether anyone scans: without a finding this room can't be seen, however good it is. */
const UNSEEN = "scanning";

/** How many findings of a rule count. */
export function speaking(report: Report, rule: string): number {
  return report.findings.filter((finding) => finding.rule === rule && counts(finding)).length;
}

/** Judges `files`, of which the engine says `now`, by what it said of the lesson's starting files. */
export function judge(lesson: Lesson, start: Report, now: Report, files: readonly SourceFile[]): Judgement {
  const open = now.findings.filter((finding) => lesson.goal.includes(finding.rule) && counts(finding));
  const known = new Set(start.findings.map(({ rule }) => rule));
  const worse = now.findings.filter(
    ({ rule, severity }) => (severity === "critical" || severity === "high") && !known.has(rule),
  );
  const others = now.findings.filter((finding) => !open.includes(finding));
  return { verdict: verdict(lesson, start, now, { files, open, worse }), open, others, worse };
}

function verdict(
  lesson: Lesson,
  start: Report,
  now: Report,
  { files, open, worse }: { files: readonly SourceFile[]; open: Finding[]; worse: Finding[] },
): Verdict {
  const emptied = lesson.start.some(({ text }, at) => text !== "" && files[at]?.text.trim() === "");
  if (emptied) return "nothing-left";
  if (now.files.some(({ ok }) => !ok)) return "unread";
  if (open.length > 0) return "open";
  if (now.suppressed > start.suppressed) return "hushed";
  const rooms = start.findings.filter(({ rule }) => lesson.goal.includes(rule)).map(({ layer }) => layer);
  const shut = now.layers.some(({ id, state }) => state === "not-visible" && id !== UNSEEN && rooms.includes(id));
  if (shut) return "nothing-left";
  return worse.length > 0 ? "worse" : "finished";
}

/** A note is good to know, and no reason to go on. */
function counts({ severity }: Finding): boolean {
  return severity !== "note";
}

/** What the engine is handed for a lesson: `texts` in place of the starting ones. */
export function filesOf(lesson: Lesson, texts?: readonly string[]): SourceFile[] {
  return lesson.start.map(({ name, kind, text }, at) => ({ name, kind, text: texts?.[at] ?? text }));
}

/** Lessons are judged as of the day of the engine's facts: a copy on a stick stays true to itself. */
export function optionsOf(factsDate: string): Options {
  return { today: factsDate };
}
