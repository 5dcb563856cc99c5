// Findings that stay themselves from one report to the next, so that what is open stays open.

import type { Finding, Report } from "../../../pkg/cozydock.js";

/** One finding as the page knows it; the object outlives the report. */
export interface Entry {
  /** The id of its element: the same for the same complaint, also after a reload. */
  readonly anchor: string;
  finding: Finding;
  /** What it was called in the last report. */
  complaint: string;
  /** Open or closed by the reader's hand; `null` leaves it to the page. */
  open: boolean | null;
}

/** Each finding's entry, in the report's order: a known one where it is the same complaint. */
export function recognize(report: Report, known: readonly Entry[]): Entry[] {
  const left = new Map<string, Entry[]>();
  for (const entry of known) push(left, entry.complaint, entry);
  const anchors = new Set<string>();
  const tried = new Map<string, number>();
  const entries = report.findings.map((finding) => {
    const complaint = complaintOf(report, finding);
    const entry = left.get(complaint)?.shift();
    if (entry) anchors.add(entry.anchor);
    return { finding, complaint, entry };
  });
  // What is called otherwise now may be an old one that was edited: the next of its rule.
  const renamed = new Map<string, Entry[]>();
  for (const rest of left.values()) for (const entry of rest) push(renamed, kindOf(entry.finding), entry);
  return entries.map(({ finding, complaint, entry }) => {
    let found = entry ?? renamed.get(kindOf(finding))?.shift();
    if (found && !entry && anchors.has(found.anchor)) found = undefined;
    if (!found) found = { anchor: free(anchors, tried, finding, complaint), finding, complaint, open: null };
    anchors.add(found.anchor);
    return Object.assign(found, { finding, complaint });
  });
}

function complaintOf(report: Report, finding: Finding): string {
  return [finding.rule, finding.severity, report.files[finding.file]?.name, finding.title].join("\n");
}

function kindOf({ rule, severity, file }: Finding): string {
  return [rule, severity, file].join("\n");
}

/** An anchor that nobody has; `tried` remembers how far each was counted up already. */
function free(taken: Set<string>, tried: Map<string, number>, { rule }: Finding, complaint: string): string {
  let hash = 0;
  for (const character of complaint) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  const anchor = `${rule}-${hash.toString(36)}`;
  for (let nth = (tried.get(anchor) ?? 0) + 1; ; nth += 1) {
    const candidate = nth === 1 ? anchor : `${anchor}-${nth}`;
    if (taken.has(candidate)) continue;
    tried.set(anchor, nth);
    return candidate;
  }
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
