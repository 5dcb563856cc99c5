// What a finding is known by when lines move: its rule, its file, and the words it stands on.

import type { Report, SourceFile } from "../../../pkg/cozydock.js";

/** One fingerprint for each finding, in the report's order; equal ones are numbered. */
export function fingerprints(report: Report, files: readonly SourceFile[]): string[] {
  const seen = new Map<string, number>();
  return report.findings.map(({ rule, file, range }) => {
    const text = files[file]?.text ?? "";
    const from = text.lastIndexOf("\n", range.start.offset - 1) + 1;
    const to = text.indexOf("\n", range.start.offset);
    const line = text.slice(from, to < 0 ? undefined : to).trim().replace(/\s+/g, " ");
    const words = text.slice(range.start.offset, range.end.offset);
    const print = hash([rule, report.files[file]?.name ?? "", line, words].join("\0"));
    const nth = (seen.get(print) ?? 0) + 1;
    seen.set(print, nth);
    return `${print}:${nth}`;
  });
}

/** FNV-1a of 64 bits over the text's UTF-8, in hexadecimal: short, and the same everywhere. */
function hash(text: string): string {
  let sum = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  }
  return sum.toString(16).padStart(16, "0");
}
