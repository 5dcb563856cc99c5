// Everything that shows a report, from the verdict to what no file can show.

import type { Finding, LayerReport, Report, SourceFile } from "../../../pkg/cozydock.js";
import { element, focusedBeside } from "../element.ts";
import { type GroupId, say } from "../strings/report.en.ts";
import type { Texts } from "../texts.ts";
import type { BeyondTheFile } from "./beyond.ts";
import { arrange } from "./complaint.ts";
import { choices } from "./edits.ts";
import { type Entry, recognize } from "./entries.ts";
import { AlreadyGood } from "./good.ts";
import { Group } from "./group.ts";
import { House, target } from "./house.ts";
import { groupOf, groupOrder } from "./order.ts";
import { prose } from "./rich-text.ts";
import { button, type ReportActions, type Shown } from "./shown.ts";
import { StartHere } from "./start.ts";
import { Tally } from "./tally.ts";
import { verdict } from "./verdict.ts";

export type { ReportActions } from "./shown.ts";

export class ReportView {
  readonly #host: HTMLElement;
  readonly #listening = new AbortController();
  readonly #actions: ReportActions;
  readonly #embedded: boolean;
  readonly #example = element("p", { class: "example", hidden: true }, say.example);
  readonly #words = element("p", { class: "verdict", tabindex: "-1" });
  readonly #more = element("p", { class: "verdict-more" });
  readonly #counts = element("p", { class: "counts" });
  readonly #sample: HTMLButtonElement | null;
  readonly #overview = element("div", { class: "overview" });
  readonly #house = new House();
  readonly #start = new StartHere();
  readonly #groups: Record<GroupId, Group> = {
    now: new Group("now"), worth: new Group("worth"), polish: new Group("polish"), craft: new Group("craft"),
  };
  readonly #list = element("div", { class: "groups" });
  readonly #good = new AlreadyGood();
  #beyond: BeyondTheFile | null = null;
  readonly #tally = new Tally();
  readonly #texts: Texts;
  #shown: Shown | null = null;
  #entries: Entry[] = [];
  #order: readonly GroupId[] = [];
  /** The entry that F8 goes on from. */
  #current: Entry | null = null;
  /** True from a fix that was kept until its report comes. */
  #applied = false;

  /** `embedded`: one of several on a page of somebody else's, where the rules have no pages. */
  constructor(host: HTMLElement, texts: Texts, actions: ReportActions, { embedded } = { embedded: false }) {
    this.#host = host;
    this.#texts = texts;
    this.#embedded = embedded;
    this.#actions = {
      ...actions,
      apply: (after, label) => {
        this.#applied = true;
        actions.apply(after, label);
      },
    };
    host.classList.add("report");
    const { useSample } = actions;
    this.#sample = useSample ? button(say.sample, "fix-it", () => useSample()) : null;
    this.#overview.append(
      element("div", { class: "story" }, this.#example, this.#words, this.#more, this.#counts, this.#sample),
      this.#start.node,
      this.#house.node,
    );
    host.replaceChildren(this.#overview, this.#list, this.#good.node);
    const sections = [this.#start.node, this.#house.node, this.#good.node, ...Object.values(this.#groups).map(({ node }) => node)];
    for (const node of sections) this.#place(node);
    addEventListener("beforeprint", () => this.#openAll(), { signal: this.#listening.signal });
    this.clear();
    void this.#loadRest();
  }

  /**
   * Shows a report of these files. `typing` keeps what is shown where it is, as far as it's still
   * true; `example` says that the file is one of the page's own.
   */
  show(report: Report, files: SourceFile[], { example, typing }: { example: boolean; typing: boolean }): void {
    const shown: Shown = { report, files, texts: this.#texts, actions: this.#actions, rulePages: !this.#embedded };
    // One's own first word in place of the example is a new start as well.
    const goesOn = (typing || this.#applied) && example === !this.#example.hidden;
    this.#applied = false;
    this.#shown = shown;
    this.#example.hidden = !example;
    const focused = this.#focusedEntry();

    const ordered = choices(report);
    const found = verdict(report, files, this.#texts, ordered);
    this.#host.dataset["mood"] = found.mood;
    this.#tally.count(report, !goesOn);
    this.#say(found.words, found.more, report);
    const empty = found.mood === "empty";
    this.#host.classList.toggle("is-empty", empty);
    if (this.#sample) this.#sample.hidden = !empty;
    if (empty) report = { ...report, findings: [] };

    this.#entries = recognize(report, this.#entries);
    const best = empty ? undefined : ordered[0];
    this.#showGroups(shown, goesOn, best?.finding);
    this.#start.update(best, shown, () => best && this.reveal(best.finding));
    if (empty) return;
    this.#house.update(report, (layer) => this.#go(layer));
    this.#good.update(report);
    this.#beyond?.update(report, files);
    this.#restoreFocus(focused);
  }

  /** Opens the finding's card, scrolls to it and moves the keyboard to its heading. */
  reveal(finding: Finding): void {
    const at = this.#find(finding);
    if (!at) return;
    this.#current = at.entry;
    at.complaint.reveal(at.entry).focus();
  }

  /** Reveals the next or the previous finding of the list, round and round. */
  step(by: 1 | -1): Finding | undefined {
    const all = this.#order.flatMap((id) => this.#groups[id].entries);
    const at = this.#current ? all.indexOf(this.#current) : -1;
    const next = at === -1 ? all.at(by === 1 ? 0 : -1) : all[(at + by + all.length) % all.length];
    if (next) this.reveal(next.finding);
    return next?.finding;
  }

  /** Shows that there is nothing to show. */
  clear(): void {
    this.show(
      { version: "", factsDate: "", files: [], findings: [], layers: [], score: null, suppressed: 0 },
      [],
      { example: false, typing: false },
    );
    this.#shown = null;
  }

  /** Lets go of the window; the view isn't to be used afterwards. */
  close(): void {
    this.#listening.abort();
  }

  #say(words: string, more: string[], report: Report): void {
    const shown = words + more.join(" ");
    if (this.#words.dataset["shown"] !== shown) {
      this.#words.dataset["shown"] = shown;
      this.#words.replaceChildren(...prose(words));
      this.#more.replaceChildren(...prose(more.join(" ")));
    }
    const counts = groupOrder(report)
      .map((id) => [id, report.findings.filter((finding) => groupOf(finding) === id).length] as const)
      .filter(([, many]) => many > 0);
    const parts: (Node | string)[] = [say.counts(report.findings.length, counts.length)];
    counts.forEach(([id, many], at) => {
      if (at > 0) parts.push(at === counts.length - 1 ? " and " : ", ");
      const link = element("a", { href: `#group-${id}` }, say.counted(id, many));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        focusOn(this.#byId(`group-${id}-title`));
      });
      parts.push(link);
    });
    if (counts.length > 0) parts.push(".");
    if (report.suppressed > 0) parts.push(` ${say.suppressed(report.suppressed)}`);
    const fewer = this.#tally.fewer;
    if (fewer > 0) parts.push(element("span", { class: "fewer" }, ` ${say.fewer(fewer)}`));
    const text = parts.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
    if (this.#counts.textContent !== text) this.#counts.replaceChildren(...parts);
  }

  #showGroups(shown: Shown, goesOn: boolean, best: Finding | undefined): void {
    const order = groupOrder(shown.report);
    // A word half typed breaks a file for a moment: nothing moves for that.
    if (!goesOn || this.#order.length === 0) this.#order = order;
    let first = true;
    for (const id of this.#order) {
      const entries = this.#entries.filter(({ finding }) => groupOf(finding) === id);
      this.#groups[id].update(entries, shown, { first: first && id !== "polish", typing: goesOn, best });
      if (entries.length > 0) first = false;
    }
    arrange(this.#list, this.#order.map((id) => this.#groups[id].node));
    if (this.#current && !this.#entries.includes(this.#current)) this.#current = null;
  }

  #find(finding: Finding) {
    const exact = this.#groups[groupOf(finding)].find(finding);
    if (exact) return exact;
    // The same place in an earlier report.
    const known = this.#entries.find(
      (entry) => entry.finding.rule === finding.rule && entry.finding.file === finding.file && entry.finding.range.start.offset === finding.range.start.offset,
    );
    return known ? this.#groups[groupOf(known.finding)].find(known.finding) : null;
  }

  #go(layer: LayerReport): void {
    if (layer.state === "needs-love") {
      const first = this.#order.flatMap((id) => this.#groups[id].entries).find(({ finding }) => finding.layer === layer.id);
      if (first) this.reveal(first.finding);
      return;
    }
    const node = this.#byId(target(layer));
    if (node instanceof HTMLDetailsElement) node.open = true;
    focusOn(node?.querySelector("summary") ?? node);
  }

  #focusedEntry(): { entry: Entry | null; at: number } | null {
    const active = focusedBeside(this.#host);
    if (!active || !this.#host.contains(active)) return null;
    const all = this.#order.flatMap((id) => this.#groups[id].entries);
    const at = all.findIndex(({ anchor }) => active.closest(".finding")?.id === anchor);
    return { entry: all[at] ?? null, at };
  }

  /** Where a focused card went away, the keyboard goes to the one that took its place. */
  #restoreFocus(before: { entry: Entry | null; at: number } | null): void {
    if (!before || this.#host.contains(focusedBeside(this.#host))) return;
    const all = this.#order.flatMap((id) => this.#groups[id].entries);
    const next = before.at === -1 ? undefined : (all[before.at] ?? all.at(-1));
    const node = next && this.#byId(next.anchor)?.querySelector<HTMLElement>(".toggle");
    focusOn(node?.checkVisibility() ? node : this.#words);
  }

  /** Not the document's: the report may stand in a shadow root. */
  #byId(id: string): HTMLElement | null {
    return this.#host.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
  }

  /** The end of the page needn't be there before the first findings are. */
  async #loadRest(): Promise<void> {
    await new Promise((idle) => setTimeout(idle));
    const { BeyondTheFile } = await import("./beyond.ts");
    this.#beyond = new BeyondTheFile();
    this.#place(this.#beyond.node);
    this.#host.append(this.#beyond.node);
    if (this.#shown) this.#beyond.update(this.#shown.report, this.#shown.files);
  }

  /** Sections are landmarks; those of another page are its own to set. */
  #place(section: HTMLElement): void {
    if (this.#embedded) section.setAttribute("role", "group");
  }

  #openAll(): void {
    for (const group of Object.values(this.#groups)) group.openAll();
    this.#beyond?.openAll();
  }
}

function focusOn(node: HTMLElement | null): void {
  node?.focus({ preventScroll: true });
  node?.scrollIntoView({ block: "nearest" });
}
