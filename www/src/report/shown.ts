// What is on show, as every part of it needs it.

import type { Finding, Range, Report, SourceFile } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { say } from "../strings/report.en.ts";
import type { Texts } from "../texts.ts";

/** What a report can ask of the page around it. */
export interface ReportActions {
  /** Selects the place in the editor, scrolls there, and moves the keyboard there. */
  jump(file: number, range: Range): void;
  /** The files with these findings' fixes, as the engine applies them; changes nothing. */
  preview(findings: Finding[], safety: "safe" | "review"): Promise<SourceFile[]>;
  /** Puts these texts into the editor, as one step that can be undone, and judges them. */
  apply(after: SourceFile[], label: string): void;
  useSample?(): void;
}

/**
 * Where everything about a rule can be read. A page says in `<html data-rules>` how to get there
 * from where it is.
 */
export function rulePage(rule: string): string {
  return `${document.documentElement.dataset["rules"] ?? "rules/"}${rule}/`;
}

export interface Shown {
  report: Report;
  /** The files that the report speaks of. */
  files: SourceFile[];
  texts: Texts;
  actions: ReportActions;
  /** True where a page for every rule is beside this one. */
  rulePages: boolean;
}

/** "Line 7", with the file's name where there are several. */
export function placeName({ report }: Shown, file: number, range: Range): string {
  // A range that ends at the very start of a line doesn't reach into it.
  const last = range.end.column === 1 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  const place = say.line(range.start.line, last);
  return report.files.length > 1 ? say.lineOf(report.files[file]?.name ?? "", place) : place;
}

/** A button that shows a place in the editor. */
export function placeButton(shown: Shown, file: number, range: Range): HTMLButtonElement {
  const button = element("button", { type: "button", class: "place" }, placeName(shown, file, range), heard(say.showPlace));
  button.addEventListener("click", () => shown.actions.jump(file, range));
  return button;
}

/** For ears only. */
export function heard(text: string): HTMLElement {
  return element("span", { class: "heard" }, text);
}

/** A button with a word on it. */
export function button(word: string, kind: string, act: () => void): HTMLButtonElement {
  const node = element("button", { type: "button", class: kind }, word);
  node.addEventListener("click", act);
  return node;
}
