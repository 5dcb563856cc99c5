// One complaint of the list: a single finding, or several of one rule folded into one.

import { element, setText } from "../element.ts";
import { say, severities } from "../strings/report.en.ts";
import { Card } from "./card.ts";
import type { Entry } from "./entries.ts";
import { FixPanel } from "./fix-panel.ts";
import { worstFirst } from "./order.ts";
import { prose } from "./rich-text.ts";
import { heard, type Shown } from "./shown.ts";
import { visible } from "./visible.ts";

/** How many places an open fold shows before a button asks for more. */
const AT_ONCE = 20;
/** How many lines a closed fold names. */
const LINES = 6;

export class Complaint {
  readonly node = element("li", { class: "complaint" });
  readonly rule: string;
  entries: Entry[] = [];
  #cards = new Map<Entry, Card>();
  #fold: Fold | null = null;
  #shown: Shown | null = null;
  #openByDefault = false;

  constructor(rule: string) {
    this.rule = rule;
  }

  /** `sticky`: what is folded stays folded, even if one finding is left. */
  update(entries: Entry[], shown: Shown, openByDefault: boolean, sticky: boolean): void {
    this.entries = worstFirst(entries);
    this.#shown = shown;
    this.#openByDefault = openByDefault;
    const folded = entries.length > 1 || (sticky && this.#fold !== null);
    for (const entry of this.#cards.keys()) {
      if (!entries.includes(entry)) this.#cards.delete(entry);
    }
    this.node.dataset["count"] = String(entries.length);
    if (folded) this.#fold ??= new Fold(this);
    else this.#fold = null;
    this.#render();
  }

  /** Opens this finding and hands out its card. */
  reveal(entry: Entry): Card {
    this.#fold?.reveal(this.entries.indexOf(entry));
    const card = this.#card(entry);
    this.#render();
    card.open();
    return card;
  }

  /** Opens everything, for paper. */
  openAll(): void {
    this.#fold?.reveal(this.entries.length - 1);
    for (const entry of this.entries) entry.open = true;
    this.#render();
  }

  #render(): void {
    const shown = this.#shown;
    if (!shown) return;
    const fold = this.#fold;
    if (!fold) {
      const [entry] = this.entries;
      if (!entry) return;
      const card = this.#card(entry);
      card.update(shown, "h3", this.#openByDefault);
      if (this.node.firstChild !== card.node || this.node.childElementCount > 1) this.node.replaceChildren(card.node);
      return;
    }
    if (fold.node.parentNode !== this.node) this.node.replaceChildren(fold.node);
    fold.update(shown, this.#openByDefault, (entry) => {
      const card = this.#card(entry);
      card.update(shown, "h4", false);
      return card;
    });
  }

  #card(entry: Entry): Card {
    let card = this.#cards.get(entry);
    if (!card && this.#shown) this.#cards.set(entry, (card = new Card(entry, this.#shown)));
    return card!;
  }
}

class Fold {
  readonly node = element("div", { class: "finding fold", part: "card" });
  readonly #complaint: Complaint;
  readonly #toggle = element("button", { type: "button", class: "toggle" });
  readonly #severity = element("span");
  readonly #title = element("span", { class: "title", part: "title" });
  readonly #lines = element("p", { class: "lines" });
  readonly #body = element("div", { class: "body" });
  readonly #list = element("ol", { class: "places" });
  readonly #more = element("button", { type: "button", class: "plain" });
  readonly #fix = new FixPanel();
  #open: boolean | null = null;
  #openByDefault = false;
  #limit = AT_ONCE;
  #titleShown = "";
  #again: () => void = () => {};

  constructor(complaint: Complaint) {
    this.#complaint = complaint;
    this.#toggle.append(element("span", { class: "severity", part: "severity" }, this.#severity, heard(": ")), this.#title);
    this.#toggle.addEventListener("click", () => {
      this.#open = !this.#isOpen;
      this.#again();
    });
    this.#more.addEventListener("click", () => {
      const first = this.#limit;
      this.#limit += AT_ONCE * 5;
      this.#again();
      this.#list.children[first]?.querySelector("button")?.focus();
    });
    this.#body.append(this.#fix.node, this.#list, this.#more);
    this.node.append(
      element("div", { class: "row" }, element("h3", {}, this.#toggle), this.#lines),
      this.#body,
    );
  }

  get #isOpen(): boolean {
    return this.#open ?? this.#openByDefault;
  }

  reveal(index: number): void {
    this.#open = true;
    this.#limit = Math.max(this.#limit, index + 1);
  }

  update(shown: Shown, openByDefault: boolean, card: (entry: Entry) => Card): void {
    this.#again = () => this.update(shown, openByDefault, card);
    this.#openByDefault = openByDefault;
    const { rule, entries } = this.#complaint;
    const first = entries[0]!.finding;
    const several = shown.texts.rules.get(rule)?.several;
    const title = several ? say.folded(several, entries.length) : say.foldedAfter(first.title, entries.length - 1);
    if (title !== this.#titleShown) {
      this.#titleShown = title;
      this.#title.replaceChildren(...prose(visible(title)));
    }
    this.node.dataset["severity"] = first.severity;
    setText(this.#severity, severities[first.severity]);
    const lines = [...new Set(entries.map(({ finding }) => finding.range.start.line))].sort((one, other) => one - other);
    setText(this.#lines, shown.report.files.length > 1 ? "" : say.places(lines.slice(0, LINES), Math.max(0, lines.length - LINES)));

    const open = this.#isOpen;
    this.#toggle.ariaExpanded = String(open);
    this.node.classList.toggle("is-open", open);
    this.#body.hidden = !open;
    if (!open) return;

    const fixable = entries.filter(({ finding }) => finding.fixes.length > 0).map(({ finding }) => finding);
    const bold = fixable.some(({ fixes }) => fixes[0]?.safety === "review");
    this.#fix.update(
      fixable.length < 2
        ? []
        : [
            {
              button: say.fixAll(fixable.length, fixable.length === entries.length),
              title,
              safety: bold ? "review" : "safe",
              after: () => shown.actions.preview(
                // The first fix of each, whatever its safety: what is offered alone is offered here.
                fixable.map((finding) => ({ ...finding, fixes: finding.fixes.slice(0, 1) })),
                "review",
              ),
            },
          ],
      shown,
    );
    arrange(this.#list, entries.slice(0, this.#limit).map((entry) => {
      const { node } = card(entry);
      return node.parentElement?.localName === "li" && node.parentElement.parentElement === this.#list
        ? node.parentElement
        : element("li", {}, node);
    }));
    const left = entries.length - this.#limit;
    this.#more.hidden = left <= 0;
    setText(this.#more, say.more(left));
  }
}

/** Makes `nodes` the children of `parent`, moving as few as possible. */
export function arrange(parent: Element, nodes: readonly Element[]): void {
  const wanted = new Set<Element>(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const node of nodes) {
    if (node === at) at = node.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}
