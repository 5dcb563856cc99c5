// The files, kept on this device until the next visit.

import type { Doc } from "./workspace.ts";

/** What is kept. */
export interface Draft {
  docs: Doc[];
  /** Which of them is in the editor. */
  active: number;
}

const KEY = "cozydock:draft";

/** The longest text that is kept, in UTF-16 units; browsers allow about five million in all. */
const LONGEST = 1_000_000;

/** Are the texts small enough to be kept? */
export function fits({ docs }: Draft): boolean {
  return docs.reduce((sum, { text }) => sum + text.length, 0) <= LONGEST;
}

/** True if the draft is stored now. Storage can be full, switched off or forbidden. */
export function store(draft: Draft): boolean {
  try {
    if (!fits(draft)) {
      localStorage.removeItem(KEY);
      return false;
    }
    localStorage.setItem(KEY, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where storage is forbidden, nothing was ever stored.
  }
}

/** What the last visit left, if it is still readable. */
export function recall(): Draft | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof found !== "object" || found === null || !("docs" in found) || !Array.isArray(found.docs)) return null;
    const docs = (found.docs as Partial<Doc>[]).flatMap((doc) => {
      if (typeof doc?.text !== "string") return [];
      return [{ text: doc.text, name: typeof doc.name === "string" ? doc.name : "", kind: doc.kind ?? null }];
    });
    const active = "active" in found && typeof found.active === "number" ? found.active : 0;
    return docs.some(({ text }) => text !== "") ? { docs, active } : null;
  } catch {
    return null;
  }
}
