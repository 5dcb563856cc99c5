// What looks like a secret is taken out of files that are about to travel.

import type { Finding } from "../../../pkg/cozydock.js";
import type { Doc } from "../input/workspace.ts";

/** The rules whose findings point at a secret itself. */
const SECRETS = new Set([
  "known-token",
  "private-key",
  "secret-in-env",
  "secret-in-build-arg",
  "secret-in-command",
  "secret-in-config",
  "credentials-in-url",
  "default-password",
]);

const MASK = "hidden-by-cozydock";

/** The files without what these findings call secret, and how many places that were. */
export function masked(docs: readonly Doc[], findings: readonly Finding[]): { docs: Doc[]; places: number } {
  let places = 0;
  const covered = docs.map((doc, file) => {
    const secrets = findings
      .filter((finding) => finding.file === file && SECRETS.has(finding.rule))
      .map(({ range }) => ({ start: range.start.offset, end: range.end.offset }))
      .sort((a, b) => b.start - a.start);
    let { text } = doc;
    // From the end, so that the places before stay where they are.
    let last = text.length;
    for (const { start, end } of secrets) {
      if (end > last) continue;
      text = text.slice(0, start) + covering(text.slice(start, end)) + text.slice(end);
      last = start;
      places += 1;
    }
    return { ...doc, text };
  });
  return { docs: covered, places };
}

/** Quotes and line breaks stay, so that the file still reads as before. */
function covering(secret: string): string {
  return secret.replace(/[^\s"']+/g, MASK);
}
