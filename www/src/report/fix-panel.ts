// "Fix it": a change is shown first, then kept or not.

import type { SourceFile } from "../../../pkg/cozydock.js";
import { element, focusedBeside } from "../element.ts";
import { say } from "../strings/report.en.ts";
import { diffNodes } from "./diff-view.ts";
import { prose } from "./rich-text.ts";
import { button, type Shown } from "./shown.ts";

/** A change that somebody may want. */
export interface Offer {
  /** The word on the button. */
  button: string;
  /** What it does, as an imperative. */
  title: string;
  safety: "safe" | "review";
  /** The files after it. */
  after(): SourceFile[] | Promise<SourceFile[]>;
}

export class FixPanel {
  readonly node = element("div", { class: "fix", part: "fix", hidden: true });
  readonly #stage = element("div", { class: "fix-stage" });
  #buttons: HTMLButtonElement[] = [];
  #offers: Offer[] = [];
  #open: number | null = null;
  /** Grows with everything shown: a late answer is recognized as late. */
  #turn = 0;

  /** Takes over what is offered now; an open change stays open and is worked out anew. */
  update(offers: Offer[], shown: Shown): void {
    const same =
      offers.length === this.#offers.length && offers.every((offer, at) => offer.title === this.#offers[at]?.title);
    this.#offers = offers;
    if (!same) {
      this.#open = null;
      this.#build(shown);
    } else {
      this.#shown = shown;
      if (this.#open !== null) void this.#show(this.#open);
    }
  }

  #shown: Shown | null = null;

  #build(shown: Shown): void {
    this.#shown = shown;
    this.#stage.replaceChildren();
    this.#buttons = this.#offers.map((offer, at) => {
      const node = element("button", { type: "button", class: "fix-it", "aria-expanded": "false" }, ...prose(offer.button));
      node.addEventListener("click", () => (this.#open === at ? this.#close() : void this.#show(at)));
      return node;
    });
    this.node.replaceChildren(
      ...(this.#offers.length > 1 ? [element("p", { class: "fix-choice" }, say.fixes)] : []),
      element("div", { class: "buttons" }, ...this.#buttons),
      this.#stage,
    );
    this.node.hidden = this.#offers.length === 0;
  }

  async #show(at: number): Promise<void> {
    const offer = this.#offers[at];
    const shown = this.#shown;
    if (!offer || !shown) return;
    this.#open = at;
    this.#buttons.forEach((node, nth) => node.setAttribute("aria-expanded", String(nth === at)));
    this.#turn += 1;
    const turn = this.#turn;
    let stage: Node[];
    try {
      const made = offer.after();
      const after = Array.isArray(made) ? made : await made;
      if (turn !== this.#turn) return;
      stage = proposal(shown, offer, after, () => {
        this.#close();
        this.#buttons[at]?.focus();
      });
    } catch {
      stage = [element("p", { class: "quiet" }, say.previewFailed)];
    }
    if (turn !== this.#turn) return;
    // What had the keyboard gets it back.
    const focused = [...this.#stage.querySelectorAll("button")].indexOf(focusedBeside(this.node) as HTMLButtonElement);
    this.#stage.replaceChildren(...stage);
    if (focused !== -1) this.#stage.querySelectorAll("button")[focused]?.focus();
  }

  #close(): void {
    this.#open = null;
    this.#turn += 1;
    this.#buttons.forEach((node) => node.setAttribute("aria-expanded", "false"));
    this.#stage.replaceChildren();
  }
}

/** The change, what to think of it, and the choice. */
export function proposal(shown: Shown, offer: Offer, after: SourceFile[], dismiss: (() => void) | null): Node[] {
  const diff = diffNodes(shown.files, after, shown.report.files.map(({ name }) => name));
  if (diff.length === 0) return [element("p", { class: "quiet" }, say.noChange)];
  return [
    element("p", { class: "fix-title" }, ...prose(offer.title)),
    ...diff,
    element("p", { class: "safety", "data-safety": offer.safety }, say[offer.safety]),
    element(
      "div",
      { class: "buttons" },
      // What was shown is what is kept, to the letter.
      button(say.keep, "keep", () => shown.actions.apply(after, say.fixAllLabel(offer.title.replaceAll("`", "")))),
      dismiss && button(say.dismiss, "plain", dismiss),
    ),
  ];
}
