// One group of the list: what matters about as much.

import type { Finding } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import { broken, type GroupId, groups } from "../strings/report.en.ts";
import { arrange, Complaint } from "./complaint.ts";
import type { Entry } from "./entries.ts";
import { isBroken, steady, worstFirst } from "./order.ts";
import { heard, type Shown } from "./shown.ts";

/** How many complaints of the first group stand open from the start. */
const OPEN = 2;
/** Of how many places a fold may be to stand open by itself. */
const FEW = 5;
/** How long a card takes to leave, in milliseconds. */
const LEAVING = 180;

export class Group {
  readonly node: HTMLElement;
  readonly #title = element("span");
  readonly #count = element("span", { class: "count" });
  readonly #about = element("p", { class: "about" });
  readonly #list = element("ol", { class: "complaints" });
  readonly #id: GroupId;
  #complaints: Complaint[] = [];

  constructor(id: GroupId) {
    this.#id = id;
    this.node = element(
      "section",
      { class: "group", id: `group-${id}`, "data-group": id, "aria-labelledby": `group-${id}-title` },
      element("h2", { id: `group-${id}-title`, tabindex: "-1" }, this.#title, " ", heard("("), this.#count, heard(")")),
      this.#about,
      this.#list,
    );
  }

  /** What is shown, from top to bottom. */
  get entries(): Entry[] {
    return this.#complaints.flatMap(({ entries }) => entries);
  }

  find(finding: Finding): { complaint: Complaint; entry: Entry } | null {
    for (const complaint of this.#complaints) {
      const entry = complaint.entries.find((one) => one.finding === finding);
      if (entry) return { complaint, entry };
    }
    return null;
  }

  update(entries: Entry[], shown: Shown, { first, typing, best }: { first: boolean; typing: boolean; best: Finding | undefined }): void {
    const words = this.#id === "craft" && isBroken(shown.report) ? broken : groups[this.#id];
    setText(this.#title, words.title);
    setText(this.#about, words.about);
    setText(this.#count, String(entries.length));
    this.node.hidden = entries.length === 0;

    const byRule = new Map<string, Entry[]>();
    for (const entry of worstFirst(entries)) {
      const own = byRule.get(entry.finding.rule);
      if (own) own.push(entry);
      else byRule.set(entry.finding.rule, [entry]);
    }
    const known = new Map(this.#complaints.map((complaint) => [complaint.rule, complaint]));
    const natural = [...byRule.keys()].map((rule) => known.get(rule) ?? new Complaint(rule));
    const gone = this.#complaints.filter((complaint) => !natural.includes(complaint));
    this.#complaints = typing ? steady(natural, this.#complaints) : natural;
    let open = first ? OPEN : 0;
    for (const complaint of this.#complaints) {
      const own = byRule.get(complaint.rule) ?? [];
      // What stands in full above the list needn't stand open in it.
      const opened = open > 0 && own.length <= FEW && !(own.length === 1 && own[0]?.finding === best);
      if (opened) open -= 1;
      complaint.update(own, shown, opened, typing);
    }
    for (const { node } of gone) node.remove();
    arrange(this.#list, this.#complaints.map(({ node }) => node));
    if (typing) for (const complaint of gone.slice(0, 3)) leave(complaint, this.#list);
  }

  openAll(): void {
    for (const complaint of this.#complaints) complaint.openAll();
  }
}

/** Lets a card fade instead of blinking away; it's out of reach from the first moment on. */
function leave({ node }: Complaint, list: HTMLElement): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || !list.checkVisibility()) return;
  const ghost = element("li", { class: "leaving", "aria-hidden": "true" });
  ghost.inert = true;
  for (const child of [...node.children]) {
    const copy = child.cloneNode(true) as HTMLElement;
    for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
    ghost.append(copy);
  }
  list.append(ghost);
  void ghost
    .animate([{ opacity: 0.7, height: `${ghost.offsetHeight}px` }, { opacity: 0, height: 0 }], { duration: LEAVING, easing: "ease-out" })
    .finished.finally(() => ghost.remove());
}
