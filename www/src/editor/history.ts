// What was done to a text, so that it can be undone: by the text box, whose own undo forgets
// everything when a script sets its text, and by CodeMirror, which takes this past over.

import type { Selection } from "./editor.ts";

/** One step: at `at`, `inserted` took the place of `removed`. */
export interface Step {
  at: number;
  removed: string;
  inserted: string;
  before: Selection;
  after: Selection;
}

/** How many UTF-16 units of removed and inserted text are remembered. */
const ENOUGH = 4_000_000;

export class History {
  text: string;
  done: Step[] = [];
  undone: Step[] = [];
  #open = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Remembers that the text has become `next`; `joins`: as part of the step before, where it continues it. */
  record(next: string, before: Selection, after: Selection, joins: boolean): void {
    if (next === this.text) return;
    const step = { ...difference(this.text, next), before, after };
    this.text = next;
    this.undone = [];
    const last = this.done.at(-1);
    if (joins && this.#open && last && continues(last, step)) {
      last.inserted += step.inserted;
      last.after = after;
    } else {
      this.done.push(step);
    }
    // A line's end closes a step, so that undo goes line by line.
    this.#open = joins && !step.inserted.includes("\n");
    this.#forget();
  }

  /** Takes the last step back; the selection that was there before it, or `null`. */
  undo(): Selection | null {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    this.#open = false;
    this.text = splice(this.text, step.at, step.inserted.length, step.removed);
    return step.before;
  }

  /** Does again what was taken back last; the selection after it, or `null`. */
  redo(): Selection | null {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    this.#open = false;
    this.text = splice(this.text, step.at, step.removed.length, step.inserted);
    return step.after;
  }

  #forget(): void {
    let kept = 0;
    const oldest = this.done.findLastIndex(
      ({ removed, inserted }) => (kept += removed.length + inserted.length) > ENOUGH,
    );
    // The newest step is kept, whatever its size.
    if (oldest >= 0) this.done.splice(0, Math.min(oldest + 1, this.done.length - 1));
  }
}

function continues(last: Step, step: Step): boolean {
  return step.removed === "" && step.at === last.at + last.inserted.length;
}

function splice(text: string, at: number, length: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + length);
}

/** The one stretch in which two texts differ. */
export function difference(from: string, to: string): { at: number; removed: string; inserted: string } {
  const shorter = Math.min(from.length, to.length);
  let at = 0;
  while (at < shorter && from.charCodeAt(at) === to.charCodeAt(at)) at += 1;
  let same = 0;
  while (
    same < shorter - at &&
    from.charCodeAt(from.length - 1 - same) === to.charCodeAt(to.length - 1 - same)
  ) {
    same += 1;
  }
  return { at, removed: from.slice(at, from.length - same), inserted: to.slice(at, to.length - same) };
}
