// The list of findings: the worst first, then in the order of the file.

import type { Finding, Report, Severity } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import { say } from "../strings/report.en.ts";
import type { Texts } from "../texts.ts";
import { FindingItem, type ShowPlace } from "./finding.ts";

/** How many findings are shown before a button asks for more. */
const AT_ONCE = 40;

export const WORST_FIRST: readonly Severity[] = ["critical", "high", "medium", "low", "note"];

export function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding) => WORST_FIRST.indexOf(finding.severity);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

export class FindingsList {
  readonly #list = element("ol", { class: "findings" });
  readonly #more = element("button", { type: "button", hidden: true });
  readonly #showPlace: ShowPlace;
  #items = new Map<string, FindingItem>();
  #texts: Texts = { rules: new Map(), glossary: [] };
  #findings: Finding[] = [];
  #files: readonly string[] = [];
  #limit = AT_ONCE;

  constructor(parent: HTMLElement, showPlace: ShowPlace) {
    this.#showPlace = showPlace;
    parent.append(this.#list, this.#more);
    this.#more.addEventListener("click", () => {
      const first = this.#limit;
      this.#limit += AT_ONCE * 5;
      this.#render();
      this.#list.children[first]?.querySelector("button")?.focus();
    });
  }

  /** New explanations: every item is built again. */
  explain(texts: Texts): void {
    this.#texts = texts;
    this.#items.clear();
    this.#list.replaceChildren();
    this.#render();
  }

  /** The findings as they are listed. */
  get ordered(): readonly Finding[] {
    return this.#findings;
  }

  /** Shows one of the findings and moves the keyboard to its heading; its index in the list. */
  reveal(finding: Finding): number {
    const at = this.#findings.indexOf(finding);
    if (at >= this.#limit) this.#limit = at + AT_ONCE;
    this.#render();
    const heading = this.#list.children[at]?.querySelector("h3");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
    return at;
  }

  /** `files` are the texts that the report speaks of. */
  show(report: Report, files: readonly string[]): void {
    this.#findings = worstFirst(report.findings);
    this.#files = files;
    if (report.findings.length <= AT_ONCE) this.#limit = AT_ONCE;
    this.#render();
  }

  clear(): void {
    this.#findings = [];
    this.#files = [];
    this.#limit = AT_ONCE;
    this.#render();
  }

  #render(): void {
    const kept = new Map<string, FindingItem>();
    const seen = new Map<string, number>();
    for (const finding of this.#findings.slice(0, this.#limit)) {
      // The same complaint keeps its item (open or closed, focused or not) wherever its line moves.
      const complaint = `${finding.severity} ${finding.rule} ${finding.title}`;
      const nth = (seen.get(complaint) ?? 0) + 1;
      seen.set(complaint, nth);
      const key = `${complaint} ${nth}`;
      const item = this.#items.get(key) ?? new FindingItem(finding, this.#texts, this.#showPlace);
      item.update(finding, this.#files[finding.file] ?? "", this.#showPlace);
      kept.set(key, item);
    }
    for (const [key, item] of this.#items) if (!kept.has(key)) item.node.remove();
    let place = this.#list.firstChild;
    for (const { node } of kept.values()) {
      if (node === place) place = node.nextSibling;
      else this.#list.insertBefore(node, place);
    }
    this.#items = kept;
    const left = this.#findings.length - this.#limit;
    this.#more.hidden = left <= 0;
    setText(this.#more, say.more(left));
  }
}
