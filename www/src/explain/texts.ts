// The words of "explain this line", generated from Markdown, and which of them a place calls for.

import type { ExplainedPart, Layer } from "../../../pkg/cozydock.js";

export type Inline = string | { code: string };

/** The names under which a text is found, the layer it touches, the text itself. */
export type Entry = [names: string[], layer: Layer | null, text: Inline[]];

/** `generated/explain.en.json`. */
export interface ExplainTexts {
  version: string;
  language: "en";
  entries: Entry[];
}

export type Lookup = ReadonlyMap<string, Entry>;

/** A part that there are words for. */
export interface Explained {
  id: string;
  /** What to call it behind the parts around it. */
  label: string;
  layer: Layer | null;
  text: Inline[];
}

export function lookup({ entries }: ExplainTexts): Lookup {
  return new Map(entries.flatMap((entry) => entry[0].map((name) => [name, entry] as const)));
}

/**
 * The parts that have words, outermost first. `apt-get` gives way to `apt-get install`, which says
 * more about the same place.
 */
export function explained(parts: ExplainedPart[], texts: Lookup): Explained[] {
  const kept: ExplainedPart[] = [];
  for (const part of parts) {
    if (!texts.has(part.id)) continue;
    const last = kept.at(-1);
    if (last?.id === part.id) continue;
    if (last && samePlace(last, part) && isNarrower(part.id, last.id)) kept.pop();
    kept.push(part);
  }
  return kept.map((part, index) => {
    const [, layer, text] = texts.get(part.id) as Entry;
    return { id: part.id, label: label(part, kept[index - 1]), layer, text };
  });
}

function samePlace(one: ExplainedPart, other: ExplainedPart): boolean {
  return one.range.start.offset === other.range.start.offset && one.range.end.offset === other.range.end.offset;
}

function isNarrower(id: string, outer: string): boolean {
  return id.startsWith(outer) && /^[ =]/.test(id.slice(outer.length));
}

/** `-y` behind `apt-get install`, `memory` behind `limits`, `web` for a service of that name. */
function label({ id, value }: ExplainedPart, outer: ExplainedPart | undefined): string {
  if (value !== undefined) return /^\$/.test(id) ? `$${value}` : value;
  if (outer && id.startsWith(`${outer.id}=`)) return id.slice(outer.id.length + 1);
  const program = outer?.id.split(" ")[0];
  if (program && id.startsWith(`${program} `)) return id.slice(id.lastIndexOf(" ") + 1);
  const key = /^[a-z_]+\.(?:[a-z_0-9]+\.)*([a-z_0-9]+(?:=.*)?)$/.exec(id);
  return key?.[1] ?? id;
}
