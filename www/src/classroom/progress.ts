// What a pupil has done so far: kept on this device only, and carried to another by a short code.

import type { Lesson } from "./lesson.ts";

/** Pages opened from a disk all share one storage, so the key says whose it is. */
const KEY = "cozydock:lessons";
/** Letters and digits that nobody mixes up (Crockford's base 32). */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** How many bits of a code only check the others. */
const CHECK = 14;

interface Stored {
  done: string[];
  /** What was typed, by lesson. */
  texts: Record<string, string[]>;
}

export class Progress {
  readonly #ids: string[];
  #stored: Stored = { done: [], texts: {} };
  /** False where the browser keeps nothing. */
  kept = true;

  constructor(lessons: readonly Lesson[]) {
    this.#ids = lessons.map(({ id }) => id);
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Stored> | null;
      if (Array.isArray(found?.done)) this.#stored.done = found.done.filter((id) => this.#ids.includes(id));
      if (found?.texts && typeof found.texts === "object") this.#stored.texts = found.texts;
    } catch {
      this.kept = false;
    }
  }

  get done(): string[] {
    return this.#ids.filter((id) => this.isDone(id));
  }

  isDone(id: string): boolean {
    return this.#stored.done.includes(id);
  }

  finish(id: string): void {
    if (this.isDone(id)) return;
    this.#stored.done.push(id);
    this.#save();
  }

  /** What was typed into this lesson, file by file. */
  texts(id: string): string[] | null {
    const texts = this.#stored.texts[id];
    return Array.isArray(texts) && texts.every((text) => typeof text === "string") ? texts : null;
  }

  /** Keeps what was typed; `null` forgets it. */
  keep(id: string, texts: string[] | null): void {
    if (texts) this.#stored.texts[id] = texts;
    else delete this.#stored.texts[id];
    this.#save();
  }

  forget(): void {
    this.#stored = { done: [], texts: {} };
    try {
      localStorage.removeItem(KEY);
    } catch {
      this.kept = false;
    }
  }

  get code(): string {
    return encode(this.#ids, this.done);
  }

  /** Takes over what a code says, beside what is done here; false if it doesn't fit. */
  useCode(code: string): boolean {
    const done = decode(this.#ids, code);
    if (!done) return false;
    this.#stored.done = this.#ids.filter((id) => done.includes(id) || this.isDone(id));
    this.#save();
    return true;
  }

  #save(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#stored));
      this.kept = true;
    } catch {
      this.kept = false;
    }
  }
}

/** A code such as `K7F-3Q` for these finished lessons. */
export function encode(ids: readonly string[], done: readonly string[]): string {
  const bits = ids.reduce((sum, id, at) => (done.includes(id) ? sum | (1n << BigInt(at)) : sum), 0n);
  let rest = (bits << BigInt(CHECK)) | check(ids, bits);
  let code = "";
  for (let left = length(ids); left > 0; left -= 1) {
    code = DIGITS[Number(rest & 31n)] + code;
    rest >>= 5n;
  }
  return code.replace(/(.{3})(?=.)/g, "$1-");
}

/** The finished lessons; `null` if the code was mistyped or belongs to other lessons. */
export function decode(ids: readonly string[], code: string): string[] | null {
  const plain = code.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[^0-9A-Z]/g, "");
  if (plain.length !== length(ids) || [...plain].some((digit) => !DIGITS.includes(digit))) return null;
  const value = [...plain].reduce((sum, digit) => sum * 32n + BigInt(DIGITS.indexOf(digit)), 0n);
  const bits = value >> BigInt(CHECK);
  if (bits >> BigInt(ids.length) || (value & ((1n << BigInt(CHECK)) - 1n)) !== check(ids, bits)) return null;
  return ids.filter((_, at) => (bits >> BigInt(at)) & 1n);
}

function length(ids: readonly string[]): number {
  return Math.ceil((ids.length + CHECK) / 5);
}

/** FNV-1a of the lessons' names and the bits, folded. */
function check(ids: readonly string[], bits: bigint): bigint {
  let hash = 0x811c9dc5;
  for (const character of `${ids.join(" ")} ${bits}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return BigInt((hash >>> 0) ^ (hash >>> 18)) & ((1n << BigInt(CHECK)) - 1n);
}
