// What a fix changes, line by line.

import { diffArrays } from "diff/lib/diff/array.js";

/** How many unchanged lines to show around a change. */
const CONTEXT = 2;
/** Texts that differ in more lines than this are shown as one big change. */
const MOST = 1000;

/** A part of a line. */
export interface Part {
  text: string;
  changed: boolean;
}

export interface DiffLine {
  sign: " " | "-" | "+";
  /** 1-based; in the new text for added lines, else in the old one. */
  number: number;
  parts: Part[];
}

/** The changes with the lines around them; an empty list where nothing changed. */
export function hunks(before: string, after: string): DiffLine[][] {
  if (before === after) return [];
  const old = before.split("\n");
  const now = after.split("\n");
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const context = old.slice(Math.max(0, head - CONTEXT), head);
  const lines: DiffLine[] = context.map((text, at) => same(text, head - context.length + at + 1));

  const middle = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)] as const;
  const changes = diffArrays(...middle, { maxEditLength: MOST }) ?? [
    { value: middle[0], removed: true, added: false },
    { value: middle[1], removed: false, added: true },
  ];
  let oldAt = head;
  let nowAt = head;
  changes.forEach(({ value, removed, added }, at) => {
    if (!removed && !added) {
      for (const text of value) lines.push(same(text, (oldAt += 1)));
      nowAt += value.length;
      return;
    }
    const partner = removed ? changes[at + 1] : changes[at - 1];
    const others = partner && (removed ? partner.added : partner.removed) ? partner.value : [];
    value.forEach((text, nth) => {
      const number = removed ? (oldAt += 1) : (nowAt += 1);
      lines.push({ sign: removed ? "-" : "+", number, parts: parts(text, others[nth]) });
    });
  });
  for (const text of old.slice(old.length - tail, old.length - tail + CONTEXT)) lines.push(same(text, (oldAt += 1)));
  return split(lines);
}

function same(text: string, number: number): DiffLine {
  return { sign: " ", number, parts: [{ text: bare(text), changed: false }] };
}

/** The words of a line that its partner doesn't have. */
function parts(text: string, partner: string | undefined): Part[] {
  const own = bare(text);
  const other = bare(partner ?? "");
  let head = 0;
  while (head < own.length && head < other.length && own[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < own.length - head && tail < other.length - head && own.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  // Whole words, and never half a character.
  const word = /[\w\ud800-\udfff]/;
  while (head > 0 && word.test(own[head - 1] ?? "") && word.test(own[head] ?? other[head] ?? "")) head -= 1;
  while (tail > 0 && word.test(own.at(-tail) ?? "") && word.test(own.at(-1 - tail) ?? other.at(-1 - tail) ?? "")) tail -= 1;
  // Lines with little in common were not changed but replaced.
  if (partner === undefined || own.slice(0, head).trim().length + tail < Math.min(own.trim().length, other.trim().length) / 3) {
    return [{ text: own, changed: false }];
  }
  const cuts = [own.slice(0, head), own.slice(head, own.length - tail), own.slice(own.length - tail)];
  return cuts.map((text, at) => ({ text, changed: at === 1 })).filter(({ text }) => text !== "");
}

function bare(line: string): string {
  return line.replace(/\r$/, "");
}

/** Leaves out what is far from any change. */
function split(lines: DiffLine[]): DiffLine[][] {
  const result: DiffLine[][] = [];
  let last = -Infinity;
  lines.forEach((line, at) => {
    const near = lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== " ");
    if (!near) return;
    if (at > last + 1 || result.length === 0) result.push([]);
    result.at(-1)?.push(line);
    last = at;
  });
  return result;
}
