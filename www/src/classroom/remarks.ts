// What the rules say about a lesson's files: those of the lesson first, the rest folded away.

import type { Finding, Report, SourceFile } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import { arrange, Complaint } from "../report/complaint.ts";
import { type Entry, recognize } from "../report/entries.ts";
import { worstFirst } from "../report/order.ts";
import type { ReportActions, Shown } from "../report/shown.ts";
import { say } from "../strings/classroom.en.ts";
import type { Texts } from "../texts.ts";
import type { Judgement } from "./judgement.ts";

export class Remarks {
  readonly node: HTMLElement;
  readonly #own = element("ol", { class: "complaints" });
  readonly #rest = element("ol", { class: "complaints" });
  readonly #title = element("h2", {}, say.findings);
  readonly #fold = element("details", { class: "others" });
  readonly #summary = element("summary");
  readonly #texts: Texts;
  readonly #actions: ReportActions;
  #entries: Entry[] = [];
  #complaints = new Map<string, Complaint>();

  constructor(texts: Texts, actions: ReportActions) {
    this.#texts = texts;
    this.#actions = actions;
    this.#fold.append(this.#summary, element("p", { class: "quiet" }, say.othersWords), this.#rest);
    this.node = element("div", { class: "report remarks" }, this.#title, this.#own, this.#fold);
  }

  /** Another lesson: nothing that was open stays open. */
  clear(): void {
    this.#entries = [];
    this.#complaints.clear();
    this.#fold.open = false;
  }

  update(report: Report, files: SourceFile[], { open, others, worse, verdict }: Judgement): void {
    this.#entries = recognize(report, this.#entries);
    const shown: Shown = { report, files, texts: this.#texts, actions: this.#actions, rulePages: true };
    // What keeps a lesson from being finished is its business, too.
    const inTheWay = verdict === "unread" ? others.filter(({ layer }) => layer === "craft") : worse;
    const own = [...inTheWay, ...open];
    const rest = others.filter((finding) => !inTheWay.includes(finding));
    this.#show(this.#own, own, shown, 1);
    this.#show(this.#rest, rest, shown, 0);
    this.#title.hidden = own.length === 0;
    this.#fold.hidden = rest.length === 0;
    setText(this.#summary, say.others(rest.length));
  }

  #show(list: HTMLElement, findings: readonly Finding[], shown: Shown, open: number): void {
    const byRule = new Map<string, Entry[]>();
    for (const entry of worstFirst(this.#entries.filter(({ finding }) => findings.includes(finding)))) {
      byRule.set(entry.finding.rule, [...(byRule.get(entry.finding.rule) ?? []), entry]);
    }
    const nodes = [...byRule].map(([rule, entries], nth) => {
      const complaint = this.#complaints.get(rule) ?? new Complaint(rule);
      this.#complaints.set(rule, complaint);
      complaint.update(entries, shown, nth < open, true);
      return complaint.node;
    });
    arrange(list, nodes);
  }
}
