// Everything that shows a report, behind one interface.

import type { Finding, Range, Report, SourceFile } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import type { Texts } from "../texts.ts";
import { beyondTheFile } from "./beyond.ts";
import { FindingsList } from "./findings.ts";
import "./interim.css";
import { layers } from "./layers.ts";
import { subject } from "./subject.ts";
import { summary } from "./summary.ts";

/** What the report asks of the page. */
export interface ReportActions {
  /** Selects the place in the editor, scrolls there and focuses it. */
  jump(file: number, range: Range): void;
  /** The files as the fixes would make them; changes nothing. */
  preview(findings: Finding[], safety: "safe" | "review"): Promise<SourceFile[]>;
  /** Puts these texts into the editor as one undoable step and judges again. */
  apply(after: SourceFile[], label: string): void;
  useSample?(): void;
}

export class ReportView {
  readonly #summary = element("p", { id: "summary" });
  readonly #list: FindingsList;
  readonly #layers = element("div", { id: "layers" });
  readonly #beyond = element("div", { id: "beyond" });
  #beyondShown = "";
  #at = -1;

  constructor(host: HTMLElement, texts: Texts, actions: ReportActions) {
    const findings = element("div", { id: "findings" });
    host.append(this.#summary, findings, this.#layers, this.#beyond);
    this.#list = new FindingsList(findings, (finding, range) => actions.jump(finding.file, range));
    this.#list.explain(texts);
  }

  show(report: Report, files: SourceFile[], _state: { example: boolean; typing: boolean }): void {
    const texts = files.map(({ text }) => text);
    setText(this.#summary, summary(report, texts.join("\n")));
    this.#list.show(report, texts);
    this.#layers.replaceChildren(layers(report));
    const [kind, text] = [report.files[0]?.kind ?? "dockerfile", texts[0] ?? ""];
    const about = subject(text, kind);
    const shown = JSON.stringify([about, report.layers.map(({ state }) => state === "not-visible")]);
    if (shown === this.#beyondShown && this.#beyond.hasChildNodes()) return;
    this.#beyondShown = shown;
    this.#beyond.replaceChildren(beyondTheFile(report, about));
  }

  reveal(finding: Finding): void {
    this.#at = this.#list.reveal(finding);
  }

  step(by: 1 | -1): Finding | undefined {
    const { ordered } = this.#list;
    if (ordered.length === 0) return undefined;
    const next = this.#at < 0 && by < 0 ? ordered.length - 1 : (this.#at + by + ordered.length) % ordered.length;
    const finding = ordered[next];
    if (finding) this.reveal(finding);
    return finding;
  }

  clear(): void {
    this.#at = -1;
    setText(this.#summary, summary({ findings: [], files: [], layers: [] } as unknown as Report, ""));
    this.#list.clear();
    this.#layers.replaceChildren();
    this.#beyond.replaceChildren();
  }
}
