// What a widget's attributes say.

import type { Finding, Kind, Severity } from "../../../pkg/cozydock.js";
import type { Source } from "./source.ts";

const KINDS: readonly Kind[] = ["dockerfile", "compose", "docker-run", "dockerignore", "env"];
const MILD_FIRST: readonly Severity[] = ["note", "low", "medium", "high", "critical"];

/** The kind as the page tells it, or as the fence's language does; `null` leaves it to the engine. */
export function kindOf(widget: Element, { language, name }: Source): Kind | null {
  const told = KINDS.find((kind) => kind === widget.getAttribute("kind"));
  return told ?? (/^(dockerfile|docker|containerfile)$/.test(language) && !/\.ya?ml$/.test(name) ? "dockerfile" : null);
}

/** Rule ids and aliases to leave out. */
export function ignored(widget: Element): string[] {
  return (widget.getAttribute("ignore") ?? "").split(/[\s,]+/).filter((word) => word !== "");
}

/** The findings that the page wants told. */
export function worthTelling(widget: Element, findings: readonly Finding[]): Finding[] {
  const least = MILD_FIRST.indexOf((widget.getAttribute("min-severity") ?? "note") as Severity);
  return findings.filter(({ severity }) => MILD_FIRST.indexOf(severity) >= least);
}

/** What `embed.html` needs behind its `#` to show the same. */
export function fragment(widget: Element, text: string, kind: Kind | null): string {
  const words = new URLSearchParams({ text, view: "full", open: "" });
  for (const name of ["ignore", "min-severity"]) {
    const value = widget.getAttribute(name);
    if (value !== null) words.set(name, value);
  }
  if (kind) words.set("kind", kind);
  return words.toString();
}
