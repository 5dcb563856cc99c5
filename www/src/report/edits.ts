// Which edits do the most good.

import type { Edit, Finding, Fix, Report, SourceFile } from "../../../pkg/cozydock.js";
import { isBroken, weight } from "./order.ts";

/** An edit and what it settles. */
export interface Choice {
  finding: Finding;
  /** `null`: nothing ready-made; a human has to write it. */
  fix: Fix | null;
  settles: Finding[];
  /** The weights of what it settles together. */
  good: number;
}

/** How many fixes are compared with everything else. */
const COMPARED = 200;

/** The edits that a reader could start with, the best first. */
export function choices(report: Report): Choice[] {
  const worst = report.findings
    .filter((finding) => weight(finding) > 0)
    .toSorted((one, other) => weight(other) - weight(one))
    .slice(0, COMPARED);
  const all = worst.map((finding): Choice => {
    const fix = finding.fixes[0] ?? null;
    const settles = fix ? report.findings.filter((one) => one === finding || settled(fix, one)) : [finding];
    return { finding, fix, settles, good: settles.reduce((sum, one) => sum + weight(one), 0) };
  });
  // While Docker can't read a file, nothing else in it matters.
  const inTheWay = isBroken(report) ? ({ finding }: Choice) => Number(finding.layer === "craft") : () => 0;
  return all.toSorted(
    (one, other) => inTheWay(other) - inTheWay(one) || other.good - one.good || Number(!one.fix) - Number(!other.fix),
  );
}

/**
 * True if the fix certainly settles this finding as well: it offers the very same edits, or what it
 * complains about goes away altogether.
 */
function settled(fix: Fix, finding: Finding): boolean {
  const [own] = finding.fixes;
  if (own && sameEdits(own.edits, fix.edits)) return true;
  const { start, end } = finding.range;
  return fix.edits.some(
    (edit) =>
      edit.text === "" && edit.file === finding.file && start.offset < end.offset &&
      edit.start <= start.offset && end.offset <= edit.end,
  );
}

function sameEdits(one: Edit[], other: Edit[]): boolean {
  return (
    one.length === other.length &&
    one.every((edit, at) => {
      const same = other[at];
      return same && edit.file === same.file && edit.start === same.start && edit.end === same.end && edit.text === same.text;
    })
  );
}

/**
 * How few ready-made edits settle more than half of all that counts, and if that is everything;
 * `null` where they can't.
 */
export function editsForMost(report: Report, ordered = choices(report)): { edits: number; all: boolean } | null {
  const total = report.findings.reduce((sum, one) => sum + weight(one), 0);
  const settledSoFar = new Set<Finding>();
  const taken: Edit[] = [];
  let good = 0;
  let edits = 0;
  for (const { fix, settles } of ordered) {
    const fresh = settles.filter((one) => !settledSoFar.has(one));
    if (!fix || !fresh.some((one) => weight(one) > 0) || fix.edits.some((edit) => taken.some((other) => collide(edit, other)))) continue;
    edits += 1;
    taken.push(...fix.edits);
    for (const one of fresh) {
      settledSoFar.add(one);
      good += weight(one);
    }
    if (good > total / 2) return { edits, all: settledSoFar.size === report.findings.length };
  }
  return null;
}

function collide(one: Edit, other: Edit): boolean {
  return one.file === other.file && one.start < other.end && other.start < one.end;
}

/** The files after one fix. */
export function after(files: readonly SourceFile[], fix: Fix): SourceFile[] {
  return files.map((file, index) => {
    let text = "";
    let at = 0;
    for (const edit of fix.edits) {
      if (edit.file !== index) continue;
      text += file.text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return { ...file, text: text + file.text.slice(at) };
  });
}
