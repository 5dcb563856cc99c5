// One finding: a row with a heading, and what it's about when it's open.

import { element, focusedBeside, setText } from "../element.ts";
import { say, severities } from "../strings/report.en.ts";
import { CardBody } from "./card-body.ts";
import type { Entry } from "./entries.ts";
import { prose } from "./rich-text.ts";
import { heard, placeName, type Shown } from "./shown.ts";
import { visible } from "./visible.ts";

/** Level of its heading: alone, or one of several that are folded. */
export type Level = "h3" | "h4";

export class Card {
  readonly node = element("div", { class: "finding", part: "card" });
  readonly #toggle = element("button", { type: "button", class: "toggle" });
  readonly #place = element("button", { type: "button", class: "place" });
  readonly #placeName = element("span");
  #heading: HTMLElement | null = null;
  #body: CardBody | null = null;
  #entry: Entry;
  #shown: Shown;
  #openByDefault = false;
  #title = "";

  constructor(entry: Entry, shown: Shown) {
    this.#entry = entry;
    this.#shown = shown;
    this.node.id = entry.anchor;
    this.#place.append(this.#placeName, heard(say.showPlace));
    this.#place.addEventListener("click", () => {
      const { file, range } = this.#entry.finding;
      this.#shown.actions.jump(file, range);
    });
    this.#toggle.setAttribute("aria-controls", `${entry.anchor}-body`);
    this.#toggle.addEventListener("click", () => {
      this.#entry.open = !this.isOpen;
      this.#render();
    });
  }

  get entry(): Entry {
    return this.#entry;
  }

  get isOpen(): boolean {
    return this.#entry.open ?? this.#openByDefault;
  }

  update(shown: Shown, level: Level, openByDefault: boolean): void {
    this.#shown = shown;
    this.#openByDefault = openByDefault;
    const { finding } = this.#entry;
    if (this.#heading?.localName !== level) this.#setHeading(level);
    if (this.#title !== finding.title) {
      this.#title = finding.title;
      this.node.dataset["rule"] = finding.rule;
      this.node.dataset["severity"] = finding.severity;
      this.#toggle.replaceChildren(
        element("span", { class: "severity", part: "severity" }, severities[finding.severity], heard(": ")),
        element("span", { class: "title", part: "title" }, ...prose(visible(finding.title))),
      );
    }
    setText(this.#placeName, placeName(shown, finding.file, finding.range));
    this.#render();
  }

  open(): void {
    if (this.isOpen) return;
    this.#entry.open = true;
    this.#render();
  }

  focus(): void {
    this.#toggle.focus({ preventScroll: true });
    this.node.scrollIntoView({ block: "nearest" });
  }

  #setHeading(level: Level): void {
    const focused = focusedBeside(this.#toggle) === this.#toggle;
    const heading = element(level, {}, this.#toggle);
    if (this.#heading) this.#heading.replaceWith(heading);
    else this.node.append(element("div", { class: "row" }, heading, this.#place));
    this.#heading = heading;
    if (focused) this.#toggle.focus();
  }

  #render(): void {
    const open = this.isOpen;
    if (this.#toggle.ariaExpanded !== String(open)) this.#toggle.ariaExpanded = String(open);
    this.node.classList.toggle("is-open", open);
    if (open) {
      if (!this.#body) {
        this.#body = new CardBody();
        this.#body.node.id = `${this.#entry.anchor}-body`;
        this.node.append(this.#body.node);
      }
      this.#body.update(this.#entry, this.#shown);
    }
    if (this.#body) this.#body.node.hidden = !open;
  }
}
