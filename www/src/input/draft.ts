// The text, kept on this device until the next visit.

import type { Kind } from "../../../pkg/cozydock.js";

/** What is in the text box, and what is known about it. */
export interface Draft {
  text: string;
  /** Empty where the text never had one. */
  name: string;
  /** `null`: to be guessed. */
  kind: Kind | null;
}

const KEY = "cozydock:draft";

/** The longest text that is kept, in UTF-16 units; browsers allow about five million in all. */
const LONGEST = 1_000_000;

/** Is the text small enough to be kept? */
export function fits(draft: Draft): boolean {
  return draft.text.length <= LONGEST;
}

/** True if the draft is stored now. Storage can be full, switched off or forbidden. */
export function store(draft: Draft): boolean {
  try {
    if (draft.text === "" || !fits(draft)) {
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
    if (typeof found !== "object" || found === null) return null;
    const { text, name, kind } = found as Partial<Draft>;
    if (typeof text !== "string") return null;
    return { text, name: typeof name === "string" ? name : "", kind: kind ?? null };
  } catch {
    return null;
  }
}
