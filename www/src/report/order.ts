// What matters how much: groups, the order in them, and weights.

import type { Finding, Report, Severity } from "../../../pkg/cozydock.js";
import type { GroupId } from "../strings/report.en.ts";

const WORST_FIRST: readonly Severity[] = ["critical", "high", "medium", "low", "note"];

/** What a finding costs in the score (see `src/score.rs`); craft costs nothing there, but counts here. */
const COST: Record<Severity, number> = { critical: 40, high: 20, medium: 8, low: 3, note: 0 };

export function rank(severity: Severity): number {
  return WORST_FIRST.indexOf(severity);
}

/** How much good it does to settle this finding; nothing for what is only a guess. */
export function weight(finding: Finding): number {
  return finding.confidence === "low" ? 0 : COST[finding.severity];
}

export function groupOf({ layer, severity }: Finding): GroupId {
  if (layer === "craft") return "craft";
  if (severity === "critical" || severity === "high") return "now";
  return severity === "medium" ? "worth" : "polish";
}

/** True where Docker itself would refuse a file, or where a part of it couldn't be read. */
export function isBroken(report: Report): boolean {
  return (
    report.files.some((file) => !file.ok) ||
    report.findings.some((finding) => finding.layer === "craft" && rank(finding.severity) < 2)
  );
}

/** The groups from top to bottom. */
export function groupOrder(report: Report): GroupId[] {
  return isBroken(report) ? ["craft", "now", "worth", "polish"] : ["now", "worth", "polish", "craft"];
}

/** The worst first, otherwise in the files' order. */
export function worstFirst<Item extends { finding: Finding }>(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => rank(one.finding.severity) - rank(other.finding.severity));
}

/**
 * The items in their natural order, except that those that were `shown` before keep the order they
 * had: a new one comes in behind the one it follows naturally.
 */
export function steady<Item>(natural: readonly Item[], shown: readonly Item[]): Item[] {
  const there = new Set(natural);
  const order = shown.filter((item) => there.has(item));
  const placed = new Set(order);
  natural.forEach((item, at) => {
    if (placed.has(item)) return;
    const before = natural[at - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, item);
    placed.add(item);
  });
  return order;
}
