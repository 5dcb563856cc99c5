// The sentence above the list.

import type { Report } from "../../../pkg/cozydock.js";
import { say } from "../strings/report.en.ts";
import { WORST_FIRST } from "./findings.ts";

/** One or more sentences; praise only where everything was read and something was judged. */
export function summary(report: Report, text: string): string {
  if (text.trim() === "") return say.emptySummary;
  const counts = WORST_FIRST.map(
    (severity) => [severity, report.findings.filter((one) => one.severity === severity).length] as const,
  ).filter(([, many]) => many > 0);
  const unread = report.files.some((file) => !file.ok);
  const quiet = counts.every(([severity]) => severity === "note");
  const cozy = report.layers.filter(({ state }) => state === "cozy").map(({ id }) => id);

  const sentences: string[] = [];
  if (quiet && !unread) {
    sentences.push(...(cozy.length > 0 ? [say.clean(cozy), say.cleanElsewhere] : [say.nothingJudged]));
  }
  if (counts.length > 0) sentences.push(say.found(counts.map(([severity, many]) => [severity, many])));
  if (unread) sentences.push(say.notAllRead);
  if (report.suppressed > 0) sentences.push(say.suppressed(report.suppressed));
  return sentences.join(" ");
}
