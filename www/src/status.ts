// The one line that screen readers hear when the result changes.

import type { Report, Severity } from "../../pkg/cozydock.js";
import { byId, setText } from "./element.ts";
import { say } from "./strings/page.en.ts";

/** The quiet after which the line is spoken, in milliseconds. */
const QUIET = 1000;

const WORST_FIRST: readonly Severity[] = ["critical", "high", "medium", "low", "note"];

const line = byId("status", HTMLElement);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says how much there is to do, once it has been quiet for a while, if it's still on show then. */
export function announce(report: Report, state: { empty: boolean; example: boolean; onShow(): boolean }): void {
  const counts = WORST_FIRST.map(
    (severity) => [severity, report.findings.filter((one) => one.severity === severity).length] as [Severity, number],
  ).filter(([, many]) => many > 0);
  const words = state.empty ? say.heardNothing : say.heard(counts, report.files.some(({ ok }) => !ok));
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (state.onShow()) setText(line, state.example ? say.heardExample(words) : words);
  }, QUIET);
}
